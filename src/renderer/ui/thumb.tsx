import { useState } from 'react'
import { posterUrl } from '../../shared/media.ts'
import type { Recording, Watched } from '../../shared/recording.ts'
import { lengthOf, roomOf } from '../recording-words.ts'
import { useSession } from '../stores/context.ts'
import { hashOf, initialsOf, tintOf } from '../tint.ts'
import { Icon } from './icon.tsx'
import styles from './thumb.module.css'

interface ThumbProps {
  recording: Recording
  /** Shows the play badge while the row or card around it is hovered or focused. */
  playable?: boolean
}

/** A recording's poster, or a drawing until it has one, with its length; for screen readers, the words are the caller's. */
export function Thumb({ recording, playable = false }: ThumbProps) {
  const [broken, setBroken] = useState<number | null>(null)
  const profileId = useSession((session) => session.opened?.profile.id ?? null)
  const { recordId, roomId, posterAt, watched } = recording
  const length = lengthOf(recording)
  const poster = profileId === null || posterAt === null || posterAt === broken ? null : posterAt
  return (
    <span
      className={styles.thumb}
      style={{ background: tintOf(roomId) }}
      data-poster={poster === null ? undefined : true}
      aria-hidden="true"
    >
      {poster === null || profileId === null ? (
        <Drawing recording={recording} />
      ) : (
        <img
          src={posterUrl(profileId, recordId, poster)}
          loading="lazy"
          decoding="async"
          alt=""
          draggable={false}
          onError={() => setBroken(poster)}
        />
      )}
      {playable && (
        <span className={styles.play} data-play-badge>
          <span>
            <Icon name="play" />
          </span>
        </span>
      )}
      {length !== null && (
        <span className={styles.length} data-length>
          {length}
        </span>
      )}
      <WatchedBar watched={watched} />
    </span>
  )
}

/** Where up to four seats begin, in a picture 90 high. */
const SEATS = [0, 22.5, 45, 67.5]

/** Stands for a recording that has no picture yet: a slide in its room's colour, with a strip of seats. */
function Drawing({ recording }: { recording: Recording }) {
  const seats = SEATS.slice(0, 2 + (hashOf(recording.recordId) % 3))
  const initials = initialsOf(roomOf(recording))
  return (
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
