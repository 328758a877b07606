import type { AppError } from '../../shared/app-error.ts'
import type { DownloadItem } from '../../shared/download.ts'
import type { MediaState, WaitReason } from '../../shared/media.ts'

/** A recording of one server. */
export interface EntryKey {
  profileId: string
  recordId: string
}

/** A recording in the queue. Never changed: another one takes its place. */
export interface QueueEntry extends Readonly<EntryKey> {
  readonly by: DownloadItem['by']
  readonly state: 'waiting' | 'running' | 'paused' | 'failed'
  /** Null unless it waits. */
  readonly waitingFor: WaitReason | null
  /** Attempts are planned by the running download, not by the queue. */
  readonly retryAt: null
  /** Null unless it has failed. */
  readonly error: AppError | null
  /** ms since 1970. */
  readonly addedAt: number
}

/** Names an entry: a profile's ID has no slash in it. */
export const idOf = ({ profileId, recordId }: EntryKey): string => `${profileId}/${recordId}`

export const newEntry = (about: Pick<QueueEntry, 'profileId' | 'recordId' | 'by' | 'addedAt'>): QueueEntry => ({
  ...about,
  state: 'waiting',
  waitingFor: 'turn',
  retryAt: null,
  error: null,
})

/** Neither the user nor a failure holds it up. */
export const isMoving = ({ state }: QueueEntry): boolean => state === 'running' || state === 'waiting'

/** The entry as one that waits for its turn. */
export const inTurn = (entry: QueueEntry): QueueEntry => ({
  ...entry,
  state: 'waiting',
  waitingFor: 'turn',
  error: null,
})

/** The entry waits for room or for its folder: for something that no other download's end brings. */
export const waitsForRoom = ({ state, waitingFor }: QueueEntry): boolean => state === 'waiting' && waitingFor !== 'turn'

/** The folder for files is not there: what holds up one holds up all. */
export const waitsForLocation = ({ waitingFor }: QueueEntry): boolean => waitingFor === 'location'

/** The state of a recording's file, with what the queue knows of it; null: it is not in the queue. */
export function queuedState(media: MediaState, entry: QueueEntry | null): MediaState {
  if (entry === null || media.status === 'complete') return media
  const queued = { ...media, kept: true }
  if (entry.state === 'running') return media.status === 'waiting' ? queued : { ...queued, status: 'downloading' }
  // It is being watched while it waits: what comes counts.
  if (entry.state === 'waiting' && media.status === 'downloading') return queued
  const { state: status, waitingFor, retryAt, error } = entry
  return { ...queued, status, waitingFor, retryAt, error, bytesPerSecond: null }
}

/** All entries in one order, each found by its ID at once. */
export class QueueEntries {
  #entries = new Map<string, QueueEntry>()

  get(id: string): QueueEntry | null {
    return this.#entries.get(id) ?? null
  }

  /** In order. */
  all(): IterableIterator<QueueEntry> {
    return this.#entries.values()
  }

  /** A profile's entries, in order. */
  of(profileId: string): QueueEntry[] {
    return [...this.#entries.values()].filter((entry) => entry.profileId === profileId)
  }

  /** Those of a profile's recordings that are there, each once; null: all of the profile. */
  chosen(profileId: string, recordIds: readonly string[] | null): QueueEntry[] {
    if (recordIds === null) return this.of(profileId)
    return [...new Set(recordIds)].flatMap((recordId) => this.get(idOf({ profileId, recordId })) ?? [])
  }

  /** One that is there already keeps its place, a new one comes to the end. */
  set(entry: QueueEntry): void {
    this.#entries.set(idOf(entry), entry)
  }

  /** Answers the entry that was there. */
  remove(id: string): QueueEntry | null {
    const entry = this.get(id)
    this.#entries.delete(id)
    return entry
  }

  /** Puts one before another, or (null) at the end; false: nothing has moved. */
  move(id: string, before: string | null): boolean {
    const entry = this.get(id)
    if (entry === null || before === id) return false
    const others = [...this.#entries].filter(([other]) => other !== id)
    const at = before === null ? -1 : others.findIndex(([other]) => other === before)
    this.#entries = new Map(others.toSpliced(at < 0 ? others.length : at, 0, [id, entry]))
    return true
  }
}
