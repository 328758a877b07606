import { type AppError, AppFailure } from '../../shared/app-error.ts'
import type { MediaState } from '../../shared/media.ts'
import type { HttpClient } from '../plugnmeet/http.ts'
import { Download, type MediaSource } from './download.ts'
import { DownloadPlaces } from './download-places.ts'
import { type FileHooks, KeptFiles } from './kept-files.ts'
import type { MediaFile } from './media-file.ts'
import { type KeptFile, MediaFolder } from './media-folder.ts'
import { type MediaRequest, mediaResponse } from './media-response.ts'

export type { FileChange, FileHooks } from './kept-files.ts'

export interface MediaCacheParts extends FileHooks {
  /** The profile's folder of files; made when the first file comes. */
  directory: string
  profileId: string
  source: MediaSource
  http: HttpClient
  onChange: (state: MediaState) => void
  /** Hides secrets in what a server says when it refuses a file. */
  mask?: (text: string) => string
  clock?: () => number
  /** How much all complete files may take; those played longest ago go first. 10 GB unless told. */
  maxBytes?: number
  /** How long a server may send nothing in the middle of a file. 30 s unless told. */
  stallMs?: number
  /** How long a file stays open after its last reader. */
  handleIdleMs?: number
  /** How often, at most, progress is told. */
  progressMs?: number
}

interface Failure {
  error: AppError
  bytesDone: number
  bytesTotal: number | null
  /** When somebody last asked for the file, by the clock. */
  askedAt: number
}

const MAX_BYTES = 10_000_000_000
const STALL_MS = 30_000
const PROGRESS_MS = 200
const HANDLE_IDLE_MS = 5000
const PLACES = 2
const YIELD_AFTER_MS = 2000
/** A media element asks again by itself for some seconds; whoever asks after such a pause opens the recording anew. */
const FAILURE_PAUSE_MS = 5000

/**
 * A profile's files on this device: answers media requests from them, and downloads what is missing while it plays.
 * Files survive a restart; what was not complete does not.
 */
export class MediaCache {
  readonly #parts: MediaCacheParts
  readonly #clock: () => number
  readonly #folder: MediaFolder
  readonly #kept: KeptFiles
  readonly #places: DownloadPlaces
  readonly #downloads = new Map<string, Download>()
  readonly #failures = new Map<string, Failure>()
  readonly #told = new Map<string, number>()
  readonly #runs = new Set<Promise<void>>()
  #lastStart = 0
  #closed = false

  constructor(parts: MediaCacheParts) {
    this.#parts = parts
    this.#clock = parts.clock ?? Date.now
    this.#folder = new MediaFolder(parts.directory)
    const { maxBytes = MAX_BYTES, handleIdleMs = HANDLE_IDLE_MS } = parts
    this.#kept = new KeptFiles({ ...parts, folder: this.#folder, clock: this.#clock, maxBytes, handleIdleMs })
    this.#places = new DownloadPlaces({
      places: PLACES,
      yieldAfterMs: YIELD_AFTER_MS,
      clock: this.#clock,
      start: (download) => {
        const run = this.#run(download).finally(() => this.#runs.delete(run))
        this.#runs.add(run)
      },
    })
  }

  /** How much of a recording's file is here. */
  async state(recordId: string): Promise<MediaState> {
    const kept = await this.#kept.find(recordId)
    return this.#stateNow(recordId, kept)
  }

  /**
   * Answers a GET or HEAD for a recording's file; one that is not here begins to download. Fails as the download does
   * before its first byte, and goes on failing so until `retry`, or until nobody has asked for some seconds.
   */
  async respond(recordId: string, request: MediaRequest): Promise<Response> {
    return mediaResponse(request, await this.#file(recordId))
  }

  /** Downloads a recording whose download has failed once more. */
  async retry(recordId: string): Promise<MediaState> {
    this.#failures.delete(recordId)
    const kept = await this.#kept.find(recordId)
    if (kept === null) this.#download(recordId)
    return this.#stateNow(recordId, kept)
  }

  /** How many files are on their way. */
  get downloads(): number {
    return this.#downloads.size
  }

  /** The complete files. */
  async files(): Promise<KeptFile[]> {
    return await this.#kept.all()
  }

  /** What was kept (`facts`) about the recording of a file, by the file's key; null when there is nothing to be read. */
  async facts(key: string): Promise<unknown | null> {
    return await this.#folder.facts(key)
  }

  /** Stops every download and lets go of every file; readers fail. */
  async close(): Promise<void> {
    this.#closed = true
    for (const download of this.#downloads.values()) download.stop()
    await Promise.all(this.#runs)
    await this.#kept.close()
  }

  async #file(recordId: string): Promise<MediaFile> {
    const kept = await this.#kept.find(recordId)
    if (kept !== null) return this.#kept.open(kept)
    this.#throwFailure(recordId)
    const download = this.#download(recordId)
    // Somebody wants it now: it comes before those that nobody reads from.
    this.#places.ask(download)
    return download.started
  }

  #throwFailure(recordId: string): void {
    const failure = this.#failures.get(recordId)
    if (failure === undefined) return
    const now = this.#clock()
    if (now - failure.askedAt > FAILURE_PAUSE_MS) {
      this.#failures.delete(recordId)
      return
    }
    failure.askedAt = now
    const { code, message, host, raw } = failure.error
    throw new AppFailure(code, message, { host, raw })
  }

  #download(recordId: string): Download {
    if (this.#closed) throw new AppFailure('aborted', 'the profile has been closed')
    const running = this.#downloads.get(recordId)
    if (running !== undefined) return running
    const download = new Download({
      recordId,
      startedAt: this.#nextStart(),
      folder: this.#folder,
      source: this.#parts.source,
      http: this.#parts.http,
      clock: this.#clock,
      stallMs: this.#parts.stallMs ?? STALL_MS,
      handleIdleMs: this.#parts.handleIdleMs ?? HANDLE_IDLE_MS,
      onProgress: () => this.#tellSometimes(recordId),
    })
    this.#downloads.set(recordId, download)
    this.#places.ask(download)
    return download
  }

  async #run(download: Download): Promise<void> {
    const { recordId } = download
    this.#tell(recordId, null)
    try {
      const { file, path, bytes } = await download.run()
      const kept = await this.#kept.add(recordId, file, { path, bytes })
      this.#downloads.delete(recordId)
      this.#tell(recordId, kept)
      await this.#kept.makeRoom(kept)
    } catch (error) {
      this.#downloads.delete(recordId)
      this.#fail(download, error)
    } finally {
      this.#places.leave(download)
    }
  }

  #fail({ recordId, bytesDone, bytesTotal }: Download, error: unknown): void {
    const failure = error instanceof AppFailure ? error.error : new AppFailure('internal', String(error)).error
    // A download that was stopped has not failed: the next one who asks starts it again.
    if (failure.code !== 'aborted') {
      const { mask = (text) => text } = this.#parts
      const shown = { ...failure, raw: failure.raw === null ? null : mask(failure.raw) }
      this.#failures.set(recordId, { error: shown, bytesDone, bytesTotal, askedAt: this.#clock() })
    }
    this.#tell(recordId, null)
  }

  /** Two downloads of a recording never have the same time: it is in their files' names and validators. */
  #nextStart(): number {
    this.#lastStart = Math.max(this.#clock(), this.#lastStart + 1)
    return this.#lastStart
  }

  #tellSometimes(recordId: string): void {
    const last = this.#told.get(recordId) ?? Number.NEGATIVE_INFINITY
    if (this.#clock() - last >= (this.#parts.progressMs ?? PROGRESS_MS)) this.#tell(recordId, null)
  }

  #tell(recordId: string, kept: KeptFile | null): void {
    if (this.#closed) return
    const state = this.#stateNow(recordId, kept)
    if (state.status === 'downloading') this.#told.set(recordId, this.#clock())
    else this.#told.delete(recordId)
    this.#parts.onChange(state)
  }

  #stateNow(recordId: string, kept: KeptFile | null): MediaState {
    const about = { profileId: this.#parts.profileId, recordId, bytesPerSecond: null, error: null }
    if (kept !== null) return { ...about, status: 'complete', bytesDone: kept.bytes, bytesTotal: kept.bytes }
    const download = this.#downloads.get(recordId)
    if (download !== undefined) {
      const { bytesDone, bytesTotal, bytesPerSecond } = download
      return { ...about, status: 'downloading', bytesDone, bytesTotal, bytesPerSecond }
    }
    const failure = this.#failures.get(recordId)
    if (failure === undefined) return { ...about, status: 'absent', bytesDone: 0, bytesTotal: null }
    const { error, bytesDone, bytesTotal } = failure
    return { ...about, status: 'failed', bytesDone, bytesTotal, error }
  }
}
