import { type NativeImage, nativeImage } from 'electron'

/** In pixels. */
const SIZE = 64
/** Greys, because the order of the colours in a bitmap is another one on each system. */
const PLATE = 0x3a
const SIGN = 0xf4

/** What is under the pointer while a recording is dragged: a plate with the sign for playing. */
export function createDragIcon(): NativeImage {
  const pixels = Buffer.alloc(SIZE * SIZE * 4)
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      if (isOnPlate(x, y)) pixels.fill(isOnSign(x, y) ? SIGN : PLATE, (y * SIZE + x) * 4, (y * SIZE + x) * 4 + 3)
      pixels[(y * SIZE + x) * 4 + 3] = isOnPlate(x, y) ? 255 : 0
    }
  }
  return nativeImage.createFromBitmap(pixels, { width: SIZE, height: SIZE, scaleFactor: 2 })
}

/** 56 × 40, in the middle. */
const isOnPlate = (x: number, y: number): boolean => x >= 4 && x < 60 && y >= 12 && y < 52

/** A triangle that points to the right. */
const isOnSign = (x: number, y: number): boolean => x >= 25 && x < 43 && Math.abs(y - 31.5) <= (43 - x) * 0.6
