import type { EpochSeconds, Recording } from './recording.ts'

/** Recordings that were begun and not watched to the end, the last played first. */
export interface History {
  /** At most 200. */
  recordings: Recording[]
  total: number
}

/** A place in a recording that the user wants to find again. */
export interface Bookmark {
  /** Of this device; never 0. */
  id: number
  recordId: string
  seconds: number
  /** The user's words; may be empty. */
  note: string
  createdAt: EpochSeconds
}

/** A bookmark whose note has matched, with its recording. */
export interface FoundBookmark {
  bookmark: Bookmark
  recording: Recording
}

/** What was chosen for one recording, and is found again. Tracks by Track.id; null = none. */
export interface RecordingChoice {
  /** `undefined`: nothing was chosen, so the general wish counts; null: captions are off. */
  trackId?: string | null | undefined
  secondTrackId?: string | null | undefined
  /** By track: how much later its cues are shown than they say, in ms; negative: sooner. */
  offsetsMs?: Record<string, number> | undefined
  audioOnly?: boolean | undefined
}

/** What is remembered for the player about a recording and its room. */
export interface Remembered {
  choice: RecordingChoice
  /** The room's playback rate; null: none was chosen for it. */
  roomSpeed: number | null
  bookmarks: Bookmark[]
}
