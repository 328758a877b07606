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
  roomIdAt(rank: number): string
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
    roomIdAt: (rank) => at(rank).roomId,
    ranksOfSession: (roomSid) => [...newestFirst.keys()].filter((rank) => at(rank).roomSid === roomSid),
    rankOf: (recordId) => {
      const rank = newestFirst.findIndex((recording) => recording.recordId === recordId)
      return rank === -1 ? null : rank
    },
  }
}

export interface SourceQuery {
  /** Empty = all rooms. */
  roomIds: string[]
  /** Overrides roomIds; null = any. */
  roomSid: string | null
  newestFirst: boolean
  from: number
  limit: number
}

/** Ranks of one page, and how many recordings match in all. */
export function selectRanks(source: RecordingSource, query: SourceQuery): { total: number; ranks: number[] } {
  const matching = matchingRanks(source, query)
  if (matching === 'all') return allRanks(source.size, query)
  if (!query.newestFirst) matching.reverse()
  return { total: matching.length, ranks: matching.slice(query.from, query.from + query.limit) }
}

function matchingRanks(source: RecordingSource, { roomIds, roomSid }: SourceQuery): number[] | 'all' {
  if (roomSid !== null) return source.ranksOfSession(roomSid)
  if (roomIds.length === 0) return 'all'
  const wanted = new Set(roomIds)
  const ranks: number[] = []
  for (let rank = 0; rank < source.size; rank += 1) if (wanted.has(source.roomIdAt(rank))) ranks.push(rank)
  return ranks
}

function allRanks(size: number, { newestFirst, from, limit }: SourceQuery): { total: number; ranks: number[] } {
  const length = Math.max(0, Math.min(limit, size - from))
  const ranks = Array.from({ length }, (_, at) => (newestFirst ? from + at : size - 1 - from - at))
  return { total: size, ranks }
}
