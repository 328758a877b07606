import { Trans } from '@lingui/react/macro'
import type { MediaState } from '../../../shared/media.ts'
import { Button } from '../../ui/button.tsx'
import { mediaStatusWords } from './media-status.ts'
import { MediaStatusIcon } from './media-status-icon.tsx'
import styles from './player-screen.module.css'
import { timeLeft } from './player-words.ts'
import { secondsLeft } from './progress.ts'

interface MediaStatusPillProps {
  media: MediaState
  onRetry: () => void
}

/** Icon and words for where the file is; a download that stopped has its next step beside it. */
export function MediaStatusPill({ media, onRetry }: MediaStatusPillProps) {
  const left = secondsLeft(media)
  return (
    <div className={styles.statusLine}>
      <span className={styles.status} data-status={media.status}>
        <MediaStatusIcon media={media} />
        <span>
          {mediaStatusWords(media)}
          {left !== null && <span className={styles.left}> · {timeLeft(left)}</span>}
        </span>
      </span>
      {media.status === 'failed' && (
        <Button look="ghost" icon="retry" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  )
}
