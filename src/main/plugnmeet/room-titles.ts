import { AppFailure } from '../../shared/app-error.ts'
import { wireActiveRoom, wireActiveRooms, wirePastRooms, wireRoom } from './wire.ts'
import { textOf } from './wire-values.ts'

/** What a server calls a room. */
export interface RoomTitle {
  roomId: string
  title: string
}

/** The most sessions that one request asks for, and the most requests for one question. */
const PAGE = 100
const MOST_PAGES = 3
const LONGEST_TITLE = 2000

/**
 * Titles of the rooms in `roomIds` (empty = of every room) out of their newest sessions; `ask` answers a page of them,
 * newest first, or null when there are none. Looks at 300 sessions at most: rooms that are not in them have no title.
 */
export async function titlesOfPastRooms(
  roomIds: readonly string[],
  ask: (input: object) => Promise<unknown[] | null>,
): Promise<RoomTitle[]> {
  const found: RoomTitle[] = []
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const input = { room_ids: roomIds, from: page * PAGE, limit: PAGE, order_by: 'DESC' }
    const entries = (await ask(input)) ?? []
    found.push(...entries.flatMap(titleOf))
    const areAllNamed = roomIds.length > 0 && withinRooms(found, roomIds).length === new Set(roomIds).size
    if (entries.length < PAGE || areAllNamed) break
  }
  return withinRooms(found, roomIds)
}

/** The first title of each of these rooms (empty = of every room). */
export function withinRooms(titles: readonly RoomTitle[], roomIds: readonly string[]): RoomTitle[] {
  const wanted = new Set(roomIds)
  const first = new Map<string, RoomTitle>()
  for (const title of titles)
    if ((wanted.size === 0 || wanted.has(title.roomId)) && !first.has(title.roomId)) first.set(title.roomId, title)
  return [...first.values()]
}

/** The sessions in the answer to `room/fetchPastRooms`, as they came. Fails with `malformed`. */
export function decodePastRooms(answer: unknown): unknown[] {
  const { data } = wirePastRooms.safeParse(answer)
  if (data === undefined) throw new AppFailure('malformed', 'the answer holds no rooms')
  return data.result.rooms_list ?? []
}

/** The titles in the answer to `room/getActiveRoomsInfo`; rooms without one are left out. Fails with `malformed`. */
export function decodeActiveRooms(answer: unknown): RoomTitle[] {
  const { data } = wireActiveRooms.safeParse(answer)
  if (data === undefined) throw new AppFailure('malformed', 'the answer holds no rooms')
  return (data.rooms ?? []).flatMap((entry) => titleOf(wireActiveRoom.safeParse(entry).data?.room_info))
}

function titleOf(entry: unknown): RoomTitle[] {
  const { data } = wireRoom.safeParse(entry)
  const title = textOf(data?.room_title, LONGEST_TITLE)
  return data === undefined || title === null ? [] : [{ roomId: data.room_id, title }]
}
