import { AppFailure } from '../../shared/app-error.ts'
import type { HttpClient } from '../plugnmeet/http.ts'
import { MediaFile } from './media-file.ts'
import { type MediaFolder, recordKey } from './media-folder.ts'
import { onDisk } from './part-writer.ts'
import { SpeedMeter } from './speed-meter.ts'
import { transfer } from './transfer.ts'

/** Where a recording's file comes from: each attempt asks for a fresh address, since they expire. */
export interface MediaSource {
  downloadUrl(recordId: string, signal: AbortSignal): Promise<URL>
}

export interface DownloadParts {
  recordId: string
  /** In ms since the epoch; different for every download of a recording. */
  startedAt: number
  folder: MediaFolder
  source: MediaSource
  http: HttpClient
  clock: () => number
  stallMs: number
  handleIdleMs: number
  onProgress: () => void
}

/** One attempt to download a recording, shared by everybody who wants to play it. */
export class Download {
  readonly recordId: string
  readonly startedAt: number
  readonly #parts: DownloadParts
  readonly #started = Promise.withResolvers<MediaFile>()
  readonly #abort = new AbortController()
  readonly #meter: SpeedMeter
  #file: MediaFile | null = null
  #askedAt: number

  constructor(parts: DownloadParts) {
    this.recordId = parts.recordId
    this.startedAt = parts.startedAt
    this.#parts = parts
    this.#meter = new SpeedMeter(parts.clock)
    this.#askedAt = parts.clock()
    // It may fail before anybody waits for it.
    this.#started.promise.catch(() => {})
  }

  /** The growing file, once its first bytes have come; fails as the download does. */
  get started(): Promise<MediaFile> {
    return this.#started.promise
  }

  get bytesDone(): number {
    return this.#file?.available ?? 0
  }

  get bytesTotal(): number | null {
    return this.#file?.total ?? null
  }

  get bytesPerSecond(): number | null {
    return this.#meter.speed(this.bytesDone)
  }

  /** Since when nobody has been reading, by the clock; null while somebody is. */
  get idleSince(): number | null {
    return (this.#file?.readers ?? 0) > 0 ? null : this.#askedAt
  }

  /** Somebody has asked for it (again). */
  asked(): void {
    this.#askedAt = this.#parts.clock()
  }

  /** Downloads the whole file and answers it; fails with the AppFailure that its readers get, too. */
  async run(): Promise<{ file: MediaFile; path: string; bytes: number }> {
    try {
      return await this.#run()
    } catch (error) {
      const failure = asFailure(error)
      this.#started.reject(failure)
      this.#file?.fail(failure)
      throw failure
    }
  }

  /** Ends it before its time: `run` and its readers fail with `aborted`. */
  stop(): void {
    this.#abort.abort()
    this.#started.reject(new AppFailure('aborted', 'the download was stopped'))
  }

  async #run(): Promise<{ file: MediaFile; path: string; bytes: number }> {
    const { folder, source, http, stallMs } = this.#parts
    const { signal } = this.#abort
    const key = recordKey(this.recordId)
    const partPath = folder.partPath(key, this.startedAt)
    signal.throwIfAborted()
    await onDisk(() => folder.ensure())
    const url = await source.downloadUrl(this.recordId, signal)
    signal.throwIfAborted()
    const { path, bytes } = await transfer({
      url,
      http,
      signal,
      partPath,
      finalPath: (length) => folder.keptPath(key, this.startedAt, length),
      stallMs,
      onStart: (total) => this.#begin(partPath, total),
      onWritten: (length) => this.#grow(length),
    })
    const file = await this.started
    file.finish(path)
    return { file, path, bytes }
  }

  #begin(path: string, total: number | null): void {
    const { startedAt } = this
    const file = new MediaFile({ path, startedAt, available: 0, total, idleMs: this.#parts.handleIdleMs })
    file.onRelease(() => this.asked())
    this.#file = file
    this.#meter.note(0)
    this.#started.resolve(file)
    this.#parts.onProgress()
  }

  #grow(bytes: number): void {
    this.#file?.grow(bytes)
    this.#meter.note(bytes)
    this.#parts.onProgress()
  }
}

function asFailure(error: unknown): AppFailure {
  if (error instanceof AppFailure) return error
  if (error instanceof DOMException && error.name === 'AbortError') {
    return new AppFailure('aborted', 'the download was stopped', { cause: error })
  }
  return new AppFailure('internal', 'the download failed for an unexpected reason', { cause: error })
}
