import { AppFailure } from '../../shared/app-error.ts'
import { type Lease, SharedHandle } from './shared-handle.ts'
import { DEFAULT_MEDIA_TYPE, HEAD_BYTES, sniffMedia } from './sniff.ts'

export interface MediaFileParts {
  path: string
  /** When its download began, in ms since the epoch: no two downloads of a recording share it. */
  startedAt: number
  /** Bytes that can be read already. */
  available: number
  /** The final length in bytes; null while the server has not said. */
  total: number | null
  /** How long its descriptor outlives the last reader. */
  idleMs?: number
}

/** A recording's file, finished or still growing: readers wait for bytes that are not there yet. */
export class MediaFile {
  readonly startedAt: number
  readonly #handle: SharedHandle
  readonly #waiting = new Set<{ position: number; wake: () => void }>()
  readonly #onRelease: Set<() => void> = new Set()
  #available: number
  #total: number | null
  #failure: AppFailure | null = null
  #contentType: Promise<string> | null = null

  constructor({ path, startedAt, available, total, idleMs }: MediaFileParts) {
    this.startedAt = startedAt
    this.#handle = new SharedHandle(path, idleMs)
    this.#available = available
    this.#total = total
  }

  /** Bytes that can be read now. */
  get available(): number {
    return this.#available
  }

  /** The final length in bytes; null while unknown. */
  get total(): number | null {
    return this.#total
  }

  get readers(): number {
    return this.#handle.readers
  }

  /** Strong: a recording that is downloaded anew gets another one. */
  get etag(): string {
    return `"${this.startedAt.toString(36)}"`
  }

  /** Calls back whenever a reader leaves. */
  onRelease(listener: () => void): void {
    this.#onRelease.add(listener)
  }

  /** The media type that the first bytes prove; waits for the first byte. */
  contentType(): Promise<string> {
    const sniffing = this.#contentType ?? this.#sniff()
    this.#contentType = sniffing
    sniffing.catch(() => {
      this.#contentType = null
    })
    return sniffing
  }

  lease(): Promise<Lease> {
    return this.#handle.lease(() => {
      for (const listener of this.#onRelease) listener()
    })
  }

  /** Resolves once there is a byte at this offset or the file has ended before it; fails as the download fails. */
  async reach(position: number): Promise<void> {
    while (position >= this.#available && this.#available !== this.#total) {
      if (this.#failure !== null) throw this.#failure
      await new Promise<void>((wake) => this.#waiting.add({ position, wake }))
    }
  }

  /** So many bytes are written now. */
  grow(available: number): void {
    this.#available = available
    this.#wake((position) => position < available)
  }

  /** All bytes are written; the file has its final name. */
  finish(path: string): void {
    this.#total = this.#available
    this.#handle.moveTo(path)
    this.#wake(() => true)
  }

  /** No more bytes will come: readers fail when they get to the end of what is there. */
  fail(failure: AppFailure): void {
    this.#failure = failure
    this.#wake(() => true)
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }

  #wake(concerns: (position: number) => boolean): void {
    for (const waiter of this.#waiting) {
      if (!concerns(waiter.position)) continue
      this.#waiting.delete(waiter)
      waiter.wake()
    }
  }

  async #sniff(): Promise<string> {
    await this.reach(0)
    const lease = await this.lease()
    try {
      const head = new Uint8Array(HEAD_BYTES)
      const length = await lease.read(head, 0)
      return sniffMedia(head.subarray(0, length)) ?? DEFAULT_MEDIA_TYPE
    } finally {
      lease.release()
    }
  }
}

/** The failure of a read that got fewer bytes than the file was known to have. */
export const shrunkFile = (): AppFailure => new AppFailure('disk', 'the file on this device is shorter than it was')
