import { describe, expect, test } from 'vitest'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { FileServer } from './file-server.ts'
import { fetched, get, mediaTest, read, sha256, until } from './media-fixture.ts'

const SIZE = 3_000_001
const BYTES = mp4Bytes(SIZE)
const MODIFIED = 'Wed, 21 Oct 2026 07:28:00 GMT'

const { setUp, files } = mediaTest()

/** Cuts the first answer, and waits for ever before the next one. */
async function cutOnce(file: FileServer) {
  file.parts.cutAfter = (answer) => (answer === 0 ? 700_000 : Number.POSITIVE_INFINITY)
  const all = await setUp(file.answer, { backoffMs: () => 60_000 })
  all.media.fetch('one')
  await until(async () => expect((await all.media.state('one')).retryAt).not.toBeNull())
  return all
}

describe('a server that sends files only as a whole', () => {
  test.each([
    ['its ETag', { etag: '"one"' }],
    ['its time and length', { etag: null, lastModified: MODIFIED }],
  ])(
    'is believed by %s to have the same file: what is here stays, and what comes again is not written',
    async (_, validators) => {
      const file = new FileServer({ bytes: BYTES, ranged: false, ...validators })
      const { media, told } = await cutOnce(file)
      // A player has the beginning, and goes on when the rest comes.
      const reading = read(await media.respond('one', get()))
      const { bytesDone } = await media.state('one')
      expect(bytesDone).toBeGreaterThan(512)
      const before = told.length
      media.tryNow()
      expect(sha256(await reading)).toBe(sha256(BYTES))
      expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
      const after = told.slice(before)
      expect(Math.min(...after.map((state) => state.bytesDone))).toBe(bytesDone)
      expect(
        after.find(({ status, bytesPerSecond }) => status === 'downloading' && bytesPerSecond !== null),
      ).toMatchObject({
        note: 'again',
        seekable: false,
      })
      expect(file.asked).toHaveLength(2)
    },
  )

  test('keeps what is here over a restart', async () => {
    const file = new FileServer({ bytes: BYTES, ranged: false })
    const { media, open } = await cutOnce(file)
    const { bytesDone, ranges } = await media.state('one')
    await media.close()
    const next = open()
    expect(await next.state('one')).toMatchObject({ status: 'partial', bytesDone, ranges, bytesTotal: SIZE })
    expect(sha256(await fetched(next, 'one'))).toBe(sha256(BYTES))
    expect(await files()).toHaveLength(1)
  })

  test.each([
    ['says nothing to prove the same file', { etag: null }, BYTES],
    ['says something weak to prove the same file', { etag: 'W/"one"' }, BYTES],
    ['has another file by now, by its ETag', { etag: '"two"' }, mp4Bytes(SIZE, { seed: 2 })],
    ['has another file by now, by its length', { etag: '"one"' }, mp4Bytes(SIZE + 5, { seed: 2 })],
  ])('that %s sends it from its beginning, and readers of the old one hear it', async (_, validators, bytes) => {
    const weak = validators.etag === null || validators.etag.startsWith('W/')
    const file = new FileServer({ bytes: BYTES, ranged: false, ...(weak ? validators : {}) })
    const { media, told } = await cutOnce(file)
    const reading = read(await media.respond('one', get()))
    const heard = expect(reading).rejects.toThrow()
    Object.assign(file.parts, { ...validators, bytes })
    media.tryNow()
    await heard
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(bytes))
    expect(told.some(({ note }) => note === 'started-over')).toBe(true)
    expect(await files()).toEqual([expect.stringMatching(new RegExp(`-${bytes.length}\\.kept$`))])
  })

  test('by its time and another length has another file', async () => {
    const other = mp4Bytes(SIZE - 5, { seed: 2 })
    const file = new FileServer({ bytes: BYTES, ranged: false, etag: null, lastModified: MODIFIED })
    const { media } = await cutOnce(file)
    file.parts.bytes = other
    media.tryNow()
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(other))
  })

  test('lets a player wait that jumps ahead, and says that it has to', async () => {
    const file = new FileServer({ bytes: BYTES, ranged: false })
    const { media, told } = await cutOnce(file)
    const jumping = read(await media.respond('one', get({ range: 'bytes=2900000-2900009' })))
    media.tryNow()
    expect(await jumping).toEqual(BYTES.subarray(2_900_000, 2_900_010))
    expect(file.asked).toHaveLength(2)
    expect(told.filter(({ status }) => status === 'downloading').at(-1)?.seekable).toBe(false)
  })
})

describe('a server that does not say how long a file is', () => {
  test('is done when it ends', async () => {
    const file = new FileServer({ bytes: BYTES, ranged: false, hidesLength: true })
    const { media, told } = await setUp(file.answer)
    expect(sha256(await read(await media.respond('one', get())))).toBe(sha256(BYTES))
    await until(() => expect(told.at(-1)).toMatchObject({ status: 'complete', bytesTotal: SIZE, kept: false }))
  })

  test('and breaks off leaves what came, which counts when it has the same file', async () => {
    const file = new FileServer({ bytes: BYTES, ranged: false })
    const { media } = await setUp((request, response) => {
      if (file.asked.length > 0) return void file.answer(request, response)
      file.asked.push({ range: null, ifRange: null })
      response.writeHead(200, { etag: '"one"' })
      response.write(BYTES.subarray(0, 800_000), () => response.socket?.destroySoon())
    })
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
    expect(file.asked).toHaveLength(2)
  })

  test.each(['front', 'end'] as const)('and ends too soon is never done (index in %s)', async (at) => {
    const bytes = mp4Bytes(SIZE, { at })
    const file = new FileServer({ bytes: bytes.subarray(0, 2_000_000), ranged: false, hidesLength: true })
    const { media, told } = await setUp(file.answer)
    expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'cut-off' } })
    expect(told.some(({ status }) => status === 'complete')).toBe(false)
    expect(await files()).toEqual([])
    // Later it ends where the file does.
    file.parts.bytes = bytes
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(bytes))
  })
})
