import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PartFile } from '../../../../src/main/media/part-file.ts'
import { type PourParts, pour } from '../../../../src/main/media/pour.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { makeFolder } from './media-fixture.ts'

const SIZE = 500_000
const BYTES = mp4Bytes(SIZE)

let folder = ''
let remove: () => Promise<void>
let part: PartFile
let body: PassThrough

beforeEach(async () => {
  const made = await makeFolder()
  folder = made.folder
  remove = made.remove
  const about = { recordId: 'one', total: SIZE, validator: { etag: null, lastModified: null } }
  part = await PartFile.create({ part: join(folder, 'a.part'), map: join(folder, 'a.map') }, about)
  body = new PassThrough()
})
afterEach(async () => {
  await part.close()
  await remove()
})

const pouring = (parts: Partial<PourParts> = {}): Promise<number> =>
  pour({
    body,
    part,
    position: 0,
    stallMs: 60,
    stalled: () => new AppFailure('timeout', 'nothing came'),
    broken: (cause) => new AppFailure('cut-off', 'it broke off', { cause }),
    take: () => null,
    onWritten: () => {},
    ...parts,
  })

/** Resolves after so many times of the length after which a silent source is given up. */
const longAfter = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200))

describe('a body', () => {
  test('is written where it belongs, and the end of it is told', async () => {
    const told: number[] = []
    const ended = pouring({ position: 1000, onWritten: (position) => told.push(position) })
    body.write(BYTES.subarray(1000, 200_000))
    body.end(BYTES.subarray(200_000))
    expect(await ended).toBe(SIZE)
    expect(part.ranges.ranges).toEqual([[1000, SIZE]])
    expect(told.at(-1)).toBe(SIZE)
    expect((await readFile(part.paths.part)).subarray(1000).equals(BYTES.subarray(1000))).toBe(true)
  })

  test('that breaks off leaves what had come', async () => {
    const ended = pouring({ onWritten: () => void body.destroy(new Error('gone')) })
    body.write(BYTES.subarray(0, 10_000))
    await expect(ended).rejects.toMatchObject({ error: { code: 'cut-off' } })
    expect(part.ranges.ranges).toEqual([[0, 10_000]])
  })

  test('that broke off before anybody listened is not waited for', async () => {
    body.on('error', () => {})
    body.destroy(new Error('gone'))
    await expect(pouring({ stallMs: 3_600_000 })).rejects.toMatchObject({ error: { code: 'cut-off' } })
  })

  test('that had ended before anybody listened has ended', async () => {
    body.end()
    body.resume()
    await new Promise((resolve) => body.once('close', resolve))
    expect(await pouring({ position: 7 })).toBe(7)
  })

  test('that sends nothing is given up', async () => {
    const ended = pouring()
    body.write(BYTES.subarray(0, 10))
    await expect(ended).rejects.toMatchObject({ error: { code: 'timeout' } })
    expect(part.ranges.bytes).toBe(10)
    expect(body.destroyed).toBe(true)
  })
})

describe('time is not held against a body', () => {
  test('while its bytes wait for their turn', async () => {
    const ended = pouring({ take: longAfter })
    body.end(BYTES)
    expect(await ended).toBe(SIZE)
  })

  test('while the disk has more to write than it takes', async () => {
    const pieces = Array.from({ length: 50 }, () => Buffer.alloc(100_000))
    const written: number[] = []
    const slow: PourParts['part'] = {
      write: async (position) => {
        written.push(position)
        await longAfter()
      },
    }
    expect(await pouring({ part: slow, body: Readable.from(pieces, { objectMode: false }) })).toBe(5_000_000)
    // What comes during a write is gathered, up to a limit.
    expect(written[0]).toBe(0)
    expect(written.length).toBeGreaterThan(2)
    expect(written.length).toBeLessThan(10)
  })
})

test('a disk that fails at the last bytes fails the body, though all of it had come', async () => {
  const full: PourParts['part'] = {
    write: async () => {
      throw new AppFailure('disk-full', 'the disk is full')
    },
  }
  const ended = pouring({ part: full })
  body.end(BYTES.subarray(0, 100))
  await expect(ended).rejects.toMatchObject({ error: { code: 'disk-full' } })
})
