import type { RecordingQuery } from '../../shared/recording.ts'
import type { ServerPage } from './decode.ts'

/** A server that loses recordings faster than it answers is believed in the end. */
const MOST_TRIES = 3

/**
 * A page that a server is asked for in parts of at most `pageLimit` recordings, one after the other, until a part is
 * not full. A recording that comes twice, because the list moved in between, is counted as left out; where something
 * has gone in between, others have slipped through, and all parts are asked for once more.
 */
export async function inParts(
  query: RecordingQuery,
  pageLimit: number,
  fetchPart: (query: RecordingQuery) => Promise<ServerPage>,
): Promise<ServerPage> {
  if (query.limit <= pageLimit) return await fetchPart(query)
  for (let tries = 1; ; tries += 1) {
    const parts = await partsOf(query, pageLimit, fetchPart)
    if (tries === MOST_TRIES || !hasShrunk(parts)) return merged(parts, query)
  }
}

async function partsOf(
  query: RecordingQuery,
  pageLimit: number,
  fetchPart: (query: RecordingQuery) => Promise<ServerPage>,
): Promise<ServerPage[]> {
  const end = query.from + query.limit
  const parts: ServerPage[] = []
  for (let from = query.from; from < end; ) {
    const part = await fetchPart({ ...query, from, limit: Math.min(pageLimit, end - from) })
    parts.push(part)
    if (part.recordings.length + part.leftOut < part.limit) break
    from += part.limit
  }
  return parts
}

/** An empty part tells no total that could be relied on. */
const hasShrunk = (parts: readonly ServerPage[]): boolean =>
  parts.some(({ total, recordings }) => recordings.length > 0 && total < (parts[0]?.total ?? 0))

function merged(parts: ServerPage[], { from, limit }: RecordingQuery): ServerPage {
  const listed = parts.flatMap((part) => part.recordings)
  const recordings = [...new Map(listed.map((recording) => [recording.recordId, recording])).values()]
  const leftOut = parts.reduce((sum, part) => sum + part.leftOut, listed.length - recordings.length)
  return { recordings, total: parts.at(-1)?.total ?? 0, from, limit, leftOut }
}
