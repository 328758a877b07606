import { type FileHandle, open } from 'node:fs/promises'

/** The right to read a file until `release`. */
export interface Lease {
  /** Reads into the whole target from this offset in the file; answers how many bytes came, 0 at the end. */
  read(target: Uint8Array, position: number): Promise<number>
  /** May be called more than once. */
  release(): void
}

/** One file descriptor for all readers of a file: opened by the first, closed some seconds after the last. */
export class SharedHandle {
  #path: string
  readonly #idleMs: number
  #handle: Promise<FileHandle> | null = null
  #readers = 0
  #closing: NodeJS.Timeout | null = null

  constructor(path: string, idleMs = 5000) {
    this.#path = path
    this.#idleMs = idleMs
  }

  /** How many leases are held. */
  get readers(): number {
    return this.#readers
  }

  /** The file got another name; a descriptor that is open stays good. */
  moveTo(path: string): void {
    this.#path = path
  }

  /** Fails with the file system's error when the file cannot be opened. */
  async lease(onRelease: () => void = () => {}): Promise<Lease> {
    if (this.#closing !== null) clearTimeout(this.#closing)
    this.#closing = null
    this.#readers += 1
    let held = true
    const release = (): void => {
      if (!held) return
      held = false
      this.#leave()
      onRelease()
    }
    try {
      const handle = await this.#open()
      return {
        read: async (target, position) => (await handle.read(target, 0, target.byteLength, position)).bytesRead,
        release,
      }
    } catch (error) {
      release()
      throw error
    }
  }

  /** Closes at once; leases that are still held can no longer read. */
  async close(): Promise<void> {
    if (this.#closing !== null) clearTimeout(this.#closing)
    this.#closing = null
    const handle = this.#handle
    this.#handle = null
    await handle?.then(
      (opened) => opened.close(),
      () => {},
    )
  }

  #open(): Promise<FileHandle> {
    if (this.#handle !== null) return this.#handle
    const opening = open(this.#path, 'r')
    this.#handle = opening
    opening.catch(() => {
      if (this.#handle === opening) this.#handle = null
    })
    return opening
  }

  #leave(): void {
    this.#readers -= 1
    if (this.#readers > 0 || this.#handle === null) return
    this.#closing = setTimeout(() => void this.close(), this.#idleMs)
    this.#closing.unref()
  }
}
