/** Heights as drawn (room-filter.module.css): of a room, and of "All rooms" with its line. */
export const ROOM_PX = 30
const ALL_PX = 39
/** Drawn above and below what is in sight, so that a quick wheel meets no gap. */
const BEYOND = 8

/**
 * Which of `count` rooms are drawn, from 0, in order: those in sight, and the one that the keyboard is on (`focused`;
 * -1: none), which must not go. `scrollTop` and `height` of the list in px.
 */
export function roomsInSight(count: number, scrollTop: number, height: number, focused: number): number[] {
  const first = Math.max(0, Math.min(count, Math.floor((scrollTop - ALL_PX) / ROOM_PX) - BEYOND))
  const end = Math.min(count, Math.ceil((scrollTop + height) / ROOM_PX) + BEYOND)
  const inSight = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index)
  if (focused < 0 || focused >= count) return inSight
  if (focused < first) return [focused, ...inSight]
  return focused >= end ? [...inSight, focused] : inSight
}

/**
 * The scroll position that shows an option: 0 is "All rooms", at the list's begin; rooms follow. It stays where it is if
 * the option is in sight already. All in px.
 */
export function scrollTopFor(option: number, scrollTop: number, height: number): number {
  if (option === 0) return 0
  const top = (option - 1) * ROOM_PX
  const bottom = ALL_PX + option * ROOM_PX
  if (top < scrollTop) return top
  return bottom > scrollTop + height ? bottom - height : scrollTop
}

/** The option that a key leads to, from 0 to `last`; null: it is no key of the list. */
export function nextOption(key: string, current: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(current + 1, last)
    case 'ArrowUp':
      return Math.max(current - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
