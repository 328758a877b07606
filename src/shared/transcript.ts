import type { AppError } from './app-error.ts'
import type { Recording, RecordingFilters } from './recording.ts'

/**
 * `server`: one of the recording's own subtitles. `file`: a file of the user's, kept with the recording. `meeting`: what
 * was transcribed while the session went on; its times are not the recording's.
 */
export type TrackKind = 'server' | 'file' | 'meeting'

/** What was said in a recording, in one language. */
export interface Track {
  /** Unique within its recording; nothing else is to be read from it. */
  id: string
  kind: TrackKind
  /** As the server, or the file's name, has it ("en", "pt-BR"); may be no language code at all; '' = unknown. */
  language: string
  label: string
  /** `ready`: its cues are on this device. `absent`: nobody has fetched it yet. `failed`: `error` says why it is not here. */
  state: 'ready' | 'absent' | 'failed'
  error: AppError | null
  /** How many cues it has; null: not known yet. */
  cues: number | null
  /** Changes whenever its cues do. */
  version: number
}

/** Something that was said. Times in ms from the recording's beginning. All text is only ever shown as text. */
export interface Cue {
  startMs: number
  /** After `startMs`. */
  endMs: number
  speaker: string | null
  /** Without markup; may have line breaks. */
  text: string
}

/** A cue as it travels to the page and lies on the disk. `payload`: its WebVTT text, where that says more than `text`. */
export type PackedCue = readonly [
  startMs: number,
  endMs: number,
  speaker: string | null,
  text: string,
  payload?: string,
]

/** A transcript as `cuesUrl` answers it (JSON). */
export interface PackedCues {
  /** By their start, then their end. */
  cues: PackedCue[]
  /** Comments of the file (WebVTT's NOTE), each at the start of the cue that it stands before. */
  notes: [atMs: number, text: string][]
}

export const toCue = ([startMs, endMs, speaker, text]: PackedCue): Cue => ({ startMs, endMs, speaker, text })

/**
 * Address of a track's cues on the app's own origin: PackedCues as JSON; else, with another status than 200, an AppError
 * as JSON. What is not on this device is fetched first.
 */
export const cuesUrl = (profileId: string, recordId: string, trackId: string): string =>
  `/cues/${encodeURIComponent(profileId)}/${encodeURIComponent(recordId)}/${encodeURIComponent(trackId)}`

/** Of a subtitle file. */
export const MOST_SUBTITLE_BYTES = 5_000_000

export type TranscriptFormat = 'vtt' | 'srt' | 'txt' | 'md'

/** A question for what was said. */
export interface SaidQuery {
  text: string
  /** Empty = all rooms. */
  roomIds: string[]
  roomSid: string | null
  /** All but its `text`. */
  filters: RecordingFilters
  sort: 'match' | 'newest'
  /** Offset of the first recording, from 0. */
  from: number
  /** Recordings, 1 to 50. */
  limit: number
}

/** A cue that matches. */
export interface SaidHit {
  startMs: number
  speaker: string | null
  text: string
}

/** A recording in which it was said. */
export interface SaidRecording {
  recording: Recording
  /** The track that the hits are from: of several languages, the one that has the most of them. */
  trackId: string
  language: string
  /** The first three, in the recording's order. */
  hits: SaidHit[]
  /** How many there are. */
  total: number
}

/** How much can be found by what was said. */
export interface Coverage {
  /** Recordings of which at least one transcript was searched. */
  searched: number
  /** Recordings that have no subtitles. */
  without: number
  /** Recordings whose subtitles are still to be fetched. */
  waiting: number
  /** Recordings whose subtitles could not be had, or not be read. */
  failed: number
}

export interface SaidPage {
  recordings: SaidRecording[]
  /** Recordings that match, and how often; at least so many when `more` is set. */
  total: number
  hits: number
  /** There are more than were counted: the search is too broad. They are the newest then. */
  more: boolean
  from: number
  limit: number
  coverage: Coverage
  /** The order that this page is in: a search that is too broad to be ranked is `newest` instead of `match`. */
  sort: 'match' | 'newest'
}

/** What the user wants of transcripts, for all servers. */
export interface TranscriptSettings {
  /** Subtitles of every known recording are fetched in the background, so that everything can be searched. */
  background: boolean
}

export const DEFAULT_TRANSCRIPT_SETTINGS: TranscriptSettings = { background: true }
