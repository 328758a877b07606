import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import type { MediaState } from '../../../shared/media.ts'
import { formatPercent } from '../../format.ts'
import { isQueued, waitWords } from '../../media-words.ts'
import { mediaStatusWords } from './media-status.ts'
import { secondsUntil, shareOnDevice } from './progress.ts'

/** "1.25×", in the numbers of the reader's locale. */
export function speedLabel(speed: number): string {
  return `${new Intl.NumberFormat(i18n.locale).format(speed)}×`
}

/** "40 s left", "3 min left", "1 h 5 min left"; rounded up, so that it never says 0. */
export function timeLeft(seconds: number): string {
  if (seconds < 60) {
    const s = Math.max(1, Math.ceil(seconds))
    return t`${s} s left`
  }
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return t`${minutes} min left`
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return rest === 0 ? t`${hours} h left` : t`${hours} h ${rest} min left`
}

/** "Available in about 40 s", "… about 2 min": rounded up to 5 s from 10 s on, so that it does not flicker. */
export function availableIn(seconds: number): string {
  if (seconds < 3) return t`Available in a moment`
  const s = seconds < 10 ? Math.ceil(seconds) : Math.ceil(seconds / 5) * 5
  if (s < 60) return t`Available in about ${s} s`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return t`Available in about ${minutes} min`
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return rest === 0 ? t`Available in about ${hours} h` : t`Available in about ${hours} h ${rest} min`
}

/** What the picture waits for, at a place in the recording (0 to 1; null: not known yet). */
export function waitingForWords(media: MediaState | null, place: number | null): string {
  if (media === null) return t`Waiting for the recording`
  if (media.status === 'paused') return t`The download is paused. Resume it to play on.`
  if (media.status === 'waiting' && media.waitingFor !== 'server') return waitWords(media.waitingFor)
  const seconds = place === null ? null : secondsUntil(media, place)
  if (seconds !== null) return availableIn(seconds)
  const share = shareOnDevice(media)
  if (share === null || share === 1) return t`Waiting for the recording`
  return t`Waiting for the server · ${formatPercent(share)} on this device`
}

/** What the key that keeps a recording has done, or that there was nothing to do. */
export function keepFlash(media: MediaState | null, silent: boolean): string {
  if (media?.kept && (media.status === 'complete' || isQueued(media))) return mediaStatusWords(media)
  if (media?.status === 'complete') return t`Kept on this device`
  return silent ? t`Kept as soon as the server is back` : t`Keeping on this device`
}

/** What to expect of a recording that is not on this device while its server does not answer. */
export const waitingWords = (): string => t`On the server, which does not answer now. It plays once the server is back.`
