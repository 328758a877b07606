import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MediaFile } from '../../../../src/main/media/media-file.ts'
import { mediaResponse } from '../../../../src/main/media/media-response.ts'
import { type ByteRange, RangeMap } from '../../../../src/main/media/range-map.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { get, head, makeFolder, openBelow, read, sha256, until } from './media-fixture.ts'

/** More than one buffer, and no multiple of a read. */
const SIZE = 5_000_003
const BYTES = mp4Bytes(SIZE)
const STARTED_AT = 1_794_412_800_000

let folder = ''
let remove: () => Promise<void>
let file: MediaFile

beforeEach(async () => {
  const made = await makeFolder()
  folder = made.folder
  remove = made.remove
  const path = join(folder, 'video.media')
  await writeFile(path, BYTES)
  file = MediaFile.complete({ path, startedAt: STARTED_AT, bytes: SIZE, idleMs: 0 })
})
afterEach(async () => {
  await file.close()
  await remove()
})

const part = (response: Response) => [response.status, response.headers.get('content-range')]

describe('a complete file', () => {
  test('is answered whole, with what a player needs to seek', async () => {
    const response = await mediaResponse(get(), file)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': String(SIZE),
      'content-type': 'video/mp4',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(sha256(await read(response))).toBe(sha256(BYTES))
  })

  test.each([
    ['bytes=0-0', 0, 0],
    ['bytes=0-', 0, SIZE - 1],
    ['bytes=100-1048675', 100, 1_048_675],
    [`bytes=${SIZE - 1}-`, SIZE - 1, SIZE - 1],
    ['bytes=-7', SIZE - 7, SIZE - 1],
    ['bytes=4999000-9000000', 4_999_000, SIZE - 1],
    ['bytes=1000000-4200000', 1_000_000, 4_200_000],
  ])('answers %s with exactly those bytes', async (range, start, end) => {
    const response = await mediaResponse(get({ range }), file)
    expect(part(response)).toEqual([206, `bytes ${start}-${end}/${SIZE}`])
    expect(response.headers.get('content-length')).toBe(String(end - start + 1))
    expect(sha256(await read(response))).toBe(sha256(BYTES.subarray(start, end + 1)))
  })

  test('answers 416 with its size for a part beyond its end', async () => {
    const response = await mediaResponse(get({ range: `bytes=${SIZE}-` }), file)
    expect(part(response)).toEqual([416, `bytes */${SIZE}`])
    expect(await read(response)).toHaveLength(0)
  })

  test('answers HEAD without a body, and whole whatever range is asked', async () => {
    const response = await mediaResponse(head({ range: 'bytes=0-9' }), file)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-length')).toBe(String(SIZE))
    expect(response.body).toBeNull()
  })

  test('answers a range of the version that the asker knows, and whole of another one', async () => {
    const { headers } = await mediaResponse(head(), file)
    const range = 'bytes=0-9'
    const ask = (condition: string) => mediaResponse(get({ range, 'if-range': condition }), file)
    const known = await Promise.all([ask(headers.get('etag') ?? ''), ask(headers.get('last-modified') ?? '')])
    const other = await Promise.all([ask('"another"'), ask('Thu, 01 Jan 1970 00:00:00 GMT'), ask('W/"weak"')])
    expect(known.map(({ status }) => status)).toEqual([206, 206])
    expect(other.map(({ status }) => status)).toEqual([200, 200, 200])
    for (const { body } of [...known, ...other]) await body?.cancel()
  })

  test('is let go of when a body is read, cancelled in the middle, or never touched', async () => {
    await read(await mediaResponse(get(), file))
    const reader = (await mediaResponse(get(), file)).body?.getReader()
    await reader?.read()
    expect(file.readers).toBe(1)
    await reader?.cancel()
    await mediaResponse(get(), file)
    await mediaResponse(get({ range: 'bytes=0-99' }), file)
    expect(file.readers).toBe(0)
    await until(async () => expect(await openBelow(folder)).toBe(0))
  })

  test('a body cancelled while its file is being opened lets go of it, too', async () => {
    const bodies = await Promise.all(Array.from({ length: 20 }, async () => (await mediaResponse(get(), file)).body))
    for (const body of bodies) {
      const reader = body?.getReader()
      const reading = reader?.read()
      await reader?.cancel()
      await reading
    }
    await until(async () => {
      expect(file.readers).toBe(0)
      expect(await openBelow(folder)).toBe(0)
    })
  })

  test('that was shortened by somebody else breaks off instead of sending nothing for ever', async () => {
    const response = await mediaResponse(get(), file)
    await truncate(join(folder, 'video.media'), 1_000_000)
    await expect(read(response)).rejects.toThrow(/shorter/)
    expect(file.readers).toBe(0)
  })
})

describe('a growing file', () => {
  const growing = (total: number | null, ranges: ByteRange[] = [[0, 1_000_000]]) =>
    new MediaFile({
      path: join(folder, 'video.media'),
      startedAt: STARTED_AT,
      ranges: new RangeMap(ranges),
      total,
      idleMs: 0,
    })
  const grow = (it: MediaFile, start: number, end: number): void => {
    it.ranges.add(start, end)
    it.grown(it.total)
  }

  test('makes its readers wait for what is not there yet', async () => {
    const growingFile = growing(SIZE)
    const reading = read(await mediaResponse(get({ range: 'bytes=900000-1100000' }), growingFile))
    const early = read(await mediaResponse(get({ range: 'bytes=0-99' }), growingFile))
    expect(await early).toHaveLength(100)
    let done = false
    void reading.then(() => {
      done = true
    })
    grow(growingFile, 1_000_000, 1_050_000)
    await read(await mediaResponse(get({ range: 'bytes=1000000-1049999' }), growingFile))
    expect(done).toBe(false)
    grow(growingFile, 1_050_000, 1_100_001)
    expect(sha256(await reading)).toBe(sha256(BYTES.subarray(900_000, 1_100_001)))
  })

  test('is read behind a hole while the hole is there', async () => {
    const growingFile = growing(SIZE, [
      [0, 1_000_000],
      [3_000_000, 4_000_000],
    ])
    const behind = await read(await mediaResponse(get({ range: 'bytes=3500000-3999999' }), growingFile))
    expect(sha256(behind)).toBe(sha256(BYTES.subarray(3_500_000, 4_000_000)))
    expect(growingFile.demands).toEqual([])
  })

  test('tells what its readers wait for, the last one first, until it comes or they leave', async () => {
    const growingFile = growing(SIZE)
    const demanded: number[] = []
    growingFile.onDemand((position) => demanded.push(position))
    const readers = []
    for (const start of [4_000_000, 2_000_000]) {
      const reader = (await mediaResponse(get({ range: `bytes=${start}-` }), growingFile)).body?.getReader()
      readers.push({ reader, reading: reader?.read() })
      await until(() => expect(demanded.at(-1)).toBe(start))
    }
    expect(growingFile.demand).toBe(2_000_000)
    grow(growingFile, 2_000_000, 2_000_001)
    // At once: whoever writes asks for it with each piece.
    expect(growingFile.demand).toBe(4_000_000)
    for (const { reader } of readers) await reader?.cancel()
    await until(() => expect(growingFile.demand).toBeNull())
    for (const { reading } of readers) await reading
    expect(growingFile.readers).toBe(0)
  })

  test('of unknown length is answered whole and without a length, whatever range is asked', async () => {
    const growingFile = growing(null)
    const response = await mediaResponse(get({ range: 'bytes=5-' }), growingFile)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-length')).toBeNull()
    expect(response.headers.get('accept-ranges')).toBe('none')
    growingFile.ranges.add(0, SIZE)
    growingFile.grown(SIZE)
    growingFile.finish(join(folder, 'video.media'))
    expect(sha256(await read(response))).toBe(sha256(BYTES))
  })

  test('whose download fails gives what is there and then the reason', async () => {
    const growingFile = growing(SIZE)
    const { body } = await mediaResponse(get({ range: 'bytes=0-3000000' }), growingFile)
    growingFile.fail(new AppFailure('cut-off', 'the server went away'))
    let bytes = 0
    const all = (async () => {
      for await (const chunk of body ?? []) bytes += chunk.byteLength
    })()
    await expect(all).rejects.toThrow('the server went away')
    expect(bytes).toBe(1_000_000)
    expect(growingFile.readers).toBe(0)
  })

  test('whose download goes on after a failure makes its readers wait again', async () => {
    const growingFile = growing(SIZE)
    growingFile.fail(new AppFailure('cut-off', 'the server went away'))
    growingFile.goOn()
    const reading = read(await mediaResponse(get({ range: 'bytes=1000000-1000009' }), growingFile))
    await until(() => expect(growingFile.demand).toBe(1_000_000))
    grow(growingFile, 1_000_000, 1_000_010)
    expect(await reading).toEqual(BYTES.subarray(1_000_000, 1_000_010))
  })
})
