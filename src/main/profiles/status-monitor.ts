import { AppFailure, type ErrorCode } from '../../shared/app-error.ts'
import type { ProfileStatus } from '../../shared/profile.ts'

/** A server that is to be looked after. */
export interface Watched {
  profileId: string
  /** Minutes between two looks at a server that answers; 0 = it is not asked again by itself. */
  checkMinutes: number
  /** False for the demo, which is always there: only its downloads are of interest. */
  asked: boolean
}

/** The newest of all recordings, and how many there are. */
export interface Glance {
  total: number
  newest: string | null
}

export interface StatusMonitorParts {
  /** Asks a server for its newest recording. */
  glance: (profileId: string, signal: AbortSignal) => Promise<Glance>
  onStatus: (status: ProfileStatus) => void
  /** Between two glances the server has got, or lost, recordings. */
  onRecordings: (profileId: string) => void
  /** Milliseconds; any steady clock. */
  clock: () => number
}

interface Entry {
  checkMinutes: number
  status: ProfileStatus
  /** Failures in a row. */
  failures: number
  /** By the clock; infinity = not by itself. */
  nextAt: number
  asking: AbortController | null
  glance: Glance | null
}

/** Servers that nobody looks at are asked once the window has what it needs. */
const FIRST_MS = 2000
const LEAST_BACKOFF_MS = 5000
const MOST_BACKOFF_MS = 300_000
const AT_ONCE = 4
/** Node's timers hold no more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1
const REFUSALS: readonly ErrorCode[] = ['bad-key', 'bad-signature', 'no-secret']

/**
 * Knows which servers answer, by real requests only: those of the open profile as they come, and one small question to
 * each of the others at their interval; a server that fails is asked again after 5 s, then twice as long, up to 5 min.
 */
export class StatusMonitor {
  readonly #parts: StatusMonitorParts
  readonly #entries = new Map<string, Entry>()
  #timer: NodeJS.Timeout | null = null
  #asking = 0
  #closed = false

  constructor(parts: StatusMonitorParts) {
    this.#parts = parts
  }

  /** Looks after these servers from now on, and no others; what is known of a server stays. */
  watch(servers: readonly Watched[]): void {
    const ids = new Set(servers.map(({ profileId }) => profileId))
    for (const id of this.#entries.keys()) if (!ids.has(id)) this.forget(id)
    for (const server of servers) {
      const { profileId, checkMinutes } = server
      const known = this.#entries.get(profileId)
      if (known === undefined) this.#entries.set(profileId, this.#newEntry(server))
      else if (known.checkMinutes !== checkMinutes) {
        known.checkMinutes = checkMinutes
        if (known.failures === 0) known.nextAt = this.#afterSuccess(checkMinutes)
      }
    }
    this.#schedule()
  }

  statuses(): ProfileStatus[] {
    return [...this.#entries.values()].map(({ status }) => status)
  }

  /**
   * What somebody else's request to this server has shown: null = it answered. A failure before the next question is due
   * says nothing new: several at once, or an impatient user, do not make the pauses longer.
   */
  report(profileId: string, failure: AppFailure | null): void {
    const entry = this.#entries.get(profileId)
    if (entry === undefined) return
    if (failure === null) {
      entry.failures = 0
      entry.nextAt = this.#afterSuccess(entry.checkMinutes)
    } else if (entry.failures === 0 || entry.nextAt <= this.#parts.clock()) {
      entry.failures += 1
      entry.nextAt = this.#afterFailure(entry.failures)
    }
    this.#tell(entry, { online: onlineOf(failure) })
    this.#schedule()
  }

  setDownloads(profileId: string, downloads: number): void {
    const entry = this.#entries.get(profileId)
    if (entry !== undefined) this.#tell(entry, { downloads })
  }

  /** The network may be back, or the user is: every server that has failed is asked at once. */
  retryNow(): void {
    for (const entry of this.#entries.values()) {
      if (entry.failures === 0) continue
      // The pauses begin anew: a network that has come back may need a moment more.
      entry.failures = 1
      entry.nextAt = this.#parts.clock()
    }
    this.#schedule()
  }

  /** Its address or credentials are other ones now: nothing is known of it, and it is asked soon. */
  forget(profileId: string): void {
    this.#entries.get(profileId)?.asking?.abort()
    this.#entries.delete(profileId)
  }

  close(): void {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    for (const { asking } of this.#entries.values()) asking?.abort()
  }

  #newEntry({ profileId, checkMinutes, asked }: Watched): Entry {
    return {
      checkMinutes,
      status: { profileId, online: asked ? 'unknown' : 'online', downloads: 0, total: null },
      failures: 0,
      nextAt: asked ? this.#parts.clock() + FIRST_MS : Number.POSITIVE_INFINITY,
      asking: null,
      glance: null,
    }
  }

  #afterSuccess(checkMinutes: number): number {
    return checkMinutes === 0 ? Number.POSITIVE_INFINITY : this.#parts.clock() + checkMinutes * 60_000
  }

  #afterFailure(failures: number): number {
    return this.#parts.clock() + Math.min(LEAST_BACKOFF_MS * 2 ** (failures - 1), MOST_BACKOFF_MS)
  }

  /** Asks whoever is due, and sets the timer for the next one. */
  #schedule(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#closed) return
    const now = this.#parts.clock()
    let next = Number.POSITIVE_INFINITY
    for (const [profileId, entry] of this.#entries) {
      if (entry.asking !== null) continue
      if (entry.nextAt <= now && this.#asking < AT_ONCE) void this.#look(profileId, entry)
      else if (entry.nextAt > now) next = Math.min(next, entry.nextAt)
    }
    if (next === Number.POSITIVE_INFINITY) return
    this.#timer = setTimeout(() => this.#schedule(), Math.min(next - now, LONGEST_TIMER_MS))
    this.#timer.unref()
  }

  async #look(profileId: string, entry: Entry): Promise<void> {
    const asking = new AbortController()
    entry.asking = asking
    this.#asking += 1
    try {
      const glance = await this.#parts.glance(profileId, asking.signal)
      if (asking.signal.aborted) return
      this.#saw(profileId, entry, glance)
      this.report(profileId, null)
    } catch (error) {
      // Anything that is no failure of the server is a mistake in here: to be asked again like one, and never silent.
      const failure = error instanceof AppFailure ? error : new AppFailure('internal', String(error))
      if (!asking.signal.aborted) this.report(profileId, failure)
    } finally {
      entry.asking = null
      this.#asking -= 1
      this.#schedule()
    }
  }

  #saw(profileId: string, entry: Entry, glance: Glance): void {
    const before = entry.glance
    entry.glance = glance
    this.#tell(entry, { total: glance.total })
    if (before !== null && (before.total !== glance.total || before.newest !== glance.newest))
      this.#parts.onRecordings(profileId)
  }

  #tell(entry: Entry, change: Partial<ProfileStatus>): void {
    const status = { ...entry.status, ...change }
    const { online, downloads, total } = entry.status
    if (status.online === online && status.downloads === downloads && status.total === total) return
    entry.status = status
    this.#parts.onStatus(status)
  }
}

function onlineOf(failure: AppFailure | null): ProfileStatus['online'] {
  if (failure === null) return 'online'
  return REFUSALS.includes(failure.error.code) ? 'refused' : 'unreachable'
}
