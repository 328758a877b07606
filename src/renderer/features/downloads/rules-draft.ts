import type { Rules } from '../../../shared/download.ts'
import type { Room } from '../../../shared/recording.ts'

/** Of how many recordings a new rule is. */
export const NEWEST = 5
/** After how many days kept copies go, to begin with. */
export const DAYS = 14

/** The rules with this one for a room: the newest so many, (null) all, or ('off') none. */
export function withRoom(rules: Rules, roomId: string, newest: number | null | 'off'): Rules {
  const others = rules.rooms.filter((rule) => rule.roomId !== roomId)
  if (newest === 'off') return { ...rules, rooms: others }
  const at = rules.rooms.findIndex((rule) => rule.roomId === roomId)
  const place = at === -1 ? others.length : at
  return { ...rules, rooms: [...others.slice(0, place), { roomId, newest }, ...others.slice(place)] }
}

/** The rooms to choose from: these on top, even where nobody has named them, then the others. */
export function roomsForRules(rooms: readonly Room[], onTop: readonly string[]): Room[] {
  const known = new Map(rooms.map((room) => [room.roomId, room]))
  const first = new Set(onTop)
  return [
    ...[...first].map((roomId) => known.get(roomId) ?? unnamed(roomId)),
    ...rooms.filter(({ roomId }) => !first.has(roomId)),
  ]
}

const unnamed = (roomId: string): Room => ({
  roomId,
  title: null,
  name: null,
  pinned: false,
  count: null,
  lastAt: null,
})
