import { assertNever } from '../../../shared/app-error.ts'
import type { MediaState } from '../../../shared/media.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './media-status.module.css'
import { shareOnDevice } from './progress.ts'

const RADIUS = 6.75
const CIRCUMFERENCE = 2 * Math.PI * RADIUS

function Ring({ share }: { share: number }) {
  return (
    <svg className={styles.ring} width="16" height="16" viewBox="0 0 20 20" aria-hidden="true">
      <circle className={styles.ringTrack} cx="10" cy="10" r={RADIUS} />
      <circle
        className={styles.ringValue}
        cx="10"
        cy="10"
        r={RADIUS}
        strokeDasharray={`${share * CIRCUMFERENCE} ${CIRCUMFERENCE}`}
        transform="rotate(-90 10 10)"
      />
    </svg>
  )
}

/** The picture of where the file is; always beside words that say the same. */
export function MediaStatusIcon({ media }: { media: MediaState }) {
  switch (media.status) {
    case 'absent':
      return <StatusIcon className={styles.absent} name="cloud" />
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

function StatusIcon({ className, name }: { className: string | undefined; name: 'cloud' | 'kept' | 'stop' }) {
  return (
    <span className={className}>
      <Icon name={name} size={16} />
    </span>
  )
}
