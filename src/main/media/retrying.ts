import { AppFailure, type ErrorCode } from '../../shared/app-error.ts'
import { NotNow } from './transfer-failures.ts'

/** May be over in a moment: the network, or a server that has too much to do. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'unknown-host',
  'refused',
  'unreachable',
  'timeout',
  'proxy',
  'cut-off',
])
const FIRST_MS = 1000
const LONGEST_MS = 30_000

/** So many attempts in a row may fail without bringing a byte. */
export const MOST_FAILURES = 5

/** True for what is worth another attempt by itself. */
export const isPassing = (failure: AppFailure): boolean => failure instanceof NotNow || PASSING.has(failure.error.code)

/** How long to wait after so many failures in a row (from 1), in ms: longer each time, and never all at once. */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1))
  return full / 2 + (random() * full) / 2
}

/** What is thrown, as a failure. */
export function asFailure(error: unknown): AppFailure {
  if (error instanceof AppFailure) return error
  if (error instanceof DOMException && error.name === 'AbortError') {
    return new AppFailure('aborted', 'the download was stopped', { cause: error })
  }
  return new AppFailure('internal', 'the download failed for an unexpected reason', { cause: error })
}
