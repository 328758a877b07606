import type { Room } from '../../../shared/recording.ts'

const typedRoom = (roomId: string): Room => ({
  roomId,
  title: null,
  name: null,
  pinned: false,
  count: null,
  lastAt: null,
})

/** The rooms to choose from: pinned ones first, then the server's other ones, then chosen ones that it has not named. */
export function roomOptions(rooms: readonly Room[], chosen: readonly string[]): Room[] {
  const known = new Set(rooms.map((room) => room.roomId))
  const typed = chosen.filter((roomId) => !known.has(roomId)).map(typedRoom)
  return [...rooms.filter((room) => room.pinned), ...rooms.filter((room) => !room.pinned), ...typed]
}

const folded = (text: string): string => text.toLocaleLowerCase()

/** Rooms whose name, server's title or ID contains what was typed, letter case aside. */
export function matchingRooms(rooms: readonly Room[], typed: string): Room[] {
  const wanted = folded(typed.trim())
  if (wanted === '') return [...rooms]
  return rooms.filter(({ name, title, roomId }) =>
    [name, title, roomId].some((text) => text !== null && folded(text).includes(wanted)),
  )
}

/** The text as the ID of a room that is not in the list; null for nothing typed and for one that is. */
export function typedRoomId(rooms: readonly Room[], typed: string): string | null {
  const roomId = typed.trim()
  return roomId === '' || rooms.some((room) => room.roomId === roomId) ? null : roomId
}

/** What the name of a room does not say: its ID, and the server's title where the user's own name stands in its place. */
export function roomHint({ roomId, name, title }: Room): string {
  return name === null || title === null ? roomId : `${title} · ${roomId}`
}
