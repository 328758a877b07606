const WINDOW_MS = 3000
const SAMPLE_MS = 100

/** Bytes per second over the last three seconds. */
export class SpeedMeter {
  readonly #clock: () => number
  #samples: { at: number; bytes: number }[] = []

  constructor(clock: () => number) {
    this.#clock = clock
  }

  /** So many bytes are there now, in all. */
  note(bytes: number): void {
    const at = this.#clock()
    const last = this.#samples.at(-1)
    if (last !== undefined && at - last.at < SAMPLE_MS) return
    this.#samples.push({ at, bytes })
    this.#samples = this.#samples.filter((sample) => at - sample.at <= WINDOW_MS)
  }

  /** Null until there is something to compare. A source that has stopped sinks towards 0. */
  speed(bytes: number): number | null {
    const at = this.#clock()
    const first = this.#samples.find((sample) => at - sample.at <= WINDOW_MS) ?? this.#samples.at(-1)
    if (first === undefined || at <= first.at) return null
    return Math.round(((bytes - first.bytes) * 1000) / (at - first.at))
  }
}
