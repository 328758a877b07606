import type { MediaState } from '../../../shared/media.ts'
import type { Recording } from '../../../shared/recording.ts'
import { isOnDevice } from '../../media-words.ts'
import { useLibrary } from '../../stores/context.ts'
import { offline } from '../../stores/library.ts'
import hidden from '../../ui/hidden.module.css'
import { Icon } from '../../ui/icon.tsx'
import { Ring } from '../../ui/ring.tsx'
import styles from './row-status.module.css'
import { type StatusWords, statusWords } from './row-status-words.ts'

/** True when the recording can be played only once its server is back. */
export const useWaitsForServer = ({ onDevice }: Pick<Recording, 'onDevice'>): boolean =>
  useLibrary((state) => !onDevice && offline(state) !== null)

interface RowStatusProps {
  recording: Recording
  media: MediaState | null
  pictureOnly: boolean
}

const LOOKS = { kept: styles.kept, 'only-copy': styles.onlyCopy, failed: styles.failed }

/** Where a recording is: in a row with a word where that is not the usual place, on a card as a picture. */
export function RowStatus({ recording, media, pictureOnly }: RowStatusProps) {
  const waits = useWaitsForServer({ onDevice: isOnDevice(recording, media) })
  const { picture, look, words, unusual, tooltip } = statusWords(recording, media, waits)
  return (
    <span className={styles.status} title={tooltip} data-status>
      <span className={wordsClass(unusual && !pictureOnly, look)}>{words}</span>
      {typeof picture === 'number' ? (
        <Ring share={picture} />
      ) : (
        <Icon name={picture} className={look === null ? undefined : LOOKS[look]} />
      )}
    </span>
  )
}

/** What has failed is red as a whole. */
const wordsClass = (inSight: boolean, look: StatusWords['look']): string | undefined => {
  if (!inSight) return hidden.hidden
  return look === 'failed' ? `${styles.words} ${styles.failed}` : styles.words
}
