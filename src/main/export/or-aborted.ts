import { AppFailure } from '../../shared/app-error.ts'

const aborted = (): AppFailure => new AppFailure('aborted', 'the export was stopped')

/** Fails with `aborted` once the export was stopped. */
export function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw aborted()
}

/** Waits until the export is stopped, and then no longer: fails with `aborted`. */
export async function orAborted<T>(waited: Promise<T>, signal: AbortSignal): Promise<T> {
  throwIfStopped(signal)
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(aborted())
  signal.addEventListener('abort', stop)
  try {
    return await Promise.race([waited, stopped])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
