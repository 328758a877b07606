import type { RecordingQuery } from '../../shared/recording.ts'
import type { ServerPage } from './decode.ts'

/** The same query within `rooms` (empty = no limit), or null when nothing of it is in them. */
export function limitedQuery(query: RecordingQuery, rooms: readonly string[]): RecordingQuery | null {
  if (rooms.length === 0) return query
  const roomIds = query.roomIds.length === 0 ? [...rooms] : query.roomIds.filter((roomId) => rooms.includes(roomId))
  // A session is asked for whatever the rooms: limitedPage looks at what comes back.
  return roomIds.length === 0 && !query.roomSid ? null : { ...query, roomIds }
}

/** The page without recordings of other rooms, which a server that was asked for a session may answer with. */
export function limitedPage(page: ServerPage, rooms: readonly string[]): ServerPage {
  const recordings = page.recordings.filter(({ roomId }) => rooms.length === 0 || rooms.includes(roomId))
  if (recordings.length === page.recordings.length) return page
  const isAll = page.from === 0 && page.recordings.length + page.leftOut >= page.total
  return { ...page, recordings, total: isAll ? recordings.length : page.total }
}
