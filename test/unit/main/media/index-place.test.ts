import { Mp4OutputFormat } from 'mediabunny'
import { describe, expect, test } from 'vitest'
import { indexPlace } from '../../../../src/main/media/index-place.ts'
import { box, demoFile, demoPath } from './probe-fixture.ts'
import { remuxed } from './remuxed.ts'

const FTYP = box('ftyp', new Uint8Array(16))
const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
/** A box's header only, for a box of this size; 64 bits of it where it is `large`. */
function header(type: string, size: number, large = false): Uint8Array {
  const bytes = Buffer.alloc(large ? 16 : 8)
  bytes.writeUInt32BE(large ? 1 : size)
  bytes.write(type, 4, 'latin1')
  if (large) bytes.writeBigUInt64BE(BigInt(size), 8)
  return new Uint8Array(bytes)
}

describe('files', () => {
  test('with their index in front', async () => {
    const bytes = await demoFile('board.mp4')
    expect(indexPlace(bytes.subarray(0, 65_536), bytes.byteLength)).toBe('front')
    const fragmented = await remuxed(demoPath('board.mp4'), new Mp4OutputFormat({ fastStart: 'fragmented' }))
    expect(indexPlace(fragmented, fragmented.byteLength)).toBe('front')
  })

  test('with their index at the end say where the media end', async () => {
    const bytes = await remuxed(demoPath('board.mp4'), new Mp4OutputFormat({ fastStart: false }))
    const index = Buffer.from(bytes).indexOf('moov', 0, 'latin1') - 4
    expect(indexPlace(bytes.subarray(0, 200), bytes.byteLength)).toEqual({ start: index })
    expect(indexPlace(bytes, bytes.byteLength)).toBe('front')
  })

  test('of other kinds do not say', async () => {
    const bytes = await demoFile('terminal.webm')
    expect(indexPlace(bytes.subarray(0, 65_536), bytes.byteLength)).toBe('unknown')
  })
})

describe('boxes', () => {
  const media = (size: number, large = false): Uint8Array =>
    join(FTYP, header('free', 8), header('mdat', size, large), new Uint8Array(100))

  test('of media may be larger than 4 GB', () => {
    expect(indexPlace(media(5e9, true), 6e9)).toEqual({ start: FTYP.length + 8 + 5e9 })
    expect(indexPlace(media(1e6), 2e6)).toEqual({ start: FTYP.length + 8 + 1e6 })
  })

  test('of media may be several', () => {
    const bytes = join(FTYP, box('mdat'), header('wide', 8), header('mdat', 1e6), new Uint8Array(10))
    expect(indexPlace(bytes, 2e6)).toEqual({ start: FTYP.length + 16 + 1e6 })
  })

  test.each([
    ['media to the end', media(0), 5000],
    ['media beyond the end', media(1e6), 5000],
    ['media with no room for an index behind', media(1000), FTYP.length + 8 + 1000 + 7],
    ['a size of less than its header', media(7), 5000],
    ['a large size of less than its header', media(15, true), 5000],
    ['a size beyond all numbers', join(FTYP, header('mdat', 1), new Uint8Array(100).fill(0xff)), 5e15],
    ['a large size that is cut off', join(FTYP, header('mdat', 1)), 5e9],
    ['another box that goes beyond what is here', join(FTYP, header('free', 1e6), new Uint8Array(100)), 2e6],
    ['something that is no box behind another', join(FTYP, new Uint8Array(100)), 5000],
    ['nothing', new Uint8Array(), 5000],
    ['less than a header', new Uint8Array(7), 7],
    ['zeros', new Uint8Array(100), 100],
  ])('%s: unknown', (_, head, total) => {
    expect(indexPlace(head, total)).toBe('unknown')
  })

  test('behind each other without end come to one', () => {
    const many = new Uint8Array(Buffer.concat(Array.from({ length: 8192 }, () => header('free', 8))))
    expect(indexPlace(many, 1e9)).toBe('unknown')
  })
})
