import { setTimeout as delay } from 'node:timers/promises'

/** Of a page, what says where the next one begins. */
interface Numbered {
  from: number
  limit: number
  total: number
  /** How many recordings it holds. */
  listed: number
}

export interface PagesAheadParts<P extends Numbered> {
  /** Asks the server for the page of the whole list that begins here. */
  ask: (from: number, signal: AbortSignal) => Promise<P>
  /** Where the page after this one begins. */
  nextFrom: (page: Pick<Numbered, 'from' | 'limit'>) => number
  limit: number
}

interface Asked<P> {
  page: P | null
  coming: Promise<unknown>
}

const IN_FLIGHT = 2
/** Pages that wait for whoever takes them; more are not asked for. */
const MOST_WAITING = 60
const MOMENT_MS = 150

/** Pages of a server's list in their order, of which up to two are asked for at a time while others are looked at. */
export class PagesAhead<P extends Numbered> {
  readonly #parts: PagesAheadParts<P>
  #asked: Asked<P>[] = []
  #abort = new AbortController()
  #next: number
  #limit: number
  #inFlight = 0
  #total = Number.POSITIVE_INFINITY

  constructor(parts: PagesAheadParts<P>, from: number) {
    this.#parts = parts
    this.#next = from
    this.#limit = parts.limit
  }

  /**
   * The next pages: at least one, and as many as come within a moment, since writing many at once costs less. Fails as
   * the first one's request has.
   */
  async take(most: number): Promise<P[]> {
    // Behind the last page that the server has told of, one question more says that it was the last.
    if (this.#asked.length === 0) this.#ask()
    this.#fill()
    await this.#asked[0]?.coming
    const until = performance.now() + MOMENT_MS
    for (let come = this.#come(); come < Math.min(most, this.#asked.length); come = this.#come()) {
      const left = until - performance.now()
      if (left <= 0) break
      // A failure is for whoever finds it first in the row.
      await Promise.race([this.#asked[come]?.coming.catch(() => {}), delay(left, undefined, { ref: false })])
      if (this.#asked[come]?.page === null) break
    }
    const taken = this.#asked.splice(0, Math.min(most, this.#come()))
    this.#fill()
    return taken.flatMap(({ page }) => page ?? [])
  }

  /** How many pages at the beginning of the row have come. */
  #come(): number {
    const waiting = this.#asked.findIndex(({ page }) => page === null)
    return waiting === -1 ? this.#asked.length : waiting
  }

  /** Goes on from another place; what was asked for is nobody's any more. */
  restart(from: number): void {
    this.stop()
    this.#abort = new AbortController()
    this.#asked = []
    this.#next = from
    this.#total = Number.POSITIVE_INFINITY
    this.#inFlight = 0
  }

  stop(): void {
    this.#abort.abort()
  }

  #fill(): void {
    // Where the second page begins, the first one tells.
    const most = this.#total === Number.POSITIVE_INFINITY ? 1 : IN_FLIGHT
    while (this.#inFlight < most && this.#asked.length < MOST_WAITING && this.#next < this.#total) this.#ask()
  }

  #ask(): void {
    const { signal } = this.#abort
    const from = this.#next
    this.#next = this.#parts.nextFrom({ from, limit: this.#limit })
    this.#inFlight += 1
    const asked: Asked<P> = { page: null, coming: Promise.resolve() }
    asked.coming = this.#parts.ask(from, signal).then((page) => {
      if (signal.aborted) return
      asked.page = page
      // A server may give less at once than it is asked for.
      this.#limit = Math.min(this.#limit, page.limit)
      if (this.#total === Number.POSITIVE_INFINITY) this.#next = this.#parts.nextFrom({ from, limit: this.#limit })
      // Behind a page that is not full there is nothing, whatever the total says.
      this.#total = page.listed < page.limit ? Math.min(page.total, page.from + page.listed) : page.total
      this.#inFlight -= 1
      this.#fill()
    })
    // Whoever takes it hears of its failure; until then nobody else listens.
    asked.coming.catch(() => {})
    this.#asked.push(asked)
  }
}
