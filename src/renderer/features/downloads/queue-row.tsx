import { useLingui } from '@lingui/react/macro'
import { memo, useId } from 'react'
import type { DownloadItem } from '../../../shared/download.ts'
import type { MediaStatus } from '../../../shared/media.ts'
import { rawLine } from '../../error-words.ts'
import { recordingTitle } from '../../recording-words.ts'
import { useMediaOf } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Thumb } from '../../ui/thumb.tsx'
import { type RowTone, rowShare, rowWords } from './download-words.ts'
import styles from './queue.module.css'
import { useNow } from './use-now.ts'

/** What a row can do with its recording, by its ID. */
export interface QueueActions {
  onOpen: (recordId: string) => void
  onPause: (recordId: string) => void
  /** Goes on with what was paused or has failed. */
  onResume: (recordId: string) => void
  onCancel: (recordId: string) => void
  /** Makes it the next one. */
  onFront: (recordId: string) => void
}

interface QueueRowProps {
  item: DownloadItem
  /** What all files may take, in bytes; null: not known. */
  limitBytes: number | null
  first: boolean
  /** Where a dragged row would land. */
  drop: 'before' | 'after' | null
  actions: QueueActions
}

const BAR_TONES = { running: 'accent', waiting: 'accent', paused: 'quiet', halted: 'quiet', failed: 'bad' } as const

/** A recording in the queue. Drawn again only when something about it changes. */
export const QueueRow = memo(function QueueRow({ item, limitBytes, first, drop, actions }: QueueRowProps) {
  const { t } = useLingui()
  const { recording, by } = item
  const { recordId } = recording
  const media = useMediaOf(recordId) ?? item.media
  const now = useNow(media.waitingFor === 'server' && media.retryAt !== null)
  const words = rowWords(media, recording, { now, limitBytes })
  const title = recordingTitle(recording)
  const id = useId()
  return (
    <li className={styles.row} data-tone={words.tone} data-download={recordId} data-drop={drop ?? undefined} draggable>
      <Thumb recording={recording} playable />
      <div className={styles.facts}>
        <div className={styles.line}>
          <button
            type="button"
            className={styles.title}
            data-title
            dir="auto"
            title={by === 'rule' ? t`Kept by a rule` : undefined}
            aria-describedby={id}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            onClick={() => actions.onOpen(recordId)}
          >
            {title}
          </button>
          <span className={styles.end}>{words.end}</span>
        </div>
        <Meter
          label={title}
          share={media.status === 'downloading' ? rowShare(media, recording) : (rowShare(media, recording) ?? 0)}
          text={words.tone === 'running' ? undefined : words.left}
          tone={BAR_TONES[words.tone]}
        />
        <div id={id} className={styles.words}>
          {words.tone === 'failed' && <Icon name="stop" />}
          {words.tone === 'halted' && <Icon name="alert" />}
          <span title={media.error === null ? undefined : rawLine(media.error)}>{words.left}</span>
          {words.right !== '' && <span className={styles.right}>{words.right}</span>}
        </div>
        {words.note !== null && <p className={styles.note}>{words.note}</p>}
      </div>
      <Controls recordId={recordId} title={title} status={media.status} tone={words.tone} first={first} {...actions} />
    </li>
  )
})

interface ControlsProps extends QueueActions {
  recordId: string
  title: string
  status: MediaStatus
  tone: RowTone
  first: boolean
}

function Controls({ recordId, title, status, tone, first, ...actions }: ControlsProps) {
  const { t } = useLingui()
  const failed = status === 'failed'
  return (
    <div className={styles.controls}>
      {status === 'downloading' && (
        <IconButton icon="pause" label={t`Pause “${title}”`} onClick={() => actions.onPause(recordId)} />
      )}
      {status === 'paused' && (
        <IconButton icon="play" label={t`Resume “${title}”`} onClick={() => actions.onResume(recordId)} />
      )}
      {tone === 'waiting' && (
        <IconButton
          icon="up"
          label={t`Move “${title}” to the front`}
          disabled={first}
          onClick={() => actions.onFront(recordId)}
        />
      )}
      {failed && <Button icon="retry" onClick={() => actions.onResume(recordId)}>{t`Retry`}</Button>}
      <IconButton
        icon="x"
        label={failed ? t`Remove “${title}” from the list` : t`Cancel “${title}”`}
        onClick={() => actions.onCancel(recordId)}
      />
    </div>
  )
}
