import { createHash } from 'node:crypto'
import type { Faults } from './faults.ts'
import type { DemoRecording, Matches } from './recording-source.ts'

const YEAR_SECONDS = 31_557_600
const LONG_TITLE_BYTES = 100_000
/** With `repeats`, this many recordings and the last of them once more. */
const BEFORE_REPEAT = 3

/** A place in a list: which recording is there, and whether it was there already. */
interface Place {
  rank: number
  again: boolean
}

export interface OddList {
  total: number
  page: Place[]
}

/** The page that a server with these faults takes for the one that was asked for. */
export function oddPage(matches: Matches, { from, limit }: { from: number; limit: number }, faults: Faults): OddList {
  const total = faults.repeats ? matches.total + Math.floor(matches.total / BEFORE_REPEAT) : matches.total
  const wanted = faults.tooMany ? limit * 2 : limit
  const length = faults.emptyPages && from > 0 ? 0 : Math.max(0, Math.min(wanted, total - from))
  const page = Array.from({ length }, (_, at) => placeAt(matches, from + at, faults.repeats))
  return { total: Math.max(0, total + (faults.wrongTotal ?? 0)), page }
}

function placeAt({ rank }: Matches, place: number, repeats: boolean): Place {
  if (!repeats) return { rank: rank(place), again: false }
  const round = Math.floor(place / (BEFORE_REPEAT + 1))
  const step = place % (BEFORE_REPEAT + 1)
  const again = step === BEFORE_REPEAT
  return { rank: rank(round * BEFORE_REPEAT + (again ? step - 1 : step)), again }
}

/** The recording as a server with these faults has it. */
export function oddRecording(recording: DemoRecording, again: boolean, faults: Faults): DemoRecording {
  const { about, createdAt } = recording
  if (!again && !faults.longTexts && faults.clockYearsOff === 0) return recording
  const choice = numberOf(recording.recordId)
  const isLong = faults.longTexts && choice % 5 === 0
  return {
    ...recording,
    createdAt: choice % 3 === 0 ? createdAt + Math.round(faults.clockYearsOff * YEAR_SECONDS) : createdAt,
    about: about === null ? null : { ...about, title: oddTitle(about.title, again, isLong) },
  }
}

function oddTitle(title: string, again: boolean, isLong: boolean): string {
  const shown = again ? `${title} (again)` : title
  return isLong
    ? `${shown} `.repeat(Math.ceil(LONG_TITLE_BYTES / (shown.length + 1))).slice(0, LONG_TITLE_BYTES)
    : shown
}

/** The same in an order that follows from the answer's number. */
export const shuffled = <T extends { record_id: string }>(page: readonly T[], answer: number): T[] =>
  page
    .map((entry) => ({ entry, key: numberOf(`${answer} ${entry.record_id}`) }))
    .sort((a, b) => a.key - b.key)
    .map(({ entry }) => entry)

/** A 32-bit number that follows from a text and looks as if it did not. */
const numberOf = (text: string): number => createHash('sha1').update(text).digest().readUInt32BE()
