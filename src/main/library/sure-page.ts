import type { Recording, RecordingQuery } from '../../shared/recording.ts'
import type { FoundPage, LibraryReader } from './library-reader.ts'
import type { LibraryState } from './state-table.ts'

/** A page that the library is sure of. */
export interface SurePage {
  recordings: Recording[]
  total: number
  leftOut: number
  /** When the server last said so; ms since 1970; null: the library has been told otherwise. */
  at: number | null
}

/**
 * The page as the server has it, as far as anybody can know on this device. A server that has been looked through is
 * known as a whole; before that, what it has answered to this very question, or what its newest recordings are.
 * Null: that has never been seen.
 */
export function surePage(reader: LibraryReader, question: RecordingQuery): SurePage | null {
  const state = reader.state()
  const remembered = question.roomSid !== null || !state.complete ? reader.remembered(question) : null
  if (remembered !== null) return remembered
  const found = reader.page(question)
  if (state.complete) return { ...found, leftOut: 0, at: state.checkedAt }
  return isMet(found, question, state)
    ? { ...found, total: totalOf(found, question, state), leftOut: 0, at: null }
    : null
}

/** True when the look through the server, newest first, has come further than this page. */
function isMet({ recordings, last }: FoundPage, { order, limit }: RecordingQuery, { crawl }: LibraryState): boolean {
  if (order !== 'newest' || recordings.length < limit || last === null) return false
  return crawl !== null && crawl.place !== null && last <= crawl.place
}

/** All rooms' total is the server's; of some rooms only what was met is known. */
const totalOf = ({ total }: FoundPage, { roomIds }: RecordingQuery, { serverTotal }: LibraryState): number =>
  roomIds.length === 0 ? Math.max(total, serverTotal ?? 0) : total
