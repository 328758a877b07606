import { t } from '@lingui/core/macro'
import type { MediaState } from '../../../shared/media.ts'
import type { Recording } from '../../../shared/recording.ts'
import { formatPercent } from '../../format.ts'
import { isOnDevice, stoppedSentence, waitWords } from '../../media-words.ts'
import type { IconName } from '../../ui/icon-shapes.ts'
import { shareOnDevice } from '../player/progress.ts'

export interface StatusWords {
  /** A number is a ring that is so far, 0 to 1. */
  picture: IconName | number
  look: 'kept' | 'only-copy' | 'failed' | null
  words: string
  /** The words are in sight: what is usual is said by its picture alone. */
  unusual: boolean
  tooltip: string
}

/** Where a recording is; `waits`: its server does not answer now, and it is not here. */
export function statusWords(
  recording: Pick<Recording, 'onDevice' | 'onServer'>,
  media: MediaState | null,
  waits: boolean,
): StatusWords {
  const moving = media === null ? null : movingWords(media)
  if (moving !== null) return moving
  if (!recording.onServer) {
    const tooltip = t`Removed from server. This copy is the only one.`
    return { picture: 'cloud-off', look: 'only-copy', words: t`Not on server`, unusual: true, tooltip }
  }
  if (isOnDevice(recording, media)) {
    const tooltip = t`On this device. Plays without the server.`
    return { picture: 'kept', look: 'kept', words: t`On device`, unusual: true, tooltip }
  }
  const tooltip = waits
    ? t`On the server, which does not answer now. It plays once the server is back.`
    : t`On the server. Plays online.`
  return { picture: 'cloud', look: null, words: t`On the server`, unusual: false, tooltip }
}

/** How a download stands; null while none is on its way. */
function movingWords(media: MediaState): StatusWords | null {
  const share = shareOnDevice(media)
  const percent = share === null ? null : formatPercent(share)
  switch (media.status) {
    case 'downloading':
      return {
        picture: share ?? 0,
        look: null,
        words: percent ?? t`Downloading`,
        unusual: true,
        tooltip: percent === null ? t`Downloading` : t`Downloading, ${percent} is on this device`,
      }
    case 'waiting':
      return { picture: 'clock', look: null, words: t`Waiting`, unusual: true, tooltip: waitWords(media.waitingFor) }
    case 'paused': {
      const tooltip = percent === null ? t`The download is paused` : t`Paused, ${percent} is on this device`
      return { picture: 'pause', look: null, words: t`Paused`, unusual: true, tooltip }
    }
    case 'failed':
      return { picture: 'stop', look: 'failed', words: t`Failed`, unusual: true, tooltip: stoppedSentence(media) }
    default:
      return null
  }
}
