import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TranscriptDesk } from '../../../../src/main/transcripts/desk.ts'
import { openTranscripts } from '../../../../src/main/transcripts/schema.ts'
import { recording, withModes } from '../library/database-fixture.ts'
import { NOW, newIndex, question, type TriedIndex, track, webVtt } from './index-fixture.ts'

const inflate = promisify(inflateRaw)
const MANY = Array.from({ length: 20_000 }, (_, at) => `fish number ${at}`)

let tried: TriedIndex
beforeEach(async () => {
  tried = await newIndex([recording('RM_a-1'), recording('RM_b-2')])
})
afterEach(() => tried.clean())

const hits = async (text: string): Promise<number> => (await tried.index.search(question(text), [])).hits
/** Cues that the word index has, whosever they are; none may be left over. */
function indexed(): number {
  const db = new Database(tried.file, { readonly: true })
  try {
    return db.prepare<[], number>('SELECT count(*) FROM cue_words_docsize').pluck().get() ?? 0
  } finally {
    db.close()
  }
}
const cuesIn = async (trackId = 'server:en'): Promise<unknown> => {
  const packed = await tried.index.packed('RM_a-1', trackId)
  return packed === null ? null : JSON.parse((await inflate(packed)).toString())
}

describe('keeping a track', () => {
  test('its cues can be listed, read and found', async () => {
    const stored = await tried.index.put(track('RM_a-1', { etag: '"1"' }), webVtt('<v Anna>fish', 'bird'))
    expect(stored).toMatchObject({
      ...track('RM_a-1'),
      etag: '"1"',
      state: 'ready',
      error: null,
      cues: 2,
      fetchedAt: NOW,
    })
    expect(await tried.index.list('RM_a-1')).toEqual([stored])
    expect(await tried.index.list('RM_b-2')).toEqual([])
    expect(await cuesIn()).toEqual({
      cues: [
        [0, 1000, 'Anna', 'fish'],
        [1000, 2000, null, 'bird'],
      ],
      notes: [],
    })
    expect(await hits('fish')).toBe(1)
  })

  test('a newer one takes its place, with another version', async () => {
    const first = await tried.index.put(track('RM_a-1'), webVtt('fish', 'fish'))
    const second = await tried.index.put(track('RM_a-1'), webVtt('bird'))
    expect(second.version).toBeGreaterThan(first.version)
    expect(await tried.index.list('RM_a-1')).toEqual([second])
    expect([await hits('fish'), await hits('bird'), indexed()]).toEqual([0, 1, 1])
  })

  test('recordings of the same second, of no time, or of a wrong one keep their own', async () => {
    const times = [null, null, -5, 0.5, 1_794_412_800, 1_794_412_800, 1e15, 1e15]
    for (const [at, recordedAt] of times.entries())
      await tried.index.put(track('RM_a-1', { trackId: `file:${at}`, recordedAt }), webVtt(`fish ${at}`))
    for (const at of times.keys())
      expect(await tried.index.hits('RM_a-1', `file:${at}`, 'fish')).toMatchObject([{ text: `fish ${at}` }])
  })

  test('what cannot be read is kept as failed, but what is here stays', async () => {
    const html = Buffer.from('<!doctype html><p>Not here</p>')
    const failed = await tried.index.put(track('RM_a-1'), html)
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'malformed' }, cues: 0 })
    expect(await cuesIn()).toBeNull()
    await tried.index.put(track('RM_a-1'), webVtt('fish'))
    expect(await tried.index.put(track('RM_a-1'), html)).toMatchObject({ state: 'ready', cues: 1 })
    expect(await hits('fish')).toBe(1)
  })

  test('tracks are dropped one by one, or all', async () => {
    for (const trackId of ['server:en', 'server:de', 'file:1'])
      await tried.index.put(track('RM_a-1', { trackId }), webVtt('fish'))
    await tried.index.drop('RM_a-1', ['server:de'])
    expect((await tried.index.list('RM_a-1')).map(({ trackId }) => trackId).toSorted()).toEqual(['file:1', 'server:en'])
    await tried.index.drop('RM_a-1', null)
    expect([await tried.index.list('RM_a-1'), await hits('fish'), indexed()]).toEqual([[], 0, 0])
  })
})

describe('what has to be fetched', () => {
  const before = { failed: NOW + 1, fetched: NOW }

  test('is what is unknown, from elsewhere, failed, or fetched too long ago', async () => {
    await tried.index.put(track('RM_a-1'), webVtt('fish'))
    await tried.index.put(track('RM_a-1', { trackId: 'server:de' }), webVtt('fish'))
    await tried.index.put(track('RM_a-1', { trackId: 'server:fr' }), Buffer.from('nothing'))
    const wanted = [
      track('RM_a-1'),
      track('RM_a-1', { trackId: 'server:de', source: 'https://cdn.example/new' }),
      track('RM_a-1', { trackId: 'server:fr' }),
      track('RM_b-2'),
    ]
    const missing = await tried.index.missing(wanted, before)
    expect(missing.map(({ recordId, trackId }) => `${recordId} ${trackId}`)).toEqual([
      'RM_a-1 server:de',
      'RM_a-1 server:fr',
      'RM_b-2 server:en',
    ])
    expect(await tried.index.missing([track('RM_a-1')], { failed: 0, fetched: NOW + 1 })).toHaveLength(1)
  })

  test("the server's tracks that it lists no more are forgotten, the user's stay", async () => {
    for (const [trackId, kind] of [
      ['server:en', 'server'],
      ['server:de', 'server'],
      ['file:1', 'file'],
      ['meeting:1', 'meeting'],
    ] as const)
      await tried.index.put(track('RM_a-1', { trackId, kind }), webVtt('fish'))
    await tried.index.missing([track('RM_a-1')], before)
    const left = (await tried.index.list('RM_a-1')).map(({ trackId }) => trackId)
    expect(left.toSorted()).toEqual(['file:1', 'meeting:1', 'server:en'])
  })
})

test('coverage counts recordings', async () => {
  await tried.index.put(track('RM_a-1'), webVtt('fish'))
  await tried.index.put(track('RM_a-1', { trackId: 'server:de' }), Buffer.from('nothing'))
  await tried.index.put(track('RM_b-2'), Buffer.from('nothing'))
  expect(await tried.index.coverage()).toEqual({ ready: 1, failed: 1 })
})

describe('a long track', { timeout: 30_000 }, () => {
  test('lets searches have their turn, and counts only when it is whole', async () => {
    await tried.index.put(track('RM_b-2'), webVtt('fish'))
    let isDone = false
    const putting = tried.index.put(track('RM_a-1'), webVtt(...MANY)).then(() => {
      isDone = true
    })
    const counts = new Set<number>()
    let turns = 0
    while (!isDone) {
      counts.add(await hits('number 19'))
      turns += 1
    }
    await putting
    expect(turns).toBeGreaterThan(5)
    expect([...counts].filter((count) => count !== 0 && count !== 1111)).toEqual([])
    expect(await hits('number 19')).toBe(1111)
  })

  test('two at once, and one that is dropped meanwhile, leave nothing behind', async () => {
    const first = tried.index.put(track('RM_a-1'), webVtt(...MANY))
    const second = tried.index.put(track('RM_a-1'), webVtt(...MANY.slice(0, 5000)))
    expect([(await first).cues, (await second).cues, indexed()]).toEqual([20_000, 5000, 5000])
    const third = tried.index.put(track('RM_a-1'), webVtt(...MANY))
    await tried.index.drop('RM_a-1', null)
    await third
    expect([indexed(), await tried.index.list('RM_a-1')]).toEqual([0, []])
  })

  test('of which a crash has left a part keeps the one before, and no hits twice', async () => {
    await tried.index.put(track('RM_a-1'), webVtt('bird', 'fish'))
    await tried.index.close()
    putSome(5)
    expect(indexed()).toBeGreaterThan(3000)
    expect([await hits('fish'), await hits('bird'), indexed()]).toEqual([1, 1, 2])
    expect(await tried.index.put(track('RM_a-1'), webVtt(...MANY))).toMatchObject({ cues: 20_000 })
    expect([await hits('bird'), indexed()]).toEqual([0, 20_000])
  })
})

/** Puts a long track in, and ends after so many steps. */
function putSome(steps: number): void {
  const db = openTranscripts(tried.file)
  const putting = new TranscriptDesk(db).put(track('RM_a-1'), webVtt(...MANY), NOW)
  for (let step = 0; step < steps; step += 1) putting.next()
  db.close()
}

describe('a file that is no good is begun anew', () => {
  test.each([
    ['no database', async () => Buffer.from('x'.repeat(20_000))],
    ['cut off', async (file: string) => (await readFile(file)).subarray(0, 12_000)],
    [
      'with holes',
      async (file: string) => {
        const bytes = await readFile(file)
        return bytes.fill(0xee, 8192)
      },
    ],
    ['empty', async () => Buffer.alloc(0)],
  ])('%s', async (_, damaged) => {
    await tried.index.put(track('RM_a-1'), webVtt(...MANY.slice(0, 2000)))
    await tried.index.close()
    await writeFile(tried.file, await damaged(tried.file))
    await tried.index.put(track('RM_a-1'), webVtt('bird'))
    expect([await hits('bird'), await hits('fish')]).toEqual([1, 0])
  })

  test('of a newer Roomreel', async () => {
    await tried.index.put(track('RM_a-1'), webVtt('fish'))
    await tried.index.close()
    const db = new Database(tried.file)
    db.pragma('user_version = 99')
    db.close()
    expect(await tried.index.list('RM_a-1')).toEqual([])
    expect(await tried.index.put(track('RM_a-1'), webVtt('bird'))).toMatchObject({ state: 'ready' })
  })
})

test('where nothing can be written, transcripts can be read all the same', async () => {
  await withModes({ [tried.directory]: 0o500 }, async () => {
    expect(await tried.index.put(track('RM_a-1'), webVtt('fish'))).toMatchObject({ state: 'ready', cues: 1 })
    expect(await cuesIn()).toMatchObject({ cues: [[0, 1000, null, 'fish']] })
    expect(await tried.index.hits('RM_a-1', 'server:en', 'fish')).toHaveLength(1)
  })
  expect(existsSync(tried.file)).toBe(false)
})
