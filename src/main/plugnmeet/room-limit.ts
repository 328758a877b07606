import type { RecordingQuery } from '../../shared/recording.ts'
import type { ServerPage } from './decode.ts'

/** These rooms (empty = all) within `rooms` (empty = no limit), or null when none of them is. */
export function limitedRooms(roomIds: readonly string[], rooms: readonly string[]): readonly string[] | null {
  if (rooms.length === 0) return roomIds
  if (roomIds.length === 0) return rooms
  const limited = roomIds.filter((roomId) => rooms.includes(roomId))
  return limited.length === 0 ? null : limited
}

/** The same query within `rooms` (empty = no limit), or null when nothing of it is in them. */
export function limitedQuery(query: RecordingQuery, rooms: readonly string[]): RecordingQuery | null {
  const roomIds = limitedRooms(query.roomIds, rooms)
  // A session is asked for whatever the rooms: limitedPage looks at what comes back.
  return roomIds === null && !query.roomSid ? null : { ...query, roomIds: [...(roomIds ?? [])] }
}

/** The page without recordings of other rooms, which a server that was asked for a session may answer with. */
export function limitedPage(page: ServerPage, rooms: readonly string[]): ServerPage {
  const recordings = page.recordings.filter(({ roomId }) => rooms.length === 0 || rooms.includes(roomId))
  if (recordings.length === page.recordings.length) return page
  const isAll = page.from === 0 && page.recordings.length + page.leftOut >= page.total
  return { ...page, recordings, total: isAll ? recordings.length : page.total }
}
