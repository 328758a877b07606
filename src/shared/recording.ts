import type { AppError } from './app-error.ts'
import type { FileFacts } from './media.ts'

/** Seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number

/** A subtitle track as the renderer knows it; its address stays in main. */
export interface SubtitleTrack {
  /** The server's language code, as it came ("en", "de", "pt-BR"). */
  language: string
  label: string
}

/** What a server says of one recording. All text is the server's and is only ever shown as text. */
export interface RecordingFacts {
  recordId: string
  roomId: string
  roomSid: string
  /** The meeting's title that the server keeps beside the recording, or null. */
  roomTitle: string | null
  title: string | null
  description: string | null
  /** An estimate (servers round it to 10 kB); null when the server's value is no size. */
  sizeBytes: number | null
  /** When the finished file was registered; null when the server's value is no sane time. */
  createdAt: EpochSeconds | null
  /** When the session began and ended, where the server says so. */
  startedAt: EpochSeconds | null
  endedAt: EpochSeconds | null
  /** The file's place on the server: shown, never opened. */
  filePath: string
  subtitles: SubtitleTrack[]
  extraData: Record<string, string>
}

/** How far a recording has been watched. */
export interface Watched {
  seconds: number
  /** Null while nobody has seen the file's length. */
  durationSeconds: number | null
  /** Watched to the end (95 %), or marked so by hand. */
  finished: boolean
}

/** A recording as the library knows it: what the server says, and what is known on this device only. */
export interface Recording extends RecordingFacts {
  /** Its whole file is on this device. */
  onDevice: boolean
  /** False: it has vanished from the server, and the file here is the only copy. */
  onServer: boolean
  /** Null: never begun. */
  watched: Watched | null
  /** What its file says of itself, once it was here; null: nobody has looked into it. */
  file: FileFacts | null
  /** When its poster was made, ms since 1970; null: it has none. */
  posterAt: number | null
}

export type RecordingOrder = 'newest' | 'oldest'

/** A question for one page of a server's list: what the server itself can answer. */
export interface RecordingQuery {
  /** Empty = all rooms. */
  roomIds: string[]
  /** Limits the list to one session; overrides roomIds. */
  roomSid: string | null
  order: RecordingOrder
  /** Offset of the first recording, from 0. */
  from: number
  /** Page size, 1 to 100. */
  limit: number
}

/** `match`: the best match first; without a search it is `newest`. */
export const RECORDING_SORTS = ['newest', 'oldest', 'title', 'largest', 'room', 'match'] as const
export type RecordingSort = (typeof RECORDING_SORTS)[number]

/** What a list is limited to beyond rooms; everything that is set has to hold. The library answers it, no server can. */
export interface RecordingFilters {
  /** Each word begins a word of title, description, room or extra data; empty = no search. */
  text: string
  /** Recorded then or later: when the session began, else when the file was registered; null = open. */
  since: EpochSeconds | null
  /** Recorded before; null = open. */
  until: EpochSeconds | null
  /** At least so large, in bytes; null = any size. */
  minBytes: number | null
  /** With subtitles in this language, or in `any`; null = with or without. */
  subtitles: string | null
  /** Only those whose file is on this device. */
  onDevice: boolean
  watched: 'new' | 'started' | 'finished' | null
}

export const NO_FILTERS: RecordingFilters = {
  text: '',
  since: null,
  until: null,
  minBytes: null,
  subtitles: null,
  onDevice: false,
  watched: null,
}

/** A question for one page of the library. */
export interface LibraryQuery {
  /** Empty = all rooms. */
  roomIds: string[]
  /** Limits the list to one session; overrides roomIds. */
  roomSid: string | null
  sort: RecordingSort
  filters: RecordingFilters
  /** Offset of the first recording, from 0. */
  from: number
  /** Page size, 1 to 100. */
  limit: number
}

/** A page of the library. */
export interface LibraryPage {
  recordings: Recording[]
  /** How many recordings match; at least so many when `more` is set. */
  total: number
  /** True when there are more than were counted: the search is too broad. */
  more: boolean
  from: number
  limit: number
  /** Recordings of this page that the server sent and nobody could read. */
  leftOut: number
  /** `server`: as the server has answered this question in this run; `device`: what is known here. */
  source: 'server' | 'device'
  /** When the server last answered this question, or was last looked through; ms since 1970; null: never. */
  updatedAt: number | null
  /** False: the library does not know all of the server's recordings yet, so others may match. */
  complete: boolean
  /** The order that this page is in: a search that is too broad to be ranked is `newest` instead of `match`. */
  sort: RecordingSort
}

/** What the library of a server knows, and how the server has taken the last requests. */
export interface LibraryStatus {
  profileId: string
  /** Recordings that are known here. */
  known: number
  /** Recordings that the server says it has; null: it never answered. */
  total: number | null
  /** All of the server's recordings are known. */
  complete: boolean
  /** The server is being looked through from end to end. */
  crawling: boolean
  /** When it last answered; ms since 1970; null: never. */
  answeredAt: number | null
  /** What its last request failed with; null: it answered, or was not asked yet. */
  failure: AppError | null
  /** When that was; ms since 1970. */
  failedAt: number
  /** Languages of subtitles, the most frequent first. */
  languages: string[]
  /** What is the matter with the library's own file, if anything. */
  trouble: LibraryTrouble | null
}

/**
 * `disk-full`: nothing new can be kept until there is room. `read-only`, `locked`: the file can be read, not written.
 * `in-memory`: this disk cannot be used; what is seen is forgotten at the end. `damaged`, `newer`: the file was set
 * aside (it was unreadable, or of a newer Roomreel), and a new one is being filled.
 */
export interface LibraryTrouble {
  kind: 'disk-full' | 'read-only' | 'locked' | 'in-memory' | 'damaged' | 'newer'
  /** The name of the file, or what it was set aside as. */
  file: string
}

/** A page of a server's list. */
export interface RecordingPage {
  recordings: RecordingFacts[]
  /** How many recordings match the query on the server. */
  total: number
  from: number
  limit: number
  /** Recordings of this page that could not be read (or came twice) and were left out. */
  leftOut: number
}

export interface Room {
  roomId: string
  /** The server's title, where it has one. */
  title: string | null
  /** The user's own name for it, on this device. */
  name: string | null
  pinned: boolean
  /** Recordings of this room; null while not all are known. */
  count: number | null
  /** When its newest recording was made, where known. */
  lastAt: EpochSeconds | null
}

export interface RoomList {
  /** Pinned ones first, then by name. */
  rooms: Room[]
  /** Recordings in all rooms; null while unknown. */
  total: number | null
  /** False while the server has not been looked through. */
  complete: boolean
}
