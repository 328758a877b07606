/** A page that makes no picture of it within this time makes none. */
const ANSWER_MS = 20_000
/** In one run of the app: a file of which no picture can be made is left alone. */
const MOST_TIMES = 2
/** Where in a recording its picture is taken: past the beginning, which is often an empty room. */
const PART = 0.1

export interface PosterWantsParts {
  /** A picture of this recording, at this second of it, is to be made. */
  onWanted: (recordId: string, seconds: number) => void
}

/** Asks for posters, one at a time, while the page has the recordings' server on screen: it gets files of no other. */
export class PosterWants {
  readonly #onWanted: PosterWantsParts['onWanted']
  readonly #times = new Map<string, number>()
  /** The seconds to take them at, by recordings, in the order in which they came. */
  readonly #waiting = new Map<string, number>()
  #isAwake = false
  #asked: { recordId: string; seconds: number; timer: NodeJS.Timeout } | null = null

  constructor({ onWanted }: PosterWantsParts) {
    this.#onWanted = onWanted
  }

  /** A poster is wanted; nothing happens where it was asked for twice, or is about to be. */
  want(recordId: string, durationSeconds: number | null): void {
    if (this.#asked?.recordId === recordId || this.#timesOf(recordId) >= MOST_TIMES) return
    this.#waiting.set(recordId, (durationSeconds ?? 0) * PART)
    this.#next()
  }

  /** The server is on screen. */
  wake(): void {
    this.#isAwake = true
    this.#next()
  }

  /** Another one is: what has been asked for and was not answered is asked for again later. */
  rest(): void {
    this.#isAwake = false
    if (this.#asked === null) return
    const { recordId, seconds } = this.#asked
    this.#times.set(recordId, this.#timesOf(recordId) - 1)
    this.#waiting.set(recordId, seconds)
    this.#done()
  }

  /** There is a poster, or there is none to be had. */
  answered(recordId: string, isMade = true): void {
    // The page could not have the file.
    if (!isMade && !this.#isAwake) return
    this.#waiting.delete(recordId)
    if (this.#asked?.recordId === recordId) this.#done()
  }

  /** Nobody is there any more to ask. */
  stop(): void {
    this.#waiting.clear()
    if (this.#asked !== null) clearTimeout(this.#asked.timer)
    this.#asked = null
  }

  #next(): void {
    if (!this.#isAwake || this.#asked !== null) return
    const next = this.#waiting.entries().next().value
    if (next === undefined) return
    const [recordId, seconds] = next
    this.#waiting.delete(recordId)
    this.#times.set(recordId, this.#timesOf(recordId) + 1)
    const timer = setTimeout(() => this.#outOfTime(), ANSWER_MS)
    timer.unref()
    this.#asked = { recordId, seconds, timer }
    this.#onWanted(recordId, seconds)
  }

  /** Once more, behind the others: the page may have been busy, or not there. */
  #outOfTime(): void {
    const asked = this.#asked
    if (asked !== null && this.#timesOf(asked.recordId) < MOST_TIMES) this.#waiting.set(asked.recordId, asked.seconds)
    this.#done()
  }

  #done(): void {
    if (this.#asked !== null) clearTimeout(this.#asked.timer)
    this.#asked = null
    this.#next()
  }

  #timesOf(recordId: string): number {
    return this.#times.get(recordId) ?? 0
  }
}
