import { type AppError, AppFailure } from '../../shared/app-error.ts'
import type { Job } from '../media/job.ts'
import type { OpenProfiles } from './open-profiles.ts'

/** The download of a recording that is to stay here. The profile's session is opened for it, and stays open with it. */
export function sessionJob(open: Pick<OpenProfiles, 'use'>, profileId: string, recordId: string): Job {
  const stop = new AbortController()
  const ended = open
    .use(profileId, ({ files }) => {
      const job = files.fetch(recordId)
      if (stop.signal.aborted) job.stop()
      stop.signal.addEventListener('abort', () => job.stop())
      return job.ended
    })
    .catch((error: unknown) => ({ kind: 'failed' as const, error: errorOf(error) }))
  return { ended, stop: () => stop.abort() }
}

const errorOf = (error: unknown): AppError =>
  error instanceof AppFailure ? error.error : new AppFailure('internal', String(error)).error
