import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  activeAt,
  lastBegun,
  nextChange,
  timedCues,
} from '../../../../../src/renderer/features/player/captions/cue-times.ts'

const cue = (startMs: number, endMs: number) => ({ startMs, endMs, speaker: null, text: `${startMs}` })
const timed = timedCues([cue(1000, 2000), cue(1500, 9000), cue(3000, 4000)])

describe('what is said at a time', () => {
  it('is every cue that has begun and not ended, however long ago it began', () => {
    expect(activeAt(timed, 999)).toEqual([])
    expect(activeAt(timed, 1000)).toEqual([0])
    expect(activeAt(timed, 1700)).toEqual([0, 1])
    expect(activeAt(timed, 3500)).toEqual([1, 2])
    expect(activeAt(timed, 5000)).toEqual([1])
    expect(activeAt(timed, 9000)).toEqual([])
  })

  it('changes when the next cue begins, or one ends', () => {
    expect(nextChange(timed, 0)).toBe(1000)
    expect(nextChange(timed, 1000)).toBe(1500)
    expect(nextChange(timed, 1500)).toBe(2000)
    expect(nextChange(timed, 5000)).toBe(9000)
    expect(nextChange(timed, 9000)).toBeNull()
  })

  it('is what a look at every cue finds', () => {
    const cues = fc.array(fc.tuple(fc.nat(5000), fc.integer({ min: 1, max: 3000 })), { maxLength: 40 })
    fc.assert(
      fc.property(cues, fc.nat(9000), (drawn, ms) => {
        const all = drawn.map(([start, length]) => cue(start, start + length)).sort((a, b) => a.startMs - b.startMs)
        const found = all.flatMap(({ startMs, endMs }, place) => (startMs <= ms && ms < endMs ? [place] : []))
        expect(activeAt(timedCues(all), ms)).toEqual(found)
        expect(lastBegun(timedCues(all), ms)).toBe(all.filter(({ startMs }) => startMs <= ms).length - 1)
      }),
    )
  })
})
