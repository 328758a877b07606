import { mkdir, readdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FileChange, MediaCache, MediaCacheParts } from '../../../../src/main/media/media-cache.ts'
import { type KeptFile, MediaFolder, recordKey } from '../../../../src/main/media/media-folder.ts'
import { get, makeFolder, read, startCache, videoBytes, whole } from './media-fixture.ts'

const SIZE = 300_001
const BYTES = videoBytes(SIZE)
const HOUR = 3_600_000

let folder = ''
const closers: (() => Promise<void>)[] = []

beforeEach(async () => {
  const made = await makeFolder()
  folder = made.folder
  closers.push(made.remove)
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const mediaFolder = (): string => join(folder, 'media')
const files = async (): Promise<string[]> => (await readdir(mediaFolder()).catch(() => [])).toSorted()
const fileOf = async (recordId: string): Promise<string> => {
  const name = (await files()).find((file) => file.startsWith(recordKey(recordId)) && file.endsWith('.media'))
  if (name === undefined) throw new Error(`there is no file of ${recordId}`)
  return join(mediaFolder(), name)
}

/** A cache whose clock goes on an hour with each recording that it keeps. */
async function setUp(parts: Partial<MediaCacheParts> = {}) {
  let now = 1_700_000_000_000
  const changes: FileChange[] = []
  const fixture = await startCache(whole(BYTES), {
    directory: mediaFolder(),
    clock: () => now,
    onFiles: (change) => changes.push(change),
    ...parts,
  })
  closers.push(fixture.close)
  const open = (more: Partial<MediaCacheParts> = {}): MediaCache => {
    const cache = fixture.open(more)
    closers.push(() => cache.close())
    return cache
  }
  const cache = open()
  const keep = async (recordId: string): Promise<void> => {
    const before = changes.length
    await read(await cache.respond(recordId, get()))
    await vi.waitFor(() => expect(changes.length).toBeGreaterThan(before))
    now += HOUR
  }
  return { ...fixture, open, cache, keep, changes }
}

const came = (recordId: string): FileChange => ({ key: recordKey(recordId), recordId, here: true })
const madeRoom = (recordId: string): FileChange => ({ key: recordKey(recordId), recordId: null, here: false })

describe('whoever listens', () => {
  test('hears of a file once it is complete, before the download is told to be', async () => {
    const order: string[] = []
    const { cache } = await setUp({
      onFiles: ({ here }) => order.push(`here: ${here}`),
      onChange: ({ status }) => order.push(status),
    })
    await read(await cache.respond('one', get()))
    await vi.waitFor(() => expect(order).toContain('complete'))
    expect(order.slice(-2)).toEqual(['here: true', 'complete'])
    expect(order.filter((said) => said.startsWith('here'))).toHaveLength(1)
  })

  test.each([
    ['removed', (path: string) => rm(path)],
    ['shortened', (path: string) => truncate(path, 10)],
  ])('hears once of a file that somebody has %s, when it is asked for', async (_, spoil) => {
    const { cache, keep, changes } = await setUp()
    await keep('one')
    await spoil(await fileOf('one'))
    await Promise.all([cache.state('one'), cache.state('one'), cache.state('one')])
    expect(changes).toEqual([came('one'), { ...came('one'), here: false }])
    expect(await files()).toEqual([])
  })

  test('hears nothing of a file that the disk does not show for a while, and it is still there', async () => {
    const { cache, open, keep, changes } = await setUp()
    await keep('one')
    const path = await fileOf('one')
    await rename(path, `${path}.away`)
    // A name that leads to itself: there is something, and nobody can look at it.
    await symlink(path, path)
    expect(await cache.state('one')).toMatchObject({ status: 'complete', bytesDone: SIZE })
    const next = open()
    expect(await next.state('one')).toMatchObject({ status: 'complete', bytesDone: SIZE })
    await rename(`${path}.away`, path)
    expect((await read(await next.respond('one', get()))).equals(BYTES)).toBe(true)
    expect(changes).toEqual([came('one')])
  })

  test('hears by their keys of those that made room', async () => {
    const { keep, changes } = await setUp({ maxBytes: SIZE * 2 })
    for (const id of ['one', 'two', 'three']) await keep(id)
    await vi.waitFor(() => expect(changes).toEqual([came('one'), came('two'), came('three'), madeRoom('one')]))
  })
})

test('the only copy of a recording never makes room', async () => {
  const only = new Set([recordKey('one'), recordKey('two')])
  const { cache, keep, changes } = await setUp({ maxBytes: SIZE * 2, isOnlyCopy: (key) => only.has(key) })
  for (const id of ['one', 'two', 'three', 'four']) await keep(id)
  await vi.waitFor(() => expect(changes.at(-1)).toEqual(madeRoom('three')))
  expect((await cache.files()).map(({ key }) => key)).toEqual(['one', 'two', 'four'].map(recordKey))
})

describe('facts', () => {
  const facts = (recordId: string) => ({ recordId, title: 'Grüße' })

  test('are beside each complete file, and go with it', async () => {
    const { cache, keep, changes } = await setUp({ facts, maxBytes: SIZE * 2 })
    for (const id of ['one', 'two']) await keep(id)
    const names = ['one', 'two'].map((id) => `${recordKey(id)}.facts.json`)
    expect((await files()).filter((name) => !name.endsWith('.media'))).toEqual(names.toSorted())
    expect(await cache.facts(recordKey('one'))).toEqual(facts('one'))
    await keep('three')
    await vi.waitFor(() => expect(changes.at(-1)).toEqual(madeRoom('one')))
    expect(await cache.facts(recordKey('one'))).toBeNull()
    await rm(await fileOf('two'))
    await cache.state('two')
    expect(await files()).toEqual([expect.stringContaining(recordKey('three')), `${recordKey('three')}.facts.json`])
  })

  test('are there after a restart; those without a file are not', async () => {
    const { cache, keep, open } = await setUp({ facts })
    for (const id of ['one', 'two']) await keep(id)
    await cache.close()
    await rm(await fileOf('one'))
    await writeFile(join(mediaFolder(), `${recordKey('three')}.facts.part`), '{"half')
    const next = open()
    expect((await next.files()).map(({ key }) => key)).toEqual([recordKey('two')])
    expect([await next.facts(recordKey('one')), await next.facts(recordKey('two'))]).toEqual([null, facts('two')])
    expect(await files()).toHaveLength(2)
  })

  test('that nobody knows are not written', async () => {
    const { keep } = await setUp({ facts: () => null })
    await keep('one')
    expect(await files()).toEqual([expect.stringMatching(/\.media$/)])
  })

  test.each(['', '{"recordId":', '\u0000\u0000'])('that are damaged are none: %j', async (text) => {
    const { cache, keep } = await setUp({ facts })
    await keep('one')
    await writeFile(join(mediaFolder(), `${recordKey('one')}.facts.json`), text)
    expect(await cache.facts(recordKey('one'))).toBeNull()
    expect((await cache.state('one')).status).toBe('complete')
  })

  test('that the disk does not take cost themselves only', async () => {
    await mkdir(join(mediaFolder(), `${recordKey('one')}.facts.json`, 'in the way'), { recursive: true })
    const { cache, keep } = await setUp({ facts })
    await keep('one')
    expect((await cache.state('one')).status).toBe('complete')
    expect(await cache.facts(recordKey('one'))).toBeNull()
    expect((await files()).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('of an older copy stay for the newer one', async () => {
    const media = new MediaFolder(mediaFolder())
    await media.ensure()
    const key = recordKey('one')
    for (const startedAt of [1, 2]) await writeFile(media.keptPath(key, startedAt, 4), 'file')
    await media.saveFacts(key, facts('one'))
    const kept: KeptFile[] = [...(await media.scan()).values()]
    expect(kept).toMatchObject([{ key, startedAt: 2 }])
    expect(await media.facts(key)).toEqual(facts('one'))
  })
})
