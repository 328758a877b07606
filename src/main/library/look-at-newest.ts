import { fromOf, SYNC_PAGE } from './crawl.ts'
import type { Looked } from './look.ts'
import type { SyncRun } from './server-sync.ts'
import type { Crawl } from './state-table.ts'

/** What has gone meanwhile may need a step back, or a new beginning; a list that never stands still waits for later. */
const MOST_RETRIES = 5

/**
 * Looks at the newest recordings until a page brings nothing new and what was known before has been reached. A library
 * that knows nothing waits for its crawl. Fails as the server, or the library's file, does.
 */
export async function lookAtNewest({ library, fetch, clock, signal, onNews }: SyncRun): Promise<void> {
  const { complete, crawl } = library.state()
  if (!complete && crawl === null) return
  let at: Crawl = { place: null, offset: 0 }
  let retries = 0
  let isSure = false
  for (;;) {
    const query = { roomIds: [], roomSid: null, order: 'newest', from: fromOf(at), limit: SYNC_PAGE } as const
    const page = await fetch({ ...query, roomIds: [] }, signal)
    signal.throwIfAborted()
    const looked: Looked = await library.write('look', { from: at, pages: [page], isCrawl: false, isSure, at: clock() })
    if (looked.changed) onNews()
    if (looked.outcome === 'end') break
    isSure = looked.outcome === 'empty'
    // Where the list has moved, it is quickest to begin again: it is the newest few that are looked at.
    at = looked.outcome === 'more' ? looked.at : { place: null, offset: 0 }
    if (looked.outcome !== 'more') retries += 1
    if (retries > MOST_RETRIES) return
    if (looked.outcome !== 'more' || looked.news) continue
    const { openBelow } = library.state()
    if (openBelow === null || (at.place !== null && at.place >= openBelow)) break
  }
  await library.write('remember', { openBelow: null, checkedAt: clock() })
}
