import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ByteRange, RangeMap } from '../../../../src/main/media/range-map.ts'

/** All positions that are tried are below. */
const END = 60

const position = fc.nat({ max: END })
const stretches = fc.array(fc.tuple(position, position), { maxLength: 25 })

/** One entry per byte: what a map of ranges stands for. */
function naive(added: readonly ByteRange[]): Set<number> {
  const here = new Set<number>()
  for (const [start, end] of added) for (let at = start; at < end; at += 1) here.add(at)
  return here
}

/** The runs of positions below `end` for which `isIn` is true. */
function runs(from: number, end: number, isIn: (at: number) => boolean): ByteRange[] {
  const found: [number, number][] = []
  for (let at = from; at < end; at += 1) {
    if (!isIn(at)) continue
    const last = found.at(-1)
    if (last?.[1] === at) last[1] = at + 1
    else found.push([at, at + 1])
  }
  return found
}

describe('any row of additions', () => {
  test('leaves what a set of bytes would hold, in order and apart', () => {
    fc.assert(
      fc.property(stretches, (added) => {
        const map = new RangeMap(added)
        const here = naive(added)
        expect(map.ranges).toEqual(runs(0, END, (at) => here.has(at)))
        expect(map.bytes).toBe(here.size)
      }),
    )
  })

  test('is asked from any place as a set of bytes would be', () => {
    fc.assert(
      fc.property(stretches, position, position, (added, from, to) => {
        const map = new RangeMap(added)
        const here = naive(added)
        const holes = runs(from, to, (at) => !here.has(at))
        let end = from
        while (here.has(end)) end += 1
        expect(map.endFrom(from)).toBe(end)
        expect(map.has(from, to)).toBe(holes.length === 0)
        expect(map.firstHole(from, to)).toEqual(holes[0] ?? null)
        expect(map.missing(from, to)).toEqual(holes)
      }),
    )
  })
})

test('bytes that follow each other make one range', () => {
  const map = new RangeMap()
  for (let at = 0; at < 1000; at += 1) map.add(at, at + 1)
  expect(map.ranges).toEqual([[0, 1000]])
})
