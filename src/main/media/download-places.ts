import type { Download } from './download.ts'

export interface DownloadPlacesParts {
  /** How many downloads run at once. */
  places: number
  /** How long nobody must have read from a download before it gives its place to a newer one. */
  yieldAfterMs: number
  clock: () => number
  start: (download: Download) => void
}

/** Decides which downloads run: the newest asked first; those that nobody reads from give way. */
export class DownloadPlaces {
  readonly #parts: DownloadPlacesParts
  readonly #running = new Set<Download>()
  /** The newest asked is the last. */
  #waiting: Download[] = []
  #look: NodeJS.Timeout | null = null

  constructor(parts: DownloadPlacesParts) {
    this.#parts = parts
  }

  /** Lets a download run as soon as there is a place; asking again for one that waits brings it to the front. */
  ask(download: Download): void {
    download.asked()
    if (this.#running.has(download)) return
    this.#waiting = [...this.#waiting.filter((other) => other !== download), download]
    this.#fill()
  }

  /** The download has ended, or is not wanted any more. */
  leave(download: Download): void {
    this.#running.delete(download)
    this.#waiting = this.#waiting.filter((other) => other !== download)
    this.#fill()
  }

  #fill(): void {
    while (this.#running.size < this.#parts.places) {
      const next = this.#waiting.pop()
      if (next === undefined) break
      this.#running.add(next)
      this.#parts.start(next)
    }
    if (this.#look !== null) clearTimeout(this.#look)
    this.#look = this.#waiting.length > 0 ? this.#makeRoom() : null
  }

  /** Stops the download that has been idle longest (its end calls `leave`), or looks again when one may be. */
  #makeRoom(): NodeJS.Timeout | null {
    const { clock, yieldAfterMs } = this.#parts
    const now = clock()
    const idle = [...this.#running]
      .map((download) => ({ download, ms: now - (download.idleSince ?? now) }))
      .toSorted((a, b) => b.ms - a.ms)[0]
    if (idle !== undefined && idle.ms >= yieldAfterMs) {
      idle.download.stop()
      return null
    }
    const timer = setTimeout(() => this.#fill(), yieldAfterMs - (idle?.ms ?? 0))
    timer.unref()
    return timer
  }
}
