import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRange } from '../../../../src/main/media/range.ts'

const WHOLE = { kind: 'whole' }
const UNSATISFIABLE = { kind: 'unsatisfiable' }
const part = (start: number, end: number) => ({ kind: 'part', start, end })

describe('a range header', () => {
  test.each([
    ['bytes=0-0', part(0, 0)],
    ['bytes=0-', part(0, 999)],
    ['bytes=500-', part(500, 999)],
    ['bytes=10-19', part(10, 19)],
    ['bytes=990-5000', part(990, 999)],
    ['bytes=-1', part(999, 999)],
    ['bytes=-5000', part(0, 999)],
    ['BYTES = 1 - 2', part(1, 2)],
    ['bytes=,1-2,', part(1, 2)],
    ['bytes=0-99999999999999999999999', part(0, 999)],
  ])('%s asks for a part', (header, wanted) => {
    expect(parseRange(header, 1000)).toEqual(wanted)
  })

  test.each(['bytes=1000-', 'bytes=1000-1001', 'bytes=-0', 'bytes=99999999999999999999999-'])(
    '%s asks for what is not there',
    (header) => {
      expect(parseRange(header, 1000)).toEqual(UNSATISFIABLE)
    },
  )

  test.each([null, '', 'bytes=', 'bytes=-', 'bytes=5-4', 'bytes=a-b', 'items=0-1', 'bytes=0-1,5-6', 'bytes=1.5-2'])(
    '%s is ignored, as a server may',
    (header) => {
      expect(parseRange(header, 1000)).toEqual(WHOLE)
    },
  )

  test('an empty file has no part', () => {
    expect(parseRange('bytes=0-', 0)).toEqual(UNSATISFIABLE)
    expect(parseRange('bytes=-1', 0)).toEqual(UNSATISFIABLE)
  })
})

describe('whatever comes', () => {
  const size = fc.integer({ min: 0, max: 2 ** 40 })

  test('every answer lies within the file', () => {
    const header = fc.oneof(
      fc.string(),
      fc.string().map((rest) => `bytes=${rest}`),
      fc.tuple(fc.bigInt(), fc.bigInt()).map(([first, last]) => `bytes=${first}-${last}`),
    )
    fc.assert(
      fc.property(header, size, (text, bytes) => {
        const answer = parseRange(text, bytes)
        if (answer.kind !== 'part') return
        expect(answer.start).toBeGreaterThanOrEqual(0)
        expect(answer.end).toBeGreaterThanOrEqual(answer.start)
        expect(answer.end).toBeLessThan(bytes)
      }),
    )
  })

  test('a part that is there is answered as it was asked', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (more, start, length) => {
        expect(parseRange(`bytes=${start}-${start + length}`, start + length + 1 + more)).toEqual(
          part(start, start + length),
        )
      }),
    )
  })
})
