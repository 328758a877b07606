import { AppFailure, type ErrorCode } from '../../shared/app-error.ts'
import type { MediaNote } from '../../shared/media.ts'
import type { Reservation } from '../downloads/storage-reservations.ts'
import type { HttpClient } from '../plugnmeet/http.ts'
import { askFor, type Exchange, firstOf } from './exchange.ts'
import type { Growing, Holding } from './holding.ts'
import { CHANGED } from './part-file.ts'
import { pour } from './pour.ts'
import { asFailure, isPassing, MOST_FAILURES } from './retrying.ts'
import { ELSEWHERE, type LineShare, Steering } from './steering.ts'
import { cutOff, NotNow, stalled } from './transfer-failures.ts'

/** Where a recording's file comes from: each request asks for a fresh address, since they expire. */
export interface MediaSource {
  downloadUrl(recordId: string, signal: AbortSignal): Promise<URL>
}

export interface DownloadParts {
  recordId: string
  holding: Holding
  source: MediaSource
  http: HttpClient
  share: LineShare
  /** Makes sure that so many bytes have room. Fails with `disk-full`, `storage-limit`, `location-missing`. */
  admit: (bytes: number) => Promise<Reservation>
  /** Somebody wants it here, whether it is watched or not. */
  isWanted: () => boolean
  /** Looks whether a file that has all its bytes is a medium, from its beginning to its end. Fails when it is not. */
  check: (growing: Growing) => Promise<void>
  clock: () => number
  stallMs: number
  /** How often what has come is brought to disk, and said to be there. */
  saveMs: number
  /** How long to wait after so many failures in a row. */
  backoffMs: (failures: number) => number
  onProgress: () => void
  /** It waits for its next attempt now. */
  onWait: () => void
}

const NO_RECORDING: ReadonlySet<ErrorCode> = new Set(['not-a-video', 'cut-off'])

/** Brings what is missing of a recording's file: where a player waits first, then from the beginning on. */
export class Download {
  readonly #parts: DownloadParts
  readonly #steering: Steering
  readonly #stop = new AbortController()
  /** Ends the request that is under way. */
  #request: AbortController | null = null
  #wake: () => void = () => {}
  #reservation: Reservation | null = null
  /** What was here when room was reserved. */
  #bytesBefore = 0
  #understandsRanges = true
  #askedWithFreshToken = false
  #savedAt = performance.now()
  #note: MediaNote | null = null
  #retryAt: number | null = null
  #lastFailure: AppFailure | null = null

  constructor(parts: DownloadParts) {
    this.#parts = parts
    this.#steering = new Steering({ holding: parts.holding, share: parts.share })
    if (parts.holding.growing?.part.damaged === true) this.#note = 'damaged'
  }

  get note(): MediaNote | null {
    return this.#note
  }

  /** Null: not known yet. */
  get seekable(): boolean | null {
    return this.#steering.seekable
  }

  /** When it tries again after a failure, by the clock; null: it does not wait. */
  get retryAt(): number | null {
    return this.#retryAt
  }

  /** Of the attempt before; null: it went well, or there was none. */
  get lastFailure(): AppFailure | null {
    return this.#lastFailure
  }

  get isStopped(): boolean {
    return this.#stop.signal.aborted
  }

  /**
   * Resolves when all bytes are here and are a medium. Fails with `aborted` when it was stopped, and with what another
   * attempt would not mend; what has come is kept.
   */
  async run(): Promise<void> {
    try {
      await this.#untilWhole()
    } finally {
      this.#steering.rest()
      this.#reservation?.release()
      // What has come counts for the next attempt if the disk still says so; else that one begins where it knows.
      await this.#parts.holding.growing?.part.rest().catch(() => {})
    }
  }

  stop(): void {
    this.#stop.abort(new AppFailure('aborted', 'the download was stopped'))
    this.#wake()
  }

  /** The server is there again: no need to wait for the next attempt. */
  tryNow(): void {
    this.#wake()
  }

  async #untilWhole(): Promise<void> {
    // Bytes that come again are no progress: a server that always breaks off at the same place is not asked for ever.
    let most = this.#bytes
    let reason: AppFailure | null = null
    for (let failures = 0; ; ) {
      try {
        await this.#fetchAll()
        await this.#finish()
        return
      } catch (error) {
        this.#stop.signal.throwIfAborted()
        const failure = asFailure(error)
        // That it began anew is not what it fails of in the end.
        if (failure.error.code !== 'file-changed') reason = failure
        failures = this.#bytes > most ? 1 : failures + 1
        most = Math.max(most, this.#bytes)
        const ms = failures > MOST_FAILURES ? null : await this.#remedy(failure, failures)
        if (ms === null) throw reason ?? failure
        await this.#waitBeforeNext(failure, ms)
      }
    }
  }

  get #bytes(): number {
    return this.#parts.holding.growing?.part.ranges.bytes ?? 0
  }

  /** What can be done about a failure, and how long to wait before the next attempt, in ms; null: nothing. */
  async #remedy(failure: AppFailure, failures: number): Promise<number | null> {
    const { code, raw } = failure.error
    if (code === 'file-changed') return await this.#startOver('started-over')
    if (code === 'wrong-range' && this.#understandsRanges) {
      this.#understandsRanges = false
      this.#steering.seekable = false
      return 0
    }
    if (code === 'disk' && (raw === 'ENOENT' || raw === CHANGED)) return await this.#startOver('damaged')
    // A token that ran out on its way; another one is asked for with each request.
    if (code === 'server-error' && /^40[13]/.test(raw ?? '') && !this.#askedWithFreshToken) {
      this.#askedWithFreshToken = true
      return 0
    }
    // Whoever only wants to watch, and has nothing yet, is told at once, and asks again when they like.
    const isPatient = this.#parts.isWanted() || this.#parts.holding.growing !== null
    if (!isPassing(failure) || !isPatient) return null
    return Math.max(failure instanceof NotNow ? failure.afterMs : 0, this.#parts.backoffMs(failures))
  }

  async #startOver(note: MediaNote): Promise<number> {
    await this.#parts.holding.drop()
    // The file may be another one now, and where it goes may be gone.
    this.#reservation?.release()
    this.#reservation = null
    this.#note = note
    this.#steering.startOver()
    return 0
  }

  async #waitBeforeNext(failure: AppFailure, ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    this.#lastFailure = failure
    this.#steering.rest()
    this.#retryAt = this.#parts.clock() + ms
    this.#parts.onWait()
    const timer = setTimeout(resolve, ms)
    await promise
    clearTimeout(timer)
    this.#retryAt = null
    this.#stop.signal.throwIfAborted()
  }

  async #fetchAll(): Promise<void> {
    for (let from = this.#steering.next(); from !== null; from = this.#steering.next()) await this.#fetch(from)
  }

  /** One request, as far as its answer goes, or until other bytes are wanted first. */
  async #fetch(from: number): Promise<void> {
    const { http, source, recordId, stallMs, holding } = this.#parts
    const abort = new AbortController()
    const signal = AbortSignal.any([abort.signal, this.#stop.signal])
    this.#request = abort
    this.#steering.begin(from, abort)
    try {
      const url = await source.downloadUrl(recordId, signal)
      signal.throwIfAborted()
      const part = holding.growing?.part ?? null
      const to = part?.total == null ? null : (part.ranges.firstHole(from, part.total)?.[1] ?? null)
      const known = part === null ? null : { validator: part.validator, total: part.total }
      const about = { from, to: to === part?.total ? null : to, known, ranged: this.#understandsRanges }
      await this.#receive(await askFor({ http, url, signal, stallMs, ...about }))
    } catch (error) {
      if (abort.signal.reason === ELSEWHERE && !this.isStopped) return
      throw abort.signal.aborted && !this.isStopped ? abort.signal.reason : error
    } finally {
      this.#request = null
      this.#steering.end()
    }
  }

  async #receive(exchange: Exchange): Promise<void> {
    const { response, total } = exchange
    const { stallMs, share } = this.#parts
    try {
      const { growing, position } = await this.#begun(exchange)
      const reached = await pour({
        body: exchange.body,
        part: growing.part,
        position,
        stallMs,
        stalled: () => stalled(response, stallMs),
        broken: (cause) => cutOff(response, this.#steering.at, total, cause),
        take: (bytes) => share.take(bytes),
        onWritten: (at) => this.#written(growing, at),
      })
      const end = exchange.end ?? growing.part.total
      if (end !== null && reached < end) throw cutOff(response, reached, end)
      // An answer without a length ends where the file does.
      if (growing.part.total === null) growing.part.endAt(reached)
      growing.file.grown(growing.part.total)
    } finally {
      exchange.body.destroy()
      response.body.destroy()
    }
  }

  /** The part file that an answer's bytes belong in, and where the next one goes. */
  async #begun(exchange: Exchange): Promise<{ growing: Growing; position: number }> {
    const { holding, admit } = this.#parts
    const { total, validator, isRange, position } = exchange
    const known = holding.growing
    this.#steering.seekable = isRange && (validator.etag ?? validator.lastModified) !== null
    this.#lastFailure = null
    this.#askedWithFreshToken = false
    if (known !== null && !isRange) this.#note = 'again'
    if (this.#reservation === null) {
      this.#bytesBefore = this.#bytes
      this.#reservation = await admit(Math.max(0, (total ?? 0) - this.#bytesBefore))
    }
    if (known !== null) return { growing: this.#watch(known), position }
    const first = await firstOf(exchange, this.#parts.stallMs)
    const growing = this.#watch(await holding.begin({ total, validator }))
    await growing.part.write(0, [first])
    this.#written(growing, first.byteLength)
    return { growing, position: first.byteLength }
  }

  #watch(growing: Growing): Growing {
    this.#steering.watch(growing)
    this.#parts.onProgress()
    return growing
  }

  #written(growing: Growing, at: number): void {
    growing.file.grown(growing.part.total)
    this.#steering.reached(growing, at)
    this.#reservation?.used(growing.part.ranges.bytes - this.#bytesBefore)
    if (performance.now() - this.#savedAt >= this.#parts.saveMs) this.#save(growing)
    this.#parts.onProgress()
  }

  /** Meanwhile bytes go on coming; what the disk says against it ends the request. */
  #save(growing: Growing): void {
    this.#savedAt = performance.now()
    const request = this.#request
    growing.part.save().catch((error: unknown) => request?.abort(error))
  }

  async #finish(): Promise<void> {
    const { growing } = this.#parts.holding
    if (growing === null) throw new AppFailure('internal', 'there is no file to finish')
    await growing.part.save()
    await growing.part.assertIntact()
    try {
      await this.#parts.check(growing)
    } catch (error) {
      // All bytes came and they are no recording: nothing to go on from. One that only could not be read stays.
      if (NO_RECORDING.has(asFailure(error).error.code)) await this.#parts.holding.drop()
      throw error
    }
  }
}
