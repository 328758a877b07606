import {
  AdtsOutputFormat,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  type OutputFormat,
  WebMOutputFormat,
} from 'mediabunny'
import { describe, expect, test } from 'vitest'
import { type ProbeRead, Prober } from '../../../../src/main/media/probe.ts'
import { demoFile, demoPath, PROBE_THREAD, partlyHere, probed, readerOf } from './probe-fixture.ts'
import { remuxed } from './remuxed.ts'

const PICTURE = { width: 1280, height: 720, videoCodec: 'avc1.64001f' }
const SOUND_ONLY = { width: null, height: null, videoCodec: null }
const FRAGMENTED = new Mp4OutputFormat({ fastStart: 'fragmented' })
const INDEX_AT_END = new Mp4OutputFormat({ fastStart: false })

/** So many frames of silence: MPEG-1 layer III, 128 kbit/s, 44.1 kHz (ISO/IEC 11172-3, 2.4.2.3). */
function mp3(frames: number): Uint8Array {
  const frame = Buffer.alloc(417)
  frame.writeUInt32BE(0xfffb9064)
  return new Uint8Array(Buffer.concat(Array.from({ length: frames }, () => frame)))
}

/** A second of silence: 8 kHz, one channel of 16 bits. */
function wav(): Uint8Array {
  const header = Buffer.alloc(44)
  header.write('RIFF')
  header.writeUInt32LE(36 + 16_000, 4)
  header.write('WAVEfmt ', 8)
  for (const [at, value] of [
    [16, 16],
    [20, 0x1_0001],
    [24, 8000],
    [28, 16_000],
    [32, 0x10_0002],
  ] as const)
    header.writeUInt32LE(value, at)
  header.write('data', 36)
  header.writeUInt32LE(16_000, 40)
  return new Uint8Array(Buffer.concat([header, Buffer.alloc(16_000)]))
}

/** The same file with its index behind its media, and where that is. */
function withIndexAtEnd(bytes: Uint8Array): { bytes: Uint8Array; index: number } {
  const file = Buffer.from(bytes)
  const from = file.indexOf('moov', 0, 'latin1') - 4
  const to = from + file.readUInt32BE(from)
  const moved = Buffer.concat([file.subarray(0, from), file.subarray(to), file.subarray(from, to)])
  return { bytes: new Uint8Array(moved), index: file.length - (to - from) }
}

describe('what a file says of itself', () => {
  test.each([
    ['board.mp4', { durationSeconds: 54, ...PICTURE, audioCodec: 'mp4a.40.2' }],
    [
      'terminal.webm',
      { durationSeconds: 42.408, width: 1280, height: 720, videoCodec: 'vp09.00.31.08', audioCodec: 'opus' },
    ],
    ['audio.m4a', { ...SOUND_ONLY, audioCodec: 'mp4a.40.2' }],
  ])('%s', async (name, facts) => {
    expect(await probed(await demoFile(name))).toMatchObject({ kind: 'media', facts })
  })

  test.each<[string, string, OutputFormat, object]>([
    ['MP4 with its index at the end', 'board.mp4', INDEX_AT_END, PICTURE],
    ['MP4 in fragments', 'board.mp4', FRAGMENTED, PICTURE],
    ['QuickTime', 'board.mp4', new MovOutputFormat(), PICTURE],
    ['Matroska', 'board.mp4', new MkvOutputFormat(), PICTURE],
    [
      'WebM without an index',
      'terminal.webm',
      new WebMOutputFormat({ appendOnly: true }),
      { videoCodec: 'vp09.00.31.08' },
    ],
    ['Ogg', 'terminal.webm', new OggOutputFormat(), { ...SOUND_ONLY, audioCodec: 'opus' }],
    ['ADTS', 'board.mp4', new AdtsOutputFormat(), { ...SOUND_ONLY, audioCodec: 'mp4a.40.2' }],
  ])('%s', async (_, source, format, facts) => {
    const found = await probed(await remuxed(demoPath(source), format))
    expect(found).toMatchObject({ kind: 'media', facts })
    const seconds = found.kind === 'media' ? found.facts.durationSeconds : null
    expect(Math.abs((seconds ?? 0) - 2)).toBeLessThan(0.1)
  })

  test('MP3 and WAVE', async () => {
    const [ofMp3, ofWav] = [await probed(mp3(100)), await probed(wav())]
    expect(ofMp3).toMatchObject({ kind: 'media', facts: { ...SOUND_ONLY, audioCodec: 'mp3' } })
    expect(ofMp3.kind === 'media' ? ofMp3.facts.durationSeconds : null).toBeCloseTo((100 * 1152) / 44_100, 1)
    expect(ofWav).toMatchObject({ kind: 'media', facts: { ...SOUND_ONLY, durationSeconds: 1 } })
  })
})

describe('a file of which a part is here', () => {
  test('is known by its index, wherever that is', async () => {
    const front = await demoFile('board.mp4')
    const prober = new Prober({ script: PROBE_THREAD })
    const isHead = (_: number, to: number): boolean => to <= 65_536
    expect(await prober.probe(partlyHere(front, isHead), front.byteLength)).toMatchObject({ kind: 'media' })
    const { bytes: back, index } = withIndexAtEnd(front)
    const isHeadOrIndex = (from: number, to: number): boolean => to <= 65_536 || from >= index
    expect(await prober.probe(partlyHere(back, isHeadOrIndex), back.byteLength)).toMatchObject({ kind: 'media' })
    const isBeforeIndex = (_: number, to: number): boolean => to <= index
    expect(await prober.probe(partlyHere(back, isBeforeIndex), back.byteLength)).toEqual({ kind: 'needs-more' })
  })

  test('needs more while its duration is not here', async () => {
    const bytes = await remuxed(demoPath('board.mp4'), FRAGMENTED)
    const media = Buffer.from(bytes).indexOf('mdat', 0, 'latin1')
    const read = partlyHere(bytes, (_, to) => to <= media)
    expect(await new Prober({ script: PROBE_THREAD }).probe(read, bytes.byteLength)).toEqual({ kind: 'needs-more' })
  })

  test('that is nothing at all needs more', async () => {
    const read: ProbeRead = async () => null
    expect(await new Prober({ script: PROBE_THREAD }).probe(read, 1000)).toEqual({ kind: 'needs-more' })
  })
})

test('what it reads stays the reader’s', async () => {
  const bytes = await demoFile('board.mp4')
  const read: ProbeRead = async (position, length) => bytes.subarray(position, position + length)
  expect(await new Prober({ script: PROBE_THREAD }).probe(read, bytes.byteLength)).toMatchObject({ kind: 'media' })
  expect(bytes.byteLength).toBeGreaterThan(0)
})

test('files are looked into one after the other', async () => {
  const bytes = await demoFile('board.mp4')
  const prober = new Prober({ script: PROBE_THREAD })
  const reads: number[] = []
  const readerOfFile =
    (file: number): ProbeRead =>
    async (position, length) => {
      reads.push(file)
      return bytes.slice(position, position + length)
    }
  await Promise.all([0, 1, 2].map((file) => prober.probe(readerOfFile(file), bytes.byteLength)))
  expect(new Set(reads)).toEqual(new Set([0, 1, 2]))
  expect(reads).toEqual(reads.toSorted())
})

describe('trouble that is not the file’s', () => {
  test('is told, and the next file is looked into', async () => {
    const bytes = await demoFile('board.mp4')
    const prober = new Prober({ script: PROBE_THREAD })
    const failing = prober.probe(() => Promise.reject(new Error('no such disk')), bytes.byteLength)
    const next = prober.probe(readerOf(bytes), bytes.byteLength)
    await expect(failing).rejects.toThrow('no such disk')
    expect(await next).toMatchObject({ kind: 'media' })
  })

  test('a disk that does not answer in time says nothing against the file', async () => {
    const prober = new Prober({ script: PROBE_THREAD, limitMs: 50 })
    const never: ProbeRead = () => new Promise(() => {})
    await expect(prober.probe(never, 1000)).rejects.toMatchObject({ error: { code: 'timeout' } })
  })

  test('a thread that does not start says nothing against the file', async () => {
    const prober = new Prober({ script: new URL('nowhere.ts', PROBE_THREAD) })
    await expect(prober.probe(readerOf(new Uint8Array(1000)), 1000)).rejects.toThrow('nowhere')
  })
})
