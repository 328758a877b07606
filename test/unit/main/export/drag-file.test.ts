import { mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dragPath, sweepDrags } from '../../../../src/main/export/drag-file.ts'
import { ExportHome, mediaBytes } from './export-fixture.ts'

let home: ExportHome
let file: { path: string; bytes: number }
beforeEach(async () => {
  home = await ExportHome.make()
  file = { path: join(home.media, 'x.kept'), bytes: 1000 }
  await writeFile(file.path, mediaBytes(1000))
})
afterEach(() => rm(join(home.target, '..'), { recursive: true }))

describe('a file that is dragged', () => {
  test('has a readable name, and stays here when the system moves it', async () => {
    const path = await dragPath(home.media, file, 'Lecture 3')
    expect(path).toMatch(/Lecture 3\.mp4$/)
    await rename(path, join(home.target, 'moved.mp4'))
    expect((await readFile(file.path)).equals(mediaBytes(1000))).toBe(true)
  })

  test('can be dragged again at the same time', async () => {
    const paths = await Promise.all([1, 2, 3].map(() => dragPath(home.media, file, 'Lecture 3')))
    expect(new Set(paths).size).toBe(3)
    expect((await readdir(join(home.media, '.drag'))).length).toBe(3)
  })

  test('that is not there fails', async () => {
    await rm(file.path)
    await expect(dragPath(home.media, file, 'Lecture 3')).rejects.toMatchObject({ error: { code: 'disk' } })
  })
})

/** Linux has a second file system, over which no link reaches. */
const ELSEWHERE = '/dev/shm'
describe('where no link can be made', () => {
  const folder = join(ELSEWHERE, `roomreel-drag-${process.pid}`)
  beforeEach(() => mkdir(folder))
  afterEach(() => rm(folder, { recursive: true }))

  test('a small file is copied', async () => {
    const path = await dragPath(folder, file, 'Lecture 3')
    expect(path.startsWith(folder)).toBe(true)
    expect((await readFile(path)).equals(mediaBytes(1000))).toBe(true)
  })

  test('a large file is dragged itself', async () => {
    await truncate(file.path, 60_000_000)
    expect(await dragPath(folder, file, 'Lecture 3')).toBe(file.path)
  })
})

test('drags are swept, and the file stays', async () => {
  await dragPath(home.media, file, 'Lecture 3')
  await sweepDrags(home.media)
  expect(await readdir(home.media)).toEqual(['x.kept'])
  expect((await stat(file.path)).size).toBe(1000)
  await sweepDrags(join(home.media, 'not there'))
})
