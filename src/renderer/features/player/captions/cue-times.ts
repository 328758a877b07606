import type { Cue } from '../../../../shared/transcript.ts'

/** Cues in the order of their starts, ready to be asked what is said at a time. */
export interface TimedCues {
  cues: readonly Cue[]
  /** The latest end of the cues up to each one: how far back it is worth looking. */
  latestEnd: Float64Array
}

export function timedCues(cues: readonly Cue[]): TimedCues {
  const latestEnd = new Float64Array(cues.length)
  let latest = 0
  for (const [index, { endMs }] of cues.entries()) {
    latest = Math.max(latest, endMs)
    latestEnd[index] = latest
  }
  return { cues, latestEnd }
}

/** The last cue that has begun at this time, by its place; -1: none has. */
export function lastBegun({ cues }: TimedCues, ms: number): number {
  let low = 0
  let high = cues.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cues[middle]?.startMs ?? 0) <= ms) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Places of the cues that are said at this time, in order. */
export function activeAt(timed: TimedCues, ms: number): number[] {
  const active: number[] = []
  for (let index = lastBegun(timed, ms); index >= 0 && (timed.latestEnd[index] ?? 0) > ms; index -= 1) {
    if ((timed.cues[index]?.endMs ?? 0) > ms) active.unshift(index)
  }
  return active
}

/** When something changes after this time, in ms: a cue begins or ends; null: nothing any more. */
export function nextChange(timed: TimedCues, ms: number): number | null {
  const begins = timed.cues[lastBegun(timed, ms) + 1]?.startMs ?? Number.POSITIVE_INFINITY
  const ends = activeAt(timed, ms).map((index) => timed.cues[index]?.endMs ?? Number.POSITIVE_INFINITY)
  const next = Math.min(begins, ...ends)
  return Number.isFinite(next) ? next : null
}
