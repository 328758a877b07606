import type { Recording, Watched } from '../../shared/recording.ts'
import { roomOf } from '../recording-words.ts'
import { hashOf, initialsOf, tintOf } from '../tint.ts'
import { Icon } from './icon.tsx'
import styles from './thumb.module.css'

interface ThumbProps {
  recording: Recording
  /** Shows the play badge while the row or card around it is hovered or focused. */
  playable?: boolean
}

/** Where up to four seats begin, in a picture 90 high. */
const SEATS = [0, 22.5, 45, 67.5]

/** Stands for a recording that has no picture yet: a slide in its room's colour, with a strip of seats. */
export function Thumb({ recording, playable = false }: ThumbProps) {
  const seats = SEATS.slice(0, 2 + (hashOf(recording.recordId) % 3))
  const initials = initialsOf(roomOf(recording))
  return (
    <span className={styles.thumb} style={{ background: tintOf(recording.roomId) }} aria-hidden="true">
      <svg viewBox="0 0 160 90" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
        <rect className={styles.strip} x="128" width="32" height="90" />
        {seats.map((top) => (
          <g key={top} transform={`translate(128 ${top})`}>
            <rect className={styles.seat} x="1" y="1" width="31" height="20.5" />
            <circle className={styles.head} cx="16.500" cy="9" r="3.600" />
            <path className={styles.head} d="M9.500 21.500a7 7 0 0 1 14 0z" />
          </g>
        ))}
        {initials === '' ? (
          <path className={styles.head} d="M54 33v24l20-12z" />
        ) : (
          <text className={styles.initials} data-initials x="64" y="56.500" textAnchor="middle">
            {initials}
          </text>
        )}
      </svg>
      {playable && (
        <span className={styles.play} data-play-badge>
          <span>
            <Icon name="play" />
          </span>
        </span>
      )}
      <WatchedBar watched={recording.watched} />
    </span>
  )
}

/** How much has been watched; the words for it are the caller's. Nothing while the recording's length is unknown. */
function WatchedBar({ watched }: { watched: Watched | null }) {
  const share = watchedShare(watched)
  if (share === null) return null
  return (
    <span className={styles.watched} data-watched>
      <span style={{ width: `${share * 100}%` }} />
    </span>
  )
}

function watchedShare(watched: Watched | null): number | null {
  if (watched === null) return null
  if (watched.finished) return 1
  const { seconds, durationSeconds } = watched
  if (seconds <= 0 || durationSeconds === null || durationSeconds <= 0) return null
  return Math.min(1, seconds / durationSeconds)
}
