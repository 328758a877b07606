import { setTimeout as delay } from 'node:timers/promises'
import { AppFailure } from '../../shared/app-error.ts'
import type { RecordingQuery } from '../../shared/recording.ts'
import type { RoomTitle } from '../plugnmeet/client.ts'
import { crawl } from './crawl.ts'
import { findDrift } from './drift.ts'
import type { PackedPage } from './facts.ts'
import type { Library } from './library.ts'
import { LibraryFailure } from './library-thread.ts'
import { lookAtNewest } from './look-at-newest.ts'

export interface ServerSyncParts {
  library: Library
  /** Asks the server for a page. Fails with AppFailure. */
  fetch: (query: RecordingQuery, signal: AbortSignal) => Promise<PackedPage>
  /** Titles of these rooms, where the server has any. Fails with AppFailure. */
  roomTitles: (roomIds: readonly string[], signal: AbortSignal) => Promise<RoomTitle[]>
  /** Milliseconds since 1970. */
  clock: () => number
  /** The library knows something new. */
  onNews: () => void
  /** Rooms have other names, counts or titles. */
  onRooms: () => void
  /** Something has begun, or ended, or the crawl has come further. */
  onProgress: () => void
}

const DAY_MS = 24 * 3600 * 1000
/** After an action of the user's, the server is the user's for so long. */
const QUIET_MS = 400
/** A server that changes all the time is looked through again at once no more than so often. */
const MOST_ROUNDS = 3
const LEAST_BACKOFF_MS = 5000
const MOST_BACKOFF_MS = 300_000

/** What one run of the sync works with. */
export interface SyncRun extends ServerSyncParts {
  signal: AbortSignal
  /** Waits until the user has done nothing for a moment. */
  quiet: () => Promise<void>
}

/**
 * Keeps a library in line with its server: its newest recordings when it is opened and whenever somebody says that
 * there may be news, and all of it the first time, and once a day. One run at a time; what fails is tried again later.
 */
export class ServerSync {
  readonly #parts: ServerSyncParts
  #run: { abort: AbortController; done: Promise<void> } | null = null
  #again = false
  #actedAt = 0
  #failures = 0
  #timer: NodeJS.Timeout | null = null
  #isCrawling = false
  /** By how many the server's total and what was met differ, though everything was looked at. */
  #difference = 0

  constructor(parts: ServerSyncParts) {
    this.#parts = parts
  }

  get isCrawling(): boolean {
    return this.#isCrawling
  }

  /** Looks for news now, or once more after the look that is under way. */
  go(): void {
    this.#failures = 0
    this.#start()
  }

  /** The user does something: a crawl waits a moment. */
  acted(): void {
    this.#actedAt = this.#parts.clock()
  }

  /** Stops; `go` goes on where it was. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#again = false
    this.#run?.abort.abort()
    await this.#run?.done
  }

  #start(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#run !== null) {
      this.#again = true
      return
    }
    const abort = new AbortController()
    const run = { abort, done: this.#sync(abort.signal) }
    this.#run = run
    void run.done.then(() => {
      if (this.#run === run) this.#run = null
      // Asked for after a stop, too: then somebody is there again.
      if (this.#again) {
        this.#again = false
        this.#start()
      }
    })
  }

  async #sync(signal: AbortSignal): Promise<void> {
    try {
      await this.#steps({ ...this.#parts, signal, quiet: () => this.#quiet(signal) })
      this.#failures = 0
      if (!signal.aborted) this.#startIn(this.#untilNextDay())
    } catch (error) {
      if (!(error instanceof AppFailure) && !(error instanceof LibraryFailure) && !signal.aborted)
        console.error(`Looking through the server: ${String(error)}`)
      if (!signal.aborted) this.#tryAgain()
    } finally {
      this.#setCrawling(false)
    }
  }

  async #steps(run: SyncRun): Promise<void> {
    const { library, clock } = this.#parts
    await lookAtNewest(run)
    const { complete, crawl: begun, crawledAt } = library.state()
    const isDue = !complete || begun !== null || clock() - (crawledAt ?? 0) > DAY_MS
    if (isDue) await this.#crawl(run)
    else if (this.#isAdrift()) await this.#straighten(run)
    await this.#nameRooms(run)
  }

  async #crawl(run: SyncRun): Promise<void> {
    this.#setCrawling(true)
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      await crawl(run)
      // What has come meanwhile is above where it began, and what has gone is where it had been already.
      await lookAtNewest(run)
      this.#difference = 0
      // Where nothing is found, the server counts differently; where more is than is found one by one, once more.
      if (!this.#isAdrift() || (await findDrift(run, () => this.#isAdrift())) !== 'more') break
    }
    this.#setCrawling(false)
    this.#difference = this.#differenceNow()
  }

  /** The server has more or fewer recordings than were met: some in the middle have gone. */
  async #straighten(run: SyncRun): Promise<void> {
    const { library } = this.#parts
    const { known } = library.counts()
    const difference = this.#differenceNow()
    if ((await findDrift(run, () => this.#isAdrift())) === 'mended') return
    // More has gone than is found one by one: everything is looked through.
    if (difference < this.#difference) await this.#crawl(run)
    // Nothing has come of it: the server counts differently, and will beside its newest recordings the next time.
    if (library.counts().known === known) this.#difference = difference
  }

  #isAdrift(): boolean {
    return this.#differenceNow() !== this.#difference
  }

  #differenceNow(): number {
    const { known, gone } = this.#parts.library.counts()
    return (this.#parts.library.state().serverTotal ?? 0) - (known - gone)
  }

  /** An extra: a server that cannot say it leaves the rooms' IDs. */
  async #nameRooms({ library, roomTitles, signal, onRooms }: SyncRun): Promise<void> {
    const untitled = await library.write('untitledRooms')
    if (untitled.length === 0) return
    const titles = await roomTitles(untitled, signal).catch(() => [])
    if (titles.length > 0 && (await library.write('titleRooms', titles))) onRooms()
  }

  async #quiet(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      const left = this.#actedAt + QUIET_MS - this.#parts.clock()
      if (left <= 0 || left > QUIET_MS) return
      await delay(left, undefined, { signal, ref: false })
    }
  }

  #tryAgain(): void {
    this.#startIn(Math.min(LEAST_BACKOFF_MS * 2 ** this.#failures, MOST_BACKOFF_MS))
    this.#failures += 1
  }

  /** What no glance at a server shows, such as another title, is found by the daily look, though nobody calls for it. */
  #untilNextDay(): number {
    const { library, clock } = this.#parts
    const left = (library.state().crawledAt ?? clock()) + DAY_MS - clock()
    return Math.min(Math.max(left, MOST_BACKOFF_MS), DAY_MS) + 1
  }

  #startIn(ms: number): void {
    this.#timer = setTimeout(() => this.#start(), ms)
    this.#timer.unref()
  }

  #setCrawling(isCrawling: boolean): void {
    if (this.#isCrawling === isCrawling) return
    this.#isCrawling = isCrawling
    this.#parts.onProgress()
  }
}
