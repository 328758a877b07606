import { AppFailure } from '../../shared/app-error.ts'
import { Holding } from './holding.ts'
import type { KeptFiles } from './kept-files.ts'
import { keyOfPart, type LeftPart, type MediaFolder, recordKey } from './media-folder.ts'
import type { LeftBytes } from './media-states.ts'
import { type PartMap, readPartMap } from './part-map.ts'
import { RangeMap } from './range-map.ts'

export interface HoldingsParts {
  folder: MediaFolder
  kept: Pick<KeptFiles, 'all'>
  clock: () => number
  handleIdleMs: number
  /** The profile is being closed. */
  signal: AbortSignal
  /** A download of it runs, or begins. */
  isBusy: (recordId: string) => boolean
  /** A reader of it has left. */
  onRelease: (recordId: string) => void
}

/** What is here of a profile's files that are not whole: opened once each, whoever asks, and let go of for a move. */
export class Holdings {
  readonly #parts: HoldingsParts
  readonly #opened = new Map<string, Promise<Holding>>()
  /** Parts that are being moved to another folder, by the keys of their recordings. */
  readonly #moves = new Map<string, PromiseWithResolvers<void>>()
  #listing: Promise<LeftPart[]> | null = null
  #lastStart = 0

  constructor(parts: HoldingsParts) {
    this.#parts = parts
    parts.signal.addEventListener('abort', () => {
      for (const { resolve } of this.#moves.values()) resolve()
    })
  }

  /** What is here of a file, ready to be read and written; waits while it is being moved. Fails with `disk`, `aborted`. */
  get(recordId: string): Promise<Holding> {
    const known = this.#opened.get(recordId)
    if (known !== undefined) return known
    const { folder, kept, handleIdleMs, signal, onRelease } = this.#parts
    const parts = {
      recordId,
      key: recordKey(recordId),
      folder,
      nextStart: () => this.#nextStart(),
      handleIdleMs,
      onRelease: () => onRelease(recordId),
    }
    // What an interrupted run has left is swept before anything new comes; what is being moved is waited for.
    const opening = kept
      .all()
      .then(() => this.#untilMoved(parts.key))
      .then(() => Holding.open(parts, signal))
    this.#opened.set(recordId, opening)
    opening.catch(() => this.#opened.delete(recordId))
    return opening
  }

  /** The bytes that are here, without looking whether they still are what they were; null: nothing is. */
  async left(recordId: string): Promise<LeftBytes | null> {
    const key = recordKey(recordId)
    // What is being moved is opened when it is there: nobody has to wait for that to know how far it is.
    const holding = this.#moves.has(key) ? null : await this.#opened.get(recordId)?.catch(() => null)
    if (holding != null) {
      const { growing } = holding
      return growing === null ? null : { ranges: growing.part.ranges.ranges, total: growing.part.total }
    }
    const map = await this.#newestMap(key)
    if (map === null || map.recordId !== recordId) return null
    const { ranges } = new RangeMap(map.segments.map(({ start, end }) => [start, end]))
    return { ranges, total: map.total }
  }

  /** Lets go of a part file, so that it can be moved, until `done`. Null: it is written or read now. Fails with `disk`. */
  async letGo(partPath: string): Promise<{ done: () => Promise<void> } | null> {
    const key = keyOfPart(partPath)
    const recordId = [...this.#opened.keys()].find((known) => recordKey(known) === key)
    const holding = recordId === undefined ? null : await this.#opened.get(recordId)?.catch(() => null)
    if (recordId !== undefined) {
      if (this.#parts.isBusy(recordId) || (holding?.growing?.file.readers ?? 0) > 0) return null
      this.#opened.delete(recordId)
    }
    const move = Promise.withResolvers<void>()
    // Before anything is waited for: whoever asks from here on finds the part where it will be.
    this.#moves.set(key, move)
    const done = async (): Promise<void> => {
      this.#moves.delete(key)
      move.resolve()
    }
    try {
      await holding?.close()
    } catch (error) {
      await done()
      throw error
    }
    return { done }
  }

  /** Lets go of everything; readers fail. What is here stays. */
  async close(): Promise<void> {
    for (const opening of this.#opened.values()) {
      const holding = await opening.catch(() => null)
      holding?.growing?.file.fail(closed())
      await holding?.close()
    }
  }

  /** Waits for the end of a move, and not beyond the profile's own. Fails with `aborted`. */
  async #untilMoved(key: string): Promise<void> {
    await this.#moves.get(key)?.promise
    if (this.#parts.signal.aborted) throw closed()
  }

  /** While a part is moved to another disk it is in both folders for a moment: it counts where its map is. */
  async #newestMap(key: string): Promise<PartMap | null> {
    const parts = (await this.#listed()).filter((part) => part.key === key)
    const startedAt = Math.max(...parts.map((part) => part.startedAt))
    for (const part of parts.filter((it) => it.startedAt === startedAt)) {
      const map = await readPartMap(part.map).catch(() => null)
      if (map !== null) return map
    }
    return null
  }

  /** One look at the folder for all who ask at once: a long queue asks for each of its recordings. */
  #listed(): Promise<LeftPart[]> {
    this.#listing ??= this.#parts.folder.parts().finally(() => {
      this.#listing = null
    })
    return this.#listing
  }

  /** Two downloads of a recording never have the same time: it is in their files' names and validators. */
  #nextStart(): number {
    this.#lastStart = Math.max(this.#parts.clock(), this.#lastStart + 1)
    return this.#lastStart
  }
}

/** The failure of whoever wants a file of a profile that is being closed. */
export const closed = (): AppFailure => new AppFailure('aborted', 'the profile has been closed')
