import { AppFailure } from '../../shared/app-error.ts'
import type { ExportState } from '../../shared/download.ts'
import type { RecordingFacts } from '../../shared/recording.ts'
import type { Job } from '../media/job.ts'
import { companionsOf } from './companions.ts'
import { DEFAULT_ENDING, endingOf } from './ending.ts'
import { exportName } from './names.ts'
import { orAborted, throwIfStopped } from './or-aborted.ts'
import { type Place, sweepTemporaries, writeRecording } from './write-recording.ts'

export interface ExportRequest {
  profileId: string
  recordIds: readonly string[]
  template: string
  subtitles: boolean
  metadata: boolean
}

interface FileHere {
  path: string
  bytes: number
}

/** What an export uses of a profile. */
export interface ExportSession {
  /** Null: nobody knows this recording (any more). */
  facts(recordId: string): RecordingFacts | null
  /** Makes sure that the file is here: downloads it if needed. */
  fetch(recordId: string): Job
  /** Null: it is not wholly here. */
  file(recordId: string): Promise<FileHere | null>
  webVtt(recordId: string, language: string): Promise<string>
}

export interface ExportRunParts {
  exportId: string
  request: ExportRequest
  /** A file for a single recording, else a folder. */
  target: { kind: 'file'; path: string; folder: string } | { kind: 'folder'; folder: string }
  use: <T>(profileId: string, work: (session: ExportSession) => Promise<T>) => Promise<T>
  /** In bytes, of a folder's disk; null: it does not say. */
  freeBytes: (folder: string) => Promise<number | null>
  clock: () => number
  /** May come often. */
  onChange: () => void
}

/** One export, from its first recording to its end. What is whole in the folder stays, whatever comes later. */
export class ExportRun {
  readonly #parts: ExportRunParts
  readonly #stop = new AbortController()
  /** Bytes of each recording that is not exported yet, as far as known. */
  readonly #sizes = new Map<string, number>()
  #state: ExportState

  constructor(parts: ExportRunParts) {
    this.#parts = parts
    const { exportId, request, target } = parts
    this.#state = {
      exportId,
      profileId: request.profileId,
      status: 'running',
      recordings: request.recordIds.length,
      recordingsDone: 0,
      bytesDone: 0,
      bytesTotal: 0,
      current: null,
      folder: target.folder,
      files: [],
      withoutSubtitles: 0,
      error: null,
    }
  }

  get state(): ExportState {
    return this.#state
  }

  stop(): void {
    this.#stop.abort()
  }

  /** Waits for its turn, which never rejects. Never rejects itself: how it ended is in the state. */
  async run(turn: Promise<unknown>): Promise<void> {
    const { request, target, use, clock } = this.#parts
    try {
      await orAborted(turn, this.#stop.signal)
      await sweepTemporaries(target.folder, clock())
      await use(request.profileId, async (session) => {
        for (const recordId of request.recordIds) await this.#measure(session, recordId)
        for (const recordId of request.recordIds) await this.#export(session, recordId)
      })
      this.#change({ status: 'done', current: null })
    } catch (cause) {
      if (this.#stop.signal.aborted) this.#change({ status: 'stopped', current: null })
      else this.#change({ status: 'failed', current: null, error: asFailure(cause).error })
    }
  }

  async #measure(session: ExportSession, recordId: string): Promise<void> {
    const file = await session.file(recordId)
    this.#setSize(recordId, file?.bytes ?? session.facts(recordId)?.sizeBytes ?? 0)
  }

  async #export(session: ExportSession, recordId: string): Promise<void> {
    throwIfStopped(this.#stop.signal)
    const facts = session.facts(recordId)
    if (facts === null) throw new AppFailure('not-found', 'a recording that was to be exported is not known any more')
    this.#change({ current: facts.title ?? facts.roomTitle ?? facts.roomId })
    const from = (await session.file(recordId)) ?? (await this.#fetch(session, recordId))
    this.#setSize(recordId, from.bytes)
    const { bytesDone } = this.#state
    const { signal } = this.#stop
    const path = await writeRecording({
      from,
      place: await this.#placeOf(facts, from),
      signal,
      checkRoom: () => this.#checkRoom(),
      onBytes: (bytes) => this.#change({ bytesDone: bytesDone + bytes }),
      companions: () => this.#companions(session, facts, from),
    })
    this.#sizes.delete(recordId)
    const { files, recordingsDone } = this.#state
    this.#change({ files: [...files, path], recordingsDone: recordingsDone + 1, bytesDone: bytesDone + from.bytes })
  }

  async #placeOf(facts: RecordingFacts, file: FileHere): Promise<Place> {
    const { target, request } = this.#parts
    if (target.kind === 'file') return target
    return { ...target, name: exportName(request.template, facts), ending: await endingOrDefault(file) }
  }

  async #companions(session: ExportSession, facts: RecordingFacts, { bytes }: FileHere) {
    const { subtitles, metadata } = this.#parts.request
    const { companions, missing } = await companionsOf({
      facts,
      bytes,
      subtitles,
      metadata,
      webVtt: (language) => session.webVtt(facts.recordId, language),
      signal: this.#stop.signal,
    })
    if (missing > 0) this.#change({ withoutSubtitles: this.#state.withoutSubtitles + missing })
    return companions
  }

  /** Downloads a file that is not here. A stop ends the download, too. */
  async #fetch(session: ExportSession, recordId: string): Promise<FileHere> {
    const job = session.fetch(recordId)
    const end = await orAborted(job.ended, this.#stop.signal).catch(async (cause: unknown) => {
      job.stop()
      await job.ended
      throw cause
    })
    if (end.kind === 'failed') throw new AppFailure(end.error.code, end.error.message, end.error)
    const file = end.kind === 'complete' ? await session.file(recordId) : null
    if (file === null) throw new AppFailure('aborted', 'the download that the export waited for was stopped')
    return file
  }

  /** For everything that is still to come, so that it fails now and not after hours. */
  async #checkRoom(): Promise<void> {
    const { freeBytes, target } = this.#parts
    const free = await freeBytes(target.folder)
    const needed = this.#state.bytesTotal - this.#state.bytesDone
    if (free === null || free >= needed) return
    const raw = `${needed} bytes are needed, ${free} are free`
    throw new AppFailure('disk-full', 'there is no room on the disk for what is to be exported', { raw })
  }

  #setSize(recordId: string, bytes: number): void {
    const bytesTotal = this.#state.bytesTotal - (this.#sizes.get(recordId) ?? 0) + bytes
    this.#sizes.set(recordId, bytes)
    this.#change({ bytesTotal })
  }

  #change(changes: Partial<ExportState>): void {
    this.#state = { ...this.#state, ...changes }
    this.#parts.onChange()
  }
}

/** A file that cannot be read fails with its own words when it is copied. */
export const endingOrDefault = (file: FileHere | null): Promise<string> =>
  file === null ? Promise.resolve(DEFAULT_ENDING) : endingOf(file.path).catch(() => DEFAULT_ENDING)

const asFailure = (cause: unknown): AppFailure =>
  cause instanceof AppFailure ? cause : new AppFailure('internal', String(cause), { cause })
