import { setTimeout as delay } from 'node:timers/promises'
import { AppFailure, type ErrorCode } from '../../shared/app-error.ts'
import type { ServerTrack } from './server-tracks.ts'

export interface TrackFeedParts {
  /** The next recordings with subtitles, newest first; `after` is an answer's `next`; null begins. */
  page: (after: number | null) => { tracks: ServerTrack[]; next: number | null }
  /** Those of these tracks that have to be fetched; what else is known of their recordings' tracks is forgotten. */
  missing: (tracks: readonly ServerTrack[]) => Promise<ServerTrack[]>
  /** Fetches a track and keeps it, or why it could not be had. Fails when its host does not answer. */
  fetch: (track: ServerTrack) => Promise<void>
  /** False: the user wants none of this. */
  mayRun: () => boolean
}

/** Between two files: as long as the last one took, so that a server is busy with us half of the time at most. */
const LEAST_GAP_MS = 25
/** A host that gave no answer is asked again then, or when the server answers anybody. */
const AGAIN_AFTER_MS = 5 * 60_000
/** Nothing can be had of a host that fails so. */
const NO_ANSWER: readonly ErrorCode[] = ['unknown-host', 'refused', 'unreachable', 'timeout', 'proxy', 'tls']

/** Fetches the subtitles of every known recording, one at a time, the newest first, while somebody looks at the server. */
export class TrackFeed {
  readonly #parts: TrackFeedParts
  #run: { end: AbortController; done: Promise<void> } | null = null
  #isAwake = false
  /** Something has changed while a run was under way. */
  #isStale = false
  /** Every recording has been looked at since this began. */
  #wasThrough = false
  #timer: NodeJS.Timeout | null = null

  constructor(parts: TrackFeedParts) {
    this.#parts = parts
  }

  /** Somebody looks at the server: everything is gone through. */
  wake(): void {
    this.#isAwake = true
    this.#wasThrough = false
    this.look()
  }

  /** There may be something to fetch. */
  look(): void {
    if (!this.#isAwake || !this.#parts.mayRun()) return
    this.#isStale = true
    if (this.#run === null) this.#start()
  }

  /** Nobody looks any more, or the user wants none of it: what is under way ends. */
  async rest(): Promise<void> {
    this.#isAwake = false
    this.#clearTimer()
    const run = this.#run
    run?.end.abort()
    await run?.done
  }

  #start(): void {
    this.#clearTimer()
    const end = new AbortController()
    const done = this.#go(end.signal)
      .catch((error: unknown) => console.error(`Subtitles in the background: ${String(error)}`))
      .finally(() => {
        this.#run = null
        if (this.#isStale && this.#isAwake && !end.signal.aborted) this.#start()
      })
    this.#run = { end, done }
  }

  async #go(signal: AbortSignal): Promise<void> {
    const silent = new Set<string>()
    this.#isStale = false
    let after: number | null = null
    do {
      const page = this.#parts.page(after)
      const missing = await this.#parts.missing(page.tracks)
      // What is older was looked at before, and what is newer stands above.
      if (missing.length === 0 && this.#wasThrough && page.tracks.length > 0) break
      for (const track of missing) {
        if (signal.aborted || !this.#parts.mayRun()) return
        await this.#fetch(track, silent, signal)
      }
      after = page.next
    } while (after !== null && !signal.aborted)
    this.#wasThrough = silent.size === 0
    if (silent.size > 0 && !signal.aborted) this.#again()
  }

  async #fetch(track: ServerTrack, silent: Set<string>, signal: AbortSignal): Promise<void> {
    const host = URL.parse(track.url)?.host ?? ''
    if (silent.has(host)) return
    const startedAt = performance.now()
    try {
      await this.#parts.fetch(track)
    } catch (error) {
      if (!(error instanceof AppFailure)) throw error
      if (error.error.code === 'aborted') return
      if (NO_ANSWER.includes(error.error.code)) silent.add(host)
    }
    const tookMs = performance.now() - startedAt
    await delay(Math.max(LEAST_GAP_MS, tookMs), undefined, { signal, ref: false }).catch(() => {})
  }

  #again(): void {
    this.#timer = setTimeout(() => this.look(), AGAIN_AFTER_MS)
    this.#timer.unref()
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}

/** Whether a failure says something of the track, or only that its host does not answer now. */
export const isNoAnswer = (error: AppFailure): boolean =>
  NO_ANSWER.includes(error.error.code) || error.error.code === 'aborted'
