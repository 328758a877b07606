import type { EpochSeconds } from '../../shared/recording.ts'

/**
 * Where a recording stands in its server's list. Servers list by the order in which recordings were registered, and say
 * that order with nothing but the list itself; the second of registering is the best guess, and what the list shows is
 * the truth. So a place is a number that only has meaning beside others: the smaller, the newer.
 */
export type Place = number

/** Recordings of one second stand beside each other; between two seconds there is room for those that come in between. */
const PLACES_PER_SECOND = 64

/** The place that a recording's time suggests; null = it has none. */
export const naturalPlace = (createdAt: EpochSeconds | null): Place | null =>
  createdAt === null ? null : -createdAt * PLACES_PER_SECOND

/**
 * Which of these places can stay, so that they increase: as many as possible. The others are to be moved, or are not
 * there yet (null).
 */
export function stayingPlaces(places: readonly (Place | null)[]): boolean[] {
  // tails[n] = index of the smallest place that ends an increasing run of n + 1.
  const tails: number[] = []
  const before: number[] = []
  const at = (index: number): Place => places[index] ?? Number.NaN
  places.forEach((place, index) => {
    if (place === null) return
    const last = tails.at(-1)
    let length = tails.length
    if (last !== undefined && at(last) >= place) length = firstNotBelow(tails, at, place)
    before[index] = tails[length - 1] ?? -1
    tails[length] = index
  })
  const staying = places.map(() => false)
  for (let index = tails.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) staying[index] = true
  return staying
}

function firstNotBelow(tails: readonly number[], at: (index: number) => Place, place: Place): number {
  let low = 0
  let high = tails.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (at(tails[middle] ?? -1) < place) low = middle + 1
    else high = middle
  }
  return low
}
