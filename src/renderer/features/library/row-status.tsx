import { useLingui } from '@lingui/react/macro'
import type { Recording } from '../../../shared/recording.ts'
import { useLibrary } from '../../stores/context.ts'
import { offline } from '../../stores/library.ts'
import hidden from '../../ui/hidden.module.css'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-shapes.ts'
import styles from './row-status.module.css'

/** True when the recording can be played only once its server is back. */
export const useWaitsForServer = ({ onDevice }: Pick<Recording, 'onDevice'>): boolean =>
  useLibrary((state) => !onDevice && offline(state) !== null)

interface StatusWords {
  icon: IconName
  look: string | undefined
  words: string
  /** The words are in sight: what is usual is said by its picture alone. */
  unusual: boolean
  tooltip: string
}

function useStatusWords(recording: Recording): StatusWords {
  const { t } = useLingui()
  const waits = useWaitsForServer(recording)
  if (!recording.onServer) {
    const tooltip = t`Removed from server. This copy is the only one.`
    return { icon: 'cloud-off', look: styles.onlyCopy, words: t`Not on server`, unusual: true, tooltip }
  }
  if (recording.onDevice) {
    const tooltip = t`On this device. Plays without the server.`
    return { icon: 'kept', look: styles.kept, words: t`On device`, unusual: true, tooltip }
  }
  const tooltip = waits
    ? t`On the server, which does not answer now. It plays once the server is back.`
    : t`On the server. Plays online.`
  return { icon: 'cloud', look: undefined, words: t`On the server`, unusual: false, tooltip }
}

/** Where a recording is: in a row with a word where that is not the usual place, on a card as a picture. */
export function RowStatus({ recording, pictureOnly }: { recording: Recording; pictureOnly: boolean }) {
  const { icon, look, words, unusual, tooltip } = useStatusWords(recording)
  return (
    <span className={styles.status} title={tooltip} data-status>
      <span className={unusual && !pictureOnly ? styles.words : hidden.hidden}>{words}</span>
      <Icon name={icon} className={look} />
    </span>
  )
}
