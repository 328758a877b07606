import { randomUUID } from 'node:crypto'
import { Alarm } from './queue-alarm.ts'
import type { QueueEntry } from './queue-entries.ts'

/** What was removed at once, and can be brought back. */
export interface Removal {
  profileId: string
  /** Recordings whose files are out of sight. */
  recordIds: readonly string[]
  /** What left the queue with them. */
  queued: readonly QueueEntry[]
}

export interface UndoParts {
  /** Lets go of a removal's files for good. */
  drop: (removal: Removal) => Promise<void>
}

const UNDO_MS = 30_000

/** Removals of the last half minute. */
export class Undo {
  readonly #parts: UndoParts
  readonly #pending = new Map<string, { removal: Removal; tooLate: Alarm }>()
  readonly #dropping = new Set<Promise<void>>()

  constructor(parts: UndoParts) {
    this.#parts = parts
  }

  /** Keeps a removal for half a minute, then drops it; answers the ID to undo it by. */
  add(removal: Removal, undoId: string = randomUUID()): string {
    const tooLate = new Alarm(UNDO_MS, () => this.#drop(undoId))
    tooLate.set()
    this.#pending.set(undoId, { removal, tooLate })
    return undoId
  }

  /** Takes a removal out, for it to be undone; null: it is too late. */
  take(profileId: string, undoId: string): Removal | null {
    const pending = this.#pending.get(undoId)
    if (pending?.removal.profileId !== profileId) return null
    pending.tooLate.clear()
    this.#pending.delete(undoId)
    return pending.removal
  }

  /** Those of the recordings whose files are out of sight. */
  pending(profileId: string, recordIds: readonly string[]): string[] {
    const removals = [...this.#pending.values()].filter(({ removal }) => removal.profileId === profileId)
    const removed = new Set(removals.flatMap(({ removal }) => removal.recordIds))
    return recordIds.filter((recordId) => removed.has(recordId))
  }

  /** Takes recordings out of the removals that they are in: something else has become of them. */
  withdraw(profileId: string, recordIds: readonly string[]): void {
    const withdrawn = new Set(recordIds)
    for (const pending of this.#pending.values()) {
      const { removal } = pending
      if (removal.profileId !== profileId) continue
      pending.removal = {
        profileId,
        recordIds: removal.recordIds.filter((recordId) => !withdrawn.has(recordId)),
        queued: removal.queued.filter(({ recordId }) => !withdrawn.has(recordId)),
      }
    }
  }

  /** The profile is gone with all its files. */
  forget(profileId: string): void {
    for (const undoId of this.#pending.keys()) this.take(profileId, undoId)
  }

  /** Drops everything now. Resolves when that is done; never fails. */
  async close(): Promise<void> {
    for (const undoId of this.#pending.keys()) this.#drop(undoId)
    await Promise.all(this.#dropping)
  }

  #drop(undoId: string): void {
    const pending = this.#pending.get(undoId)
    if (pending === undefined) return
    pending.tooLate.clear()
    this.#pending.delete(undoId)
    const dropping = this.#parts.drop(pending.removal).catch((error: unknown) => {
      console.error('Removed files could not be dropped; the next start does it:', error)
    })
    this.#dropping.add(dropping)
    void dropping.then(() => this.#dropping.delete(dropping))
  }
}
