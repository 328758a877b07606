import { describe, expect, test } from 'vitest'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { FileServer } from './file-server.ts'
import { arrived, fetched, get, mediaTest, openBelow, read, seeded, sha256, until } from './media-fixture.ts'

const SIZE = 3_000_001
const BYTES = mp4Bytes(SIZE)
const LATE = mp4Bytes(SIZE, { at: 'end' })
const MODIFIED = 'Wed, 21 Oct 2026 07:28:00 GMT'

const { setUp, files, folder } = mediaTest()

/** The pieces that were asked for, with both ends. */
const ranges = (server: FileServer): [number, number][] =>
  server.asked.map(({ range }) => {
    const [from, to] = (range ?? '0-').split('-')
    return [Number(from), to === '' || to === undefined ? SIZE - 1 : Number(to)]
  })

describe('a server that honours ranges', () => {
  test.each([
    ['by its ETag', { etag: '"one"', lastModified: null }, '"one"'],
    ['by its time', { etag: null, lastModified: MODIFIED }, MODIFIED],
    ['by its ETag rather than its time', { etag: '"one"', lastModified: MODIFIED }, '"one"'],
    ['by its time, its ETag being weak', { etag: 'W/"one"', lastModified: MODIFIED }, MODIFIED],
  ])('is asked again after a cut for just what is missing, proved %s', async (_, validators, condition) => {
    const file = new FileServer({ bytes: BYTES, ...validators, cutAfter: (answer) => (answer < 3 ? 700_000 : SIZE) })
    const { media } = await setUp(file.answer)
    file.parts.beforeCut = () => arrived(media, file.asked.length * 700_000)
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
    expect(file.asked).toEqual([
      { range: '0-', ifRange: null },
      { range: '700000-', ifRange: condition },
      { range: '1400000-', ifRange: condition },
      { range: '2100000-', ifRange: condition },
    ])
    expect(await files()).toEqual([expect.stringMatching(/^[0-9a-f]{64}-\d+-3000001\.kept$/)])
  })

  test.each([1, 7, 511, 513, 4096])(
    'that cuts each answer after %i bytes is asked until all are here',
    async (bytes) => {
      // The first answer must show what the file is: whatever ends sooner is no file.
      const small = mp4Bytes(bytes < 500 ? 700 : 40_000)
      const file = new FileServer({ bytes: small, cutAfter: (answer) => (answer === 0 ? Math.max(512, bytes) : bytes) })
      const { media } = await setUp(file.answer)
      expect(sha256(await fetched(media, 'one'))).toBe(sha256(small))
      expect(file.sent).toBe(small.length)
    },
  )

  test.each([100_000, 999_999])(
    'that cuts each answer after %i bytes is asked for no byte that is here',
    async (bytes) => {
      const file = new FileServer({ bytes: BYTES, cutAfter: () => bytes })
      const { media } = await setUp(file.answer)
      expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
      // What was on its way when the first answer broke off may be lost.
      expect(file.sent).toBeLessThan(SIZE + bytes)
    },
  )

  test('brings what a player jumps to first, and the rest later', async () => {
    const file = new FileServer({ bytes: BYTES, cutAfter: (answer) => (answer === 0 ? 500_000 : SIZE) })
    const { media } = await setUp(file.answer, { backoffMs: () => 60_000 })
    file.parts.beforeCut = () => arrived(media, 500_000)
    media.fetch('one')
    await until(async () => expect((await media.state('one')).retryAt).not.toBeNull())
    const jumping = read(await media.respond('one', get({ range: 'bytes=2000000-2099999' })))
    // The reader asks the disk first: it waits once it has its lease.
    await until(async () => expect(await openBelow(folder())).toBe(2))
    media.tryNow()
    expect(sha256(await jumping)).toBe(sha256(BYTES.subarray(2_000_000, 2_100_000)))
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
    expect(ranges(file)).toEqual([
      [0, SIZE - 1],
      [2_000_000, SIZE - 1],
      [500_000, 1_999_999],
    ])
    expect(file.sent).toBe(SIZE)
  })

  test('is asked once for a file that a player reads as fast as it comes', async () => {
    const file = new FileServer({ bytes: BYTES, piece: 20_000 })
    const { media } = await setUp(file.answer)
    expect(sha256(await read(await media.respond('one', get())))).toBe(sha256(BYTES))
    expect(file.asked).toHaveLength(1)
  })

  test('leaves a request for the place that a player jumps to', async () => {
    const file = new FileServer({ bytes: mp4Bytes(12_000_000) })
    const gate = Promise.withResolvers<void>()
    const { media, server, told } = await setUp(async (request, response) => {
      if (file.asked.length > 0) return await file.answer(request, response)
      file.asked.push({ range: '0-', ifRange: null })
      response.writeHead(206, { etag: '"one"', 'content-range': 'bytes 0-11999999/12000000', 'content-length': 12e6 })
      response.write(file.parts.bytes.subarray(0, 600_000))
      response.once('close', () => gate.resolve())
    })
    media.fetch('one')
    await until(() => expect(told.at(-1)?.bytesDone).toBe(600_000))
    expect(told.at(-1)).toMatchObject({ seekable: true, ranges: [[0, 600_000]], bytesTotal: 12_000_000 })
    const jumped = await read(await media.respond('one', get({ range: 'bytes=11000000-' })))
    expect(sha256(jumped)).toBe(sha256(file.parts.bytes.subarray(11_000_000)))
    await gate.promise
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(file.parts.bytes))
    expect(file.asked.map(({ range }) => range)).toEqual(['0-', '11000000-', '600000-10999999'])
    expect(server.asked).toHaveLength(3)
  })

  test('leaves a slow request for a place that is not far, but would be long in coming', async () => {
    const file = new FileServer({ bytes: BYTES })
    const { media, told } = await setUp(async (request, response) => {
      if (file.asked.length > 0) return await file.answer(request, response)
      file.asked.push({ range: '0-', ifRange: null })
      response.writeHead(206, { etag: '"one"', 'content-range': `bytes 0-${SIZE - 1}/${SIZE}`, 'content-length': SIZE })
      response.write(BYTES.subarray(0, 600_000))
      let at = 600_000
      const drip = setInterval(() => {
        response.write(BYTES.subarray(at, at + 2000))
        at += 2000
      }, 50)
      response.once('close', () => clearInterval(drip))
    })
    media.fetch('one')
    await until(() => expect(told.at(-1)?.bytesDone).toBeGreaterThanOrEqual(600_000))
    const jumped = await read(await media.respond('one', get({ range: 'bytes=2000000-' })))
    expect(sha256(jumped)).toBe(sha256(BYTES.subarray(2_000_000)))
    expect(file.asked[1]?.range).toBe('2000000-')
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
  })

  test('feeds eight readers at random places while the file grows, each with the right bytes', async () => {
    const bytes = mp4Bytes(24_000_000)
    const file = new FileServer({ bytes, cutAfter: () => 5_000_000 })
    const { media } = await setUp(file.answer)
    const random = seeded(5)
    const reader = async (): Promise<void> => {
      for (let times = 0; times < 6; times += 1) {
        const start = random(bytes.length)
        const end = Math.min(bytes.length, start + 1 + random(1_500_000))
        const part = await read(await media.respond('one', get({ range: `bytes=${start}-${end - 1}` })))
        expect(sha256(part)).toBe(sha256(bytes.subarray(start, end)))
      }
    }
    await Promise.all(Array.from({ length: 8 }, reader))
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(bytes))
  })

  test('is asked for an index at the end before the media', async () => {
    const bytes = mp4Bytes(12_000_000, { at: 'end' })
    const file = new FileServer({ bytes, piece: 70_000 })
    const facts: unknown[] = []
    const { media } = await setUp(file.answer, {
      onFileFacts: (_, found, isWhole) => facts.push([found !== null, isWhole]),
    })
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(bytes))
    const index = bytes.lastIndexOf('moov') - 4
    expect(file.asked.map(({ range }) => Number(range?.split('-')[0])).slice(0, 2)).toEqual([0, index])
    expect(file.asked.at(-1)?.range).toMatch(new RegExp(`^\\d+-${index - 1}$`))
    // Its index is read on the way, long before all of it is here.
    expect(facts).toEqual([
      [true, false],
      [true, true],
    ])
  })

  test('goes on after a restart with just what is missing, holes and all', async () => {
    const file = new FileServer({ bytes: LATE, cutAfter: (answer) => (answer === 0 ? 400_000 : 1_000_000) })
    const { media, open } = await setUp(file.answer, { backoffMs: () => 60_000 })
    file.parts.beforeCut = () => arrived(media, 400_000)
    media.fetch('one')
    await until(async () => expect((await media.state('one')).retryAt).not.toBeNull())
    const before = await media.state('one')
    expect(before).toMatchObject({ status: 'waiting', waitingFor: 'server', error: { code: 'cut-off' } })
    await media.close()
    const next = open()
    expect(await next.state('one')).toMatchObject({
      status: 'partial',
      bytesDone: before.bytesDone,
      bytesTotal: SIZE,
      ranges: before.ranges,
    })
    file.asked.length = 0
    file.parts.cutAfter = () => SIZE
    expect(sha256(await fetched(next, 'one'))).toBe(sha256(LATE))
    const isHere = (at: number): boolean => before.ranges.some(([start, end]) => start <= at && at < end)
    expect(ranges(file).filter(([from, to]) => isHere(from) || isHere(to))).toEqual([])
    expect(file.asked[0]).toEqual({ range: expect.stringMatching(`^${before.ranges[0]?.[1]}-`), ifRange: '"one"' })
  })

  test('that sends less than was asked for is asked for the rest', async () => {
    const { media, server } = await setUp((request, response) => {
      const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1])
      const end = Math.min(SIZE, from + 1_000_000)
      const headers = {
        etag: '"one"',
        'content-range': `bytes ${from}-${end - 1}/${SIZE}`,
        'content-length': end - from,
      }
      response.writeHead(206, headers).end(BYTES.subarray(from, end))
    })
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
    expect(server.asked).toHaveLength(4)
  })
})
