import { assertNever } from '../../../shared/app-error.ts'
import type { MediaState } from '../../../shared/media.ts'
import { Icon } from '../../ui/icon.tsx'
import { Ring } from '../../ui/ring.tsx'
import styles from './media-status.module.css'
import { shareOnDevice } from './progress.ts'

/** The picture of where the file is; always beside words that say the same. */
export function MediaStatusIcon({ media }: { media: MediaState }) {
  switch (media.status) {
    case 'absent':
    case 'partial':
      return <StatusIcon className={styles.absent} name="cloud" />
    case 'waiting':
      return <StatusIcon className={styles.absent} name="clock" />
    case 'paused':
      return <StatusIcon className={styles.absent} name="pause" />
    case 'downloading':
      return <Ring share={shareOnDevice(media) ?? 0} />
    case 'complete':
      return <StatusIcon className={styles.complete} name="kept" />
    case 'failed':
      return <StatusIcon className={styles.failed} name="stop" />
    default:
      return assertNever(media.status)
  }
}

type StatusPicture = 'cloud' | 'clock' | 'pause' | 'kept' | 'stop'

function StatusIcon({ className, name }: { className: string | undefined; name: StatusPicture }) {
  return (
    <span className={className}>
      <Icon name={name} size={16} />
    </span>
  )
}
