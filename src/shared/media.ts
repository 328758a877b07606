import type { AppError } from './app-error.ts'

/** How much of a recording's file is on this device. */
export interface MediaState {
  profileId: string
  recordId: string
  status: 'absent' | 'downloading' | 'complete' | 'failed'
  bytesDone: number
  /** Null while the server has not said. */
  bytesTotal: number | null
  /** Over the last seconds; null when not downloading or not known yet. */
  bytesPerSecond: number | null
  error: AppError | null
}

/** Address of a recording's file on the app's own origin. */
export const mediaUrl = (profileId: string, recordId: string): string =>
  `/media/${encodeURIComponent(profileId)}/${encodeURIComponent(recordId)}`

/** Address of a recording's subtitles, always WebVTT, on the app's own origin. */
export const subtitleUrl = (profileId: string, recordId: string, language: string): string =>
  `/subtitles/${encodeURIComponent(profileId)}/${encodeURIComponent(recordId)}/${encodeURIComponent(language)}`
