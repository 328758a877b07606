import { AppFailure } from '../../shared/app-error.ts'
import type { EpochSeconds, RecordingFacts, RecordingPage, RecordingQuery } from '../../shared/recording.ts'
import {
  type WirePage,
  type WireRecording,
  wireInfo,
  wirePage,
  wirePageOfAnything,
  wireRecording,
  wireSubtitles,
  wireToken,
} from './wire.ts'
import { countOf, epochOf, shortened, sizeBytesOf, textOf, timeOf } from './wire-values.ts'

export interface SubtitleSource {
  /** The server's language code, as it came. */
  language: string
  label: string
  /** http or https, usually of another host. */
  url: string
}

/** What a server says of a recording, as main knows it: with the addresses of its subtitles. */
export interface ServerRecording extends RecordingFacts {
  subtitleSources: SubtitleSource[]
}

export type ServerPage = Omit<RecordingPage, 'recordings'> & { recordings: ServerRecording[] }

/** In characters: far above what anybody types, far below what would make a row slow. */
const LONGEST = { title: 2000, description: 20_000, path: 4000, label: 200, language: 64, url: 8000 }
const WEB_ADDRESS = /^https?:\/\/[^\s/?#]/i

export const emptyPage = ({ from, limit }: RecordingQuery): ServerPage => ({
  recordings: [],
  total: 0,
  from,
  limit,
  leftOut: 0,
})

/**
 * A page out of the answer to `recording/fetch`. A recording that cannot be read, or comes twice, is left out and
 * counted. `base`: what addresses without a host are meant from. Fails with `malformed` when there is no page in it.
 */
export function decodePage(answer: unknown, query: RecordingQuery, base: URL): ServerPage {
  const usual = wirePage.safeParse(answer)
  const page = usual.success ? usual.data : wirePageOfAnything.safeParse(answer).data
  const total = countOf(page?.result.total_recordings)
  if (page === undefined || total === null) throw new AppFailure('malformed', 'the answer holds no page of recordings')
  const { result } = page
  const listed = (result.recordings_list ?? []).slice(0, query.limit)
  const readable = usual.success ? firstOf(usual.data, query.limit) : listed.flatMap(readRecording)
  const recordings = withoutRepeats(readable).map((wire) => toRecording(wire, base))
  const from = countOf(numberOrString(result.from)) ?? query.from
  const limit = countOf(numberOrString(result.limit)) ?? query.limit
  return {
    recordings,
    total: listed.length === 0 ? total : Math.max(total, from + listed.length),
    from,
    limit: limit >= 1 && limit <= query.limit ? limit : query.limit,
    leftOut: listed.length - recordings.length,
  }
}

/** The recording out of the answer to `recording/info`; `base` as above. Fails with `malformed`. */
export function decodeInfo(answer: unknown, base: URL): ServerRecording {
  const { data } = wireInfo.safeParse(answer)
  if (data === undefined) throw new AppFailure('malformed', 'the answer holds no recording')
  const recording = toRecording(data.recording_info, base)
  const room = data.room_info
  const startedAt = recording.startedAt ?? timeOf(room?.created)
  return {
    ...recording,
    roomTitle: recording.roomTitle ?? textOf(room?.room_title, LONGEST.title),
    startedAt,
    endedAt: endAfter(startedAt, recording.endedAt ?? timeOf(room?.ended)),
  }
}

/** How many took part, out of the same answer; null: it does not say. Fails with `malformed`. */
export function decodeParticipants(answer: unknown): number | null {
  const { data } = wireInfo.safeParse(answer)
  if (data === undefined) throw new AppFailure('malformed', 'the answer holds no recording')
  return countOf(data.room_info?.joined_participants)
}

/** The token out of the answer to `recording/getDownloadToken`. Fails with `malformed`. */
export function decodeToken(answer: unknown): string {
  const { data } = wireToken.safeParse(answer)
  if (data === undefined) throw new AppFailure('malformed', 'the answer holds no download token')
  return data.token
}

const firstOf = ({ result }: WirePage, limit: number): WireRecording[] => (result.recordings_list ?? []).slice(0, limit)

const numberOrString = (value: unknown): number | string | null =>
  typeof value === 'number' || typeof value === 'string' ? value : null

function readRecording(entry: unknown): WireRecording[] {
  const { data } = wireRecording.safeParse(entry)
  return data === undefined ? [] : [data]
}

function withoutRepeats(recordings: WireRecording[]): WireRecording[] {
  const seen = new Set<string>()
  return recordings.filter(({ record_id }) => seen.size < seen.add(record_id).size)
}

function toRecording(wire: WireRecording, base: URL): ServerRecording {
  const metadata = wire.metadata ?? {}
  const extraData = metadata.extra_data ?? {}
  const subtitleSources = toSources(metadata.subtitles ?? {}, base)
  const startedAt = timeOf(extraData['meeting-created']) ?? epochOf(wire.room_creation_time)
  return {
    recordId: wire.record_id,
    roomId: wire.room_id,
    roomSid: shortened(wire.room_sid ?? '', 512),
    roomTitle: textOf(extraData['meeting-title'], LONGEST.title),
    title: textOf(metadata.title, LONGEST.title),
    description: textOf(metadata.description, LONGEST.description),
    sizeBytes: sizeBytesOf(wire.file_size),
    createdAt: epochOf(wire.creation_time),
    startedAt,
    endedAt: endAfter(startedAt, timeOf(extraData['meeting-ended'])),
    filePath: shortened(wire.file_path ?? '', LONGEST.path),
    subtitles: subtitleSources.map(({ language, label }) => ({ language, label })),
    extraData,
    subtitleSources,
  }
}

/** Null for an end before the start: one of the two is wrong. */
const endAfter = (startedAt: EpochSeconds | null, endedAt: EpochSeconds | null): EpochSeconds | null =>
  endedAt !== null && startedAt !== null && endedAt < startedAt ? null : endedAt

function toSources(subtitles: Record<string, unknown>, base: URL): SubtitleSource[] {
  const sources: SubtitleSource[] = []
  for (const [language, entry] of Object.entries(subtitles)) {
    const { data } = wireSubtitles.safeParse(entry)
    const label = textOf(data?.label, LONGEST.label)
    const url = addressOf(data?.url ?? '', base)
    const isUsable = language !== '' && language.length <= LONGEST.language
    if (isUsable && label !== null && url !== null) sources.push({ language, label, url })
  }
  return sources
}

/** An address, or a path on the API's own host; null for anything else. */
function addressOf(text: string, base: URL): string | null {
  if (text.length > LONGEST.url) return null
  if (WEB_ADDRESS.test(text)) return text
  const isPath = text !== '' && !/^([a-z][a-z\d+.-]*:|\/\/|\\|[?#])/i.test(text.trim()) && !/\s/.test(text)
  const url = isPath ? URL.parse(text, base.href.endsWith('/') ? base : `${base.href}/`) : null
  return url !== null && url.origin === base.origin ? url.href : null
}
