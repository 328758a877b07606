import type { EpochSeconds, RecordingFacts } from '../../shared/recording.ts'
import type { ServerPage, ServerRecording } from '../plugnmeet/client.ts'

type Source = readonly [language: string, label: string, url: string]
/** What `details.facts` holds, as a list: names in a hundred thousand rows would be a third of the file. */
type Packed = readonly [
  title: string | null,
  description: string | null,
  createdAt: number | null,
  startedAt: number | null,
  endedAt: number | null,
  /** Null: what the recording's ID begins with. */
  roomSid: string | null,
  /** True: the meeting's title in extraData. */
  roomTitle: string | true | null,
  filePath: string,
  extraData: Record<string, string>,
  sources: readonly Source[],
]

const MEETING_TITLE = 'meeting-title'

/** SQL for the room's title that the server keeps beside the recording itself: null where there is none. */
export const OWN_ROOM_TITLE = "facts ->> '$[6]'"

/** The columns beside the facts. */
export interface FactsRow {
  record_id: string
  room_id: string
  size_bytes: number | null
  facts: string
}

/** A recording as it is written: flat, so that handing it to the thread costs little. */
export interface PackedRecording {
  recordId: string
  roomId: string
  roomTitle: string | null
  /** When it was registered. */
  createdAt: EpochSeconds | null
  /** What screens call its time: when the session began, else when it was registered. */
  recordedAt: EpochSeconds | null
  sizeBytes: number | null
  languages: string
  sortTitle: string
  facts: string
}

/** A page of the server's list, to be written. */
export type PackedPage = Omit<ServerPage, 'recordings'> & { recordings: PackedRecording[] }

export const packPage = (page: ServerPage): PackedPage => ({
  ...page,
  recordings: page.recordings.map(packRecording),
})

export function packRecording(recording: ServerRecording): PackedRecording {
  const { recordId, roomId, roomTitle, createdAt, startedAt, sizeBytes, title } = recording
  return {
    recordId,
    roomId,
    roomTitle,
    createdAt,
    recordedAt: startedAt ?? createdAt,
    sizeBytes,
    languages: languagesOf(recording),
    sortTitle: sortKey(title ?? roomTitle ?? roomId),
    facts: packFacts(recording),
  }
}

function packFacts(recording: ServerRecording): string {
  const { title, description, createdAt, startedAt, endedAt, roomSid, roomTitle, filePath, extraData } = recording
  const sources = recording.subtitleSources.map(({ language, label, url }): Source => [language, label, url])
  const packed: Packed = [
    title,
    description,
    createdAt,
    startedAt,
    endedAt,
    roomSid === sessionOf(recording.recordId) ? null : roomSid,
    roomTitle !== null && roomTitle === extraData[MEETING_TITLE] ? true : roomTitle,
    filePath,
    extraData,
    sources,
  ]
  return JSON.stringify(packed)
}

/** The session's ID, as recordings' IDs begin with it. */
const sessionOf = (recordId: string): string => recordId.slice(0, Math.max(0, recordId.lastIndexOf('-')))

/** What the server said. The text is our own, from a file that is checked as a whole. */
export function unpackFacts(row: FactsRow): ServerRecording {
  const packed = JSON.parse(row.facts) as Packed
  const subtitleSources = packed[9].map(([language, label, url]) => ({ language, label, url }))
  return { ...factsOf(row, packed), subtitleSources }
}

/** The same without the addresses of its subtitles. */
export const unpackShown = (row: FactsRow): RecordingFacts => factsOf(row, JSON.parse(row.facts) as Packed)

function factsOf({ record_id, room_id, size_bytes }: FactsRow, packed: Packed): RecordingFacts {
  const [title, description, createdAt, startedAt, endedAt, roomSid, roomTitle, filePath, extraData, sources] = packed
  return {
    recordId: record_id,
    roomId: room_id,
    roomSid: roomSid ?? sessionOf(record_id),
    roomTitle: roomTitle === true ? (extraData[MEETING_TITLE] ?? null) : roomTitle,
    title,
    description,
    sizeBytes: size_bytes,
    createdAt,
    startedAt,
    endedAt,
    filePath,
    subtitles: sources.map(([language, label]) => ({ language, label })),
    extraData,
  }
}

/** Letter case and accents aside: what titles and rooms are sorted by. Long ones differ early enough. */
export const sortKey = (text: string): string =>
  text.slice(0, 64).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim().slice(0, 32)

/** Languages as the narrow table has them: " de en ", to be found with the spaces around. */
function languagesOf(recording: ServerRecording): string {
  const languages = recording.subtitles.map(({ language }) => languageKey(language))
  return languages.length === 0 ? '' : ` ${[...new Set(languages)].sort().join(' ')} `
}

/** A language code without what would look like the end of it. */
export const languageKey = (language: string): string => language.toLowerCase().replaceAll(/\s/g, '_')
