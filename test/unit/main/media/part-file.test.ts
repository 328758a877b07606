import { mkdir, readFile, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PartFile, type PartPaths } from '../../../../src/main/media/part-file.ts'
import { RangeMap } from '../../../../src/main/media/range-map.ts'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { makeFolder } from './media-fixture.ts'

const SIZE = 20_000
const BYTES = mp4Bytes(SIZE)
const VALIDATOR = { etag: '"one"', lastModified: null }
const ABOUT = { recordId: 'one', total: SIZE, validator: VALIDATOR }

let folder = ''
let remove: () => Promise<void>
let paths: PartPaths
const opened: PartFile[] = []

beforeEach(async () => {
  const made = await makeFolder()
  folder = made.folder
  remove = made.remove
  paths = { part: join(folder, 'a.part'), map: join(folder, 'a.map') }
})
afterEach(async () => {
  for (const part of opened.splice(0)) await part.close()
  await remove()
})

async function create(): Promise<PartFile> {
  const part = await PartFile.create(paths, ABOUT)
  opened.push(part)
  return part
}

async function restore(): Promise<PartFile | null> {
  const part = await PartFile.restore(paths)
  if (part !== null) opened.push(part)
  return part
}

const put = (part: PartFile, start: number, end: number): Promise<void> =>
  part.write(start, [BYTES.subarray(start, end)])

/** Every byte that the part claims is the file's. */
async function expectTrue(part: PartFile): Promise<void> {
  const found = await readFile(part.paths.part)
  for (const [start, end] of part.ranges.ranges) {
    expect(found.subarray(start, end).equals(BYTES.subarray(start, end))).toBe(true)
  }
}

/** Two stretches, with a hole between them, that end in order or by a crash. */
async function leave(isOrderly: boolean): Promise<void> {
  const part = await create()
  await put(part, 0, 5000)
  await put(part, 9000, 12_000)
  await part.save()
  if (isOrderly) await part.rest()
  else await part.close()
}

async function edit(at: number): Promise<void> {
  const bytes = await readFile(paths.part)
  bytes.writeUInt8((bytes.readUInt8(at) + 1) % 256, at)
  await writeFile(paths.part, bytes)
}

describe('a part file', () => {
  test('says after any writes, saves and crashes only what is there and was saved', async () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('write' as const),
        start: fc.nat(SIZE - 1),
        bytes: fc.integer({ min: 1, max: 6000 }),
      }),
      fc.constantFrom({ kind: 'save' as const }, { kind: 'rest' as const }, { kind: 'crash' as const }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        let part = await create()
        let here = new RangeMap()
        let saved = new RangeMap()
        for (const it of steps) {
          if (it.kind === 'write') {
            const end = Math.min(SIZE, it.start + it.bytes)
            const middle = Math.floor((it.start + end) / 2)
            await part.write(it.start, [BYTES.subarray(it.start, middle), BYTES.subarray(middle, end)])
            here.add(it.start, end)
          } else {
            if (it.kind === 'save') await part.save()
            else if (it.kind === 'rest') await part.rest()
            else await part.close()
            if (it.kind !== 'crash') saved = new RangeMap(here.ranges)
            if (it.kind === 'save') continue
            const next = await restore()
            if (next === null) throw new Error('nothing could be restored')
            expect(next.damaged).toBe(false)
            part = next
            here = new RangeMap(saved.ranges)
          }
          expect(part.ranges.ranges).toEqual(here.ranges)
        }
        await expectTrue(part)
        expect(part.isWhole).toBe(here.has(0, SIZE))
        await part.close()
      }),
      { numRuns: 60 },
    )
  })

  test('that has the size and time with which it was let go of is believed without being read', async () => {
    await leave(true)
    await edit(100)
    const map = JSON.parse(await readFile(paths.map, 'utf8'))
    map.closed.mtimeMs = (await stat(paths.part)).mtimeMs
    await writeFile(paths.map, JSON.stringify(map))
    expect((await restore())?.ranges.ranges).toEqual([
      [0, 5000],
      [9000, 12_000],
    ])
  })

  test.each([100, 4999, 9000, 11_999])('that was changed at byte %i loses that stretch, and says so', async (at) => {
    await leave(true)
    await edit(at)
    const part = await restore()
    expect(part?.damaged).toBe(true)
    expect(part?.ranges.ranges).toEqual(at < 5000 ? [[9000, 12_000]] : [[0, 5000]])
  })

  test('that was not let go of is read, and keeps what is right', async () => {
    await leave(false)
    await edit(100)
    const part = await restore()
    expect([part?.damaged, part?.ranges.ranges]).toEqual([true, [[9000, 12_000]]])
  })

  test('that was changed where nothing was written loses nothing', async () => {
    await leave(true)
    await edit(7000)
    expect((await restore())?.ranges.bytes).toBe(8000)
  })

  test.each([true, false])('that became shorter loses what it has not any more (in order: %s)', async (isOrderly) => {
    await leave(isOrderly)
    await truncate(paths.part, 10_000)
    const part = await restore()
    expect([part?.damaged, part?.ranges.ranges]).toEqual([true, [[0, 5000]]])
  })

  test('that goes on after a restart keeps what it had when it crashes then', async () => {
    await leave(true)
    const part = await restore()
    if (part === null) throw new Error('nothing could be restored')
    await put(part, 5000, 9000)
    await part.close()
    const next = await restore()
    expect(next?.ranges.bytes).toBe(8000)
    expect(next?.damaged).toBe(false)
  })

  test('ends under its final name, byte for byte, and leaves no map', async () => {
    const part = await create()
    for (const [start, end] of [
      [15_000, SIZE],
      [0, 7000],
      [6000, 16_000],
    ] as const)
      await put(part, start, end)
    expect(part.isWhole).toBe(true)
    await part.finish(join(folder, 'a.kept'))
    expect((await readFile(join(folder, 'a.kept'))).equals(BYTES)).toBe(true)
    await expect(stat(paths.map)).rejects.toThrow('ENOENT')
  })

  test('is not touched by bytes that come again', async () => {
    const part = await create()
    await put(part, 0, 5000)
    await part.write(0, [Buffer.alloc(5000, 1), BYTES.subarray(5000, 6000)])
    expect(part.ranges.ranges).toEqual([[0, 6000]])
    await expectTrue(part)
  })

  test('says nothing of bytes that come while it is being saved, and is right about the others', async () => {
    const part = await create()
    await put(part, 0, 1000)
    const saving = part.save()
    await put(part, 1000, 2000)
    await saving
    await part.close()
    const next = await restore()
    expect(next?.damaged).toBe(false)
    expect([1000, 2000]).toContain(next?.ranges.bytes)
  })

  test('writes no map any more once it was let go of in the middle of saving', async () => {
    const part = await create()
    await put(part, 0, 1000)
    const saving = part.save().catch(() => {})
    await part.close()
    await rm(paths.map)
    await saving
    await expect(stat(paths.map)).rejects.toThrow('ENOENT')
  })
})

describe('a map', () => {
  const spoil = async (change: (map: { segments: number[][] }) => unknown): Promise<void> => {
    await leave(true)
    const map: { segments: number[][] } = JSON.parse(await readFile(paths.map, 'utf8'))
    await writeFile(paths.map, JSON.stringify(change(map)))
  }

  test.each([
    ['half of it is written', async () => await writeFile(paths.map, (await readFile(paths.map)).subarray(0, 60))],
    ['is gone', async () => await rm(paths.map)],
    ['is empty', async () => await writeFile(paths.map, '')],
    ['is something else', async () => await writeFile(paths.map, '[]')],
  ])('that %s makes the part worth nothing', async (_, ruin) => {
    await leave(true)
    await ruin()
    expect(await restore()).toBeNull()
  })

  test('of a part that is gone is worth nothing', async () => {
    await leave(true)
    await rm(paths.part)
    expect(await restore()).toBeNull()
  })

  test('that claims more than the file has is believed as far as the file goes', async () => {
    await spoil((map) => ({ ...map, segments: [...map.segments, [12_000, 15_000, 1]] }))
    const part = await restore()
    expect([part?.damaged, part?.ranges.bytes]).toEqual([true, 8000])
  })

  test.each([[[5000, 100, 1]], [[0, SIZE + 1, 1]]])('that claims the impossible %j is none', async (segment) => {
    await spoil((map) => ({ ...map, closed: null, segments: [segment] }))
    expect(await restore()).toBeNull()
  })

  test('that cannot be looked at now is no reason to give the part up', async () => {
    await leave(true)
    await rename(paths.map, `${paths.map}.away`)
    // A name that leads to itself: there is something, and nobody can read it.
    await symlink(paths.map, paths.map)
    await expect(restore()).rejects.toMatchObject({ error: { code: 'disk' } })
  })

  test('half of a newer one beside it does not count', async () => {
    await leave(true)
    await writeFile(`${paths.map}.new`, '{"version":1,"rec')
    expect((await restore())?.ranges.bytes).toBe(8000)
  })
})

test('a folder that does not take it is told as the disk’s failure', async () => {
  await mkdir(paths.part)
  await expect(create()).rejects.toMatchObject({ error: { code: 'disk', raw: 'EISDIR' } })
})
