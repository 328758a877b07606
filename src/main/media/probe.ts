import { Worker } from 'node:worker_threads'
import { AppFailure } from '../../shared/app-error.ts'
import type { FileFacts } from '../../shared/media.ts'
import type { FromProbe, ProbeStart, ToProbe } from './probe-messages.ts'

/**
 * What a file is. `needs-more`: what was to be read next is not on this device yet. `not-media`: nothing of it can be
 * played; `why` is for developers.
 */
export type Probed = { kind: 'media'; facts: FileFacts } | { kind: 'not-media'; why: string } | { kind: 'needs-more' }

/** Reads from a file; null: not all of that is here yet. Fails as the disk does. */
export type ProbeRead = (position: number, length: number) => Promise<Uint8Array | null>

/** The index of a recording of ten hours, sixty pictures a second, is smaller. */
const MOST_BYTES = 64 * 1024 * 1024
/** Counting through a file that does not say how long it is takes many small ones. */
const MOST_READS = 20_000
const MOST_MS = 20_000
/** What a file's index may become in memory: one that claims billions of pictures ends the thread, not the app. */
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 }

export interface ProberParts {
  /** probe-thread.ts, built or not. */
  script: URL
  /** For how long one file is looked into. */
  limitMs?: number
}

/** Looks into files, one after the other, each in a thread of its own that ends with it. */
export class Prober {
  readonly #script: URL
  readonly #limitMs: number
  #last: Promise<unknown> = Promise.resolve()

  constructor({ script, limitMs = MOST_MS }: ProberParts) {
    this.#script = script
    this.#limitMs = limitMs
  }

  /**
   * What a file of `total` bytes says of itself. Reads 64 MiB at most and ends 20 s after its turn has come. Fails as
   * `read` does, and with `timeout` when that is what took so long: nothing is known against the file then.
   */
  async probe(read: ProbeRead, total: number): Promise<Probed> {
    if (total <= 0) return { kind: 'not-media', why: 'it is empty' }
    const before = this.#last
    const probing = before.then(() => new Probing(this.#script, this.#limitMs, read, total).ended)
    this.#last = probing.catch(() => {})
    return await probing
  }
}

/** One look into one file. */
class Probing {
  readonly ended: Promise<Probed>
  readonly #end = Promise.withResolvers<Probed>()
  readonly #worker: Worker
  readonly #read: ProbeRead
  readonly #timer: NodeJS.Timeout
  /** Known before its duration is. */
  #facts: FileFacts | null = null
  #bytes = 0
  #reads = 0
  /** Reads that are waited for. */
  #pending = 0

  constructor(script: URL, limitMs: number, read: ProbeRead, total: number) {
    this.#read = read
    const workerData: ProbeStart = { total }
    this.#worker = new Worker(script, { name: 'probe', resourceLimits: LIMITS, workerData })
    this.#worker.on('message', (message: FromProbe) => this.#hear(message))
    this.#worker.on('error', (error: Error) => this.#lost(error))
    this.#worker.on('exit', () => this.#lost(new Error('the thread has ended')))
    this.#timer = setTimeout(() => this.#outOfTime(), limitMs)
    this.ended = this.#end.promise.finally(() => this.#stop())
  }

  #hear(message: FromProbe): void {
    if (message.kind === 'read') void this.#answer(message)
    else if (message.kind === 'opened') this.#facts = message.facts
    else if (message.kind === 'done') this.#end.resolve({ kind: 'media', facts: message.facts })
    else this.#end.resolve(message)
  }

  async #answer({ id, position, length }: Extract<FromProbe, { kind: 'read' }>): Promise<void> {
    this.#bytes += length
    this.#reads += 1
    if (this.#bytes > MOST_BYTES || this.#reads > MOST_READS) {
      this.#end.resolve(this.#known() ?? { kind: 'not-media', why: 'it asks for too much to be read' })
      return
    }
    this.#pending += 1
    try {
      const read = await this.#read(position, length)
      if (read === null) this.#end.resolve({ kind: 'needs-more' })
      else if (read.byteLength !== length)
        this.#end.resolve({ kind: 'not-media', why: 'it is shorter than it should be' })
      else this.#hand(id, read)
    } catch (error) {
      this.#end.reject(error)
    } finally {
      this.#pending -= 1
    }
  }

  /** Copied, because what moves to the thread may be a part of something larger. */
  #hand(id: number, read: Uint8Array): void {
    const bytes = new Uint8Array(read)
    const message: ToProbe = { id, bytes }
    this.#worker.postMessage(message, [bytes.buffer])
  }

  /** A thread that has read something was ended by what it has read. */
  #lost(error: Error): void {
    const known = this.#known()
    if (known !== null) this.#end.resolve(known)
    else if (this.#reads > 0) this.#end.resolve({ kind: 'not-media', why: error.message })
    else this.#end.reject(error)
  }

  #outOfTime(): void {
    const known = this.#known()
    if (known !== null) this.#end.resolve(known)
    else if (this.#pending > 0 || this.#reads === 0)
      this.#end.reject(new AppFailure('timeout', 'reading a file took too long'))
    else this.#end.resolve({ kind: 'not-media', why: 'there is no end to looking into it' })
  }

  #known(): Probed | null {
    return this.#facts === null ? null : { kind: 'media', facts: this.#facts }
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#worker.terminate()
  }
}
