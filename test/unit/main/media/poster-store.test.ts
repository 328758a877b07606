import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { PosterStore } from '../../../../src/main/media/poster-store.ts'
import { MOST_POSTER_BYTES } from '../../../../src/shared/media.ts'

const KEY = recordKey('RM_1-1')
const jpeg = (bytes: number, fill = 7): Uint8Array => new Uint8Array(bytes).fill(fill).fill(0xff, 0, 3).fill(0xd8, 1, 2)

let folder = ''
let directory = ''
let store: PosterStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roomreel-posters-'))
  directory = join(folder, 'profile', 'posters')
  store = new PosterStore({ directory })
})
afterEach(() => rm(folder, { recursive: true }))

test('a picture is kept, replaced by a newer one, and removed', async () => {
  expect([await store.has(KEY), await store.open(KEY)]).toEqual([false, null])
  const madeAt = await store.save(KEY, jpeg(1000))
  expect(Math.abs(madeAt - Date.now())).toBeLessThan(60_000)
  expect(madeAt).toBe(Math.floor((await stat(join(directory, `${KEY}.jpg`))).mtimeMs))
  expect([await store.has(KEY), new Uint8Array((await store.open(KEY)) ?? [])]).toEqual([true, jpeg(1000)])
  expect(await store.save(KEY, jpeg(500, 9))).toBeGreaterThanOrEqual(madeAt)
  expect(new Uint8Array((await store.open(KEY)) ?? [])).toEqual(jpeg(500, 9))
  expect(await readdir(directory)).toEqual([`${KEY}.jpg`])
  await store.remove(KEY)
  expect([await store.has(KEY), await store.open(KEY)]).toEqual([false, null])
  await store.remove(KEY)
})

test('each recording has its own', async () => {
  const other = recordKey('RM_2-2')
  await store.save(KEY, jpeg(10))
  await store.save(other, jpeg(20))
  await store.remove(KEY)
  expect([await store.has(KEY), (await store.open(other))?.byteLength]).toEqual([false, 20])
})

test('a picture may be as large as that, and no larger', async () => {
  await store.save(KEY, jpeg(MOST_POSTER_BYTES))
  const tooLarge = store.save(KEY, jpeg(MOST_POSTER_BYTES + 1))
  await expect(tooLarge).rejects.toMatchObject({ error: { code: 'invalid-input' } })
  expect((await store.open(KEY))?.byteLength).toBe(MOST_POSTER_BYTES)
})

test.each([
  ['nothing', new Uint8Array()],
  ['the beginning of one', jpeg(1000).slice(0, 2)],
  ['a PNG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
  ['a page', new TextEncoder().encode('<svg onload="alert(1)">')],
])('%s is no picture, and the one before stays', async (_, bytes) => {
  await store.save(KEY, jpeg(100))
  await expect(store.save(KEY, bytes)).rejects.toMatchObject({ error: { code: 'invalid-input' } })
  expect(new Uint8Array((await store.open(KEY)) ?? [])).toEqual(jpeg(100))
})

test('what something else has put in its place is not shown', async () => {
  await store.save(KEY, jpeg(100))
  await writeFile(join(directory, `${KEY}.jpg`), '<html>')
  expect(await store.open(KEY)).toBeNull()
})

test('a disk that does not take it says so', async () => {
  await writeFile(join(folder, 'profile'), 'a file where the folder should be')
  await expect(store.save(KEY, jpeg(100))).rejects.toMatchObject({ error: { code: 'disk' } })
  expect([await store.has(KEY), await store.open(KEY)]).toEqual([false, null])
})
