import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DownloadQueue, type DownloadQueueParts } from '../../../../src/main/downloads/queue.ts'
import type { RestOutcome } from '../../../../src/main/downloads/queue-tally.ts'
import type { Job, JobEnd } from '../../../../src/main/media/job.ts'
import type { AppError, ErrorCode } from '../../../../src/shared/app-error.ts'

export const failureOf = (code: ErrorCode, raw: string | null = null): AppError => ({
  code,
  message: `it failed: ${code}`,
  host: 'meet.example.org',
  raw,
})

/** A download that ends as the test says; told to stop it does so at once, unless `stopsAtOnce` is false. */
export class PlayedJob implements Job {
  readonly recordId: string
  /** Of its profile and its recording. */
  readonly name: string
  readonly ended: Promise<JobEnd>
  isStopped = false
  readonly #stopsAtOnce: boolean
  readonly #end: (end: JobEnd) => void

  constructor(profileId: string, recordId: string, stopsAtOnce: boolean) {
    const { promise, resolve } = Promise.withResolvers<JobEnd>()
    this.recordId = recordId
    this.name = `${profileId}/${recordId}`
    this.ended = promise
    this.#end = resolve
    this.#stopsAtOnce = stopsAtOnce
  }

  stop(): void {
    this.isStopped = true
    if (this.#stopsAtOnce) this.#end({ kind: 'stopped' })
  }

  /** Ends, and resolves when everybody has heard it. */
  async end(end: JobEnd): Promise<void> {
    this.#end(end)
    await heard()
  }

  complete(): Promise<void> {
    return this.end({ kind: 'complete', bytes: 1 })
  }

  fail(code: ErrorCode, raw: string | null = null): Promise<void> {
    return this.end({ kind: 'failed', error: failureOf(code, raw) })
  }
}

/** Lets everything happen that waits for nothing but promises. */
export const heard = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A queue with played jobs and a real file. */
export class QueueFixture {
  readonly directory: string
  readonly file: string
  settings = { atOnce: 3, perServer: 3 }
  now = 1000
  stopsAtOnce = true
  /** Every job that was begun, the oldest first. */
  jobs: PlayedJob[] = []
  changes: [profileId: string, recordId: string | null][] = []
  rests: RestOutcome[] = []
  queue: DownloadQueue

  private constructor(directory: string) {
    this.directory = directory
    this.file = join(directory, 'downloads.json')
    this.queue = this.another()
  }

  static async make(): Promise<QueueFixture> {
    const fixture = new QueueFixture(await mkdtemp(join(tmpdir(), 'roomreel-queue-')))
    await fixture.queue.load()
    return fixture
  }

  /** As after a restart, before it is loaded. */
  another(parts: Partial<DownloadQueueParts> = {}): DownloadQueue {
    return new DownloadQueue({
      file: this.file,
      clock: () => this.now,
      settings: () => this.settings,
      run: (profileId, recordId) => {
        const job = new PlayedJob(profileId, recordId, this.stopsAtOnce)
        this.jobs.push(job)
        return job
      },
      onChange: (...change) => this.changes.push(change),
      onRest: (outcome) => this.rests.push(outcome),
      ...parts,
    })
  }

  /** The last job of a recording. */
  job(recordId: string): PlayedJob {
    const job = this.jobs.findLast((candidate) => candidate.recordId === recordId)
    if (job === undefined) throw new Error(`${recordId} was not begun`)
    return job
  }

  /** "a1 running", in order. */
  states(queue = this.queue): string[] {
    return queue.all().map(({ recordId, state, waitingFor }) => `${recordId} ${waitingFor ?? state}`)
  }

  async close(): Promise<void> {
    this.stopsAtOnce = true
    for (const job of this.jobs) await job.end({ kind: 'stopped' })
    await this.queue.close()
    await rm(this.directory, { recursive: true, force: true })
  }
}
