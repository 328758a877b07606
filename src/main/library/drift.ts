import { fromOf, SYNC_PAGE } from './crawl.ts'
import type { PackedPage } from './facts.ts'
import type { Looked } from './look.ts'
import type { SyncRun } from './server-sync.ts'
import type { Crawl } from './state-table.ts'

/** More than so many places where something has gone: a look through everything is quicker. */
const MOST_PLACES = 20

/** `mended`: the two agree again; `nothing`: no place where they differ was found; `more`: some were, and not all. */
export type Drift = 'mended' | 'nothing' | 'more'

/**
 * Finds what has gone from the middle of the server's list: up to there both lists are the same, behind it they are
 * not, and some small questions tell where that is.
 */
export async function findDrift(run: SyncRun, isAdrift: () => boolean): Promise<Drift> {
  const { library } = run
  let misses = 0
  let isFound = false
  for (let found = 0; found < MOST_PLACES; found += 1) {
    const { known, gone } = library.counts()
    const index = await lastInStep(run, known - gone)
    const looked = await lookFrom(run, index)
    isFound ||= looked.changed
    if (!isAdrift()) break
    // A list that has moved between two questions leads astray: once more.
    if (!looked.changed) misses += 1
    if (misses > 1) break
  }
  if (!isFound) return 'nothing'
  return isAdrift() ? 'more' : 'mended'
}

/** Looks at the page behind this index: where a server gives less at once than it was asked for, at some more of them. */
async function lookFrom(run: SyncRun, index: number): Promise<Looked> {
  const { library, clock, onNews, signal } = run
  const before = index < 0 ? null : library.liveAt(index)
  let at: Crawl = { place: before?.place ?? null, offset: index + 1 }
  for (;;) {
    const page = await ask(run, fromOf(at), SYNC_PAGE)
    signal.throwIfAborted()
    const looked = await library.write('look', { from: at, pages: [page], isCrawl: false, isSure: false, at: clock() })
    at = looked.at
    if (looked.changed) onNews()
    if (looked.changed || looked.outcome !== 'more' || at.offset >= index + SYNC_PAGE) return looked
  }
}

/** The last index, from the newest on, at which the server has what the library has; -1 for none. */
async function lastInStep(run: SyncRun, length: number): Promise<number> {
  let inStep = -1
  let apart = length
  // Within a page of each other, one page shows the rest.
  while (apart - inStep > SYNC_PAGE / 2) {
    const middle = (inStep + apart) >> 1
    const page = await ask(run, middle, 1)
    if (page.recordings[0]?.recordId === run.library.liveAt(middle)?.recordId) inStep = middle
    else apart = middle
  }
  return inStep
}

async function ask({ fetch, quiet, signal }: SyncRun, from: number, limit: number): Promise<PackedPage> {
  await quiet()
  return await fetch({ roomIds: [], roomSid: null, order: 'newest', from, limit }, signal)
}
