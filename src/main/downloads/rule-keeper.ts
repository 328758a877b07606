import { join } from 'node:path'
import type { Rules, RulesPreview } from '../../shared/download.ts'
import { recordKey } from '../media/media-folder.ts'
import { applyRules, newRooms, previewOf, type RuleRecording, type RulesOutcome, ranOutUntil } from './rules.ts'
import { readRules, type SavedRules, writeRules } from './rules-file.ts'

/** A profile's recordings, as far as its library knows them. */
export interface RuleLibrary {
  /** The newest recordings of a room, the newest first; null: all. */
  newestOfRoom(roomId: string, limit: number | null): RuleRecording[]
  /** Kept recordings that were watched to the end before this moment, in ms since 1970. */
  keptFinishedBefore(atMs: number): RuleRecording[]
  /** The server has been looked through: there are no others. */
  readonly complete: boolean
}

export interface RuleKeeperParts {
  /** A profile's own folder. */
  directory: (profileId: string) => string
  /** Works with a profile's library; fails with `no-profile`. */
  use: <T>(profileId: string, work: (library: RuleLibrary) => T | Promise<T>) => Promise<T>
  /** Queues recordings in the name of a rule; those that are here already are only marked as kept. */
  keep: (profileId: string, recordIds: readonly string[]) => Promise<void>
  /** Removes kept copies, but for those that have become only copies. */
  remove: (profileId: string, recordIds: readonly string[]) => Promise<void>
  /** ms since 1970. */
  clock: () => number
}

interface Applying {
  done: Promise<void>
  /** Wanted once more, by somebody who knew of something newer. */
  next: Promise<void> | null
}

const FILE = 'rules.json'

/** The rules of all profiles: kept in their folders, and applied when there may be something to do. */
export class RuleKeeper {
  readonly #parts: RuleKeeperParts
  readonly #saved = new Map<string, Promise<SavedRules>>()
  readonly #applying = new Map<string, Applying>()
  /** Changes happen one after the other, so that none is lost to one that began before it. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: RuleKeeperParts) {
    this.#parts = parts
  }

  /** A profile's rules. Fails with `disk`. */
  async get(profileId: string): Promise<Rules> {
    return (await this.#read(profileId)).rules
  }

  /** What these rules would do, were they saved and applied now. Fails with `disk` or `no-profile`. */
  async preview(profileId: string, rules: Rules): Promise<RulesPreview> {
    const saved = await this.#read(profileId)
    return await this.#parts.use(profileId, (library) => {
      const handled = handledUnder(rules, saved, library)
      return previewOf(this.#outcome({ rules, handled }, library), library.complete)
    })
  }

  /**
   * Replaces a profile's rules; `apply` makes them work. A room that gets a rule starts afresh: what an earlier rule had
   * kept, and the user removed, is kept again. Fails with `disk`, `disk-full` or `no-profile`; the old ones then stay.
   */
  save(profileId: string, rules: Rules): Promise<void> {
    return this.#inTurn(async () => {
      const saved = await this.#read(profileId)
      const handled = await this.#parts.use(profileId, (library) => handledUnder(rules, saved, library))
      await writeRules(this.#file(profileId), { rules, handled })
      this.#saved.set(profileId, Promise.resolve({ rules, handled }))
    })
  }

  /**
   * Does what a profile's rules ask for now. Asking again while it is under way makes it look once more afterwards, and
   * no oftener. Fails with `disk`, `disk-full` or `no-profile`.
   */
  apply(profileId: string): Promise<void> {
    const running = this.#applying.get(profileId)
    if (running === undefined) return this.#begin(profileId)
    running.next ??= running.done.catch(() => {}).then(() => this.#begin(profileId))
    return running.next
  }

  /** The profile is gone, with its folder. */
  forget(profileId: string): void {
    this.#saved.delete(profileId)
  }

  #begin(profileId: string): Promise<void> {
    const done = this.#inTurn(() => this.#applyNow(profileId)).finally(() => {
      if (this.#applying.get(profileId)?.done === done) this.#applying.delete(profileId)
    })
    this.#applying.set(profileId, { done, next: null })
    return done
  }

  async #applyNow(profileId: string): Promise<void> {
    const saved = await this.#read(profileId)
    if (saved.rules.rooms.length === 0 && saved.rules.removeWatchedAfterDays === null) return
    const outcome = await this.#parts.use(profileId, (library) => this.#outcome(saved, library))
    if (outcome.keep.length > 0) await this.#parts.keep(profileId, idsOf(outcome.keep))
    if (outcome.remove.length > 0) await this.#parts.remove(profileId, idsOf(outcome.remove))
    if (outcome.handled.length === 0) return
    // A folder that is gone with its profile is not made again.
    if (!this.#saved.has(profileId)) return
    // After the queue has them: a kill in between costs nothing but a second look.
    const handled = new Set([...saved.handled, ...outcome.handled.map(recordKey)])
    this.#saved.set(profileId, Promise.resolve({ rules: saved.rules, handled }))
    await writeRules(this.#file(profileId), { rules: saved.rules, handled })
  }

  #outcome({ rules, handled }: SavedRules, library: RuleLibrary): RulesOutcome {
    const now = this.#parts.clock()
    const rooms = rules.rooms.map(({ roomId, newest }) => [roomId, library.newestOfRoom(roomId, newest)] as const)
    const days = rules.removeWatchedAfterDays
    const finished = days === null ? [] : library.keptFinishedBefore(ranOutUntil(days, now) + 1)
    const isHandled = (recordId: string): boolean => handled.has(recordKey(recordId))
    return applyRules({ rules, rooms: new Map(rooms), finished, isHandled, now })
  }

  async #read(profileId: string): Promise<SavedRules> {
    const known = this.#saved.get(profileId)
    if (known !== undefined) return await known
    const reading = readRules(this.#file(profileId), this.#parts.clock())
    this.#saved.set(profileId, reading)
    // A disk that answers later is asked again.
    reading.catch(() => {
      if (this.#saved.get(profileId) === reading) this.#saved.delete(profileId)
    })
    return await reading
  }

  #file(profileId: string): string {
    return join(this.#parts.directory(profileId), FILE)
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(change)
    this.#turn = done.catch(() => {})
    return done
  }
}

const idsOf = (recordings: readonly RuleRecording[]): string[] => recordings.map(({ recordId }) => recordId)

/** What has been handled, without the recordings of rooms that these rules begin with. */
function handledUnder(rules: Rules, saved: SavedRules, library: RuleLibrary): ReadonlySet<string> {
  const rooms = newRooms(rules, saved.rules)
  const afresh = new Set(rooms.flatMap((roomId) => idsOf(library.newestOfRoom(roomId, null))).map(recordKey))
  return new Set([...saved.handled].filter((key) => !afresh.has(key)))
}
