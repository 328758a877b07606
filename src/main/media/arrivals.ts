import { type AppError, AppFailure } from '../../shared/app-error.ts'
import type { FileFacts } from '../../shared/media.ts'
import type { Reservation } from '../downloads/storage-reservations.ts'
import type { HttpClient } from '../plugnmeet/http.ts'
import { ActiveDownload } from './active-download.ts'
import { Download, type MediaSource } from './download.ts'
import { EarlyLook } from './early-look.ts'
import type { Holding } from './holding.ts'
import { closed, Holdings } from './holdings.ts'
import type { JobEnd } from './job.ts'
import type { KeptFiles } from './kept-files.ts'
import type { KeptFile, MediaFolder } from './media-folder.ts'
import type { LeftBytes } from './media-states.ts'
import type { Prober } from './probe.ts'
import { asFailure, backoffMs } from './retrying.ts'
import type { LineShare } from './steering.ts'
import { checkWhole } from './whole-file.ts'

/** Who gives files their room. */
export interface Room {
  /** Fails with `disk-full`, `storage-limit`, `location-missing`. */
  admit(bytes: number, why: 'keep' | 'watch'): Promise<Reservation>
  /** Something that was watched is complete at this path. */
  makeRoom(path: string): Promise<void>
}

export interface ArrivingParts {
  source: MediaSource
  http: HttpClient
  room: Room
  /** A place on the line, for as long as a download runs. */
  openShare: (watched: () => boolean) => LineShare & { close(): void }
  prober: Pick<Prober, 'probe'>
  /** What a file says of itself; `whole`: all of it is here. */
  onFileFacts: (recordId: string, facts: FileFacts | null, whole: boolean) => void
  /** How long a server may send nothing in the middle of a file. 30 s unless told. */
  stallMs?: number
  /** How often what has come is brought to disk. 2 s unless told. */
  saveMs?: number
  backoffMs?: (failures: number) => number
  /** How long a file stays open after its last reader. */
  handleIdleMs?: number
  /** How long what is only watched goes on coming when nobody reads it. A minute unless told. */
  idleMs?: number
}

export interface ArrivalsParts extends ArrivingParts {
  folder: MediaFolder
  kept: KeptFiles
  clock: () => number
  /** The queue has it: it is to stay once it is here. */
  isQueued: (recordId: string) => boolean
  /** Hides secrets. */
  shown: (failure: AppFailure) => AppError
  /** Told with all that comes. */
  onProgress: (recordId: string) => void
  /** A download begins or has ended, or waits. */
  onChange: (recordId: string) => Promise<void>
}

interface Failure {
  error: AppError
  /** When somebody last asked for the file, by the clock. */
  askedAt: number
}

const STALL_MS = 30_000
const SAVE_MS = 2000
export const HANDLE_IDLE_MS = 5000
const IDLE_MS = 60_000
/** A media element asks again by itself for some seconds; whoever asks after such a pause opens the recording anew. */
const FAILURE_PAUSE_MS = 5000

/** The recordings of a profile that are on their way, and what is here of them. */
export class Arrivals {
  readonly #parts: ArrivalsParts
  readonly #active = new Map<string, ActiveDownload>()
  readonly #starting = new Map<string, Promise<ActiveDownload>>()
  readonly #holdings: Holdings
  readonly #failures = new Map<string, Failure>()
  readonly #closing = new AbortController()

  constructor(parts: ArrivalsParts) {
    this.#parts = parts
    const { folder, kept, clock, handleIdleMs = HANDLE_IDLE_MS } = parts
    this.#holdings = new Holdings({
      folder,
      kept,
      clock,
      handleIdleMs,
      signal: this.#closing.signal,
      isBusy: (recordId) => this.isBusy(recordId),
      onRelease: (recordId) => this.#active.get(recordId)?.asked(),
    })
  }

  /** How many are on their way. */
  get size(): number {
    return this.#active.size + this.#starting.size
  }

  active(recordId: string): ActiveDownload | null {
    return this.#active.get(recordId) ?? null
  }

  isBusy(recordId: string): boolean {
    return this.#active.has(recordId) || this.#starting.has(recordId)
  }

  /** What the last attempt has failed with; null: it did not. */
  failure(recordId: string): AppError | null {
    return this.#failures.get(recordId)?.error ?? null
  }

  forgetFailure(recordId: string): void {
    this.#failures.delete(recordId)
  }

  /** The same for somebody who asks for the file now: after a while nobody has asked, it is tried again. */
  recentFailure(recordId: string): AppFailure | null {
    const failure = this.#failures.get(recordId)
    // What has no room to stay can be watched all the same.
    if (failure === undefined || failure.error.code === 'storage-limit') return null
    const now = this.#parts.clock()
    if (now - failure.askedAt > FAILURE_PAUSE_MS) {
      this.#failures.delete(recordId)
      return null
    }
    failure.askedAt = now
    const { code, message, host, raw } = failure.error
    return new AppFailure(code, message, { host, raw })
  }

  /** What is here of a file that is not whole, ready to be read and written. Fails with `disk`. */
  holding(recordId: string): Promise<Holding> {
    return this.#holdings.get(recordId)
  }

  /** What is here of a file that is not whole, without looking whether it still is what it was. */
  left(recordId: string): Promise<LeftBytes | null> {
    return this.#holdings.left(recordId)
  }

  /** The one download of a recording; it begins if there is none. Fails with `aborted`, `disk`. */
  async start(recordId: string): Promise<ActiveDownload> {
    const running = this.#active.get(recordId)
    // One that was told to stop brings nothing any more.
    if (running?.download.isStopped === true) await running.ended
    const begun = this.#active.get(recordId) ?? this.#starting.get(recordId)
    if (begun !== undefined) return await begun
    const starting = this.#begin(recordId).finally(() => this.#starting.delete(recordId))
    this.#starting.set(recordId, starting)
    return await starting
  }

  /** The server answers again: what waits for its next attempt need not. */
  tryNow(): void {
    for (const { download } of this.#active.values()) download.tryNow()
  }

  /** Lets go of a part file, so that it can be moved, until `done`. Null: it is being written or read. */
  letGo(partPath: string): Promise<{ done: () => Promise<void> } | null> {
    return this.#holdings.letGo(partPath)
  }

  /** Stops every download; readers fail. What has come is saved. */
  async close(): Promise<void> {
    this.#closing.abort()
    await Promise.allSettled(this.#starting.values())
    const running = [...this.#active.values()]
    for (const { download } of running) download.stop()
    await Promise.all(running.map(({ ended }) => ended))
    await this.#holdings.close()
  }

  async #begin(recordId: string): Promise<ActiveDownload> {
    const holding = await this.holding(recordId)
    if (this.#closing.signal.aborted) throw closed()
    const { source, http, openShare, prober, room, onFileFacts, clock } = this.#parts
    const share = openShare(() => active.idleSince === null)
    const look = new EarlyLook(prober, (facts) => onFileFacts(recordId, facts, false))
    const whole: { facts: FileFacts | null } = { facts: null }
    const download = new Download({
      recordId,
      holding,
      source,
      http,
      share,
      isWanted: () => active.isWanted,
      admit: (bytes) => room.admit(bytes, active.stays ? 'keep' : 'watch'),
      check: async (growing) => {
        whole.facts = await checkWhole(growing, prober, await look.found(growing.file))
      },
      clock,
      stallMs: this.#parts.stallMs ?? STALL_MS,
      saveMs: this.#parts.saveMs ?? SAVE_MS,
      backoffMs: this.#parts.backoffMs ?? backoffMs,
      onProgress: () => {
        active.progressed()
        if (holding.growing !== null) look.look(holding.growing.file)
        this.#parts.onProgress(recordId)
      },
      onWait: () => void this.#parts.onChange(recordId),
    })
    const active = new ActiveDownload({ holding, download, clock })
    this.#active.set(recordId, active)
    this.#failures.delete(recordId)
    void this.#run(recordId, active, whole).finally(() => share.close())
    return active
  }

  async #run(recordId: string, active: ActiveDownload, whole: { facts: FileFacts | null }): Promise<void> {
    const { onFileFacts, room, onChange, idleMs = IDLE_MS } = this.#parts
    const idle = setInterval(() => this.#stopIdle(active, idleMs), idleMs / 4)
    void onChange(recordId)
    try {
      await active.download.run()
      const file = await this.#finish(recordId, active)
      this.#over(recordId, active, { kind: 'complete', bytes: file.bytes }, null)
      onFileFacts(recordId, whole.facts, true)
      if (!file.kept) await room.makeRoom(file.path).catch(sayLater)
    } catch (error) {
      const failure = asFailure(error)
      const { isStopped } = active.download
      this.#over(
        recordId,
        active,
        isStopped ? { kind: 'stopped' } : { kind: 'failed', error: this.#parts.shown(failure) },
        failure,
      )
    } finally {
      clearInterval(idle)
      await onChange(recordId)
    }
  }

  async #finish(recordId: string, { holding, stays }: ActiveDownload): Promise<KeptFile> {
    const kept = stays || this.#parts.isQueued(recordId)
    return await this.#parts.kept.add(recordId, { ...(await holding.finish(kept)), kept })
  }

  #over(recordId: string, active: ActiveDownload, end: JobEnd, failure: AppFailure | null): void {
    this.#active.delete(recordId)
    if (end.kind === 'failed' && failure !== null) {
      // Readers of what was stopped wait: somebody may go on. Those of what has failed hear it.
      active.holding.growing?.file.fail(failure)
      this.#failures.set(recordId, { error: end.error, askedAt: this.#parts.clock() })
    }
    active.over(end, failure)
  }

  #stopIdle({ isWanted, idleSince, download }: ActiveDownload, idleMs: number): void {
    if (!isWanted && idleSince !== null && this.#parts.clock() - idleSince >= idleMs) download.stop()
  }
}

/** It is here all the same; room is made with the next one. */
const sayLater = (error: unknown): void => console.error('No room could be made for what was watched:', error)
