import { AppFailure } from '../../shared/app-error.ts'
import type { Job, JobEnd } from '../media/job.ts'
import { type EntryKey, idOf } from './queue-entries.ts'

interface Run extends EntryKey {
  job: Job
  isCancelled: boolean
  ended: Promise<JobEnd>
}

export interface QueueRunsParts {
  run: (profileId: string, recordId: string) => Job
  /** A job has ended; null: it was cancelled, and what came of it is for the one who did. */
  onEnd: (key: EntryKey, end: JobEnd | null) => void
}

/** Jobs that have not ended, those that are being stopped too: a recording never has two at once. */
export class QueueRuns {
  readonly #parts: QueueRunsParts
  readonly #runs = new Map<string, Run>()

  constructor(parts: QueueRunsParts) {
    this.#parts = parts
  }

  get size(): number {
    return this.#runs.size
  }

  has(id: string): boolean {
    return this.#runs.has(id)
  }

  /** In the order in which they began. */
  all(): EntryKey[] {
    return [...this.#runs.values()]
  }

  /** Begins a recording's job; it must have none. */
  start({ profileId, recordId }: EntryKey): void {
    const job = this.#job(profileId, recordId)
    const run: Run = { profileId, recordId, job, isCancelled: false, ended: job.ended }
    run.ended = job.ended.then((end) => {
      this.#runs.delete(idOf(run))
      this.#parts.onEnd(run, run.isCancelled ? null : end)
      return end
    })
    this.#runs.set(idOf(run), run)
  }

  stop(id: string): void {
    this.#runs.get(id)?.job.stop()
  }

  /** Stops the jobs of these entries. Resolves when they have ended, with the IDs of the recordings that are complete. */
  async cancel(ids: readonly string[]): Promise<string[]> {
    const runs = ids.flatMap((id) => this.#runs.get(id) ?? [])
    for (const run of runs) {
      run.isCancelled = true
      run.job.stop()
    }
    const ends = await Promise.all(runs.map(async ({ recordId, ended }) => ({ recordId, end: await ended })))
    return ends.flatMap(({ recordId, end }) => (end.kind === 'complete' ? [recordId] : []))
  }

  /** Stops all jobs. Resolves when they have ended. */
  async stopAll(): Promise<void> {
    const runs = [...this.#runs.values()]
    for (const { job } of runs) job.stop()
    await Promise.all(runs.map(({ ended }) => ended))
  }

  /** A job that cannot even begin has failed like any other. */
  #job(profileId: string, recordId: string): Job {
    try {
      return this.#parts.run(profileId, recordId)
    } catch (cause) {
      const { error } = cause instanceof AppFailure ? cause : new AppFailure('internal', String(cause))
      return { ended: Promise.resolve({ kind: 'failed', error }), stop: () => {} }
    }
  }
}
