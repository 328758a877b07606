import type { AppError, ErrorCode } from '../../../shared/app-error.ts'
import type { MediaState } from '../../../shared/media.ts'

/** Why a recording does not play on: a reason of main, or what the media element makes of the bytes. */
export interface PlaybackFailure {
  code: ErrorCode | 'unsupported'
  host: string | null
  /** For people who look after the server; null when there is nothing to say. */
  raw: string | null
}

/** What matters of the media element when something went wrong. */
export interface ElementHealth {
  /** MediaError.code: 2 network, 3 decode, 4 source not supported. */
  error: { code: number; message: string } | null
  /** True when there is nothing left to play at the present position. */
  starving: boolean
}

const NETWORK = 2

const fromMain = (error: AppError): PlaybackFailure => ({
  code: error.code,
  host: error.host,
  raw: error.raw ?? error.message,
})

/**
 * The failure to show over the picture, or null while the recording plays on. A download that stopped is no failure
 * of playback until the part on this device has been played; main's reason beats the element's, which only sees bytes.
 */
export function playbackFailure(media: MediaState | null, health: ElementHealth): PlaybackFailure | null {
  const stopped = media?.status === 'failed' ? media.error : null
  if (stopped !== null) return health.error !== null || health.starving ? fromMain(stopped) : null
  if (health.error === null) return null
  const code = health.error.code === NETWORK ? 'internal' : 'unsupported'
  return { code, host: null, raw: health.error.message || null }
}
