import type { AppError } from './app-error.ts'
import type { MediaState } from './media.ts'
import type { Recording } from './recording.ts'

/** A recording in the queue. */
export interface DownloadItem {
  recording: Recording
  media: MediaState
  /** Who asked for it. */
  by: 'user' | 'rule'
}

/** A recording that was kept, and is here. */
export interface FinishedItem {
  recording: Recording
  bytes: number
  /** ms since 1970. */
  finishedAt: number
}

/** One server's downloads. */
export interface DownloadList {
  profileId: string
  /** In the order in which they run, at most 500. */
  items: DownloadItem[]
  /** How many there are in all. */
  total: number
  /** Those that have finished since the list was cleared, the newest first; at most 200. */
  finished: FinishedItem[]
  /** Recordings kept on this device. */
  kept: number
}

/** How downloads are done; for all servers. */
export interface DownloadSettings {
  /** What all files together may take, in bytes; null: 20 GB, or a tenth of the disk if that is less. */
  limitBytes: number | null
  /** How many run at once, 1 to 10; what is being watched comes on top. */
  atOnce: number
  /** How many of one server, 1 to 10. */
  perServer: number
  /** All downloads together; null: as fast as it goes. What is being watched is not slowed down. */
  bytesPerSecond: number | null
  /** Says so when all downloads are done, or one needs help. */
  notify: boolean
  /** How exported files are named: `{date}`, `{time}`, `{room}`, `{title}`, `{id}`. */
  exportTemplate: string
  exportSubtitles: boolean
  exportMetadata: boolean
}

export const DEFAULT_DOWNLOAD_SETTINGS: DownloadSettings = {
  limitBytes: null,
  atOnce: 3,
  perServer: 3,
  bytesPerSecond: null,
  notify: true,
  exportTemplate: '{date} {room} {title}',
  exportSubtitles: true,
  exportMetadata: false,
}

/** What a room's files take. */
export interface RoomBytes {
  /** Null: recordings that nobody knows any more. */
  roomId: string | null
  name: string | null
  bytes: number
}

/** What files take on this device. */
export interface StorageState {
  usedBytes: number
  limitBytes: number
  /** The limit is the one that nobody has set. */
  isDefaultLimit: boolean
  /** Free on the disk; null: it does not say. */
  freeBytes: number | null
  /** Of the server that was asked for, the largest first, at most 100. */
  rooms: RoomBytes[]
  otherServersBytes: number
  /** Of `usedBytes`: here because it was watched, and going when room is needed. */
  watchedBytes: number
  /** The folder that holds all files. */
  location: string
  /** It is not there now: a disk that is not connected. */
  locationMissing: boolean
  /** Files on their way from the folder before; null: none. */
  moving: { files: number; filesDone: number; bytes: number; bytesDone: number; error: AppError | null } | null
}

/** A file that could go. */
export interface StorageItem {
  recording: Recording
  bytes: number
  kept: boolean
  /** ms since 1970; null: never. */
  watchedAt: number | null
}

/** Which recordings of a server are kept, and removed, without being asked each time. */
export interface Rules {
  /** Rooms whose recordings are kept: the newest so many, or (null) all. Each room once. */
  rooms: { roomId: string; newest: number | null }[]
  /** Kept copies go so many days after they were watched to the end; null: never. The only copy never does. */
  removeWatchedAfterDays: number | null
}

export const NO_RULES: Rules = { rooms: [], removeWatchedAfterDays: null }

/** What rules would do now. */
export interface RulesPreview {
  keep: { recordings: number; bytes: number /** Of them, so many do not say how large they are. */; unknown: number }
  remove: { recordings: number; bytes: number }
  /** The server has not been looked through: there may be more. */
  complete: boolean
}

/** How an export goes on. */
export interface ExportState {
  exportId: string
  profileId: string
  status: 'running' | 'done' | 'failed' | 'stopped'
  recordings: number
  recordingsDone: number
  /** Of files copied; those that have to be downloaded first count with what is known of them. */
  bytesDone: number
  bytesTotal: number
  /** The title of the one that is being downloaded or copied. */
  current: string | null
  /** The folder. */
  folder: string
  /** The files that were written, the recordings themselves only; at most 1 000. */
  files: string[]
  /** Subtitles that could not be had: the rest was exported without them. */
  withoutSubtitles: number
  error: AppError | null
}
