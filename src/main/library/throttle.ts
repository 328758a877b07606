/**
 * Calls `act` at once, and then not again before `ms` have passed, with the last call never lost. `stop` forgets it.
 */
export class Throttle {
  readonly #act: () => void
  readonly #ms: () => number
  #timer: NodeJS.Timeout | null = null
  #isWanted = false

  constructor(act: () => void, ms: () => number) {
    this.#act = act
    this.#ms = ms
  }

  ask(): void {
    if (this.#timer === null) this.#now()
    else this.#isWanted = true
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#isWanted = false
  }

  #now(): void {
    this.#isWanted = false
    this.#timer = setTimeout(() => {
      this.#timer = null
      if (this.#isWanted) this.#now()
    }, this.#ms())
    this.#timer.unref()
    this.#act()
  }
}
