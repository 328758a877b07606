import { checkObject, checkType } from './checks.ts'
import { guard } from './guard.ts'

interface Size {
  width: number
  height: number
}

/** A picture, as far as its size: nothing is drawn here. */
export class NativeImage {
  readonly #size: Size

  constructor(size: Size) {
    this.#size = size
  }

  isEmpty(): boolean {
    return this.#size.width === 0 || this.#size.height === 0
  }

  getSize(): Size {
    return { ...this.#size }
  }
}

const guarded = (size: Size): NativeImage => guard('nativeImage', new NativeImage(size))

/** What an app may show as a picture; everything else is refused. */
export function checkIcon(value: unknown): void {
  if (!(value instanceof NativeImage)) throw new TypeError("'icon' must be a NativeImage")
  if (value.isEmpty()) throw new Error("'icon' must not be empty")
}

export const nativeImage = guard('nativeImage (module)', {
  createEmpty: (): NativeImage => guarded({ width: 0, height: 0 }),

  /** Four bytes a pixel; the size counts pixels, what the app gets back counts them without the scale factor. */
  createFromBitmap(buffer: Buffer, options: Size & { scaleFactor?: number }): NativeImage {
    if (!Buffer.isBuffer(buffer)) throw new TypeError('buffer must be a node Buffer')
    checkObject(options, 'options')
    const { width, height, scaleFactor = 1 } = options
    for (const side of [width, height, scaleFactor]) checkType(side, 'number', 'width, height and scaleFactor')
    if (buffer.length !== width * height * 4) throw new Error('invalid buffer size')
    return guarded({ width: width / scaleFactor, height: height / scaleFactor })
  },
})
