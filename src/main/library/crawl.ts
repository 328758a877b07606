import { AppFailure } from '../../shared/app-error.ts'
import { madeGarbage } from '../media/chunk-memory.ts'
import type { Looked } from './look.ts'
import { PagesAhead } from './pages-ahead.ts'
import { type SealedPage, sealPage } from './sealed-page.ts'
import type { SyncRun } from './server-sync.ts'
import type { Crawl } from './state-table.ts'

/** The most that a plugNmeet server answers with at once. */
export const SYNC_PAGE = 100
/** The first of a page is the last of the one before: so nothing can be lost in between. */
const OVERLAP = 1
/** Pages that are merged at once: fewer, larger transactions cost less. */
const MOST_AT_ONCE = 25
/** Where recordings have gone meanwhile, the next page begins too late. So far back, then twice as far. */
const STEP_BACK = 50
/** What reading a page leaves behind. Left to itself, V8 keeps a hundred megabytes of that before it collects. */
const PAGE_GARBAGE_BYTES = 1_500_000
/** A server whose list moves under every step cannot be looked through now. */
const MOST_GAPS = 12

const TOP: Crawl = { place: null, offset: 0 }

/**
 * Looks through the whole server, newest first, from where the last run has stopped; what was met is remembered with
 * it. Fails as the server, or the library's file, does, and with `malformed` for a list that does not stand still.
 */
export async function crawl(run: SyncRun): Promise<void> {
  const { library, clock, signal } = run
  let at = library.state().crawl ?? TOP
  let gaps = 0
  let furthest = at.offset
  let isSure = false
  const ahead = pagesAhead(run, fromOf(at))
  const stop = (): void => ahead.stop()
  signal.addEventListener('abort', stop)
  try {
    for (;;) {
      const pages = await ahead.take(MOST_AT_ONCE)
      signal.throwIfAborted()
      const looked: Looked = await library.write('look', { from: at, pages, isCrawl: true, isSure, at: clock() })
      if (looked.changed) run.onNews()
      run.onProgress()
      at = looked.at
      if (looked.outcome === 'end') return
      if (looked.outcome === 'more') {
        // Going back is no progress: where a page can never be had, there is an end to asking.
        if (at.offset > furthest) gaps = 0
        furthest = Math.max(furthest, at.offset)
        isSure = false
        continue
      }
      gaps += 1
      if (gaps > MOST_GAPS || (isSure && looked.outcome === 'empty'))
        throw new AppFailure('malformed', "the server's list is another one with every answer")
      isSure = looked.outcome === 'empty'
      const from = isSure ? fromOf(at) : Math.max(0, fromOf(at) - STEP_BACK * 2 ** (gaps - 1))
      if (from === 0 && !isSure) at = TOP
      ahead.restart(from)
    }
  } finally {
    signal.removeEventListener('abort', stop)
    ahead.stop()
  }
}

/** Where the page begins that follows on what was met. */
export const fromOf = ({ place, offset }: Crawl): number => (place === null ? 0 : Math.max(0, offset - OVERLAP))

function pagesAhead({ fetch, quiet }: SyncRun, from: number): PagesAhead<SealedPage> {
  return new PagesAhead(
    {
      ask: async (next, abort) => {
        await quiet()
        // The pages before have been let go by now.
        madeGarbage(PAGE_GARBAGE_BYTES)
        const query = { roomIds: [], roomSid: null, order: 'newest', from: next, limit: SYNC_PAGE } as const
        return sealPage(await fetch({ ...query, roomIds: [] }, abort))
      },
      nextFrom: ({ from: last, limit }) => last + Math.max(1, limit - OVERLAP),
      limit: SYNC_PAGE,
    },
    from,
  )
}
