import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ExportHome, mediaBytes, request } from './export-fixture.ts'

let home: ExportHome
beforeEach(async () => {
  home = await ExportHome.make()
})
afterEach(() => rm(join(home.target, '..'), { recursive: true }))

describe('the disk', () => {
  /** Another file system than that of the files, where there is one: a clone would need no room. */
  let elsewhere: string
  beforeEach(async () => {
    elsewhere = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'roomreel-export-'))
    home.chosen = elsewhere
  })
  afterEach(() => rm(elsewhere, { recursive: true }))

  test('has to have room for all that is to come', async () => {
    await home.addFile('a', mediaBytes(1000))
    await home.addFile('b', mediaBytes(1000))
    home.addAway('c', { sizeBytes: 3000 })
    home.freeBytes = async () => 4999
    const started = await home.exporter().start(request(['a', 'b', 'c']))
    expect(await home.ended(started?.exportId)).toMatchObject({
      status: 'failed',
      files: [],
      error: { code: 'disk-full', raw: '5000 bytes are needed, 4999 are free' },
    })
  })

  test.each([2000, null])('that has room (%s), or does not say, is written to', async (free) => {
    await home.addFile('a', mediaBytes(1000))
    await home.addFile('b', mediaBytes(1000))
    home.freeBytes = async () => free
    const started = await home.exporter().start(request(['a', 'b']))
    expect((await home.ended(started?.exportId)).status).toBe('done')
  })

  test('is asked itself', async () => {
    await home.addFile('a', mediaBytes(1000))
    home.addAway('b', { sizeBytes: Number.MAX_SAFE_INTEGER })
    const started = await home.exporter().start(request(['a', 'b']))
    expect((await home.ended(started?.exportId)).error?.code).toBe('disk-full')
  })

  test('that cannot be written to ends the export with its reason', async () => {
    await home.addFile('a', mediaBytes(1000))
    home.chosen = join(elsewhere, 'not there', 'a.mp4')
    const started = await home.exporter().start(request(['a']))
    expect(await home.ended(started?.exportId)).toMatchObject({
      status: 'failed',
      error: { code: 'disk', raw: 'ENOENT' },
    })
  })

  test('is told about four times a second at most', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await home.addFile(id, mediaBytes(8_000_000))
    const from = performance.now()
    const started = await home.exporter().start(request(['a', 'b', 'c', 'd']))
    await home.ended(started?.exportId)
    // The first one, each quarter of a second, and the end.
    expect(home.states.length).toBeLessThanOrEqual(2 + (performance.now() - from) / 250)
  })
})
