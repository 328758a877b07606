import { MOST_POSTER_BYTES } from '../../../shared/media.ts'

/** Twice the width of a row's thumb and then some, so that it is sharp on dense screens. */
const MOST_WIDTH = 320

/** How large a poster of a picture is, in px: never larger than the picture itself. */
export function posterSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, MOST_WIDTH / width)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** JPEG qualities in the order in which they are tried. */
const QUALITIES = [0.82, 0.7, 0.55, 0.4, 0.25, 0.1]

/** The best picture that is small enough to be kept; null: not even the worst one is. */
export async function smallEnough<T extends Uint8Array>(encode: (quality: number) => Promise<T>): Promise<T | null> {
  for (const quality of QUALITIES) {
    const jpeg = await encode(quality)
    if (jpeg.length <= MOST_POSTER_BYTES) return jpeg
  }
  return null
}

/** Of 255: darker than this on average is black, and differing less than this is one colour. */
const DARK = 20
const FLAT = 6

/** True for a picture (RGBA) that shows nothing: nearly black, or all of one brightness. */
export function showsNothing(rgba: Uint8ClampedArray): boolean {
  const pixels = rgba.length / 4
  if (pixels === 0) return true
  let sum = 0
  let squares = 0
  for (let at = 0; at < rgba.length; at += 4) {
    const light = 0.2126 * (rgba[at] ?? 0) + 0.7152 * (rgba[at + 1] ?? 0) + 0.0722 * (rgba[at + 2] ?? 0)
    sum += light
    squares += light * light
  }
  const mean = sum / pixels
  return mean < DARK || Math.sqrt(Math.max(0, squares / pixels - mean * mean)) < FLAT
}

/** Where to look for a picture, in seconds: at the place that was asked for, then once more at 30 %. */
export function placesToTry(seconds: number, durationSeconds: number): number[] {
  const last = Number.isFinite(durationSeconds) ? Math.max(0, durationSeconds - 0.1) : seconds
  const first = Math.min(Math.max(0, seconds), last)
  const second = last * 0.3
  return Math.abs(second - first) < 1 ? [first] : [first, second]
}
