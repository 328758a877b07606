import type { Room } from '../../../shared/recording.ts'
import { roomName } from '../../recording-words.ts'

/** The rooms to choose from: the server's, and chosen ones that it has not named. */
export function roomOptions(rooms: readonly Room[], chosen: readonly string[]): Room[] {
  const known = new Set(rooms.map((room) => room.roomId))
  const typed = chosen.filter((roomId) => !known.has(roomId))
  return [...rooms, ...typed.map((roomId) => ({ roomId, title: null, count: null }))]
}

/** Rooms whose name or ID contains what was typed, letter case aside. */
export function matchingRooms(rooms: readonly Room[], typed: string): Room[] {
  const wanted = typed.trim().toLocaleLowerCase()
  if (wanted === '') return [...rooms]
  return rooms.filter(
    (room) => roomName(room).toLocaleLowerCase().includes(wanted) || room.roomId.toLocaleLowerCase().includes(wanted),
  )
}

/** The text as the ID of a room that is not in the list; null for nothing typed and for one that is. */
export function typedRoomId(rooms: readonly Room[], typed: string): string | null {
  const roomId = typed.trim()
  return roomId === '' || rooms.some((room) => room.roomId === roomId) ? null : roomId
}
