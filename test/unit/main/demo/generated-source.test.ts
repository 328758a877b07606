import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noFaults } from '../../../../src/main/demo/faults.ts'
import { generatedSource } from '../../../../src/main/demo/generated-source.ts'
import { oddPage } from '../../../../src/main/demo/odd-lists.ts'
import {
  listSource,
  matchesOf,
  type RecordingSource,
  type SourceSelection,
} from '../../../../src/main/demo/recording-source.ts'
import { roomsFor } from '../../../../src/main/demo/rooms.ts'

const all = (size: number, seed: number) => {
  const source = generatedSource(size, seed)
  return Array.from({ length: size }, (_, rank) => source.at(rank))
}

/** A page of a server without faults, by ranks. */
function selectRanks(source: RecordingSource, query: SourceSelection & { from: number; limit: number }) {
  const { total, page } = oddPage(matchesOf(source, query), query, noFaults())
  return { total, ranks: page.map(({ rank }) => rank) }
}

describe('the demo’s recordings', () => {
  it('are 24 over 6 rooms by default, with an empty title, one without metadata and one with markup', () => {
    const recordings = all(24, 1)
    expect(new Set(recordings.map((recording) => recording.roomId)).size).toBe(6)
    expect(recordings.filter((recording) => recording.about === null)).toHaveLength(1)
    expect(recordings.filter((recording) => recording.about?.title === '')).toHaveLength(1)
    expect(recordings.some((recording) => /<script>.*"/.test(recording.about?.title ?? ''))).toBe(true)
    expect(recordings.some((recording) => (recording.about?.title.length ?? 0) > 200)).toBe(true)
    expect(recordings.some((recording) => !recording.hasSubtitles)).toBe(true)
  })

  it('follow from the seed, and stay where they are when there are more', () => {
    expect(all(60, 7)).toEqual(all(60, 7))
    expect(all(400, 7).slice(0, 60)).toEqual(all(60, 7))
    expect(all(60, 8)).not.toEqual(all(60, 7))
  })

  it.each([400, 9000])('are %i different ones on working days, newest first', (size) => {
    const recordings = all(size, 3)
    expect(new Set(recordings.map((recording) => recording.recordId)).size).toBe(size)
    for (const [rank, { createdAt, startedAt, endedAt }] of recordings.entries()) {
      expect(createdAt).toBeLessThanOrEqual(recordings[rank - 1]?.createdAt ?? Number.POSITIVE_INFINITY)
      expect(startedAt).toBeLessThan(endedAt)
      expect([0, 6]).not.toContain(new Date(startedAt * 1000).getUTCDay())
    }
  })

  it('do not look copied', () => {
    const titles = all(400, 1).map((recording) => `${recording.roomId} ${recording.about?.title}`)
    expect(new Set(titles).size).toBeGreaterThan(250)
  })

  it('are found by their ID and session, and nothing else is', () => {
    const source = generatedSource(100_000, 5)
    fc.assert(
      fc.property(fc.nat(99_999), (rank) => {
        const { recordId, roomSid, roomId } = source.at(rank)
        expect(source.rankOf(recordId)).toBe(rank)
        expect(source.ranksOfSession(roomSid)).toContain(rank)
        expect(source.ranksOfRooms([roomId])).toContain(rank)
      }),
    )
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(source.rankOf(text)).toBeNull()
        expect(source.ranksOfSession(text)).toEqual([])
      }),
    )
  })

  it('cost nothing before they are asked for', () => {
    const begin = performance.now()
    generatedSource(1_000_000, 1).at(999_999)
    expect(performance.now() - begin).toBeLessThan(50)
  })
})

describe('more rooms', () => {
  it.each([7, 200, 5000])('%i of them have titles and IDs of their own, and rooms of a smaller demo stay', (count) => {
    const rooms = roomsFor(count, 9)
    expect(new Set(rooms.map(({ id }) => id)).size).toBe(count)
    expect(new Set(rooms.map(({ title }) => title)).size).toBe(count)
    for (const { id, title } of rooms)
      expect([id, title]).toEqual([expect.stringMatching(/^[a-z0-9-]+$/), title.trim()])
    expect(rooms.slice(0, 6)).toEqual(roomsFor(0, 1))
    expect(rooms.slice(6)).not.toEqual(roomsFor(count, 8).slice(6))
  })

  it('share the generated recordings; the curated ones stay where they are', () => {
    const source = generatedSource(20_000, 3, 200)
    const recordings = Array.from({ length: source.size }, (_, rank) => source.at(rank))
    const counts = Map.groupBy(recordings, ({ roomId }) => roomId)
    expect(counts.size).toBe(200)
    for (const { length } of counts.values()) expect(length).toBeGreaterThan(40)
    for (const [roomId, inRoom] of counts)
      expect(source.ranksOfRooms([roomId]).map((rank) => recordings[rank])).toEqual(inRoom)
    expect(recordings.slice(0, 24)).toEqual(all(24, 3))
  })
})

describe('a page of a source', () => {
  it('is looked for once, whatever the page, the order, and the order of the rooms', () => {
    const generated = generatedSource(5000, 2)
    let looks = 0
    const ranksOfRooms = (roomIds: readonly string[]) => {
      looks += 1
      return generated.ranksOfRooms(roomIds)
    }
    const counted = { ...generated, ranksOfRooms }
    const query = { roomSid: null, newestFirst: true, from: 0, limit: 20 }
    const first = selectRanks(counted, { ...query, roomIds: ['faculty-board', 'town-council'] })
    const last = { ...query, roomIds: ['town-council', 'faculty-board'], newestFirst: false, from: first.total - 20 }
    expect(selectRanks(counted, last).ranks.toReversed()).toEqual(first.ranks)
    expect(looks).toBe(1)
  })

  it('is not made before it is asked for', () => {
    const generated = generatedSource(1_000_000, 2)
    const { total, rank } = matchesOf(generated, { roomIds: [], roomSid: null, newestFirst: false })
    expect([total, rank(0), rank(999_999)]).toEqual([1_000_000, 999_999, 0])
  })

  it('is the same from a list that a test made up', () => {
    const generated = generatedSource(50, 2)
    const list = listSource(all(50, 2).toReversed())
    const query = fc.record({
      roomIds: fc.subarray(['faculty-board', 'it-operations', 'town-council', 'nowhere']),
      roomSid: fc.option(fc.integer({ min: 0, max: 49 }).map((rank) => generated.at(rank).roomSid)),
      newestFirst: fc.boolean(),
      from: fc.nat(60),
      limit: fc.integer({ min: 1, max: 100 }),
    })
    fc.assert(
      fc.property(query, (asked) => {
        expect(selectRanks(list, asked)).toEqual(selectRanks(generated, asked))
      }),
    )
  })
})
