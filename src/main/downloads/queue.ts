import type { AppError } from '../../shared/app-error.ts'
import type { DownloadSettings } from '../../shared/download.ts'
import type { Job, JobEnd } from '../media/job.ts'
import { Alarm } from './queue-alarm.ts'
import {
  type EntryKey,
  idOf,
  inTurn,
  isMoving,
  newEntry,
  QueueEntries,
  type QueueEntry,
  waitsForLocation,
  waitsForRoom,
} from './queue-entries.ts'
import { QueueFile } from './queue-file.ts'
import { type FinishedDownload, FinishedDownloads } from './queue-finished.ts'
import { QueueRuns } from './queue-runs.ts'
import { QueueTally, type RestOutcome } from './queue-tally.ts'
import { afterFailure, isHopeful } from './queue-trouble.ts'
import { nextToStart, surplus } from './schedule.ts'

export interface DownloadQueueParts {
  /** downloads.json in the user's folder. */
  file: string
  /** ms since 1970. */
  clock: () => number
  settings: () => Pick<DownloadSettings, 'atOnce' | 'perServer'>
  /** Begins, or goes on with, the download of a recording. */
  run: (profileId: string, recordId: string) => Job
  /** An entry has changed; null: several of the profile have, or their order. */
  onChange: (profileId: string, recordId: string | null) => void
  /** Nothing runs, and nothing could: once each time that there is something to tell. */
  onRest: (outcome: RestOutcome) => void
}

const LOOK_AGAIN_MS = 30_000
/** A download that somebody else has stopped: whatever they are about (closing a profile) is over soon. */
const AFTER_ABORT_MS = 1000

/** The downloads of all profiles in one order: which of them run, and what becomes of them. Survives a restart. */
export class DownloadQueue {
  readonly #parts: DownloadQueueParts
  readonly #entries = new QueueEntries()
  readonly #finished = new FinishedDownloads()
  readonly #tally = new QueueTally()
  readonly #file: QueueFile
  readonly #runs: QueueRuns
  /** IDs of entries whose job was stopped by somebody else a moment ago. */
  readonly #aborted = new Set<string>()
  readonly #afterAbort = new Alarm(AFTER_ABORT_MS, () => {
    this.#aborted.clear()
    this.#schedule()
  })
  readonly #lookAgain = new Alarm(LOOK_AGAIN_MS, () => this.#lookAgainNow())
  #isClosed = false
  #isHeld = false

  constructor(parts: DownloadQueueParts) {
    this.#parts = parts
    const content = () => ({ entries: [...this.#entries.all()], finished: this.#finished.all() })
    this.#file = new QueueFile({ file: parts.file, content })
    this.#runs = new QueueRuns({ run: parts.run, onEnd: (key, end) => this.#ended(key, end) })
  }

  /** How many downloads run. */
  get running(): number {
    return this.all().filter(({ state }) => state === 'running').length
  }

  /** Takes over what the last run has left, and begins, or (`held`) waits for `go`. Never fails. To be called first. */
  async load({ held = false }: { held?: boolean } = {}): Promise<void> {
    this.#isHeld = held
    const { entries, finished } = await this.#file.read()
    for (const download of finished.toReversed()) this.#finished.add(download)
    this.putBack(entries)
  }

  /** Begins, after `load({ held: true })`. */
  go(): void {
    this.#isHeld = false
    this.#schedule()
  }

  /**
   * Queues recordings, new ones at the end. One that is in the queue stays where it is; a user's wish makes it go on when
   * it was paused or has failed. Answers how many were queued, or go on.
   */
  keep(profileId: string, recordIds: readonly string[], by: QueueEntry['by']): number {
    const isKnown = (recordId: string): boolean => this.entry(profileId, recordId) !== null
    const known = recordIds.filter(isKnown)
    const added = [...new Set(recordIds)].filter((recordId) => !isKnown(recordId))
    const addedAt = this.#parts.clock()
    for (const recordId of added) this.#finished.forget({ profileId, recordId })
    this.putBack(added.map((recordId) => newEntry({ profileId, recordId, by, addedAt })))
    if (by === 'rule') return added.length
    this.#update(profileId, known, (entry) => (entry.by === 'user' ? null : { ...entry, by }))
    return added.length + this.resume(profileId, known)
  }

  /** Queues entries as they were, at the end; those that are in the queue stay as they are. */
  putBack(entries: readonly QueueEntry[]): void {
    const missing = entries.filter((entry) => this.#entries.get(idOf(entry)) === null)
    this.#put(missing.map((entry) => (isMoving(entry) ? inTurn(entry) : entry)))
    this.#schedule()
  }

  /** Stops recordings, or (null) all of a profile; what has come stays. */
  pause(profileId: string, recordIds: readonly string[] | null): void {
    this.#update(profileId, recordIds, (entry) =>
      isMoving(entry) ? { ...entry, state: 'paused', waitingFor: null } : null,
    )
    for (const id of this.#runs.all().map(idOf)) if (this.#entries.get(id)?.state === 'paused') this.#runs.stop(id)
    this.#schedule()
  }

  /** Goes on with what was paused, has failed, or waits for room; null: in all of a profile. Answers how many. */
  resume(profileId: string, recordIds: readonly string[] | null): number {
    const resumed = this.#update(profileId, recordIds, (entry) => {
      if (entry.state !== 'paused' && entry.state !== 'failed' && !waitsForRoom(entry)) return null
      this.#tally.forget(idOf(entry))
      return inTurn(entry)
    })
    this.#schedule()
    return resumed
  }

  /**
   * Takes recordings out of the queue. Resolves when their jobs have ended, with those that were complete by then: they
   * do not count as finished.
   */
  cancel(profileId: string, recordIds: readonly string[]): Promise<string[]> {
    const ids = [...new Set(recordIds)].map((recordId) => idOf({ profileId, recordId }))
    const removed = ids.flatMap((id) => this.#entries.remove(id) ?? [])
    for (const id of ids) this.#tally.forget(id)
    const completed = this.#runs.cancel(ids)
    this.#tell(removed)
    this.#schedule()
    return completed
  }

  /** Puts a recording before another one of its profile (one that has left was first), or (null) at the end. */
  move(profileId: string, recordId: string, before: string | null): void {
    const entries = this.#entries.of(profileId)
    const follower = before === null ? null : (entries.find((entry) => entry.recordId === before) ?? entries[0] ?? null)
    const isMoved = this.#entries.move(idOf({ profileId, recordId }), follower === null ? null : idOf(follower))
    if (!isMoved) return
    this.#changed(profileId, null)
    this.#schedule()
  }

  entry(profileId: string, recordId: string): QueueEntry | null {
    return this.#entries.get(idOf({ profileId, recordId }))
  }

  /** A profile's entries, in order. */
  entries(profileId: string): QueueEntry[] {
    return this.#entries.of(profileId)
  }

  /** In order, of all profiles. */
  all(): QueueEntry[] {
    return [...this.#entries.all()]
  }

  /** What has arrived since the list was cleared, the newest first; at most 200. */
  finished(profileId: string): readonly FinishedDownload[] {
    return this.#finished.of(profileId)
  }

  clearFinished(profileId: string): void {
    if (this.#finished.clear(profileId)) this.#changed(profileId, null)
  }

  /** There is more room, or the folder for files is there: those that wait for it look again. */
  roomFreed(): void {
    this.#lookForRoom(this.all().filter(waitsForRoom))
  }

  /** The server answers somebody: what has failed for want of it goes on. */
  serverAnswers(profileId: string): void {
    if (this.#update(profileId, null, (entry) => (isHopeful(entry) ? inTurn(entry) : null)) > 0) this.#schedule()
  }

  /** The profile was removed. Resolves when none of its jobs runs. */
  async forget(profileId: string): Promise<void> {
    const runs = this.#runs.all().filter((run) => run.profileId === profileId)
    const recordIds = [...this.entries(profileId), ...runs].map(({ recordId }) => recordId)
    this.clearFinished(profileId)
    await this.cancel(profileId, recordIds)
  }

  /** Other settings hold: jobs that are too many stop, those that began last first. */
  settingsChanged(): void {
    const running = this.#runs.all().filter((run) => this.#entries.get(idOf(run))?.state === 'running')
    for (const run of surplus(running, this.#parts.settings())) {
      this.#update(run.profileId, [run.recordId], inTurn)
      this.#runs.stop(idOf(run))
    }
    this.#schedule()
  }

  /** Stops all jobs: they go on in the next run. Resolves when they have ended and the file is written. Never fails. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#lookAgain.clear()
    await this.#runs.stopAll()
    this.#afterAbort.clear()
    await this.#file.flush()
  }

  /** Starts what there are places for; when there is nothing left to do, says what has come of it. */
  #schedule(): void {
    if (this.#isClosed || this.#isHeld) return
    const next = () => nextToStart(this.#startable(), this.#runs.all(), this.#parts.settings())
    for (let entry = next(); entry !== null; entry = next()) {
      this.#runs.start(entry)
      this.#put([{ ...entry, state: 'running', waitingFor: null }])
    }
    const waiting = this.all().filter(({ state }) => state === 'waiting')
    if (waiting.some(waitsForRoom)) this.#lookAgain.set()
    else this.#lookAgain.clear()
    if (this.#runs.size > 0 || this.#aborted.size > 0) return
    const outcome = this.#tally.outcome(waiting.length)
    if (outcome !== null) this.#parts.onRest(outcome)
  }

  /** Those that wait for their turn, but for those whose last job is still being stopped, or was a moment ago. */
  *#startable(): Iterable<QueueEntry> {
    // No other has a place to go to either, and each would cost its server a question.
    if (this.all().some(waitsForLocation)) return
    for (const entry of this.#entries.all()) {
      const id = idOf(entry)
      const isDue = entry.state === 'waiting' && entry.waitingFor === 'turn'
      if (isDue && !this.#runs.has(id) && !this.#aborted.has(id)) yield entry
    }
  }

  #ended(key: EntryKey, end: JobEnd | null): void {
    const entry = this.#entries.get(idOf(key))
    if (entry !== null && end?.kind === 'complete') this.#arrived(entry)
    // In another state it was stopped by somebody who has said what it is now.
    else if (entry?.state === 'running' && end !== null) this.#left(entry, end.kind === 'failed' ? end.error : null)
    this.#schedule()
  }

  #arrived(entry: QueueEntry): void {
    const { profileId, recordId } = entry
    this.#entries.remove(idOf(entry))
    this.#finished.add({ profileId, recordId, at: this.#parts.clock() })
    this.#tally.arrived(entry)
    this.#changed(profileId, recordId)
  }

  /** Its job has failed, or (null) was stopped by somebody else. */
  #left(entry: QueueEntry, error: AppError | null): void {
    const next = afterFailure(entry, error)
    if (error === null || next.waitingFor === 'turn') {
      this.#aborted.add(idOf(entry))
      this.#afterAbort.set()
    } else this.#tally.trouble(next, error)
    this.#put([next])
  }

  /** Not all at once: thousands may wait, and each costs its server a question. */
  #lookAgainNow(): void {
    const longestAgo = [...this.#tally.troubled()].flatMap((id) => this.#entries.get(id) ?? []).filter(waitsForRoom)
    const { atOnce } = this.#parts.settings()
    this.#lookForRoom(longestAgo.filter((entry, at) => at < atOnce || waitsForLocation(entry)))
  }

  #lookForRoom(entries: readonly QueueEntry[]): void {
    this.#put(entries.map(inTurn))
    this.#schedule()
  }

  /** Changes entries of a profile, all of them when `recordIds` is null; answers how many have changed. */
  #update(
    profileId: string,
    recordIds: readonly string[] | null,
    change: (entry: QueueEntry) => QueueEntry | null,
  ): number {
    const changed = this.#entries.chosen(profileId, recordIds).flatMap((entry) => change(entry) ?? [])
    this.#put(changed)
    return changed.length
  }

  #put(entries: readonly QueueEntry[]): void {
    for (const entry of entries) this.#entries.set(entry)
    this.#tell(entries)
  }

  /** Says once for each profile which of its entries have changed. */
  #tell(entries: readonly QueueEntry[]): void {
    for (const [profileId, [first, ...others]] of Map.groupBy(entries, (entry) => entry.profileId))
      this.#changed(profileId, others.length > 0 ? null : (first?.recordId ?? null))
  }

  #changed(profileId: string, recordId: string | null): void {
    this.#file.changed()
    this.#parts.onChange(profileId, recordId)
  }
}
