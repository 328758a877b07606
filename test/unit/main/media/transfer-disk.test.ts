import { execFileSync } from 'node:child_process'
import { mkdir, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Room } from '../../../../src/main/media/profile-media.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { FileServer } from './file-server.ts'
import { arrived, endlessRoom, fetched, get, mediaTest, read, sha256, until, whole } from './media-fixture.ts'

const SIZE = 2_000_001
const BYTES = mp4Bytes(SIZE)

const { setUp, files, folder, atEnd } = mediaTest()
const inMedia = (name = ''): string => join(folder(), 'media', name)
const partOf = async (): Promise<string> => inMedia((await files()).find((name) => name.endsWith('.part')))

/** A server that has sent so many bytes and waits for `goOn`. */
async function halfWay(bytes = 900_000) {
  const goOn = Promise.withResolvers<void>()
  const file = new FileServer({ bytes: BYTES })
  const all = await setUp(async (request, response) => {
    if (all.server.asked.length > 1) return await file.answer(request, response)
    response.writeHead(206, { etag: '"one"', 'content-range': `bytes 0-${SIZE - 1}/${SIZE}`, 'content-length': SIZE })
    response.write(BYTES.subarray(0, bytes))
    await goOn.promise
    response.end(BYTES.subarray(bytes))
  })
  const job = all.media.fetch('one')
  await arrived(all.media, bytes)
  return { ...all, job, file, goOn: () => goOn.resolve() }
}

test('a folder that cannot be made is told, and the next attempt is as good as a first one', async () => {
  await writeFile(inMedia(), 'a file where a folder should be')
  const { media } = await setUp(whole(BYTES))
  expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'disk', raw: 'EEXIST' } })
  await expect(media.respond('one', get())).rejects.toMatchObject({ error: { code: 'disk' } })
  await rm(inMedia())
  expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
})

describe('what somebody does to the files in the middle of a download', () => {
  test.each([
    ['removes the folder', async () => await rm(inMedia(), { recursive: true })],
    ['removes the part file', async () => await rm(await partOf())],
    ['empties the part file', async () => await truncate(await partOf(), 0)],
    ['cuts the part file', async () => await truncate(await partOf(), 100_000)],
  ])('%s: it is noticed, and the file comes anew', async (_, spoil) => {
    const { media, job, goOn, told } = await halfWay()
    await spoil()
    goOn()
    expect(await job.ended).toMatchObject({ kind: 'complete', bytes: SIZE })
    expect(sha256(await read(await media.respond('one', get())))).toBe(sha256(BYTES))
    expect(told.some(({ note }) => note === 'damaged')).toBe(true)
    expect((await files()).map((name) => name.split('.')[1])).toEqual(['kept'])
  })

  test('cuts the part file while it rests: what is left counts', async () => {
    const { media, open, job, file } = await halfWay()
    job.stop()
    await job.ended
    await media.close()
    await truncate(await partOf(), 100_000)
    const next = open()
    expect(sha256(await fetched(next, 'one'))).toBe(sha256(BYTES))
    expect(file.asked.map(({ range }) => range?.split('-')[0])).toEqual(['0'])
    expect(await files()).toHaveLength(1)
  })
})

describe('room', () => {
  const refuses =
    (code: 'disk-full' | 'storage-limit' | 'location-missing'): Room['admit'] =>
    async () => {
      throw new AppFailure(code, 'there is no room')
    }

  test.each(['disk-full', 'storage-limit', 'location-missing'] as const)(
    'that is refused (%s) ends the download before anything is written, and it is not tried again by itself',
    async (code) => {
      const room = { ...endlessRoom, admit: refuses(code) }
      const { media, server } = await setUp(whole(BYTES), { room })
      expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code } })
      expect(server.asked).toHaveLength(1)
      expect(await files()).toEqual([])
      room.admit = endlessRoom.admit
      expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
    },
  )

  test('is asked for as much as is missing, told what is used of it, and given back', async () => {
    const asked: [number, string][] = []
    const used: number[] = []
    let open = 0
    const made: string[] = []
    const room: Room = {
      admit: async (bytes, why) => {
        asked.push([bytes, why])
        open += 1
        const release = (): void => {
          open -= 1
        }
        return { used: (now) => void used.push(now), release }
      },
      makeRoom: async (path) => void made.push(path),
    }
    const file = new FileServer({ bytes: BYTES, cutAfter: (answer) => (answer === 0 ? 700_000 : SIZE) })
    const { media } = await setUp(file.answer, { room, backoffMs: () => 60_000 })
    file.parts.beforeCut = () => arrived(media, 700_000)
    const job = media.fetch('one')
    await until(async () => expect((await media.state('one')).retryAt).not.toBeNull())
    job.stop()
    await job.ended
    expect([asked, used.at(-1), open]).toEqual([[[SIZE, 'keep']], 700_000, 0])
    await read(await media.respond('one', get()))
    await until(() => expect(made).toEqual([expect.stringMatching(/\.media$/)]))
    expect(asked[1]).toEqual([SIZE - 700_000, 'watch'])
    expect([used.at(-1), open]).toEqual([SIZE - 700_000, 0])
  })

  test('is asked for anew when the file begins anew, since it may be a larger one', async () => {
    const asked: number[] = []
    const room: Room = {
      ...endlessRoom,
      admit: async (bytes) => {
        asked.push(bytes)
        return { used: () => {}, release: () => {} }
      },
    }
    const larger = mp4Bytes(SIZE + 500_000, { seed: 2 })
    const file = new FileServer({ bytes: BYTES, cutAfter: (answer) => (answer === 0 ? 700_000 : larger.length) })
    const { media } = await setUp(file.answer, {
      room,
      backoffMs: () => {
        Object.assign(file.parts, { bytes: larger, etag: '"two"' })
        return 0
      },
    })
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(larger))
    expect(asked).toEqual([SIZE, larger.length])
  })
})

/** A disk of so many bytes; null where this account may not make one. */
async function smallDisk(bytes: number): Promise<string | null> {
  const at = join(folder(), 'disk')
  await mkdir(at)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', at], { stdio: 'ignore' })
  } catch {
    return null
  }
  atEnd(async () => void execFileSync('umount', [at], { stdio: 'ignore' }))
  return at
}

test('a disk that fills up in the middle ends the download with its reason, and keeps what came', async () => {
  const disk = await smallDisk(1_500_000)
  // Only an administrator may make one.
  if (disk === null) return
  const file = new FileServer({ bytes: BYTES })
  const { media, open } = await setUp(file.answer, { directories: () => [join(disk, 'media')] })
  await writeFile(join(disk, 'ballast'), Buffer.alloc(500_000))
  expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'disk-full' } })
  const here = (await media.state('one')).bytesDone
  expect(here).toBeGreaterThan(100_000)
  expect(await media.state('one')).toMatchObject({ status: 'failed', error: { code: 'disk-full' } })
  // Still no room for all of it: it comes a little further.
  await rm(join(disk, 'ballast'))
  expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'disk-full' } })
  expect((await media.state('one')).bytesDone).toBeGreaterThan(here)
  await media.close()
  execFileSync('mount', ['-o', 'remount,size=4000000', disk])
  const next = open()
  const { bytesDone } = await next.state('one')
  expect(bytesDone).toBeGreaterThan(100_000)
  const asked = file.asked.length
  expect(sha256(await fetched(next, 'one'))).toBe(sha256(BYTES))
  expect(file.asked[asked]?.range).toBe(`${bytesDone}-`)
  expect(await readdir(join(disk, 'media'))).toEqual([expect.stringMatching(/\.kept$/)])
})

test('two profiles keep a recording of the same ID apart', async () => {
  const south = mp4Bytes(SIZE, { seed: 2 })
  const one = await setUp(whole(BYTES), { name: 'north' })
  const two = await setUp(whole(south), { name: 'south' })
  const both = await Promise.all([fetched(one.media, 'same'), fetched(two.media, 'same')])
  expect(both.map(sha256)).toEqual([sha256(BYTES), sha256(south)])
  await one.media.setAside('same')
  await one.media.dropAside('same')
  expect(sha256(await read(await two.media.respond('same', get())))).toBe(sha256(south))
})
