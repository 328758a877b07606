/** Seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number

/** A subtitle track as the renderer knows it; its address stays in main. */
export interface SubtitleTrack {
  /** The server's language code, as it came ("en", "de", "pt-BR"). */
  language: string
  label: string
}

/** One recording of a server. All text is the server's and is only ever shown as text. */
export interface Recording {
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

export type RecordingOrder = 'newest' | 'oldest'

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

export interface RecordingPage {
  recordings: Recording[]
  /** How many recordings match the query on the server. */
  total: number
  from: number
  limit: number
  /** Recordings of this page that could not be read (or came twice) and were left out. */
  leftOut: number
}

export interface Room {
  roomId: string
  title: string | null
  /** Recordings of this room on the server; null while unknown. */
  count: number | null
}

export interface RoomList {
  /** Sorted by title, then ID. */
  rooms: Room[]
  /** Recordings in all rooms; null while unknown. */
  total: number | null
  /** False while rooms are still being looked up, or when the server has more than we asked for. */
  complete: boolean
}
