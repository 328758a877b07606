import { type DemoRecording, type RecordingSource, ranksOfRooms } from './recording-source.ts'

/** What has become of a source since it was made. */
export interface Changes {
  /** Recordings that came, oldest first: all newer than the source's own. */
  inserted: readonly DemoRecording[]
  /** The source's ranks that went, ascending. */
  removed: readonly number[]
  /** What stands in place of others, by the source's ranks. */
  replaced: ReadonlyMap<number, DemoRecording>
}

/** A source with these changes. Answers from the source beneath: a few hundred changes cost a few comparisons each. */
export function changedSource(base: RecordingSource, { inserted, removed, replaced }: Changes): RecordingSource {
  const newest = inserted.length
  const places = new Map(inserted.map(({ recordId }, at) => [recordId, newest - 1 - at]))
  const insertedAt = (rank: number): DemoRecording | undefined => inserted[newest - 1 - rank]
  const isGone = (baseRank: number): boolean => removed[below(removed, baseRank)] === baseRank
  const toBase = (rank: number): number => nthLeft(removed, rank - newest)
  const fromBase = (baseRank: number): number => newest + baseRank - below(removed, baseRank)

  /** The ranks of those that match: `before` did in the source beneath. */
  const ranksNow = (before: readonly number[], matches: (recording: DemoRecording) => boolean): number[] => {
    const came = inserted.flatMap((recording, at) => (matches(recording) ? [newest - 1 - at] : []))
    const kept = before.filter((baseRank) => !replaced.has(baseRank))
    const changed = [...replaced].filter(([, recording]) => matches(recording)).map(([baseRank]) => baseRank)
    const left = [...kept, ...changed].filter((baseRank) => !isGone(baseRank)).map(fromBase)
    return [...came, ...left].sort((a, b) => a - b)
  }
  return {
    size: newest + base.size - removed.length,
    at: (rank) => insertedAt(rank) ?? replaced.get(toBase(rank)) ?? base.at(toBase(rank)),
    ranksOfRooms: (roomIds) => ranksNow(ranksOfRooms(base, roomIds), ({ roomId }) => roomIds.includes(roomId)),
    ranksOfSession: (roomSid) => ranksNow(base.ranksOfSession(roomSid), (recording) => recording.roomSid === roomSid),
    rankOf: (recordId) => {
      const baseRank = base.rankOf(recordId)
      return places.get(recordId) ?? (baseRank === null || isGone(baseRank) ? null : fromBase(baseRank))
    },
  }
}

/** How many of these ascending numbers are below `value`. */
export function below(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] ?? value) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** The n-th (from 0) of 0, 1, 2, … without the `removed` ones. */
function nthLeft(removed: readonly number[], n: number): number {
  let low = 0
  let high = removed.length
  while (low < high) {
    const middle = (low + high) >>> 1
    // So many numbers are left below this removed one.
    if ((removed[middle] ?? 0) - middle <= n) low = middle + 1
    else high = middle
  }
  return n + low
}
