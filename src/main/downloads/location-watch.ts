import type { Location } from './location.ts'

export interface LocationWatchParts {
  location: Pick<Location, 'isThere'>
  /** The folder for files has gone, or is there again: its disk was pulled out, or connected. */
  onChange: (isThere: boolean) => void
  /** How often it looks. 2 s unless told. */
  everyMs?: number
}

const EVERY_MS = 2000

/** Notices when the folder for files goes and comes back. Keeps no process running. */
export class LocationWatch {
  readonly #parts: LocationWatchParts
  readonly #timer: NodeJS.Timeout
  #wasThere = true
  #looking: Promise<void> = Promise.resolve()

  constructor(parts: LocationWatchParts) {
    this.#parts = parts
    this.#timer = setInterval(() => this.look(), parts.everyMs ?? EVERY_MS)
    this.#timer.unref()
  }

  /** Looks now. Never fails. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#lookOnce())
    return this.#looking
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #lookOnce(): Promise<void> {
    const { location, onChange } = this.#parts
    const isThere = await location.isThere()
    if (isThere === this.#wasThere) return
    this.#wasThere = isThere
    onChange(isThere)
  }
}
