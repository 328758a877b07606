import type { AppError } from './app-error.ts'

/** What a download waits for. */
export type WaitReason =
  | 'turn' // a running one to end
  | 'server' // the next attempt, after one that failed
  | 'disk-space' // room on the disk
  | 'limit' // room below the storage limit
  | 'location' // the folder for files, which is not there now

/**
 * `absent`: nothing is here. `partial`: some of it is, and nobody fetches the rest. `waiting`, `downloading`, `paused`,
 * `failed`: it is on its way, as far as it came. `complete`: all of it is here, and was looked at.
 */
export type MediaStatus = 'absent' | 'partial' | 'waiting' | 'downloading' | 'paused' | 'failed' | 'complete'

/**
 * What the user should know about a download besides how far it is. `started-over`: the file has changed on the server,
 * so it comes from its beginning. `again`: the server sends files only as a whole, so what is here comes a second time.
 * `damaged`: part of what was here had been changed by something else, and comes anew.
 */
export type MediaNote = 'started-over' | 'again' | 'damaged'

/** How much of a recording's file is on this device. */
export interface MediaState {
  profileId: string
  recordId: string
  status: MediaStatus
  /** The user wants it here (or has it here) until they remove it; false: it is here because it was watched. */
  kept: boolean
  bytesDone: number
  /** Null while the server has not said. */
  bytesTotal: number | null
  /** Over the last seconds; null when not downloading or not known yet. */
  bytesPerSecond: number | null
  /** What is here, as [from, to) in bytes, in order; at most 100 of them. Complete: all of it. */
  ranges: [number, number][]
  /** True: a place that is not here can be fetched at once. False: it comes in order. Null: not known yet. */
  seekable: boolean | null
  waitingFor: WaitReason | null
  /** When the next attempt begins; ms since 1970; null: none is planned. */
  retryAt: number | null
  note: MediaNote | null
  error: AppError | null
}

/** What a file says of itself. */
export interface FileFacts {
  durationSeconds: number | null
  /** Of the picture, in pixels; null for sound only. */
  width: number | null
  height: number | null
  /** As RFC 6381 names them: "avc1.64001f". */
  videoCodec: string | null
  audioCodec: string | null
}

/** A poster is JPEG and no larger. */
export const MOST_POSTER_BYTES = 30_000

/** Address of a recording's file on the app's own origin. */
export const mediaUrl = (profileId: string, recordId: string): string =>
  `/media/${encodeURIComponent(profileId)}/${encodeURIComponent(recordId)}`

/** Address of a recording's poster (JPEG) on the app's own origin; a newer one has another address. */
export const posterUrl = (profileId: string, recordId: string, madeAt: number): string =>
  `/posters/${encodeURIComponent(profileId)}/${encodeURIComponent(recordId)}?${madeAt}`
