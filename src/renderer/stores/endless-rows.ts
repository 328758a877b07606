import type { Recording } from '../../shared/recording.ts'

/** Rows that are asked for at once; chunks begin at multiples of it. */
export const CHUNK = 100
/** As many rows as one call can mark, and few enough to be kept in memory. */
const MOST_CHUNKS = 100

/** The chunks that rows `first` to `last` are in. */
export function chunksOf(first: number, last: number): number[] {
  const from = Math.floor(first / CHUNK)
  return Array.from({ length: Math.max(0, Math.floor(last / CHUNK) - from + 1) }, (_, at) => from + at)
}

/** The rows of an endless list that are here, by their index. The chunks farthest from what came last are let go. */
export class EndlessRows {
  readonly #chunks = new Map<number, readonly Recording[]>()
  readonly #indexes = new Map<string, number>()

  at(index: number): Recording | null {
    return this.#chunks.get(Math.floor(index / CHUNK))?.[index % CHUNK] ?? null
  }

  indexOf(recordId: string): number | null {
    return this.#indexes.get(recordId) ?? null
  }

  has(chunk: number): boolean {
    return this.#chunks.has(chunk)
  }

  /** All rows that are here, in their order. */
  all(): Recording[] {
    return [...this.#chunks].toSorted(([one], [other]) => one - other).flatMap(([, recordings]) => recordings)
  }

  put(chunk: number, recordings: readonly Recording[]): void {
    this.#drop(chunk)
    this.#chunks.set(chunk, recordings)
    for (const [at, { recordId }] of recordings.entries()) this.#indexes.set(recordId, chunk * CHUNK + at)
    if (this.#chunks.size <= MOST_CHUNKS) return
    const distance = (other: number): number => Math.abs(other - chunk)
    this.#drop([...this.#chunks.keys()].reduce((far, other) => (distance(other) > distance(far) ? other : far)))
  }

  #drop(chunk: number): void {
    for (const [at, { recordId }] of (this.#chunks.get(chunk) ?? []).entries()) {
      // It may have moved to a chunk that has come since.
      if (this.#indexes.get(recordId) === chunk * CHUNK + at) this.#indexes.delete(recordId)
    }
    this.#chunks.delete(chunk)
  }
}
