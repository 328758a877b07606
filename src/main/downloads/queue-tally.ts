import type { AppError } from '../../shared/app-error.ts'
import { idOf, type QueueEntry } from './queue-entries.ts'

/** What has come of the queue since it last came to rest. */
export interface RestOutcome {
  finished: number
  failed: number
  /** Those that wait for room, or for the folder for files. */
  waiting: number
}

/** Counts what is worth telling: each trouble of an entry once, however often it is tried again by itself. */
export class QueueTally {
  /** What each entry is in trouble with, those that were tried longest ago first. */
  readonly #troubles = new Map<string, AppError['code']>()
  #finished = 0
  #failed = 0
  #isStuck = false

  /** IDs of entries in trouble, those that were tried longest ago first. */
  troubled(): Iterable<string> {
    return this.#troubles.keys()
  }

  arrived(entry: QueueEntry): void {
    this.forget(idOf(entry))
    this.#finished += 1
  }

  trouble(entry: QueueEntry, { code }: AppError): void {
    const id = idOf(entry)
    const isNews = this.#troubles.get(id) !== code
    this.#troubles.delete(id)
    this.#troubles.set(id, code)
    if (!isNews) return
    if (entry.state === 'failed') this.#failed += 1
    else this.#isStuck = true
  }

  /** The user takes care of it: what comes of it next is news. */
  forget(id: string): void {
    this.#troubles.delete(id)
  }

  /** What has come since the last call, when so many wait for room now; null: nothing to tell. */
  outcome(waiting: number): RestOutcome | null {
    const outcome = { finished: this.#finished, failed: this.#failed, waiting }
    const isNews = this.#finished > 0 || this.#failed > 0 || this.#isStuck
    this.#finished = 0
    this.#failed = 0
    this.#isStuck = false
    return isNews ? outcome : null
  }
}
