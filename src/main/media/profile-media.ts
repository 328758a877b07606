import type { AppError } from '../../shared/app-error.ts'
import type { FileFacts, MediaState } from '../../shared/media.ts'
import { Arrivals, type ArrivingParts, HANDLE_IDLE_MS } from './arrivals.ts'
import type { Job, JobEnd } from './job.ts'
import { type FileHooks, KeptFiles } from './kept-files.ts'
import { MediaFile } from './media-file.ts'
import { type KeptFile, MediaFolder, recordKey } from './media-folder.ts'
import { type MediaRequest, mediaResponse } from './media-response.ts'
import { activeState, completeState, type Queued, restingState } from './media-states.ts'
import { readPartMap } from './part-map.ts'
import { asFailure } from './retrying.ts'
import { readerOf } from './whole-file.ts'

export type { Room } from './arrivals.ts'
export type { FileChange, FileHooks } from './kept-files.ts'

export interface ProfileMediaParts extends FileHooks, ArrivingParts {
  /** The profile's folders of files: new ones go into the first, which is made when the first file comes. */
  directories: () => readonly string[]
  profileId: string
  queued: (recordId: string) => Queued | null
  onChange: (state: MediaState) => void
  /** Hides secrets in what a server says when it refuses a file. */
  mask?: (text: string) => string
  clock?: () => number
  /** How often, at most, progress is told. */
  progressMs?: number
}

const PROGRESS_MS = 200

/**
 * A profile's files on this device: answers media requests from them, and downloads what is missing, for players and
 * for the queue. What has come survives everything but its removal.
 */
export class ProfileMedia {
  readonly #parts: ProfileMediaParts
  readonly #clock: () => number
  readonly #folder: MediaFolder
  readonly #kept: KeptFiles
  readonly #arrivals: Arrivals
  readonly #told = new Map<string, number>()
  #closed = false

  constructor(parts: ProfileMediaParts) {
    this.#parts = parts
    this.#clock = parts.clock ?? Date.now
    this.#folder = new MediaFolder(parts.directories)
    const { handleIdleMs = HANDLE_IDLE_MS } = parts
    const base = { folder: this.#folder, clock: this.#clock }
    this.#kept = new KeptFiles({ ...parts, ...base, handleIdleMs })
    this.#arrivals = new Arrivals({
      ...parts,
      ...base,
      kept: this.#kept,
      isQueued: (recordId) => parts.queued(recordId) !== null,
      shown: ({ error }) => this.#shown(error),
      onProgress: (recordId) => this.#tellSometimes(recordId),
      onChange: (recordId) => this.tell(recordId),
    })
  }

  /** How many files are on their way. */
  get downloads(): number {
    return this.#arrivals.size
  }

  /** How much of a recording's file is here. */
  async state(recordId: string): Promise<MediaState> {
    const { profileId, queued } = this.#parts
    const kept = await this.#kept.find(recordId)
    const active = this.#arrivals.active(recordId)
    if (active !== null) return this.#masked(activeState(profileId, recordId, active))
    if (kept !== null) return completeState(profileId, recordId, kept)
    const left = await this.#arrivals.left(recordId)
    return this.#masked(restingState(profileId, recordId, left, queued(recordId), this.#arrivals.failure(recordId)))
  }

  /** Says how a recording stands now: it may stand otherwise in the queue. Never fails. */
  async tell(recordId: string): Promise<void> {
    if (this.#closed) return
    this.#told.set(recordId, performance.now())
    try {
      const state = await this.state(recordId)
      if (!this.#closed) this.#parts.onChange(state)
    } catch (error) {
      // It is told again with the next change.
      console.error('How a recording stands could not be said:', error)
    }
  }

  /**
   * Answers a GET or HEAD for a recording's file; what of it is not here begins to download. Fails as the download does
   * while nothing is here, and goes on failing so until `retry`, or until nobody has asked for some seconds.
   */
  async respond(recordId: string, request: MediaRequest): Promise<Response> {
    return mediaResponse(request, await this.#file(recordId))
  }

  /** Downloads a recording whose download has failed once more. */
  async retry(recordId: string): Promise<MediaState> {
    this.#arrivals.forgetFailure(recordId)
    if ((await this.#kept.find(recordId)) === null) await this.#arrivals.start(recordId)
    return await this.state(recordId)
  }

  /**
   * Brings a recording's whole file here: to stay, or (`stays: false`) as one that was watched. Joins whoever watches it;
   * stopping it leaves it to others who want it.
   */
  fetch(recordId: string, { stays = true }: { stays?: boolean } = {}): Job {
    const stop = new AbortController()
    const ended = this.#bring(recordId, stays, stop.signal).catch((error: unknown): JobEnd => {
      const failure = asFailure(error)
      return failure.error.code === 'aborted'
        ? { kind: 'stopped' }
        : { kind: 'failed', error: this.#shown(failure.error) }
    })
    return { ended, stop: () => stop.abort() }
  }

  /** The server answers again: what waits for its next attempt need not. */
  tryNow(): void {
    this.#arrivals.tryNow()
  }

  /** The complete files. */
  async files(): Promise<KeptFile[]> {
    return await this.#kept.all()
  }

  /** A folder that was not there has come back: what is in it is known from now on. */
  async lookAgain(): Promise<void> {
    await this.#kept.lookAgain()
  }

  /** A recording's complete file, if it is still what it was; null: it is not here. */
  async file(recordId: string): Promise<KeptFile | null> {
    return await this.#kept.find(recordId)
  }

  /** What a complete file says of itself; null: it is not here, or says nothing. Fails with `timeout`, `disk`. */
  async look(recordId: string): Promise<FileFacts | null> {
    const file = await this.#kept.find(recordId)
    if (file === null) return null
    const { path, startedAt, bytes } = file
    const look = MediaFile.complete({ path, startedAt, bytes })
    try {
      const probed = await this.#parts.prober.probe(readerOf(look), bytes)
      return probed.kind === 'media' ? probed.facts : null
    } finally {
      await look.close()
    }
  }

  /** Marks a complete file as one that stays. False: it is not (all) here. Fails with `disk`. */
  async keep(recordId: string): Promise<boolean> {
    const file = await this.#kept.find(recordId)
    if (file === null) return false
    await this.#kept.keep(file)
    await this.tell(recordId)
    return true
  }

  /**
   * Puts a complete file out of sight, to be brought back or dropped; answers its bytes, null when there is none. Fails
   * with `disk`.
   */
  async setAside(recordId: string): Promise<number | null> {
    const file = await this.#kept.find(recordId)
    if (file === null) return null
    await this.#kept.setAside(file, recordId)
    await this.tell(recordId)
    return file.bytes
  }

  /** Undoes `setAside`. Fails with `disk`. */
  async bringBack(recordId: string): Promise<void> {
    await this.#kept.bringBack(recordId)
    await this.tell(recordId)
  }

  /** What was set aside goes for good. */
  async dropAside(recordId: string): Promise<void> {
    await this.#kept.dropAside(recordId)
  }

  /** Throws away what is here of a file that is not whole. False: it is on its way, or being read. */
  async dropPart(recordId: string): Promise<boolean> {
    this.#arrivals.forgetFailure(recordId)
    if (this.#arrivals.isBusy(recordId)) return false
    const holding = await this.#arrivals.holding(recordId)
    if (this.#arrivals.isBusy(recordId) || (holding.growing?.file.readers ?? 0) > 0) return false
    await holding.drop()
    await this.tell(recordId)
    return true
  }

  /** Removes a file, or a part of one, that nobody has asked to keep, reads, or fetches. False: it stays. */
  async evict(key: string): Promise<boolean> {
    const files = await this.#kept.all()
    if (files.some((file) => file.key === key)) return await this.#evictKept(key)
    const part = await this.#folder.part(key)
    if (part === null) return false
    // Nothing goes of which it cannot be said whose it is.
    const map = await readPartMap(part.map).catch(() => 'unknown' as const)
    if (map === 'unknown') return false
    if (map !== null && recordKey(map.recordId) === key) {
      return this.#parts.queued(map.recordId) === null && (await this.dropPart(map.recordId))
    }
    await this.#folder.removePart(part)
    return true
  }

  /** Whoever was told that a file is here is told that it is gone. */
  async #evictKept(key: string): Promise<boolean> {
    const isGone = await this.#kept.evict(key)
    const recordId = isGone ? [...this.#told.keys()].find((told) => recordKey(told) === key) : undefined
    if (recordId !== undefined) await this.tell(recordId)
    return isGone
  }

  /** A file is being moved to another folder; null: it is being written now. `done` hears where it is then. */
  async letGo(path: string): Promise<{ done: (newPath: string | null) => Promise<void> } | null> {
    const complete = await this.#kept.relocate(path)
    if (complete !== null) return complete
    return await this.#arrivals.letGo(path)
  }

  /** What was kept (`facts`) about the recording of a file, by the file's key; null when there is nothing to be read. */
  async facts(key: string): Promise<unknown | null> {
    return await this.#folder.facts(key)
  }

  /** Stops every download and lets go of every file; readers fail. What has come is saved. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#arrivals.close()
    await this.#kept.close()
  }

  async #bring(recordId: string, stays: boolean, stop: AbortSignal): Promise<JobEnd> {
    const file = await this.#kept.find(recordId)
    if (file !== null) return { kind: 'complete', bytes: (stays ? await this.#kept.keep(file) : file).bytes }
    let active = await this.#arrivals.start(recordId)
    // Somebody else who had asked for it may have stopped it meanwhile.
    while (active.download.isStopped && !stop.aborted) active = await this.#arrivals.start(recordId)
    const want = { stays }
    const { promise: left, resolve: leave } = Promise.withResolvers<JobEnd>()
    const end = (): void => {
      active.wants.delete(want)
      // Who stops it need not wait for those who go on.
      if (active.isWanted) leave({ kind: 'stopped' })
      else active.download.stop()
    }
    if (stop.aborted) {
      end()
      return { kind: 'stopped' }
    }
    active.wants.add(want)
    stop.addEventListener('abort', end)
    void this.tell(recordId)
    const ended = await Promise.race([active.ended, left])
    return stays ? await this.#stays(recordId, ended) : ended
  }

  /** Who asked for it may have come when it got its name already. */
  async #stays(recordId: string, end: JobEnd): Promise<JobEnd> {
    const file = end.kind === 'complete' ? await this.#kept.find(recordId) : null
    if (file !== null) await this.#kept.keep(file)
    return end
  }

  async #file(recordId: string): Promise<MediaFile> {
    const kept = await this.#kept.find(recordId)
    if (kept !== null) return this.#kept.open(kept)
    const { growing } = await this.#arrivals.holding(recordId)
    const failure = this.#arrivals.recentFailure(recordId)
    // What is here can be played while the rest does not come.
    if (failure !== null && growing !== null) return growing.file
    if (failure !== null) throw failure
    const active = await this.#arrivals.start(recordId)
    active.asked()
    return await active.file
  }

  #tellSometimes(recordId: string): void {
    const last = this.#told.get(recordId) ?? Number.NEGATIVE_INFINITY
    if (performance.now() - last >= (this.#parts.progressMs ?? PROGRESS_MS)) void this.tell(recordId)
  }

  #masked(state: MediaState): MediaState {
    return state.error === null ? state : { ...state, error: this.#shown(state.error) }
  }

  #shown(error: AppError): AppError {
    const { mask = (text) => text } = this.#parts
    return { ...error, raw: error.raw === null ? null : mask(error.raw) }
  }
}
