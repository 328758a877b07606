import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import { MOST_POSTER_BYTES } from '../../shared/media.ts'
import { onDisk } from './on-disk.ts'

export interface PosterStoreParts {
  /** It is made when the first poster is saved. */
  directory: string
}

/** The pictures of one profile's recordings, by `recordKey`. */
export class PosterStore {
  readonly #directory: string

  constructor({ directory }: PosterStoreParts) {
    this.#directory = directory
  }

  /**
   * Keeps a picture in place of the one before; answers when it was made, in ms since 1970. Fails with `invalid-input` for
   * what is not JPEG or too large, and with `disk-full` or `disk`: the one before stays then.
   */
  async save(key: string, jpeg: Uint8Array): Promise<number> {
    if (!isJpeg(jpeg) || jpeg.byteLength > MOST_POSTER_BYTES)
      throw new AppFailure('invalid-input', `a poster is JPEG of ${MOST_POSTER_BYTES} bytes at most`)
    return await onDisk(async () => {
      await mkdir(this.#directory, { recursive: true })
      const part = `${this.#path(key)}.part`
      try {
        const madeAt = await write(part, jpeg)
        await rename(part, this.#path(key))
        return madeAt
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    })
  }

  /** The picture; null: there is none, or it cannot be read. */
  async open(key: string): Promise<Uint8Array | null> {
    const jpeg = await readFile(this.#path(key)).catch(() => null)
    return jpeg !== null && isJpeg(jpeg) ? jpeg : null
  }

  async has(key: string): Promise<boolean> {
    const found = await stat(this.#path(key)).catch(() => null)
    return found?.isFile() === true
  }

  /** Fails with `disk` when it cannot be removed. */
  async remove(key: string): Promise<void> {
    await onDisk(() => rm(this.#path(key), { force: true }))
  }

  #path(key: string): string {
    return join(this.#directory, `${key}.jpg`)
  }
}

/** Answers when the file was last written to, in whole ms since 1970. */
async function write(path: string, bytes: Uint8Array): Promise<number> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
    return Math.floor((await file.stat()).mtimeMs)
  } finally {
    await file.close()
  }
}

/** By how each JPEG file begins: its first marker (ITU-T T.81, B.1.1.3), and the first byte of the next one. */
const isJpeg = ([first, second, third]: Uint8Array): boolean => first === 0xff && second === 0xd8 && third === 0xff
