/** Calls `act` once, so many ms after it was set; setting it again changes nothing. Keeps no process running. */
export class Alarm {
  readonly #ms: number
  readonly #act: () => void
  #timer: NodeJS.Timeout | null = null

  constructor(ms: number, act: () => void) {
    this.#ms = ms
    this.#act = act
  }

  set(): void {
    if (this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#act()
    }, this.#ms)
    this.#timer.unref()
  }

  clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
