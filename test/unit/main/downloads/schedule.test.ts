import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextToStart, type OfServer, type Places, surplus } from '../../../../src/main/downloads/schedule.ts'

const entries = fc
  .array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 })
  .map((profiles) => profiles.map((profileId, index) => ({ profileId, index })))
const places = fc.record({ atOnce: fc.integer({ min: 1, max: 10 }), perServer: fc.integer({ min: 1, max: 10 }) })

const countOf = (profileId: string, running: readonly OfServer[]): number =>
  running.filter((one) => one.profileId === profileId).length

/** Starts until there is nothing to start. */
function fill<T extends OfServer>(waiting: readonly T[], running: readonly T[], limits: Places): T[] {
  const started: T[] = []
  for (;;) {
    const candidates = waiting.filter((one) => !started.includes(one))
    const next = nextToStart(candidates, [...running, ...started], limits)
    if (next === null) return started
    started.push(next)
  }
}

test('never more run than there are places, and no place stays empty that somebody could have', () => {
  fc.assert(
    fc.property(entries, places, (waiting, limits) => {
      const started = fill(waiting, [], limits)
      expect(started.length).toBeLessThanOrEqual(limits.atOnce)
      for (const { profileId } of started) expect(countOf(profileId, started)).toBeLessThanOrEqual(limits.perServer)
      const left = waiting.filter((one) => !started.includes(one))
      const hasPlace = ({ profileId }: OfServer) => countOf(profileId, started) < limits.perServer
      expect(started.length === limits.atOnce || !left.some(hasPlace)).toBe(true)
    }),
  )
})

test('one that waits is passed by others only while its server has no place left', () => {
  fc.assert(
    fc.property(entries, places, (waiting, limits) => {
      const started = fill(waiting, [], limits)
      const last = started.at(-1)?.index ?? -1
      for (const passed of waiting.filter((one) => one.index < last && !started.includes(one)))
        expect(countOf(passed.profileId, started)).toBe(limits.perServer)
    }),
  )
})

test('fewer places stop those that began last, and no more than needed', () => {
  fc.assert(
    fc.property(entries, places, (running, limits) => {
      const stopped = surplus(running, limits)
      const staying = running.filter((one) => !stopped.includes(one))
      expect(staying.length).toBeLessThanOrEqual(limits.atOnce)
      for (const { profileId } of staying) expect(countOf(profileId, staying)).toBeLessThanOrEqual(limits.perServer)
      for (const one of stopped) {
        const earlier = staying.filter(({ index }) => index < one.index)
        const isFull = earlier.length === limits.atOnce || countOf(one.profileId, earlier) === limits.perServer
        expect(isFull).toBe(true)
      }
    }),
  )
})

test('three of one server leave a place to another one behind them', () => {
  const waiting = [{ profileId: 'a' }, { profileId: 'a' }, { profileId: 'b' }]
  expect(fill(waiting, [], { atOnce: 3, perServer: 1 }).map(({ profileId }) => profileId)).toEqual(['a', 'b'])
  expect(nextToStart(waiting, [{ profileId: 'a' }, { profileId: 'b' }], { atOnce: 3, perServer: 1 })).toBeNull()
})
