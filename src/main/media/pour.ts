import type { Readable } from 'node:stream'
import { AppFailure } from '../../shared/app-error.ts'
import { madeGarbage } from './chunk-memory.ts'
import type { PartFile } from './part-file.ts'

/** Larger writes gain nothing; this is also all that waits in memory while the disk is slow. */
const GATHER_BYTES = 1024 * 1024

export interface PourParts {
  body: Readable
  part: Pick<PartFile, 'write'>
  /** Where the body's first byte belongs. */
  position: number
  /** How long nothing may come. */
  stallMs: number
  /** The failure of a source that has sent nothing for so long. */
  stalled: () => AppFailure
  /** The failure of a source that has gone away. */
  broken: (cause: unknown) => AppFailure
  /** Null: these bytes may be taken at once; else once it resolves. */
  take: (bytes: number) => Promise<void> | null
  /** The part has the body's bytes up to here. */
  onWritten: (position: number) => void
}

/**
 * Writes a body into a part file; answers where it ended. While one write is under way the next chunks gather, so a
 * fast source makes large writes and a slow one is on disk at once. A promise for each chunk would cost more than the
 * chunk: chunks come as events. What had come before a failure is in the part.
 */
export function pour(parts: PourParts): Promise<number> {
  return new Pour(parts).ended
}

class Pour {
  readonly ended: Promise<number>
  readonly #parts: PourParts
  readonly #settle: { resolve: (position: number) => void; reject: (error: unknown) => void }
  readonly #timer: NodeJS.Timeout
  #position: number
  #gathered: Buffer[] = []
  #gatheredBytes = 0
  #writing = false
  /** Reasons why nothing is taken from the body now. */
  #holds = 0
  #isFull = false
  #heardAt = performance.now()
  #end: 'open' | 'ended' | 'failed' = 'open'
  /** Of an end that is `failed`. */
  #failure: unknown = null

  constructor(parts: PourParts) {
    this.#parts = parts
    this.#position = parts.position
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    this.ended = promise
    this.#settle = { resolve, reject }
    this.#timer = setInterval(() => this.#listen(), Math.max(10, parts.stallMs / 4))
    const { body } = parts
    body.on('data', (chunk: Buffer) => this.#add(chunk))
    body.once('end', () => this.#over('ended', null))
    body.once('error', (error: unknown) => this.#over('failed', this.#worded(error)))
    body.once('close', () => this.#over('failed', this.#worded(null)))
    // It was over before anybody listened, and will not say so again.
    if (body.readableEnded) this.#over('ended', null)
    else if (body.destroyed) this.#over('failed', this.#worded(body.errored))
  }

  #add(chunk: Buffer): void {
    this.#heardAt = performance.now()
    madeGarbage(chunk.byteLength)
    const wait = this.#parts.take(chunk.byteLength)
    if (wait !== null) {
      this.#hold()
      void wait.finally(() => this.#release())
    }
    this.#gathered.push(chunk)
    this.#gatheredBytes += chunk.byteLength
    if (!this.#writing) void this.#write()
    else if (this.#gatheredBytes >= GATHER_BYTES && !this.#isFull) {
      this.#isFull = true
      this.#hold()
    }
  }

  async #write(): Promise<void> {
    this.#writing = true
    try {
      while (this.#gatheredBytes > 0) {
        const chunks = this.#gathered
        const bytes = this.#gatheredBytes
        this.#gathered = []
        this.#gatheredBytes = 0
        if (this.#isFull) {
          this.#isFull = false
          this.#release()
        }
        await this.#parts.part.write(this.#position, chunks)
        this.#position += bytes
        this.#parts.onWritten(this.#position)
      }
    } catch (error) {
      // Also after the body has ended well: what came last is not in the part.
      this.#gathered = []
      this.#gatheredBytes = 0
      this.#end = 'open'
      this.#over('failed', error)
    } finally {
      this.#writing = false
      this.#finish()
    }
  }

  #over(end: 'ended' | 'failed', failure: unknown): void {
    if (this.#end !== 'open') return
    this.#end = end
    this.#failure = failure
    clearInterval(this.#timer)
    this.#parts.body.destroy()
    this.#finish()
  }

  /** Everything that came is written, whatever the end was. */
  #finish(): void {
    if (this.#end === 'open' || this.#writing) return
    if (this.#gatheredBytes > 0) void this.#write()
    else if (this.#end === 'ended') this.#settle.resolve(this.#position)
    else this.#settle.reject(this.#failure)
  }

  #listen(): void {
    // Time runs only while we wait for the server, not while the disk is busy or others go first.
    if (this.#holds > 0) this.#heardAt = performance.now()
    else if (performance.now() - this.#heardAt >= this.#parts.stallMs) this.#over('failed', this.#parts.stalled())
  }

  #hold(): void {
    this.#holds += 1
    this.#parts.body.pause()
  }

  #release(): void {
    this.#holds -= 1
    if (this.#holds === 0 && this.#end === 'open') this.#parts.body.resume()
  }

  #worded(error: unknown): unknown {
    return error instanceof AppFailure ? error : this.#parts.broken(error)
  }
}
