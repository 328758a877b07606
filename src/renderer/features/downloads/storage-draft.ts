import type { DownloadSettings } from '../../../shared/download.ts'
import { positiveNumber, wholeNumber } from './typed-number.ts'

const GB = 1e9
const MB = 1e6
const MOST_GB = 1_000_000
const MOST_MB = 1_000_000

/** The settings as they are being typed. */
export interface StorageDraft {
  ownLimit: boolean
  /** In GB. */
  limit: string
  atOnce: string
  perServer: string
  slow: boolean
  /** In MB/s. */
  speed: string
  notify: boolean
}

/** `limitBytes`: the limit that holds now, to begin with where none is set. */
export function draftOf(settings: DownloadSettings, limitBytes: number): StorageDraft {
  return {
    ownLimit: settings.limitBytes !== null,
    limit: String(round(settings.limitBytes ?? limitBytes, GB)),
    atOnce: String(settings.atOnce),
    perServer: String(settings.perServer),
    slow: settings.bytesPerSecond !== null,
    speed: String(round(settings.bytesPerSecond ?? 5 * MB, MB)),
    notify: settings.notify,
  }
}

export type WrongField = 'limit' | 'atOnce' | 'perServer' | 'speed'
type Settings = Omit<DownloadSettings, 'exportTemplate' | 'exportSubtitles' | 'exportMetadata'>

/** The settings that a draft makes, or which of its fields are wrong. */
export function settingsOf(draft: StorageDraft): { settings: Settings } | { wrong: WrongField[] } {
  const limit = draft.ownLimit ? positiveNumber(draft.limit, MOST_GB) : 0
  const speed = draft.slow ? positiveNumber(draft.speed, MOST_MB) : 0
  const atOnce = wholeNumber(draft.atOnce, 1, 10)
  const perServer = wholeNumber(draft.perServer, 1, 10)
  // Slower than a hundredth of a MB/s, nothing would ever come.
  const tooSlow = draft.slow && speed !== null && speed * MB < 10_000
  if (limit === null || speed === null || atOnce === null || perServer === null || tooSlow) {
    const wrong = { limit: limit === null, atOnce: atOnce === null, perServer: perServer === null }
    const names = (['limit', 'atOnce', 'perServer'] as const).filter((name) => wrong[name])
    return { wrong: speed === null || tooSlow ? [...names, 'speed'] : names }
  }
  return {
    settings: {
      limitBytes: draft.ownLimit ? Math.round(limit * GB) : null,
      atOnce,
      perServer,
      bytesPerSecond: draft.slow ? Math.round(speed * MB) : null,
      notify: draft.notify,
    },
  }
}

/** To two places. */
const round = (bytes: number, unit: number): number => Math.round((bytes / unit) * 100) / 100
