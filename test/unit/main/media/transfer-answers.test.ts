import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { FileServer } from './file-server.ts'
import {
  type Answer,
  arrived,
  fetched,
  mediaTest,
  realProber,
  type SetUpParts,
  sha256,
  whole,
} from './media-fixture.ts'

const SIZE = 2_000_001
const BYTES = mp4Bytes(SIZE)
const HTML = '<!doctype html><title>Sign in</title>'.repeat(30)

const { setUp, files } = mediaTest()

/** The first answer is cut after 600 000 bytes; the next ones are these. */
async function afterCut(next: Answer[], parts: SetUpParts = {}) {
  const cutAfter = (answer: number): number => (answer === 0 ? 600_000 : Number.POSITIVE_INFINITY)
  const file = new FileServer({ bytes: BYTES, cutAfter, beforeCut: () => arrived(all.media, 600_000) })
  const answers = [...next]
  const all = await setUp(async (request, response) => {
    const answer = file.asked.length === 0 ? null : answers.shift()
    if (answer == null) return await file.answer(request, response)
    file.asked.push({ range: request.headers.range ?? null, ifRange: null })
    await answer(request, response)
  }, parts)
  return { ...all, file }
}

const sends206 =
  (range: string | null, bytes: Buffer, more: Record<string, string> = {}): Answer =>
  (_, response) => {
    const headers = { etag: '"one"', 'content-length': String(bytes.length), ...more }
    response.writeHead(206, range === null ? headers : { ...headers, 'content-range': range }).end(bytes)
  }

describe('an answer that is not what was asked for', () => {
  const rest = BYTES.subarray(600_000)
  const end = SIZE - 1

  test.each([
    ['206 from another place', sends206(`bytes 500000-${end}/${SIZE}`, BYTES.subarray(500_000))],
    ['206 up to another place', sends206(`bytes 600000-${end + 100}/${SIZE}`, rest)],
    ['206 that ends before it begins', sends206(`bytes 600000-599999/${SIZE}`, rest)],
    ['206 without its range', sends206(null, rest)],
    ['206 of another unit', sends206(`lines 600000-${end}/${SIZE}`, rest)],
    ['206 of unknown length', sends206(`bytes 600000-${end}/*`, rest)],
    ['206 of several parts', sends206(null, rest, { 'content-type': 'multipart/byteranges; boundary=x' })],
    ['206 that is compressed', sends206(`bytes 600000-${end}/${SIZE}`, gzipSync(rest), { 'content-encoding': 'gzip' })],
    ['416', (_, response) => void response.writeHead(416, { 'content-range': `bytes */${SIZE}` }).end()],
  ] as [string, Answer][])('%s: the file is asked for as a whole, and nothing of it is lost', async (_, answer) => {
    const { media, told, file } = await afterCut([answer])
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
    expect(file.asked.at(-1)?.range).toBeNull()
    expect(told.some(({ note }) => note === 'started-over')).toBe(false)
    expect(told.filter(({ status }) => status === 'downloading').at(-1)).toMatchObject({
      note: 'again',
      seekable: false,
    })
  })

  test('206 that says it is not compressed is as good as one that does not', async () => {
    const answer = sends206(`bytes 600000-${end}/${SIZE}`, rest, { 'content-encoding': 'identity' })
    const { media, file } = await afterCut([answer])
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
    expect(file.asked).toHaveLength(2)
  })

  test('200 in place of 206: the bytes come again, and go on from what is here', async () => {
    const { media, told } = await afterCut([
      (_, response) => void response.writeHead(200, { etag: '"one"', 'content-length': SIZE }).end(BYTES),
    ])
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
    expect(told.some(({ note }) => note === 'again')).toBe(true)
  })

  test.each([
    ['ETag', { etag: '"two"' }, mp4Bytes(SIZE, { seed: 2 })],
    ['length', {}, mp4Bytes(SIZE + 1000, { seed: 2 })],
  ])('of another file, by its %s, makes it begin anew', async (_, validators, bytes) => {
    const { media, told, file } = await afterCut([], {
      backoffMs: () => {
        Object.assign(file.parts, { bytes, ...validators })
        return 0
      },
    })
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(bytes))
    expect(told.some(({ note }) => note === 'started-over')).toBe(true)
    expect(await files()).toHaveLength(1)
  })

  test('with nothing in it, again and again, is a failure and no end of requests', async () => {
    const nothing = sends206(`bytes 600000-${end}/${SIZE}`, Buffer.alloc(0))
    const { media, file } = await afterCut(Array.from({ length: 50 }, () => nothing))
    expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'cut-off' } })
    expect(file.asked.length).toBeLessThan(10)
    expect((await media.state('one')).bytesDone).toBeGreaterThan(500_000)
  })

  test.each([
    ['a page', 'text/html', HTML],
    ['a message', 'application/json', JSON.stringify({ status: false, msg: 'not now '.repeat(90) })],
  ])('%s in the middle is told, and what is here stays', async (_, type, text) => {
    const { media } = await afterCut([
      (_request, response) => void response.writeHead(200, { 'content-type': type }).end(text),
    ])
    expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'not-a-video' } })
    expect((await media.state('one')).bytesDone).toBeGreaterThan(500_000)
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
  })
})

describe('a body', () => {
  test.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', (bytes: Buffer) => brotliCompressSync(bytes, { params: { 1: 1 } })],
  ])('that is %s-coded although nobody asked for it is decoded', async (encoding, encode) => {
    const { media } = await setUp((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(encode(BYTES))
    })
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
  })

  test.each([100_000, 20])('that is coded and cut after %i bytes is never done', async (bytes) => {
    const coded = gzipSync(BYTES)
    const { media } = await setUp((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': coded.length })
      response.write(coded.subarray(0, bytes), () => response.socket?.destroySoon())
    })
    expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'cut-off' } })
  })

  test('that is not what its coding says is told as cut off', async () => {
    const { media } = await setUp(
      (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(BYTES),
    )
    expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'cut-off' } })
  })

  test.each([
    ['is empty', whole(Buffer.alloc(0))],
    ['is a page', whole(Buffer.from(HTML))],
    ['is a message', whole(Buffer.from('{"status":false,"msg":"no file"}'))],
    ['is noise', whole(Buffer.alloc(5000, Buffer.from([1, 2, 3, 200, 0])))],
    ['begins as a video and is none', whole(Buffer.concat([BYTES.subarray(0, 24), Buffer.alloc(300_000, 255)]))],
  ])('that %s is no video, and nothing of it stays', async (_, answer) => {
    const { media, told } = await setUp(answer)
    expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'not-a-video' } })
    expect(told.some(({ status }) => status === 'complete')).toBe(false)
    expect(await files()).toEqual([])
    expect(await media.state('one')).toMatchObject({ status: 'failed', bytesDone: 0, error: { code: 'not-a-video' } })
  })
})

test.each(['timeout', 'disk'] as const)(
  'a look into the file that fails by %s costs none of its bytes',
  async (code) => {
    const real = realProber()
    let looks = 0
    const prober: typeof real.probe = async (read, total) => {
      looks += 1
      if (looks === 1) throw new AppFailure(code, 'reading took too long')
      return await real.probe(read, total)
    }
    const small = mp4Bytes(100_000)
    const { media, server } = await setUp(whole(small), { prober: { probe: prober } })
    await media.fetch('one').ended
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(small))
    expect(server.asked).toHaveLength(1)
  },
)
