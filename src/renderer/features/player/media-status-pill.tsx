import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { MediaState } from '../../../shared/media.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { mediaStatusWords } from './media-status.ts'
import { MediaStatusIcon } from './media-status-icon.tsx'
import styles from './player-screen.module.css'
import { timeLeft, waitingWords } from './player-words.ts'
import { secondsLeft } from './progress.ts'

interface MediaStatusPillProps {
  media: MediaState
  /** False: the file here is the only copy. */
  onServer: boolean
  /** The server does not answer now. */
  silent: boolean
  onRetry: () => void
}

/** Icon and words for where the file is; a download that stopped has its next step beside it. */
export function MediaStatusPill({ media, onServer, silent, onRetry }: MediaStatusPillProps) {
  const left = secondsLeft(media)
  return (
    <div className={styles.statusLine}>
      <span
        className={styles.status}
        data-status={media.status}
        title={silent && media.status !== 'complete' ? waitingWords() : undefined}
      >
        <MediaStatusIcon media={media} />
        <span>
          {mediaStatusWords(media)}
          {left !== null && <span className={styles.left}> · {timeLeft(left)}</span>}
        </span>
      </span>
      {!onServer && (
        <span className={styles.onlyCopy} title={t`Removed from server. This copy is the only one.`}>
          <Icon name="cloud-off" />
          <Trans>Not on server</Trans>
        </span>
      )}
      {media.status === 'failed' && (
        <Button look="ghost" icon="retry" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  )
}
