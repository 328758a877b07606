import { Trans } from '@lingui/react/macro'
import type { Recording } from '../../../shared/recording.ts'
import { formatDayShort } from '../../format.ts'
import { recordedAt, recordingTitle } from '../../recording-words.ts'
import { LengthWords } from '../../ui/length-words.tsx'
import { Thumb } from '../../ui/thumb.tsx'
import styles from './player-screen.module.css'
import { waitingWords } from './player-words.ts'

interface EarlierInRoomProps {
  room: string
  recordings: readonly Recording[]
  /** The server does not answer now. */
  silent: boolean
  onOpen: (recording: Recording) => void
}

/** Up to three older recordings of the same room. */
export function EarlierInRoom({ room, recordings, silent, onOpen }: EarlierInRoomProps) {
  return (
    <section className={styles.earlier} aria-labelledby="earlier-in-room">
      <h2 id="earlier-in-room">
        <Trans>Earlier in {<bdi>{room}</bdi>}</Trans>
      </h2>
      <ul>
        {recordings.map((recording) => {
          const at = recordedAt(recording)
          return (
            <li key={recording.recordId}>
              <button
                type="button"
                title={silent && !recording.onDevice ? waitingWords() : undefined}
                onClick={() => onOpen(recording)}
              >
                <Thumb recording={recording} />
                <span>
                  <b dir="auto">{recordingTitle(recording)}</b>
                  {at !== null && <span className={styles.when}>{formatDayShort(at)}</span>}
                  <LengthWords recording={recording} />
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
