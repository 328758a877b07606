import { AppFailure } from '../../shared/app-error.ts'
import type { DownloadItem, DownloadList, FinishedItem } from '../../shared/download.ts'
import type { MediaState } from '../../shared/media.ts'
import type { Recording } from '../../shared/recording.ts'
import type { DownloadQueue } from './queue.ts'
import { type QueueEntry, queuedState } from './queue-entries.ts'
import { type Removal, Undo } from './undo.ts'

/** What downloads need of a profile that is open. */
export interface DownloadSession {
  /** As the library knows them, in any order; those it does not know are left out. */
  recordings(recordIds: readonly string[]): Recording[]
  mediaState(recordId: string): Promise<MediaState>
  /** Marks complete files as kept; answers those that are not completely here. */
  keepHere(recordIds: readonly string[]): Promise<string[]>
  keptCount(): number | Promise<number>
  /** The complete files. */
  files(): Promise<{ recordId: string | null; bytes: number; kept: boolean }[]>
  /** Moves complete files and parts out of sight; only copies stay, and are counted, unless `onlyCopies` says so. */
  setAside(
    recordIds: readonly string[],
    onlyCopies: boolean,
  ): Promise<{ aside: { recordId: string; bytes: number }[]; onlyCopiesLeft: number }>
  bringBack(recordIds: readonly string[]): Promise<void>
  /** Lets go of what is out of sight. */
  dropAside(recordIds: readonly string[]): Promise<void>
  dropPart(recordId: string): Promise<void>
}

export interface DownloadsParts {
  queue: DownloadQueue
  /** Fails with `no-profile` when the profile cannot be opened. */
  use: <T>(profileId: string, work: (session: DownloadSession) => Promise<T>) => Promise<T>
  /** Files of a profile have come or gone, other than by the queue. */
  onChange: (profileId: string) => void
}

const MOST_ITEMS = 500

/** What the user does with downloads and kept files (`downloads.*` in the contract). */
export class Downloads {
  readonly #parts: DownloadsParts
  readonly #undo: Undo
  /** What is done with a profile's files happens one after the other. */
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor(parts: DownloadsParts) {
    this.#parts = parts
    this.#undo = new Undo({ drop: (removal) => this.#drop(removal) })
  }

  /** A profile's queue and what has arrived, as far as the library knows the recordings. */
  list(profileId: string): Promise<DownloadList> {
    return this.#parts.use(profileId, async (session) => {
      const entries = this.#parts.queue.entries(profileId)
      const shown = entries.slice(0, MOST_ITEMS)
      const items = await itemsOf(session, shown)
      const finished = await this.#finished(profileId, session)
      const total = entries.length - shown.length + items.length
      return { profileId, items, total, finished, kept: await session.keptCount() }
    })
  }

  /** Keeps recordings on this device; answers how many have to be downloaded for that. Fails with `disk`. */
  keep(profileId: string, recordIds: readonly string[]): Promise<{ queued: number }> {
    return this.#inTurn(profileId, async (session) => {
      const removed = this.#undo.pending(profileId, recordIds)
      // Removed a moment ago: what is out of sight need not come a second time.
      if (removed.length > 0) await session.bringBack(removed).catch(ignoreGone)
      const missing = await session.keepHere(recordIds)
      const queued = this.#parts.queue.keep(profileId, missing, 'user')
      this.#parts.onChange(profileId)
      return { queued }
    })
  }

  /** Null: all of this server. */
  pause(profileId: string, recordIds: readonly string[] | null): void {
    this.#parts.queue.pause(profileId, recordIds)
  }

  /** Null: all of this server. */
  resume(profileId: string, recordIds: readonly string[] | null): void {
    this.#parts.queue.resume(profileId, recordIds)
  }

  /** Takes recordings out of the queue, with what has come of them. An only copy that was complete by then stays. */
  cancel(profileId: string, recordIds: readonly string[]): Promise<void> {
    const { queue, onChange } = this.#parts
    return this.#inTurn(profileId, async (session) => {
      const queued = this.#queued(profileId, recordIds).map(({ recordId }) => recordId)
      const complete = new Set(await queue.cancel(profileId, queued))
      // A rule may have queued one anew.
      const gone = queued.filter((recordId) => queue.entry(profileId, recordId) === null)
      for (const recordId of gone) if (!complete.has(recordId)) await session.dropPart(recordId)
      if (complete.size > 0) await removeNow(session, [...complete])
      queue.roomFreed()
      onChange(profileId)
    })
  }

  /** Puts one before another in the queue, or (null) at its end. */
  move(profileId: string, recordId: string, before: string | null): void {
    this.#parts.queue.move(profileId, recordId, before)
  }

  clearFinished(profileId: string): void {
    this.#parts.queue.clearFinished(profileId)
  }

  /** Removes files, and their recordings from the queue, for half a minute in a way that can be undone. */
  remove(
    profileId: string,
    recordIds: readonly string[],
    onlyCopies: boolean,
  ): Promise<{ undoId: string; removed: number; bytes: number; onlyCopiesLeft: number }> {
    return this.#inTurn(profileId, async (session) => {
      const queued = this.#queued(profileId, recordIds)
      await this.#parts.queue.cancel(
        profileId,
        queued.map(({ recordId }) => recordId),
      )
      const { aside, onlyCopiesLeft } = await session.setAside(recordIds, onlyCopies).catch((error: unknown) => {
        this.#parts.queue.putBack(queued)
        throw error
      })
      const removedIds = aside.map(({ recordId }) => recordId)
      // One that came anew after it had been removed: both go, or come back, with the later removal.
      this.#undo.withdraw(profileId, removedIds)
      const undoId = this.#undo.add({ profileId, recordIds: removedIds, queued })
      this.#parts.onChange(profileId)
      const bytes = aside.reduce((sum, file) => sum + file.bytes, 0)
      return { undoId, removed: aside.length, bytes, onlyCopiesLeft }
    })
  }

  /** Fails with `not-found` when it is too late, and with `disk`; it can then be tried again. */
  undoRemove(profileId: string, undoId: string): Promise<void> {
    return this.#inTurn(profileId, async (session) => {
      const removal = this.#undo.take(profileId, undoId)
      if (removal === null) throw new AppFailure('not-found', 'it is too late: what was removed is gone')
      try {
        await session.bringBack(removal.recordIds)
      } catch (error) {
        this.#undo.add(removal, undoId)
        throw error
      }
      this.#parts.queue.putBack(removal.queued)
      this.#parts.onChange(profileId)
    })
  }

  /** The profile was removed, with its files. Resolves when none of its downloads runs. */
  async forget(profileId: string): Promise<void> {
    this.#undo.forget(profileId)
    this.#turns.delete(profileId)
    await this.#parts.queue.forget(profileId)
  }

  /** Ends what can be undone; profiles must still be open. Never fails. */
  async close(): Promise<void> {
    await Promise.all(this.#turns.values())
    await this.#undo.close()
  }

  #queued(profileId: string, recordIds: readonly string[]): QueueEntry[] {
    return [...new Set(recordIds)].flatMap((recordId) => this.#parts.queue.entry(profileId, recordId) ?? [])
  }

  async #finished(profileId: string, session: DownloadSession): Promise<FinishedItem[]> {
    const finished = this.#parts.queue.finished(profileId)
    if (finished.length === 0) return []
    const recordings = byId(session.recordings(finished.map(({ recordId }) => recordId)))
    const kept = (await session.files()).filter((file) => file.kept)
    const bytesOf = new Map(kept.map(({ recordId, bytes }) => [recordId, bytes]))
    return finished.flatMap(({ recordId, at }) => {
      const recording = recordings.get(recordId)
      const bytes = bytesOf.get(recordId)
      return recording === undefined || bytes === undefined ? [] : [{ recording, bytes, finishedAt: at }]
    })
  }

  async #drop({ profileId, recordIds }: Removal): Promise<void> {
    if (recordIds.length === 0) return
    await this.#parts.use(profileId, (session) => session.dropAside(recordIds))
    this.#parts.queue.roomFreed()
  }

  #inTurn<T>(profileId: string, work: (session: DownloadSession) => Promise<T>): Promise<T> {
    const before = this.#turns.get(profileId) ?? Promise.resolve()
    const done = before.then(() => this.#parts.use(profileId, work))
    this.#turns.set(
      profileId,
      done.catch(() => {}),
    )
    return done
  }
}

/** What is gone by now is downloaded anew. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof AppFailure && error.error.code === 'not-found')) throw error
}

/** Only copies stay. */
async function removeNow(session: DownloadSession, recordIds: readonly string[]): Promise<void> {
  const { aside } = await session.setAside(recordIds, false)
  await session.dropAside(aside.map(({ recordId }) => recordId))
}

async function itemsOf(session: DownloadSession, entries: readonly QueueEntry[]): Promise<DownloadItem[]> {
  const recordings = byId(session.recordings(entries.map(({ recordId }) => recordId)))
  const items = entries.map(async (entry): Promise<DownloadItem | null> => {
    const recording = recordings.get(entry.recordId)
    if (recording === undefined) return null
    return { recording, media: queuedState(await session.mediaState(entry.recordId), entry), by: entry.by }
  })
  return (await Promise.all(items)).filter((item) => item !== null)
}

const byId = (recordings: readonly Recording[]): Map<string, Recording> =>
  new Map(recordings.map((recording) => [recording.recordId, recording]))
