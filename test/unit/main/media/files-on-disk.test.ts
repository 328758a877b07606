import { mkdir, mkdtemp, open, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listFiles } from '../../../../src/main/media/files-on-disk.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roomreel-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const KEY = recordKey('R1')
const found = async () => (await listFiles(folder)).toSorted((a, b) => (a.path < b.path ? -1 : 1))

test('lists kept and watched files and parts, each with what its name and the disk say', async () => {
  await writeFile(join(folder, `${KEY}-1000-3.kept`), 'abc')
  await writeFile(join(folder, `${KEY}-2000-4.media`), 'abcd')
  await utimes(join(folder, `${KEY}-2000-4.media`), 1_700_000_000, 1_700_000_000)
  await writeFile(join(folder, `${KEY}-3000.part`), 'x')
  const files = await found()
  expect(files.map(({ kind, startedAt, key }) => ({ kind, startedAt, key }))).toEqual([
    { kind: 'kept', startedAt: 1000, key: KEY },
    { kind: 'watched', startedAt: 2000, key: KEY },
    { kind: 'part', startedAt: 3000, key: KEY },
  ])
  expect(files.slice(0, 2).map(({ bytes }) => bytes)).toEqual([3, 4])
  expect(files[1]).toMatchObject({ usedAt: 1_700_000_000_000, path: join(folder, `${KEY}-2000-4.media`) })
})

test('counts of a part only what is written', async () => {
  const handle = await open(join(folder, `${KEY}-3000.part`), 'w')
  await handle.truncate(100_000_000)
  await handle.write(Buffer.alloc(100_000, 1), 0, 100_000, 50_000_000)
  await handle.close()
  const [part] = await found()
  expect(part?.bytes).toBeGreaterThanOrEqual(100_000)
  expect(part?.bytes).toBeLessThan(1_000_000)
})

test('lists nothing else: maps, facts, what was removed, is being moved, or is not ours', async () => {
  for (const name of ['-1.map', '.facts.json', '-1-3.kept.removed', '-1-3.kept.moving', '-x-3.kept', '-1-3.mp4'])
    await writeFile(join(folder, `${KEY}${name}`), 'abc')
  await writeFile(join(folder, 'holiday.kept'), 'abc')
  expect(await found()).toEqual([])
})

test('a missing folder has no files; one that cannot be read is no empty one', async () => {
  expect(await listFiles(join(folder, 'missing'))).toEqual([])
  const tooLong = join(folder, 'n'.repeat(300))
  const failure = await listFiles(tooLong).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(AppFailure)
  expect((failure as AppFailure).error).toMatchObject({ code: 'disk', raw: 'ENAMETOOLONG' })
  await mkdir(join(folder, 'there'))
  expect(await listFiles(join(folder, 'there'))).toEqual([])
})
