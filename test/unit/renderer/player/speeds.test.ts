import { describe, expect, it } from 'vitest'
import { nextSpeed, SPEEDS } from '../../../../src/renderer/features/player/speeds.ts'

describe('nextSpeed', () => {
  it('visits every step upwards and downwards', () => {
    const walk = (from: number, direction: 1 | -1): number[] => {
      const seen = [from]
      for (let i = 1; i < SPEEDS.length; i++) seen.push(nextSpeed(seen.at(-1) ?? 1, direction))
      return seen
    }
    expect(walk(0.25, 1)).toEqual([0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4])
    expect(walk(4, -1)).toEqual([4, 3, 2.5, 2, 1.75, 1.5, 1.25, 1, 0.75, 0.5, 0.25])
  })

  it('stays at the ends', () => {
    expect(nextSpeed(4, 1)).toBe(4)
    expect(nextSpeed(0.25, -1)).toBe(0.25)
  })

  it('goes from a rate between two steps to its neighbours', () => {
    expect(nextSpeed(1.1, 1)).toBe(1.25)
    expect(nextSpeed(1.1, -1)).toBe(1)
  })
})
