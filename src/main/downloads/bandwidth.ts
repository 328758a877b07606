/** One transfer's part of the bandwidth. */
export interface Share {
  /** Null: go on at once. Else resolves when these bytes may be taken, or when the share is closed. Never rejects. */
  take(bytes: number): Promise<void> | null
  close(): void
}

export interface BandwidthParts {
  /** Bytes per second for all transfers together that nobody watches; null: as fast as it goes. Asked at each piece. */
  limit: () => number | null
  /** Milliseconds; any steady clock. */
  clock: () => number
  /** Calls `act` after so many ms; answers how to call it off. A timer unless told. */
  schedule?: (act: () => void, ms: number) => () => void
}

interface Taker extends Share {
  watched: () => boolean
  isClosed: boolean
  /** Where its last piece ends, by the bytes that have gone. */
  end: number
}

interface Piece {
  taker: Taker
  bytes: number
  /** Where it begins, by the bytes that have gone: whoever has had least comes first. */
  begin: number
  go: () => void
}

const BURST_SECONDS = 0.25
/** Enough for no server to think that nobody is there. */
const BESIDE_HUNGRY = 64_000
const AFTER_HUNGER_MS = 2000
/** Limits, and who is watched, may change while pieces wait. */
const LOOK_MS = 250

/**
 * Divides the bandwidth between transfers: a token bucket under the user's limit, fair by bytes, and nearly nothing for
 * the others while a player waits for what it shows. What is being watched is never slowed down.
 */
export class Bandwidth {
  readonly #parts: BandwidthParts
  readonly #schedule: NonNullable<BandwidthParts['schedule']>
  /** Shares whose player waits, each as often as it was said. */
  readonly #claims = new Set<{ share: Share }>()
  #hungryUntil = Number.NEGATIVE_INFINITY
  #pieces: Piece[] = []
  #callOff: (() => void) | null = null
  /** May be less than none: a piece goes as a whole, and is paid for afterwards. */
  #tokens = 0
  #filledAt = Number.NEGATIVE_INFINITY
  /** Where the last piece that went began, by the bytes that have gone. */
  #position = 0

  constructor(parts: BandwidthParts) {
    this.#parts = parts
    this.#schedule = parts.schedule ?? later
  }

  /** A transfer begins; `watched` says whether somebody is watching what comes, and is asked at each piece. */
  open(watched: () => boolean): Share {
    const taker: Taker = {
      watched,
      isClosed: false,
      end: 0,
      take: (bytes) => this.#take(taker, bytes),
      close: () => this.#close(taker),
    }
    return taker
  }

  /** The player of this share waits for bytes: all others make way. Answers how to say that it waits no longer. */
  hungry(share: Share): () => void {
    const claim = { share }
    this.#claims.add(claim)
    this.#serve()
    return () => this.#endClaim(claim)
  }

  #take(taker: Taker, bytes: number): Promise<void> | null {
    const rate = this.#rate()
    if (rate === null || this.#isFree(taker)) return null
    const begin = Math.max(this.#position, taker.end)
    taker.end = begin + bytes
    const { promise, resolve } = Promise.withResolvers<void>()
    const piece = { taker, bytes, begin, go: resolve }
    this.#fill(rate)
    if (this.#pieces.length === 0 && this.#tokens > 0) {
      this.#spend(piece)
      return null
    }
    this.#pieces.push(piece)
    this.#wake(rate)
    return promise
  }

  #close(taker: Taker): void {
    taker.isClosed = true
    for (const claim of this.#claims) if (claim.share === taker) this.#endClaim(claim)
    this.#serve()
  }

  #endClaim(claim: { share: Share }): void {
    if (this.#claims.delete(claim)) this.#hungryUntil = this.#parts.clock() + AFTER_HUNGER_MS
  }

  /** Bytes per second for those that are not free. */
  #rate(): number | null {
    const limit = this.#parts.limit()
    const isHungry = this.#claims.size > 0 || this.#parts.clock() < this.#hungryUntil
    return isHungry ? Math.min(limit ?? BESIDE_HUNGRY, BESIDE_HUNGRY) : limit
  }

  #isFree(taker: Taker): boolean {
    return taker.isClosed || taker.watched() || [...this.#claims].some(({ share }) => share === taker)
  }

  /** Lets go what may go by now, and looks again when the next one may. */
  #serve(): void {
    this.#callOff?.()
    this.#callOff = null
    const rate = this.#rate()
    if (rate !== null) this.#fill(rate)
    const waiting = this.#pieces.toSorted((a, b) => a.begin - b.begin)
    this.#pieces = waiting.filter((piece) => rate !== null && !this.#goes(piece))
    for (const piece of waiting) if (!this.#pieces.includes(piece)) piece.go()
    if (rate !== null && this.#pieces.length > 0) this.#wake(rate)
  }

  #goes(piece: Piece): boolean {
    if (this.#isFree(piece.taker)) return true
    if (this.#tokens <= 0) return false
    this.#spend(piece)
    return true
  }

  #spend({ bytes, begin }: Piece): void {
    this.#tokens -= bytes
    this.#position = begin
  }

  #fill(rate: number): void {
    const now = this.#parts.clock()
    const earned = (rate * Math.max(0, now - this.#filledAt)) / 1000
    this.#tokens = Math.min(rate * BURST_SECONDS, this.#tokens + earned)
    this.#filledAt = now
  }

  #wake(rate: number): void {
    const ms = Math.floor((-this.#tokens * 1000) / rate) + 1
    this.#callOff ??= this.#schedule(() => this.#serve(), Math.min(ms, LOOK_MS))
  }
}

function later(act: () => void, ms: number): () => void {
  const timer = setTimeout(act, ms)
  timer.unref()
  return () => clearTimeout(timer)
}
