import type { Growing, Holding } from './holding.ts'
import { INDEX_HEAD_BYTES, lateIndex } from './late-index.ts'
import { nearBytes } from './near.ts'
import { SpeedMeter } from './speed-meter.ts'

/** Its part of the line (Bandwidth). */
export interface LineShare {
  take(bytes: number): Promise<void> | null
  /** A player waits for bytes; the answer says that it does no longer. */
  hungry(): () => void
}

export interface SteeringParts {
  holding: Pick<Holding, 'growing'>
  share: Pick<LineShare, 'hungry'>
}

/** The reason of a request that ends because other bytes are wanted first. */
export const ELSEWHERE = Symbol('elsewhere')

/** Which bytes of a file come next: where a player waits first, then its index, then from the beginning on. */
export class Steering {
  /** Whether the server sends the file from any byte on; null: not known yet. */
  seekable: boolean | null = null
  readonly #parts: SteeringParts
  readonly #meter = new SpeedMeter(() => performance.now())
  #request: { abort: AbortController; at: number } | null = null
  #isFed: (() => void) | null = null
  /** Where the index begins that is at the file's end; null: it is not, or is here. */
  #tail: number | null = null
  #hasLookedForTail = false

  constructor(parts: SteeringParts) {
    this.#parts = parts
  }

  /** Where the request that is under way has got to. */
  get at(): number {
    return this.#request?.at ?? 0
  }

  /** The first byte to ask for; null: all are here. */
  next(): number | null {
    const { growing } = this.#parts.holding
    const total = growing?.part.total ?? null
    if (growing === null || total === null) return 0
    const { ranges } = growing.part
    const wanted = this.seekable === false ? [] : [growing.file.demand, this.#tail]
    for (const from of [...wanted, 0]) {
      const hole = from === null ? null : ranges.firstHole(from, total)
      if (hole !== null) return hole[0]
    }
    return null
  }

  /** A request from this byte on begins; `abort` ends it, and says why. */
  begin(at: number, abort: AbortController): void {
    this.#request = { abort, at }
  }

  /** The request is over. */
  end(): void {
    this.#request = null
  }

  /** Bytes of the request that is under way will go here: its readers are heard from now on. */
  watch(growing: Growing): void {
    growing.file.goOn()
    growing.file.onDemand(() => this.#demanded(growing))
    if (growing.file.demand !== null) this.#demanded(growing)
  }

  /** The request has brought what is before this byte, and readers were told. */
  reached(growing: Growing, at: number): void {
    if (this.#request !== null) this.#request.at = at
    this.#meter.note(this.#bytes)
    if (growing.file.demand === null) this.rest()
    else this.#steer(growing)
    if (!this.#hasLookedForTail && growing.part.ranges.endFrom(0) >= INDEX_HEAD_BYTES) this.#lookForTailOnce(growing)
  }

  /** Nothing is on its way that a player waits for: others need not wait for that. */
  rest(): void {
    this.#isFed?.()
    this.#isFed = null
  }

  /** The file begins anew, and may be another one. */
  startOver(): void {
    this.#tail = null
    this.#hasLookedForTail = false
  }

  get #bytes(): number {
    return this.#parts.holding.growing?.part.ranges.bytes ?? 0
  }

  #demanded(growing: Growing): void {
    // Nothing is on its way: others need not wait for that.
    if (this.#request === null) return
    this.#isFed ??= this.#parts.share.hungry()
    this.#steer(growing)
  }

  /** Leaves off here when a player waits for what this request does not bring soon, unless it serves another one. */
  #steer({ file }: Growing): void {
    const { demands } = file
    if (this.seekable !== true || this.#request === null || demands.length === 0) return
    const { at, abort } = this.#request
    const end = at + nearBytes(this.#meter.speed(this.#bytes))
    const isServing = demands.some((position) => position >= at && position <= end)
    if (!isServing) abort.abort(ELSEWHERE)
  }

  #lookForTailOnce(growing: Growing): void {
    this.#hasLookedForTail = true
    // Where the beginning cannot be read now, the file comes in its order.
    this.#lookForTail(growing).catch(() => {})
  }

  /** Merged recordings have their index at the end: nothing plays, and nothing is known of it, without. */
  async #lookForTail(growing: Growing): Promise<void> {
    const start = this.seekable === true ? await lateIndex(growing) : null
    const { part, file } = growing
    if (start === null || part !== this.#parts.holding.growing?.part) return
    this.#tail = start
    if (!part.ranges.has(start, part.total ?? start) && file.demands.length === 0) {
      this.#request?.abort.abort(ELSEWHERE)
    }
  }
}
