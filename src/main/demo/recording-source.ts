import type { EpochSeconds } from '../../shared/recording.ts'

/** One recording of the demo, before it is put into a server's words. */
export interface DemoRecording {
  recordId: string
  roomId: string
  roomTitle: string
  roomSid: string
  /** Which bundled video it plays. */
  mediaId: string
  /** Null: the recording has no metadata at all. */
  about: { title: string; description: string } | null
  /** False: the server keeps none of the video's subtitles. */
  hasSubtitles: boolean
  startedAt: EpochSeconds
  endedAt: EpochSeconds
  /** When the finished file was registered. */
  createdAt: EpochSeconds
}

/** Recordings by rank: 0 is the newest, size - 1 the first that was ever registered. Nothing is made before it is asked for. */
export interface RecordingSource {
  readonly size: number
  at(rank: number): DemoRecording
  /** Ranks of these rooms' recordings, ascending. */
  ranksOfRooms(roomIds: readonly string[]): number[]
  /** Ranks of a session's recordings, ascending; none for an unknown session. */
  ranksOfSession(roomSid: string): number[]
  rankOf(recordId: string): number | null
}

/** Recordings that a test made up, in the order in which they were registered. */
export function listSource(recordings: readonly DemoRecording[]): RecordingSource {
  const newestFirst = recordings.toReversed()
  const at = (rank: number) => {
    const recording = newestFirst[rank]
    if (recording === undefined) throw new RangeError(`no recording has rank ${rank}`)
    return recording
  }
  return {
    size: newestFirst.length,
    at,
    ranksOfRooms: (roomIds) => ranksWhere(newestFirst.length, (rank) => roomIds.includes(at(rank).roomId)),
    ranksOfSession: (roomSid) => ranksWhere(newestFirst.length, (rank) => at(rank).roomSid === roomSid),
    rankOf: (recordId) => {
      const rank = newestFirst.findIndex((recording) => recording.recordId === recordId)
      return rank === -1 ? null : rank
    },
  }
}

/** What a list is limited to, and its order. */
export interface SourceSelection {
  /** Empty = all rooms. */
  roomIds: string[]
  /** Overrides roomIds; null = any. */
  roomSid: string | null
  newestFirst: boolean
}

/** The ranks that match, in the order that was asked for; none of them is made before it is asked for. */
export interface Matches {
  total: number
  /** By place in the list, below `total`. */
  rank(place: number): number
}

/** Everything that matches a question. */
export function matchesOf(source: RecordingSource, selection: SourceSelection): Matches {
  const { newestFirst } = selection
  const ranks = matchingRanks(source, selection)
  const total = ranks?.length ?? source.size
  return {
    total,
    rank: (place) => {
      const at = newestFirst ? place : total - 1 - place
      return ranks === null ? at : (ranks[at] ?? at)
    },
  }
}

/** Ascending; null = all. */
function matchingRanks(source: RecordingSource, { roomIds, roomSid }: SourceSelection): readonly number[] | null {
  if (roomSid !== null) return source.ranksOfSession(roomSid)
  return roomIds.length === 0 ? null : ranksOfRooms(source, roomIds)
}

/** Looking through a million recordings takes tens of milliseconds: pages of the same list share the work. */
const known = new WeakMap<RecordingSource, Map<string, readonly number[]>>()
const MOST_KNOWN = 16

/** What the source's own ranksOfRooms answers; not to be changed. */
export function ranksOfRooms(source: RecordingSource, roomIds: readonly string[]): readonly number[] {
  const lists = known.get(source) ?? new Map<string, readonly number[]>()
  known.set(source, lists)
  const question = JSON.stringify(roomIds.toSorted())
  const ranks = lists.get(question) ?? source.ranksOfRooms(roomIds)
  lists.delete(question)
  lists.set(question, ranks)
  for (const oldest of [...lists.keys()].slice(0, -MOST_KNOWN)) lists.delete(oldest)
  return ranks
}

/** The ranks below `size` for which it is true, ascending. */
export function ranksWhere(size: number, isWanted: (rank: number) => boolean): number[] {
  const ranks: number[] = []
  for (let rank = 0; rank < size; rank += 1) if (isWanted(rank)) ranks.push(rank)
  return ranks
}
