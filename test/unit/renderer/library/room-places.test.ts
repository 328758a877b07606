import { describe, expect, it } from 'vitest'
import {
  nextOption,
  ROOM_PX,
  roomsInSight,
  scrollTopFor,
} from '../../../../src/renderer/features/library/room-places.ts'

describe('the rooms that are drawn', () => {
  it('are all of a few', () => {
    expect(roomsInSight(6, 0, 600, -1)).toEqual([0, 1, 2, 3, 4, 5])
    expect(roomsInSight(0, 0, 600, 0)).toEqual([])
  })

  it('are those in sight of many, in order', () => {
    const drawn = roomsInSight(5000, 3000, 600, -1)
    expect(drawn.length).toBeLessThan(50)
    expect(drawn).toContain(100)
    expect(drawn).toContain(119)
    expect(drawn).toEqual([...drawn].sort((one, other) => one - other))
  })

  it('hold on to the one that has the keyboard', () => {
    expect(roomsInSight(5000, 3000, 600, 2)[0]).toBe(2)
    expect(roomsInSight(5000, 3000, 600, 4999).at(-1)).toBe(4999)
    const drawn = roomsInSight(5000, 3000, 600, 105)
    expect(drawn.filter((index) => index === 105)).toHaveLength(1)
    expect(roomsInSight(10, 0, 600, 10)).not.toContain(10)
  })

  it('stay within the list when it has become shorter', () => {
    expect(roomsInSight(3, 90_000, 600, -1)).toEqual([])
    expect(roomsInSight(3, 90_000, 600, 1)).toEqual([1])
  })
})

describe('the keyboard', () => {
  it('moves through the list and stops at its ends', () => {
    expect(nextOption('ArrowDown', 0, 3)).toBe(1)
    expect(nextOption('ArrowDown', 3, 3)).toBe(3)
    expect(nextOption('ArrowUp', 0, 3)).toBe(0)
    expect(nextOption('Home', 3, 3)).toBe(0)
    expect(nextOption('End', 0, 3)).toBe(3)
    expect(nextOption('a', 0, 3)).toBeNull()
  })

  it('brings what it is on into sight, and moves nothing that is', () => {
    expect(scrollTopFor(5, 0, 600)).toBe(0)
    expect(scrollTopFor(0, 900, 600)).toBe(0)
    expect(scrollTopFor(10, 900, 600)).toBe(9 * ROOM_PX)
    const down = scrollTopFor(100, 0, 600)
    expect(down).toBeGreaterThan(0)
    expect(scrollTopFor(100, down, 600)).toBe(down)
    expect(scrollTopFor(99, down, 600)).toBe(down)
  })
})
