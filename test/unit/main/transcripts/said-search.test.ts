import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NO_FILTERS } from '../../../../src/shared/recording.ts'
import type { SaidQuery } from '../../../../src/shared/transcript.ts'
import { NEWEST_AT, recording } from '../library/database-fixture.ts'
import { newIndex, question, type TriedIndex, track, webVtt } from './index-fixture.ts'

const RECORDINGS = [
  recording('RM_new-3', { createdAt: NEWEST_AT, roomId: 'physics', sizeBytes: 5_000_000 }),
  recording('RM_mid-2', { createdAt: NEWEST_AT - 3600, roomId: 'history' }),
  recording('RM_old-1', { createdAt: NEWEST_AT - 7200, roomId: 'physics' }),
]

let tried: TriedIndex
beforeEach(async () => {
  tried = await newIndex(RECORDINGS)
})
afterEach(() => tried.clean())

const put = (recordId: string, cues: string[], change: Parameters<typeof track>[1] = {}) => {
  const recordedAt = RECORDINGS.find((each) => each.recordId === recordId)?.createdAt ?? null
  return tried.index.put(track(recordId, { recordedAt, ...change }), webVtt(...cues))
}
const found = async (text: string, change: Partial<SaidQuery> = {}): Promise<string[]> =>
  (await tried.index.search(question(text, change), [])).recordings.map(({ recordId }) => recordId)

describe('which cues match', () => {
  beforeEach(async () => {
    await put('RM_new-3', [
      '<v Anna Berg>The turbidity of water',
      '<v Ben>Água fría, turbines',
      '東京タワーへ行く',
      'Anna was right',
      '"quoted" AND -- (text) : rowid NEAR',
    ])
  })

  test.each([
    ['turb', 2],
    ['TURBIDITY', 1],
    ['urbid', 0],
    ['agua', 1],
    ['fria turb', 1],
    ['water turbines', 0],
    ['京タ', 1],
    ['anna', 1],
    ['anna turb', 1],
    ['ben turb', 1],
    ['ben water', 0],
    ['berg', 0],
    ['"quoted" AND', 1],
    ['rowid:text NEAR(', 0],
    ['--', 0],
    ['', 0],
    ['   ', 0],
    ['*', 0],
    ["'; DROP TABLE tracks; --", 0],
    ['\0', 0],
  ])('%j: %i', async (text, hits) => {
    const page = await tried.index.search(question(text), [])
    expect(page.hits).toBe(hits)
    expect(page.total).toBe(hits === 0 ? 0 : 1)
  })
})

describe('recordings in which it was said', () => {
  test('come with their first three hits and all counts, by the number of hits and then the newest', async () => {
    await put('RM_new-3', ['one fish'])
    await put('RM_mid-2', ['one fish'])
    await put('RM_old-1', ['fish 1', 'no', '<v Ben>fish 2', 'fish 3', 'fish 4'])
    const page = await tried.index.search(question('fish'), [])
    expect(page).toMatchObject({ total: 3, hits: 6, more: false, sort: 'match' })
    expect(page.recordings.map(({ recordId, total }) => [recordId, total])).toEqual([
      ['RM_old-1', 4],
      ['RM_new-3', 1],
      ['RM_mid-2', 1],
    ])
    expect(page.recordings[0]).toMatchObject({ trackId: 'server:en', language: 'en' })
    expect(page.recordings[0]?.hits).toEqual([
      { startMs: 0, speaker: null, text: 'fish 1' },
      { startMs: 2000, speaker: 'Ben', text: 'fish 2' },
      { startMs: 3000, speaker: null, text: 'fish 3' },
    ])
    expect(await found('fish', { sort: 'newest' })).toEqual(['RM_new-3', 'RM_mid-2', 'RM_old-1'])
    expect(await found('fish', { sort: 'newest', from: 1, limit: 1 })).toEqual(['RM_mid-2'])
  })

  test('are those that the rooms and filters allow, counts included', async () => {
    for (const { recordId } of RECORDINGS) await put(recordId, ['fish', 'fish'])
    expect(await found('fish', { roomIds: ['history'] })).toEqual(['RM_mid-2'])
    expect(await found('fish', { roomIds: ['nowhere'] })).toEqual([])
    expect(await found('fish', { roomSid: 'RM_old' })).toEqual(['RM_old-1'])
    expect(await found('fish', { filters: { ...NO_FILTERS, minBytes: 2_000_000 } })).toEqual(['RM_new-3'])
    expect(await found('fish', { filters: { ...NO_FILTERS, since: NEWEST_AT - 60 } })).toEqual(['RM_new-3'])
    expect(await found('fish', { filters: { ...NO_FILTERS, onDevice: true } })).toEqual([])
    const ofRoom = await tried.index.search(question('fish', { roomIds: ['physics'] }), [])
    expect(ofRoom).toMatchObject({ total: 2, hits: 4 })
  })

  test('are only those that the library knows', async () => {
    await put('RM_gone-9', ['fish'])
    await put('RM_new-3', ['fish'])
    expect(await found('fish')).toEqual(['RM_new-3'])
  })

  test('count in the language that says it most often, then in the preferred one', async () => {
    await put('RM_new-3', ['radio', 'x'])
    await put('RM_new-3', ['radio', 'radio'], { trackId: 'server:de', language: 'de' })
    await put('RM_new-3', ['radio', 'radio'], { trackId: 'server:pt', language: 'pt-BR' })
    const german = await tried.index.search(question('radio'), ['de-AT', 'pt'])
    expect(german.recordings.map(({ trackId, total }) => [trackId, total])).toEqual([['server:de', 2]])
    const portuguese = await tried.index.search(question('radio'), ['fr', 'pt'])
    expect(portuguese.recordings.map(({ trackId }) => trackId)).toEqual(['server:pt'])
    expect(portuguese).toMatchObject({ total: 1, hits: 2 })
  })

  test('of more than 10 000 hits are the newest, and it says so', { timeout: 20_000 }, async () => {
    const many = Array.from({ length: 4000 }, () => 'fish')
    await put('RM_new-3', [...many, ...many])
    await put('RM_mid-2', many)
    await put('RM_old-1', [...many, ...many])
    const page = await tried.index.search(question('fish'), [])
    expect(page).toMatchObject({ more: true, sort: 'newest' })
    expect(page.hits).toBeGreaterThanOrEqual(10_000)
    expect(page.recordings.map(({ recordId }) => recordId)).toEqual(['RM_new-3', 'RM_mid-2'])
    // Few of them are beyond what was looked at first.
    const old = await tried.index.search(question('fish', { roomSid: 'RM_old' }), [])
    expect(old).toMatchObject({ total: 1, hits: 8000, more: false, sort: 'match' })
  })
})

test('all hits of a track come in its order, at most 1 000', async () => {
  await put('RM_new-3', ['a fish', 'none', '<v Ben>two fish'])
  expect(await tried.index.hits('RM_new-3', 'server:en', 'fish')).toEqual([
    { startMs: 0, speaker: null, text: 'a fish' },
    { startMs: 2000, speaker: 'Ben', text: 'two fish' },
  ])
  expect(await tried.index.hits('RM_new-3', 'server:de', 'fish')).toEqual([])
  await put(
    'RM_old-1',
    Array.from({ length: 1500 }, () => 'fish'),
  )
  expect(await tried.index.hits('RM_old-1', 'server:en', 'fish')).toHaveLength(1000)
})

test('a newer search takes the place of one that waits', async () => {
  await put('RM_new-3', ['fish'])
  const [first, second, third] = await Promise.allSettled(
    ['f', 'fi', 'fish'].map((text) => tried.index.search(question(text), [])),
  )
  expect(second).toMatchObject({ status: 'rejected', reason: { error: { code: 'aborted' } } })
  expect(third).toMatchObject({ status: 'fulfilled', value: { hits: 1 } })
  expect(first?.status).toBeDefined()
})
