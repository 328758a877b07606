import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useRef } from 'react'
import type { MediaState } from '../../../shared/media.ts'
import type { Recording } from '../../../shared/recording.ts'
import { isOnDevice, isQueued, stoppedSentence, waitWords } from '../../media-words.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useFocusStays } from '../../ui/use-focus-stays.ts'
import type { FileActions } from '../library/file-actions.ts'
import { useKeyWords } from '../shell/use-key-words.ts'
import { KeptMenu, MoreMenu } from './keep-menus.tsx'
import { mediaStatusWords } from './media-status.ts'
import { MediaStatusIcon } from './media-status-icon.tsx'
import styles from './player-screen.module.css'
import { timeLeft, waitingWords } from './player-words.ts'
import { secondsLeft } from './progress.ts'

interface KeepLineProps {
  recording: Recording
  /** Null until main's first answer. */
  media: MediaState | null
  /** The server does not answer now. */
  silent: boolean
  files: FileActions
  onRetry: () => void
  onEdit: () => void
  /** Copies the link to the place that plays. */
  onCopyLink: () => void
}

/** Where the file is, and what can be done with it. */
export function KeepLine({ recording, media, silent, files, onRetry, onEdit, onCopyLink }: KeepLineProps) {
  const editKey = useKeyWords()('player.edit')
  const line = useRef<HTMLDivElement>(null)
  const menus = useRef<HTMLDivElement>(null)
  useFocusStays(line)
  const { recordId, onServer } = recording
  const onDevice = isOnDevice(recording, media)
  const folder = onDevice ? null : t`It is not (wholly) on this device yet`
  const shown = media === null ? null : stateOf(media)
  const showInFolder = (): void => void files.showInFolder(recordId)
  return (
    <div ref={line} className={styles.statusLine}>
      {media !== null && shown === 'kept' && (
        <KeptMenu
          container={menus}
          onlyCopy={!onServer}
          onRemove={() => files.remove([recordId])}
          onShowInFolder={showInFolder}
        />
      )}
      {media !== null && shown === 'download' && (
        <Download media={media} silent={silent} recordId={recordId} files={files} onRetry={onRetry} />
      )}
      {shown === 'keep' && (
        <Button
          look="primary"
          icon="download"
          hint={silent && !onDevice ? t`The server does not answer now. The download waits for it. (D)` : t`D`}
          onClick={() => void files.keep([recordId], 'quiet')}
        >
          <Trans>Keep on this device</Trans>
        </Button>
      )}
      {!onServer && (
        <span className={styles.onlyCopy} title={t`Removed from server. This copy is the only one.`}>
          <Icon name="cloud-off" />
          <Trans>Not on server</Trans>
        </span>
      )}
      <Button icon="export" onClick={() => files.exportFiles([recordId])}>
        <Trans>Export…</Trans>
      </Button>
      <span className={styles.wide}>
        <Button icon="folder" disabled={folder} onClick={showInFolder}>
          <Trans>Show in folder</Trans>
        </Button>
      </span>
      {onServer && (
        <Button icon="edit" hint={editKey === '' ? null : editKey} onClick={onEdit}>
          <Trans>Edit details</Trans>
        </Button>
      )}
      <MoreMenu container={menus} notHere={folder} onShowInFolder={showInFolder} onCopyLink={onCopyLink} />
      <div ref={menus} />
    </div>
  )
}

/** Which of its three states the button is in. */
function stateOf(media: MediaState): 'keep' | 'download' | 'kept' {
  // A file that failed while it was only watched says so, too.
  if (isQueued(media) || media.status === 'failed') return 'download'
  return media.kept && media.status === 'complete' ? 'kept' : 'keep'
}

interface DownloadProps {
  media: MediaState
  silent: boolean
  recordId: string
  files: FileActions
  onRetry: () => void
}

/** A download on its way, or stopped: how far it is, what comes next, and the way out. */
function Download({ media, silent, recordId, files, onRetry }: DownloadProps) {
  const left = secondsLeft(media)
  return (
    <>
      <span className={styles.status} data-status={media.status} title={tooltipOf(media, silent)}>
        <MediaStatusIcon media={media} />
        <span>
          {mediaStatusWords(media)}
          {left !== null && <span className={styles.left}> · {timeLeft(left)}</span>}
        </span>
      </span>
      {media.status === 'paused' && (
        <Button look="ghost" icon="retry" onClick={() => void files.resume(recordId)}>
          <Trans>Resume</Trans>
        </Button>
      )}
      {media.status === 'failed' && (
        <>
          <span className={styles.why}>{stoppedSentence(media)}</span>
          <span data-again>
            <Button look="ghost" icon="retry" onClick={onRetry}>
              <Trans>Try again</Trans>
            </Button>
          </span>
        </>
      )}
      {media.kept && (
        <>
          <IconButton icon="x" label={t`Cancel download`} onClick={() => void files.cancel(recordId)} />
          <span className={styles.divider} />
        </>
      )}
    </>
  )
}

function tooltipOf(media: MediaState, silent: boolean): string | undefined {
  if (media.status === 'waiting') return waitWords(media.waitingFor)
  return silent ? waitingWords() : undefined
}
