import { type FileHandle, open, rename } from 'node:fs/promises'
import { AppFailure } from '../../shared/app-error.ts'

/** Larger writes gain nothing; this is also all that waits in memory while the disk is slow. */
const GATHER_BYTES = 1024 * 1024

/**
 * Writes a stream's chunks one after the other to a file. While one write is under way the next chunks gather, so a
 * fast source makes large writes and a slow one is on disk at once. Fails with `disk`.
 */
export class PartWriter {
  readonly #handle: FileHandle
  readonly #path: string
  readonly #onWritten: (bytes: number) => void
  #gathered: Uint8Array[] = []
  #gatheredBytes = 0
  #written = 0
  #writing: Promise<void> | null = null

  private constructor(handle: FileHandle, path: string, onWritten: (bytes: number) => void) {
    this.#handle = handle
    this.#path = path
    this.#onWritten = onWritten
  }

  /** Opens a new, empty file. `onWritten` hears after each write how many bytes the file has. */
  static async open(path: string, onWritten: (bytes: number) => void): Promise<PartWriter> {
    return new PartWriter(await onDisk(() => open(path, 'w')), path, onWritten)
  }

  get writtenBytes(): number {
    return this.#written
  }

  /** Takes a chunk; resolves when there is room for the next one. */
  async add(chunk: Uint8Array): Promise<void> {
    this.#gathered.push(chunk)
    this.#gatheredBytes += chunk.byteLength
    if (this.#writing === null) this.#start()
    else if (this.#gatheredBytes >= GATHER_BYTES) await this.#writing
  }

  /** Resolves when every chunk so far is in the file. */
  async flush(): Promise<void> {
    while (this.#writing !== null) await this.#writing
  }

  /** Brings everything safely to disk under its final name. */
  async finish(path: string): Promise<void> {
    await this.flush()
    await onDisk(async () => {
      await this.#handle.sync()
      await this.#handle.close()
      await rename(this.#path, path)
    })
  }

  /** Lets go of the file wherever things stand. */
  async close(): Promise<void> {
    await this.#writing?.catch(() => {})
    // Closed already by `finish`, or the disk has failed before: there is nothing left to save.
    await this.#handle.close().catch(() => {})
  }

  #start(): void {
    const writing = this.#writeGathered()
    this.#writing = writing
    // Whoever adds or flushes next meets the failure: #writing stays as it is.
    writing.catch(() => {})
  }

  async #writeGathered(): Promise<void> {
    const bytes = this.#gathered.length === 1 ? this.#gathered[0] : Buffer.concat(this.#gathered)
    this.#gathered = []
    this.#gatheredBytes = 0
    if (bytes !== undefined) await onDisk(() => this.#writeAll(bytes))
    this.#onWritten(this.#written)
    this.#writing = null
    if (this.#gatheredBytes > 0) this.#start()
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.byteLength; ) {
      const { bytesWritten } = await this.#handle.write(bytes, at, bytes.byteLength - at)
      at += bytesWritten
      this.#written += bytesWritten
    }
  }
}

/** Runs a step on the file system; what goes wrong there becomes a `disk` failure with the system's code. */
export async function onDisk<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null
    throw new AppFailure('disk', `the recording could not be kept on this device: ${code ?? 'unknown error'}`, {
      raw: code,
      cause,
    })
  }
}
