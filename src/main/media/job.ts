import type { AppError } from '../../shared/app-error.ts'

/** How a run of a download has ended. `stopped`: it was told to; what has come is kept in each case. */
export type JobEnd = { kind: 'complete'; bytes: number } | { kind: 'stopped' } | { kind: 'failed'; error: AppError }

/** A download under way. It tries again by itself what may get better in a minute; what it fails with is for the user. */
export interface Job {
  /** Never rejects. */
  readonly ended: Promise<JobEnd>
  stop(): void
}
