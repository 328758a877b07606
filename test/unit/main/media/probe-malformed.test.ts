import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ProbeRead, Prober } from '../../../../src/main/media/probe.ts'
import { box, demoFile, PROBE_THREAD, probed, readerOf, withNumber } from './probe-fixture.ts'

const FTYP = box('ftyp', Buffer.from('isom\0\0\0\0isom', 'latin1'))
const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

test('nothing at all is no medium', async () => {
  expect(await probed(new Uint8Array())).toMatchObject({ kind: 'not-media' })
})

test.each([1, 7, 8, 40, 300, 1000, 18_000])(
  'the first %i bytes of an MP4 file, and no more, are none',
  async (length) => {
    const bytes = await demoFile('board.mp4')
    expect(await probed(bytes.slice(0, length))).toMatchObject({ kind: 'not-media' })
  },
)

test('a file that ends before its length is none', async () => {
  const bytes = await demoFile('board.mp4')
  const read: ProbeRead = async (position, length) => bytes.slice(position, Math.min(position + length, 2000))
  const prober = new Prober({ script: PROBE_THREAD })
  expect(await prober.probe(read, bytes.byteLength)).toMatchObject({ kind: 'not-media' })
})

test('bytes that mean nothing are none', async () => {
  const prober = new Prober({ script: PROBE_THREAD })
  const meaningless = fc.uint8Array({ minLength: 1, maxLength: 20_000, size: 'max' })
  await fc.assert(
    fc.asyncProperty(meaningless, async (bytes) => {
      expect(await prober.probe(readerOf(bytes), bytes.byteLength)).toMatchObject({ kind: 'not-media' })
    }),
    { numRuns: 10 },
  )
})

test.each([
  ['zeros', new Uint8Array(100_000)],
  ['a page', new TextEncoder().encode(`<!doctype html><title>Not found</title>${' '.repeat(5000)}`)],
  ['tags without end', join(...Array.from({ length: 30_000 }, () => Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1')))],
  ['an index of nothing', join(FTYP, box('moov'), box('mdat', new Uint8Array(1000)))],
  ['media without an index', join(FTYP, box('mdat', new Uint8Array(1000)))],
])('%s: not a medium', async (_, bytes) => {
  expect(await probed(bytes)).toMatchObject({ kind: 'not-media' })
})

describe('an MP4 file whose sizes lie', () => {
  test.each([
    ['a track that is nothing', 'trak', -4, 0],
    ['a track without a size', 'trak', -4, 1],
    ['more entries than there are bytes', 'stsc', 8, 0xffff_ffff],
    ['more sizes than there are bytes', 'stsz', 12, 0xffff_ffff],
  ])('%s', async (_, type, offset, value) => {
    const bytes = withNumber(await demoFile('board.mp4'), type, offset, value)
    expect(await probed(bytes)).toMatchObject({ kind: 'not-media' })
  })

  test('boxes within boxes within boxes', async () => {
    const depth = 100_000
    const nested = Buffer.alloc(8 * depth)
    for (let at = 0; at < depth; at += 1) {
      nested.writeUInt32BE(nested.length - 8 * at, 8 * at)
      nested.write(at % 2 === 0 ? 'moov' : 'trak', 8 * at + 4, 'latin1')
    }
    expect(await probed(join(FTYP, nested))).toMatchObject({ kind: 'not-media' })
  })

  test('an index of four gigabytes is not read', async () => {
    const bytes = withNumber(await demoFile('board.mp4'), 'moov', -4, 0xffff_fff0)
    let read = 0
    const counted: ProbeRead = (position, length) => {
      read += length
      return readerOf(bytes)(position, length)
    }
    const prober = new Prober({ script: PROBE_THREAD })
    expect(await prober.probe(counted, 8e9)).toMatchObject({ kind: 'not-media' })
    expect(read).toBeLessThan(64 * 1024 * 1024)
  })

  test('billions of pictures end the thread, and nothing else', async () => {
    const bytes = withNumber(await demoFile('board.mp4'), 'stts', 12, 0xffff_ffff)
    expect(await probed(bytes)).toMatchObject({ kind: 'not-media', why: expect.stringContaining('memory') })
  })

  test('what keeps the thread busy without end is ended, while everything else goes on', async () => {
    const bytes = withNumber(await demoFile('board.mp4'), 'ctts', 12, 0xffff_ffff)
    const found = await probed(bytes, bytes.byteLength, 4000)
    expect(found).toEqual({ kind: 'not-media', why: 'there is no end to looking into it' })
  }, 20_000)
})
