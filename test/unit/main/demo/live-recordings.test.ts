import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LiveRecordings } from '../../../../src/main/demo/live-recordings.ts'
import { type DemoRecording, listSource, type RecordingSource } from '../../../../src/main/demo/recording-source.ts'

const all = (source: RecordingSource) => Array.from({ length: source.size }, (_, rank) => source.at(rank))
const idAt = (source: RecordingSource, rank: number) => source.at(rank).recordId

/** Everything a source says of itself agrees with the plain list that it should be, newest first. */
function expectToBe(source: RecordingSource, list: readonly DemoRecording[]): void {
  expect(all(source)).toEqual(list)
  for (const [rank, { recordId, roomId, roomSid }] of list.entries()) {
    expect(source.rankOf(recordId)).toBe(rank)
    const sharing = (name: 'roomId' | 'roomSid', value: string) =>
      list.flatMap((recording, at) => (recording[name] === value ? [at] : []))
    expect(source.ranksOfSession(roomSid)).toEqual(sharing('roomSid', roomSid))
    expect(source.ranksOfRooms([roomId, 'nowhere'])).toEqual(sharing('roomId', roomId))
  }
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(100), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('replace' as const), at: fc.nat(100), other: fc.nat(100) }),
  fc.record({ kind: fc.constant('bring back' as const) }),
)

describe.each(['generated', 'listed'])('%s recordings', (origin) => {
  it('are what a plain list would be, whatever comes, goes and changes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const live = new LiveRecordings(40, 7, 9)
        if (origin === 'listed') live.use(listSource(all(live.source).toReversed()))
        let list = all(live.source)
        const gone: DemoRecording[] = []
        for (const step of steps) {
          if (step.kind === 'insert') {
            const made = live.make(step.count)
            live.insert(made)
            list = [...made.toReversed(), ...list]
          } else if (step.kind === 'remove') {
            const removed = list.slice(step.at % (list.length + 1)).slice(0, step.count)
            live.remove([...removed.map(({ recordId }) => recordId), 'nobody'])
            list = list.filter((recording) => !removed.includes(recording))
            gone.push(...removed)
          } else if (step.kind === 'replace' && list.length > 0) {
            const at = step.at % list.length
            const other = list[step.other % list.length]
            const change = { roomId: `moved-${step.other}`, roomSid: other?.roomSid ?? '' }
            live.replace(list[at]?.recordId ?? '', change)
            list = list.map((recording, place) => (place === at ? { ...recording, ...change } : recording))
          } else if (step.kind === 'bring back') {
            const back = gone.pop()
            if (back === undefined) continue
            live.insert([back])
            list = [back, ...list]
          }
        }
        expectToBe(live.source, list)
      }),
      { numRuns: 60 },
    )
  })
})

describe('new recordings', () => {
  it('are different ones, each newer than all that are there, in the rooms of the demo', () => {
    const live = new LiveRecordings(100, 1, 30)
    const made = [...live.make(2), ...live.make(300)]
    live.insert(made)
    expect(live.source.size).toBe(402)
    const { createdAt, about } = live.source.at(0)
    expect(createdAt).toBeGreaterThan(live.source.at(302).createdAt)
    expect(about?.title).not.toBe('')
    expect(new Set(made.map(({ roomId }) => roomId)).size).toBeGreaterThan(20)
    for (const { startedAt, endedAt, createdAt } of made) {
      expect(startedAt).toBeLessThan(endedAt)
      expect(endedAt).toBeLessThan(createdAt)
    }
    expect(new LiveRecordings(100, 1, 30).make(2)).toEqual(made.slice(0, 2))
  })

  it('can be made when there are none', () => {
    const live = new LiveRecordings(0, 1, 0)
    live.insert(live.make(3))
    expect(live.source.size).toBe(3)
  })
})

it('what was looked at stays as it was', () => {
  const live = new LiveRecordings(24, 1, 0)
  const before = live.source
  const first = idAt(before, 0)
  live.remove([first])
  live.replace(idAt(live.source, 0), { roomTitle: 'Renamed' })
  expect([before.size, idAt(before, 0), before.at(1).roomTitle]).toEqual([24, first, 'Research seminar'])
  live.use(before)
  expect(live.source.size).toBe(24)
})

it('an ID that is there is not registered again, and one that is not cannot be changed', () => {
  const live = new LiveRecordings(24, 1, 0)
  const [made] = live.make(1)
  if (made === undefined) throw new Error('nothing was made')
  expect(() => live.insert([live.source.at(3)])).toThrow(RangeError)
  expect(() => live.insert([made, made])).toThrow(RangeError)
  expect(() => live.replace(made.recordId, {})).toThrow(RangeError)
  live.insert([made])
  live.remove([made.recordId])
  live.insert([made])
  expect(live.source.rankOf(made.recordId)).toBe(0)
})
