import fc from 'fast-check'
import { expect, test } from 'vitest'
import { naturalPlace, type Place, stayingPlaces } from '../../../../src/main/library/order.ts'

/** The length of a longest increasing subsequence, by looking at every pair. */
function longest(places: readonly (Place | null)[]): number {
  const lengths: number[] = []
  places.forEach((place, index) => {
    const before = lengths.filter((_, earlier) => {
      const other = places[earlier]
      return place !== null && other !== null && other !== undefined && other < place
    })
    lengths[index] = place === null ? 0 : Math.max(0, ...before) + 1
  })
  return Math.max(0, ...lengths)
}

const places = fc.array(fc.option(fc.integer({ min: -40, max: 40 }), { freq: 4 }), { maxLength: 60 })

test('those that stay increase, and no others could be more', () => {
  fc.assert(
    fc.property(places, (all) => {
      const staying = stayingPlaces(all)
      const kept = all.flatMap((place, index) => (staying[index] === true && place !== null ? [place] : []))
      expect(staying).toHaveLength(all.length)
      expect(staying.filter((stays) => stays)).toHaveLength(kept.length)
      expect(kept.every((place, index) => index === 0 || place > (kept[index - 1] ?? place))).toBe(true)
      expect(kept).toHaveLength(longest(all))
    }),
  )
})

test('all stay where all increase, and none where there is none', () => {
  expect(stayingPlaces([-3, 0, 7])).toEqual([true, true, true])
  expect(stayingPlaces([null, null])).toEqual([false, false])
  expect(stayingPlaces([])).toEqual([])
})

test('one that has moved is the one that goes', () => {
  expect(stayingPlaces([1, 9, 2, 3, 4])).toEqual([true, false, true, true, true])
  expect(stayingPlaces([2, 3, 4, 1])).toEqual([true, true, true, false])
})

test('a newer recording has a smaller place, with room for others of its second', () => {
  const [older, newer] = [naturalPlace(1_794_484_220) ?? 0, naturalPlace(1_794_484_221) ?? 0]
  expect(older - newer).toBe(64)
  expect(naturalPlace(null)).toBeNull()
})
