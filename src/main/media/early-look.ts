import type { FileFacts } from '../../shared/media.ts'
import type { MediaFile } from './media-file.ts'
import type { Prober } from './probe.ts'
import { readerOf } from './whole-file.ts'

/** An hour's index is here by then, and so is a player's first picture: the thread that looks must not take its core. */
const FIRST_BYTES = 4 * 1024 * 1024

/** Looks into a file that is on its way as soon as its index may be there: rarely, and until it is. */
export class EarlyLook {
  readonly #prober: Pick<Prober, 'probe'>
  readonly #onFacts: (facts: FileFacts) => void
  #nextAt = FIRST_BYTES
  #looking: Promise<void> | null = null
  #found: { file: MediaFile; facts: FileFacts } | null = null

  constructor(prober: Pick<Prober, 'probe'>, onFacts: (facts: FileFacts) => void) {
    this.#prober = prober
    this.#onFacts = onFacts
  }

  /** More is there than before. */
  look(file: MediaFile): void {
    const { bytes } = file.ranges
    if (this.#looking !== null || file.total === null || bytes < this.#nextAt) return
    this.#nextAt = bytes * 2
    this.#looking = this.#probe(file, file.total).finally(() => {
      this.#looking = null
    })
  }

  /** What this very file has said of itself, once a look that is under way has ended; null: not all that there is to know. */
  async found(file: MediaFile): Promise<FileFacts | null> {
    await this.#looking
    if (this.#found?.file !== file || this.#found.facts.durationSeconds === null) return null
    return this.#found.facts
  }

  async #probe(file: MediaFile, total: number): Promise<void> {
    try {
      const probed = await this.#prober.probe(readerOf(file), total)
      if (probed.kind !== 'media') return
      this.#nextAt = Number.POSITIVE_INFINITY
      this.#found = { file, facts: probed.facts }
      this.#onFacts(probed.facts)
    } catch {
      // It is only early: the whole file is looked into once more, and that failure is told.
    }
  }
}
