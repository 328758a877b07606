import { type ApiAnswer, type ApiFields, refusal, success } from './api-request.ts'
import { artifactsOf, readArtifactId } from './artifacts.ts'
import { spoiled } from './bad-records.ts'
import type { Faults } from './faults.ts'
import type { MediaSet } from './media-set.ts'
import { type MetadataEdits, readPatch } from './metadata-edits.ts'
import { oddPage, oddRecording, shuffled } from './odd-lists.ts'
import { type DemoRecording, matchesOf, type RecordingSource } from './recording-source.ts'
import { dateTime, type WireRecording, wireRecording } from './wire-recording.ts'

/** What the API's calls work on. */
export interface ApiParts {
  source: () => RecordingSource
  media: MediaSet
  faults: Faults
  baseUrl: () => string
  /** A token that opens the file of a recording, or of an artifact, for a while. */
  downloadToken: (id: string) => string
  edits: MetadataEdits
  /** Counts: each answer has another number. */
  nextAnswer: () => number
}

type ApiCall = (fields: ApiFields, parts: ApiParts) => ApiAnswer

/** Every call that the demo knows, by its path. */
export const API_CALLS: Readonly<Record<string, ApiCall>> = {
  '/auth/recording/fetch': fetchRecordings,
  '/auth/recording/info': recordingInfo,
  '/auth/recording/getDownloadToken': getDownloadToken,
  '/auth/recording/updateMetadata': updateMetadata,
  '/auth/artifact/fetch': fetchArtifacts,
  '/auth/artifact/getDownloadToken': artifactToken,
  '/auth/room/fetchPastRooms': fetchPastRooms,
  '/auth/room/getActiveRoomsInfo': () => refusal('NOT_FOUND', 'no active room found'),
}

/** Numbers that protobuf keeps in 64 bits are strings in its JSON; the docs call them numbers. */
const integer = (value: number, { faults }: ApiParts) => (faults.docsStyleNumbers ? value : String(value))

function fetchRecordings(fields: ApiFields, parts: ApiParts): ApiAnswer {
  const source = parts.source()
  const { faults } = parts
  const matches = matchesOf(source, fields)
  if (matches.total === 0) return refusal('NOT_FOUND', 'no recording found')
  const { total, page: places } = oddPage(matches, fields, faults)
  const inOrder = places.map(({ rank, again }) => onTheWire(source.at(rank), parts, again))
  const page = faults.shuffled ? shuffled(inOrder, parts.nextAnswer()) : inOrder
  return success({
    result: {
      total_recordings: integer(total, parts),
      from: fields.from,
      limit: fields.limit,
      order_by: fields.newestFirst ? 'DESC' : 'ASC',
      recordings_list: faults.badRecords ? spoiled(page) : page,
    },
  })
}

function recordingInfo(fields: ApiFields, parts: ApiParts): ApiAnswer {
  const recording = findRecording(fields.recordId, parts)
  if (recording === null) return refusal('NOT_FOUND', 'no recording found')
  const { webhook_url: _, ...roomInfo } = pastRoom(recording, parts)
  return success({ recording_info: onTheWire(recording, parts), room_info: roomInfo })
}

function getDownloadToken(fields: ApiFields, parts: ApiParts): ApiAnswer {
  const recording = findRecording(fields.recordId, parts)
  if (recording === null) return refusal('NOT_FOUND', 'no recording found')
  return success({ token: parts.downloadToken(recording.recordId) })
}

function updateMetadata(fields: ApiFields, parts: ApiParts): ApiAnswer {
  const patch = readPatch(fields.metadata)
  if (patch === null) return refusal('INVALID_PARAMETERS', 'metadata can not be read')
  if (findRecording(fields.recordId, parts) === null) return refusal('NOT_FOUND', 'no recording found')
  parts.edits.add(fields.recordId, patch)
  return success({})
}

function fetchArtifacts(fields: ApiFields, parts: ApiParts): ApiAnswer {
  const recording = firstOfSession(fields.roomSid ?? '', parts)
  const artifacts = recording === null ? [] : artifactsOf(recording)
  if (artifacts.length === 0) return refusal('NOT_FOUND', 'no artifacts found')
  const page = artifacts.slice(fields.from, fields.from + fields.limit)
  return success({
    result: {
      total_artifacts: String(artifacts.length),
      from: String(fields.from),
      limit: String(fields.limit),
      order_by: fields.newestFirst ? 'DESC' : 'ASC',
      artifacts_list: page,
    },
  })
}

function artifactToken(fields: ApiFields, parts: ApiParts): ApiAnswer {
  const asked = readArtifactId(fields.artifactId)
  const recording = asked === null ? null : firstOfSession(asked.roomSid, parts)
  if (recording === null || artifactsOf(recording).length === 0) return refusal('NOT_FOUND', 'no artifact found')
  return success({ token: parts.downloadToken(fields.artifactId) })
}

function firstOfSession(roomSid: string, { source }: Pick<ApiParts, 'source'>): DemoRecording | null {
  const [rank] = source().ranksOfSession(roomSid)
  return rank === undefined ? null : source().at(rank)
}

/**
 * Sessions, each once: the first recording of a session stands for it. Recordings behind the page are counted as
 * sessions of their own: whoever asks for a page of a million must not wait until each has been made.
 */
function fetchPastRooms(fields: ApiFields, parts: ApiParts): ApiAnswer {
  const source = parts.source()
  const { total, rank } = matchesOf(source, { ...fields, roomSid: null })
  const sessions = new Map<string, DemoRecording>()
  let place = 0
  for (; place < total && sessions.size < fields.from + fields.limit; place += 1) {
    const recording = source.at(rank(place))
    if (!sessions.has(recording.roomSid)) sessions.set(recording.roomSid, recording)
  }
  if (sessions.size === 0) return refusal('NOT_FOUND', 'no room found')
  const page = [...sessions.values()].slice(fields.from, fields.from + fields.limit)
  return success({
    result: {
      total_rooms: integer(sessions.size + total - place, parts),
      from: fields.from,
      limit: fields.limit,
      order_by: fields.newestFirst ? 'DESC' : 'ASC',
      rooms_list: page.map((recording) => pastRoom(recording, parts)),
    },
  })
}

function findRecording(recordId: string, { source }: ApiParts): DemoRecording | null {
  const rank = source().rankOf(recordId)
  return rank === null ? null : source().at(rank)
}

function onTheWire(
  recording: DemoRecording,
  { media, faults, baseUrl, edits }: ApiParts,
  again = false,
): WireRecording {
  const { creation_time, ...wire } = wireRecording(oddRecording(recording, again, faults), {
    subtitlesUrl: faults.relativeSubtitles ? '/subtitles' : `${baseUrl()}/subtitles`,
    media: media.get(recording.mediaId),
    docsStyle: faults.docsStyleNumbers,
  })
  return edits.applied(faults.noCreationTime ? wire : { ...wire, creation_time })
}

function pastRoom(recording: DemoRecording, parts: ApiParts) {
  return {
    room_title: recording.roomTitle,
    room_id: recording.roomId,
    room_sid: recording.roomSid,
    joined_participants: integer(3 + (recording.startedAt % 29), parts),
    webhook_url: '',
    created: dateTime(recording.startedAt),
    ended: dateTime(recording.endedAt),
  }
}
