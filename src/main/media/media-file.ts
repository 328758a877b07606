import { AppFailure } from '../../shared/app-error.ts'
import { RangeMap } from './range-map.ts'
import { type Lease, SharedHandle } from './shared-handle.ts'
import { DEFAULT_MEDIA_TYPE, HEAD_BYTES, sniffMedia } from './sniff.ts'

export interface MediaFileParts {
  path: string
  /** When its download began, in ms since the epoch: no two downloads of a recording share it. */
  startedAt: number
  /** Bytes that can be read; whoever writes them adds to it, and calls `grown`. */
  ranges: RangeMap
  /** The final length in bytes; null while the server has not said. */
  total: number | null
  /** How long its descriptor outlives the last reader. */
  idleMs?: number
}

interface Waiting {
  position: number
  wake: () => void
}

/** A recording's file, finished or with holes: readers wait for bytes that are not there yet. */
export class MediaFile {
  readonly startedAt: number
  readonly ranges: RangeMap
  readonly #handle: SharedHandle
  /** In the order in which they came. */
  readonly #waiting = new Set<Waiting>()
  readonly #onRelease = new Set<() => void>()
  #onDemand: (position: number) => void = () => {}
  #total: number | null
  #failure: AppFailure | null = null
  #contentType: Promise<string> | null = null

  constructor({ path, startedAt, ranges, total, idleMs }: MediaFileParts) {
    this.startedAt = startedAt
    this.ranges = ranges
    this.#handle = new SharedHandle(path, idleMs)
    this.#total = total
  }

  /** A file that is all there. */
  static complete(parts: Omit<MediaFileParts, 'ranges' | 'total'> & { bytes: number }): MediaFile {
    return new MediaFile({ ...parts, ranges: new RangeMap([[0, parts.bytes]]), total: parts.bytes })
  }

  /** The final length in bytes; null while unknown. */
  get total(): number | null {
    return this.#total
  }

  get readers(): number {
    return this.#handle.readers
  }

  /** What readers wait for: positions, the one that came last at the end. */
  get demands(): number[] {
    return Array.from(this.#waiting, ({ position }) => position)
  }

  /** What the reader that came last waits for; null: nobody waits. */
  get demand(): number | null {
    return this.demands.at(-1) ?? null
  }

  /** Strong: a recording that is downloaded anew gets another one. */
  get etag(): string {
    return `"${this.startedAt.toString(36)}"`
  }

  /** Calls back whenever a reader leaves. */
  onRelease(listener: () => void): void {
    this.#onRelease.add(listener)
  }

  /** Calls back whenever a reader has to wait for a byte. There is one listener: who downloads. */
  onDemand(listener: (position: number) => void): void {
    this.#onDemand = listener
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

  /** Up to where, from here on, bytes can be read now. */
  endFrom(position: number): number {
    return this.ranges.endFrom(position)
  }

  /**
   * Resolves once there is a byte at this offset, the file has ended before it, or the signal gives up; fails as the
   * download fails.
   */
  async reach(position: number, signal?: AbortSignal): Promise<void> {
    while (this.endFrom(position) === position && !this.#endsBefore(position) && signal?.aborted !== true) {
      if (this.#failure !== null) throw this.#failure
      await this.#wait(position, signal)
    }
  }

  /** More can be read than before; from now on the length is known, if it is. */
  grown(total: number | null): void {
    this.#total = total
    this.#wake((position) => this.endFrom(position) > position || this.#endsBefore(position))
  }

  /** All of it is there, under its final name. */
  finish(path: string): void {
    this.moveTo(path)
    this.#wake(() => true)
  }

  /** It has another name or place now. */
  moveTo(path: string): void {
    this.#handle.moveTo(path)
  }

  /** No more bytes will come for now: readers fail when they get to the end of what is there. */
  fail(failure: AppFailure): void {
    this.#failure = failure
    this.#wake(() => true)
  }

  /** Bytes come again. */
  goOn(): void {
    this.#failure = null
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }

  #endsBefore(position: number): boolean {
    return this.#total !== null && position >= this.#total
  }

  async #wait(position: number, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const waiting = { position, wake: () => resolve() }
    this.#waiting.add(waiting)
    signal?.addEventListener('abort', waiting.wake)
    this.#onDemand(position)
    await promise
    signal?.removeEventListener('abort', waiting.wake)
    this.#waiting.delete(waiting)
  }

  #wake(concerns: (position: number) => boolean): void {
    for (const waiter of this.#waiting) {
      if (!concerns(waiter.position)) continue
      // At once: what it has waited for is no demand any more.
      this.#waiting.delete(waiter)
      waiter.wake()
    }
  }

  async #sniff(): Promise<string> {
    await this.reach(0)
    const lease = await this.lease()
    try {
      const head = new Uint8Array(Math.min(HEAD_BYTES, this.endFrom(0)))
      const length = await lease.read(head, 0)
      return sniffMedia(head.subarray(0, length)) ?? DEFAULT_MEDIA_TYPE
    } finally {
      lease.release()
    }
  }
}

/** The failure of a read that got fewer bytes than the file was known to have. */
export const shrunkFile = (): AppFailure => new AppFailure('disk', 'the file on this device is shorter than it was')
