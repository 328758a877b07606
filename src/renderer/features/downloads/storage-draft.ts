import type { DownloadSettings } from '../../../shared/download.ts'
import { decimalNumber, wholeNumber } from './typed-number.ts'

const GB = 1e9
const MB = 1e6
const MOST = 1_000_000
/** Less than a MB holds no recording. */
const LEAST_GB = 0.001
/** Slower than this, nothing would ever come. */
const LEAST_MB = 0.01

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
    limit: settings.limitBytes === null ? rounded(limitBytes, GB) : String(settings.limitBytes / GB),
    atOnce: String(settings.atOnce),
    perServer: String(settings.perServer),
    slow: settings.bytesPerSecond !== null,
    speed: String((settings.bytesPerSecond ?? 5 * MB) / MB),
    notify: settings.notify,
  }
}

/** In the order in which they stand in the form. */
const FIELDS = ['limit', 'atOnce', 'perServer', 'speed'] as const
export type WrongField = (typeof FIELDS)[number]
type Settings = Omit<DownloadSettings, 'exportTemplate' | 'exportSubtitles' | 'exportMetadata'>

/** The settings that a draft makes, or which of its fields are wrong. */
export function settingsOf(draft: StorageDraft): { settings: Settings } | { wrong: WrongField[] } {
  const limit = draft.ownLimit ? decimalNumber(draft.limit, LEAST_GB, MOST) : 0
  const speed = draft.slow ? decimalNumber(draft.speed, LEAST_MB, MOST) : 0
  const atOnce = wholeNumber(draft.atOnce, 1, 10)
  const perServer = wholeNumber(draft.perServer, 1, 10)
  if (limit === null || speed === null || atOnce === null || perServer === null) {
    const values = { limit, atOnce, perServer, speed }
    return { wrong: FIELDS.filter((name) => values[name] === null) }
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

/** To two places: what nobody has chosen need not be exact. */
const rounded = (bytes: number, unit: number): string => String(Math.round((bytes / unit) * 100) / 100)
