import { describe, expect, it } from 'vitest'
import {
  placesToTry,
  posterSize,
  showsNothing,
  smallEnough,
} from '../../../../src/renderer/features/posters/frame-checks.ts'
import { MOST_POSTER_BYTES } from '../../../../src/shared/media.ts'

describe('posterSize', () => {
  it('is at most 320 wide in the shape of the picture', () => {
    expect(posterSize(1280, 720)).toEqual({ width: 320, height: 180 })
    expect(posterSize(1920, 800)).toEqual({ width: 320, height: 133 })
    expect(posterSize(720, 1280)).toEqual({ width: 320, height: 569 })
  })

  it('never enlarges, and never is nothing', () => {
    expect(posterSize(160, 90)).toEqual({ width: 160, height: 90 })
    expect(posterSize(10_000, 2)).toEqual({ width: 320, height: 1 })
  })
})

describe('smallEnough', () => {
  /** Sizes by quality, in kB per 0.01. */
  const encoder = (bytesAt: (quality: number) => number) => {
    const tried: number[] = []
    const encode = async (quality: number): Promise<Uint8Array> => {
      tried.push(quality)
      return new Uint8Array(bytesAt(quality))
    }
    return { tried, encode }
  }

  it('takes the best one when it fits', async () => {
    const { tried, encode } = encoder(() => MOST_POSTER_BYTES)
    expect((await smallEnough(encode))?.length).toBe(MOST_POSTER_BYTES)
    expect(tried).toHaveLength(1)
  })

  it('lowers the quality until it fits', async () => {
    const { tried, encode } = encoder((quality) => quality * 60_000)
    const jpeg = await smallEnough(encode)
    expect(jpeg?.length).toBeLessThanOrEqual(MOST_POSTER_BYTES)
    expect(tried).toEqual([...tried].sort((one, other) => other - one))
    expect(jpeg?.length).toBe(Math.floor((tried.at(-1) ?? 0) * 60_000))
  })

  it('gives up on what never fits', async () => {
    expect(await smallEnough(encoder(() => MOST_POSTER_BYTES + 1).encode)).toBeNull()
  })
})

describe('showsNothing', () => {
  const picture = (lightAt: (pixel: number) => number): Uint8ClampedArray => {
    const rgba = new Uint8ClampedArray(64 * 36 * 4)
    for (let pixel = 0; pixel < rgba.length / 4; pixel++) {
      const light = lightAt(pixel)
      rgba.set([light, light, light, 255], pixel * 4)
    }
    return rgba
  }

  it('is true for black, nearly black, and one colour', () => {
    expect(showsNothing(picture(() => 0))).toBe(true)
    expect(showsNothing(picture((pixel) => (pixel % 2) * 16))).toBe(true)
    expect(showsNothing(picture(() => 255))).toBe(true)
    expect(showsNothing(picture((pixel) => 120 + (pixel % 3)))).toBe(true)
    expect(showsNothing(new Uint8ClampedArray())).toBe(true)
  })

  it('is false for a white slide with some words, and for a dark scene', () => {
    expect(showsNothing(picture((pixel) => (pixel % 40 === 0 ? 20 : 250)))).toBe(false)
    expect(showsNothing(picture((pixel) => (pixel % 4) * 20))).toBe(false)
  })
})

describe('placesToTry', () => {
  it('are the wanted one and 30 %', () => {
    expect(placesToTry(100, 1000.1)).toEqual([100, 300])
  })

  it('lie within the recording', () => {
    expect(placesToTry(50, 10.1)).toEqual([10, 3])
    expect(placesToTry(-5, 100.1)).toEqual([0, 30])
  })

  it('are one where the other is the same', () => {
    expect(placesToTry(0.2, 2.1)).toHaveLength(1)
  })

  it('trust the wanted one while the length is unknown', () => {
    expect(placesToTry(100, Number.POSITIVE_INFINITY)[0]).toBe(100)
  })
})
