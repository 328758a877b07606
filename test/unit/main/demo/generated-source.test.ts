import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generatedSource } from '../../../../src/main/demo/generated-source.ts'
import { listSource, selectRanks } from '../../../../src/main/demo/recording-source.ts'

const all = (size: number, seed: number) => {
  const source = generatedSource(size, seed)
  return Array.from({ length: size }, (_, rank) => source.at(rank))
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
        expect(source.roomIdAt(rank)).toBe(roomId)
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

describe('a page of a source', () => {
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
