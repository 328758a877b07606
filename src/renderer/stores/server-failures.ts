import type { ErrorCode } from '../../shared/app-error.ts'
import type { LibraryStatus } from '../../shared/recording.ts'

/** Servers that do not answer take nothing away that is known; one that refuses us has to be put right first. */
export const GOES_ON: readonly ErrorCode[] = [
  'unknown-host',
  'refused',
  'unreachable',
  'timeout',
  'proxy',
  'server-error',
]

/** What a new secret is the answer to. */
const REFUSALS: readonly ErrorCode[] = ['bad-signature', 'no-secret']

/** A refused secret stays refused while the server does not answer: the field for a new one is being typed into. */
export function withRefusal(before: LibraryStatus | null, now: LibraryStatus): LibraryStatus {
  const refused = before?.failure ?? null
  if (before === null || refused === null || now.failure === null) return now
  if (!REFUSALS.includes(refused.code) || !GOES_ON.includes(now.failure.code)) return now
  return { ...now, failure: refused, failedAt: before.failedAt }
}
