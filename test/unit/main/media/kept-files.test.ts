import { mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type KeptFile, MediaFolder, recordKey } from '../../../../src/main/media/media-folder.ts'
import type { FileChange } from '../../../../src/main/media/profile-media.ts'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { fetched, get, mediaTest, read, type SetUpParts, until, whole } from './media-fixture.ts'

const SIZE = 300_001
const BYTES = mp4Bytes(SIZE)
const HOUR = 3_600_000

const { setUp: start, files, folder } = mediaTest()

const mediaFolder = (): string => join(folder(), 'media')
const fileOf = async (recordId: string): Promise<string> => {
  const name = (await files()).find((file) => file.startsWith(recordKey(recordId)) && /\.(media|kept)$/.test(file))
  if (name === undefined) throw new Error(`there is no file of ${recordId}`)
  return join(mediaFolder(), name)
}

/** Media whose clock goes on an hour with each recording that was watched. */
async function setUp(parts: SetUpParts = {}) {
  let now = 1_700_000_000_000
  const changes: FileChange[] = []
  const all = await start(whole(BYTES), { clock: () => now, onFiles: (change) => changes.push(change), ...parts })
  const watch = async (recordId: string): Promise<void> => {
    const before = changes.length
    await read(await all.media.respond(recordId, get()))
    await until(() => expect(changes.length).toBeGreaterThan(before))
    now += HOUR
  }
  return { ...all, watch, changes }
}

const came = (recordId: string): FileChange => ({ key: recordKey(recordId), recordId, here: true })
const madeRoom = (recordId: string): FileChange => ({ key: recordKey(recordId), recordId: null, here: false })

describe('whoever listens', () => {
  test('hears of a file once it is complete, before the download is told to be', async () => {
    const order: string[] = []
    const { media } = await setUp({
      onFiles: ({ here }) => order.push(`here: ${here}`),
      onChange: ({ status }) => order.push(status),
    })
    await read(await media.respond('one', get()))
    await until(() => expect(order).toContain('complete'))
    expect(order.slice(-2)).toEqual(['here: true', 'complete'])
    expect(order.filter((said) => said.startsWith('here'))).toHaveLength(1)
  })

  test.each([
    ['removed', (path: string) => rm(path)],
    ['shortened', (path: string) => truncate(path, 10)],
  ])('hears once of a file that somebody has %s, when it is asked for', async (_, spoil) => {
    const { media, watch, changes } = await setUp()
    await watch('one')
    await spoil(await fileOf('one'))
    await Promise.all([media.state('one'), media.state('one'), media.state('one')])
    expect(changes).toEqual([came('one'), { ...came('one'), here: false }])
    expect(await files()).toEqual([])
  })

  test('hears nothing of a file that the disk does not show for a while, and it is still there', async () => {
    const { media, open, watch, changes } = await setUp()
    await watch('one')
    const path = await fileOf('one')
    await rename(path, `${path}.away`)
    // A name that leads to itself: there is something, and nobody can look at it.
    await symlink(path, path)
    expect(await media.state('one')).toMatchObject({ status: 'complete', bytesDone: SIZE })
    const next = open()
    expect(await next.state('one')).toMatchObject({ status: 'complete', bytesDone: SIZE })
    await rename(`${path}.away`, path)
    expect((await read(await next.respond('one', get()))).equals(BYTES)).toBe(true)
    expect(changes).toEqual([came('one')])
  })
})

describe('what was watched', () => {
  test('goes when it is told to, and whoever listens hears it by its key', async () => {
    const { media, watch, changes, told } = await setUp()
    for (const id of ['one', 'two']) await watch(id)
    expect(await media.evict(recordKey('one'))).toBe(true)
    expect(told.at(-1)).toMatchObject({ recordId: 'one', status: 'absent' })
    expect(changes).toEqual([came('one'), came('two'), madeRoom('one')])
    expect(await media.evict(recordKey('one'))).toBe(false)
    expect((await media.files()).map(({ key }) => key)).toEqual([recordKey('two')])
  })

  test('stays when it is the only copy, is kept, or is being read', async () => {
    const { media, watch, server } = await setUp({ isOnlyCopy: (key) => key === recordKey('only') })
    for (const id of ['only', 'kept']) await watch(id)
    // Too large to be read at once.
    server.answer = whole(mp4Bytes(3_000_001))
    await watch('read')
    expect(await media.keep('kept')).toBe(true)
    const reader = (await media.respond('read', get())).body?.getReader()
    await reader?.read()
    for (const id of ['only', 'kept', 'read']) expect(await media.evict(recordKey(id))).toBe(false)
    await reader?.cancel()
    await until(async () => expect(await media.evict(recordKey('read'))).toBe(true))
    expect(await files()).toHaveLength(2)
  })

  test('says when it was last played, also after a restart', async () => {
    const { media, watch, open } = await setUp({ clock: Date.now })
    for (const id of ['one', 'two']) await watch(id)
    await media.close()
    const next = open()
    await read(await next.respond('one', get()))
    const again = open()
    const used = new Map((await again.files()).map(({ key, usedAt }) => [key, usedAt]))
    expect(used.get(recordKey('one'))).toBeGreaterThan(used.get(recordKey('two')) ?? Number.POSITIVE_INFINITY)
  })
})

describe('a file that is kept', () => {
  test('has its own ending, and stays kept over a restart', async () => {
    const { media, watch, open } = await setUp()
    await watch('one')
    expect(await media.state('one')).toMatchObject({ status: 'complete', kept: false })
    expect(await media.keep('one')).toBe(true)
    expect(await media.keep('another')).toBe(false)
    expect(await files()).toEqual([expect.stringMatching(/\.kept$/)])
    expect(await open().state('one')).toMatchObject({ status: 'complete', kept: true })
  })

  test('counts as used when it was kept, also after a restart', async () => {
    let now = 1_700_000_000_000
    const { media, watch, open } = await setUp({ clock: () => now })
    await watch('one')
    now += 1000 * HOUR
    await media.keep('one')
    const used = async (of: typeof media) => (await of.files()).map(({ usedAt }) => usedAt)
    expect([await used(media), await used(open())]).toEqual([[now], [now]])
  })

  test('of a wrong length is put aside at the next start, and not removed', async () => {
    const { media, open } = await setUp()
    await fetched(media, 'one')
    await media.close()
    await truncate(await fileOf('one'), 10)
    const next = open()
    expect((await next.state('one')).status).toBe('absent')
    expect(await files()).toEqual([expect.stringMatching(/\.kept\.damaged$/)])
  })

  test('outlives a newer copy that is only there because it was watched', async () => {
    const media = new MediaFolder(() => [mediaFolder()])
    await media.ensure()
    const key = recordKey('one')
    await writeFile(media.completePath(media.partPaths(key, 1).part, key, 1, 4, true), 'kept')
    await writeFile(media.completePath(media.partPaths(key, 2).part, key, 2, 4, false), 'seen')
    expect([...(await media.scan()).values()]).toMatchObject([{ startedAt: 1, kept: true }])
    expect(await files()).toHaveLength(1)
  })
})

describe('a file that was set aside', () => {
  const facts = (recordId: string) => ({ recordId })

  test('is out of sight, and comes back as it was', async () => {
    const { media, changes } = await setUp({ facts })
    await fetched(media, 'one')
    expect(await media.setAside('one')).toBe(SIZE)
    expect((await media.state('one')).status).toBe('absent')
    await media.bringBack('one')
    expect(await media.state('one')).toMatchObject({ status: 'complete', kept: true })
    expect((await read(await media.respond('one', get()))).equals(BYTES)).toBe(true)
    expect(await media.facts(recordKey('one'))).toEqual(facts('one'))
    expect(changes.map(({ here }) => here)).toEqual([true, false, true])
  })

  test('goes for good, with its facts', async () => {
    const { media } = await setUp({ facts })
    await fetched(media, 'one')
    await media.setAside('one')
    await media.dropAside('one')
    expect(await files()).toEqual([])
    expect(await media.setAside('one')).toBeNull()
  })

  test('goes at the next start', async () => {
    const { media, open } = await setUp({ facts })
    await fetched(media, 'one')
    await media.setAside('one')
    await media.close()
    expect(await open().files()).toEqual([])
    expect(await files()).toEqual([])
  })

  test('and kept anew meanwhile goes without the new one, and without its facts', async () => {
    const { media } = await setUp({ facts })
    await fetched(media, 'one')
    await media.setAside('one')
    await fetched(media, 'one')
    await media.dropAside('one')
    expect(await files()).toHaveLength(2)
    expect(await media.facts(recordKey('one'))).toEqual(facts('one'))
  })

  test('twice goes the first time only', async () => {
    const { media } = await setUp({ facts })
    for (const _ of [1, 2]) {
      await fetched(media, 'one')
      await media.setAside('one')
    }
    await media.bringBack('one')
    expect(await files()).toHaveLength(2)
    expect(await media.facts(recordKey('one'))).toEqual(facts('one'))
  })

  test('and kept anew meanwhile is not brought back in its place', async () => {
    const { media } = await setUp()
    await fetched(media, 'one')
    await media.setAside('one')
    await fetched(media, 'one')
    const [newer] = await media.files()
    await media.bringBack('one')
    expect(await media.files()).toEqual([newer])
    expect(await files()).toHaveLength(1)
  })
})

describe('facts', () => {
  const facts = (recordId: string) => ({ recordId, title: 'Grüße' })

  test('are beside each complete file, and go with it', async () => {
    const { media, watch } = await setUp({ facts })
    for (const id of ['one', 'two']) await watch(id)
    const names = ['one', 'two'].map((id) => `${recordKey(id)}.facts.json`)
    expect((await files()).filter((name) => !name.endsWith('.media'))).toEqual(names.toSorted())
    expect(await media.facts(recordKey('one'))).toEqual(facts('one'))
    await watch('three')
    await media.evict(recordKey('one'))
    expect(await media.facts(recordKey('one'))).toBeNull()
    await rm(await fileOf('two'))
    await media.state('two')
    expect(await files()).toEqual([expect.stringContaining(recordKey('three')), `${recordKey('three')}.facts.json`])
  })

  test('are there after a restart; those without a file are not', async () => {
    const { media, watch, open } = await setUp({ facts })
    for (const id of ['one', 'two']) await watch(id)
    await media.close()
    await rm(await fileOf('one'))
    await writeFile(join(mediaFolder(), `${recordKey('three')}.facts.new`), '{"half')
    const next = open()
    expect((await next.files()).map(({ key }) => key)).toEqual([recordKey('two')])
    expect([await next.facts(recordKey('one')), await next.facts(recordKey('two'))]).toEqual([null, facts('two')])
    expect(await files()).toHaveLength(2)
  })

  test('that nobody knows are not written', async () => {
    const { watch } = await setUp({ facts: () => null })
    await watch('one')
    expect(await files()).toEqual([expect.stringMatching(/\.media$/)])
  })

  test.each(['', '{"recordId":', '\u0000\u0000'])('that are damaged are none: %j', async (text) => {
    const { media, watch } = await setUp({ facts })
    await watch('one')
    await writeFile(join(mediaFolder(), `${recordKey('one')}.facts.json`), text)
    expect(await media.facts(recordKey('one'))).toBeNull()
    expect((await media.state('one')).status).toBe('complete')
  })

  test('that the disk does not take cost themselves only', async () => {
    await mkdir(join(mediaFolder(), `${recordKey('one')}.facts.json`, 'in the way'), { recursive: true })
    const { media, watch } = await setUp({ facts })
    await watch('one')
    expect((await media.state('one')).status).toBe('complete')
    expect(await media.facts(recordKey('one'))).toBeNull()
    expect((await files()).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('of an older copy stay for the newer one', async () => {
    const media = new MediaFolder(() => [mediaFolder()])
    await media.ensure()
    const key = recordKey('one')
    for (const startedAt of [1, 2]) await writeFile(join(mediaFolder(), `${key}-${startedAt}-4.media`), 'file')
    await media.saveFacts(key, facts('one'))
    const kept: KeptFile[] = [...(await media.scan()).values()]
    expect(kept).toMatchObject([{ key, startedAt: 2 }])
    expect(await media.facts(key)).toEqual(facts('one'))
  })
})
