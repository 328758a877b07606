import type { RecordingQuery } from '../../shared/recording.ts'
import type { ServerPage } from './decode.ts'

/**
 * A page that a server is asked for in parts of at most `pageLimit` recordings, one after the other, until a part is
 * not full. A recording that comes twice, because the list moved in between, is counted as left out.
 */
export async function inParts(
  query: RecordingQuery,
  pageLimit: number,
  fetchPart: (query: RecordingQuery) => Promise<ServerPage>,
): Promise<ServerPage> {
  if (query.limit <= pageLimit) return await fetchPart(query)
  const end = query.from + query.limit
  const parts: ServerPage[] = []
  for (let from = query.from; from < end; ) {
    const part = await fetchPart({ ...query, from, limit: Math.min(pageLimit, end - from) })
    parts.push(part)
    if (part.recordings.length + part.leftOut < part.limit) break
    from += part.limit
  }
  return merged(parts, query)
}

function merged(parts: ServerPage[], { from, limit }: RecordingQuery): ServerPage {
  const listed = parts.flatMap((part) => part.recordings)
  const recordings = [...new Map(listed.map((recording) => [recording.recordId, recording])).values()]
  const leftOut = parts.reduce((sum, part) => sum + part.leftOut, listed.length - recordings.length)
  return { recordings, total: parts.at(-1)?.total ?? 0, from, limit, leftOut }
}
