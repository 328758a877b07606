import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HEAD_BYTES, looksLikeText, sniffMedia } from '../../../../src/main/media/sniff.ts'

const demo = async (name: string): Promise<Uint8Array> =>
  (await readFile(new URL(`../../../../resources/demo/${name}`, import.meta.url))).subarray(0, HEAD_BYTES)

describe('the first bytes', () => {
  test.each([
    ['lake.mp4', 'video/mp4'],
    ['airway.mp4', 'video/mp4'],
    ['terminal.webm', 'video/webm'],
    ['audio.m4a', 'audio/mp4'],
  ])('of %s prove %s', async (name, type) => {
    expect(sniffMedia(await demo(name))).toBe(type)
  })

  test.each(['lake.en.vtt', 'index.json'])('of %s are text', async (name) => {
    const bytes = await demo(name)
    expect(sniffMedia(bytes)).toBeNull()
    expect(looksLikeText(bytes)).toBe(true)
  })

  test('of noise are neither, and nothing throws', () => {
    expect(looksLikeText(Uint8Array.of(1, 2, 3))).toBe(false)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: HEAD_BYTES }), (bytes) => {
        expect(sniffMedia(bytes) ?? 'unknown').toMatch(/^(video|audio)\/|^unknown$/)
      }),
    )
  })
})
