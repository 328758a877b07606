import { createHash } from 'node:crypto'
import type { ServerFields } from '../../shared/profile.ts'
import { parseBaseUrl } from '../plugnmeet/base-url.ts'

/** True when both addresses are understood as the same scheme, host and port. */
export function isSameOrigin(saved: string, typed: string): boolean {
  try {
    return parseBaseUrl(saved).origin === parseBaseUrl(typed).origin
  } catch {
    // What is no address is no server's.
    return false
  }
}

/**
 * Whether a secret that was entered for the one may be used for the other: it goes to its own origin only, and an API
 * secret, which only ever signs, never becomes a token, which travels as it is.
 */
export const isSecretFor = (
  saved: Pick<ServerFields, 'url' | 'signIn'>,
  other: Pick<ServerFields, 'url' | 'signIn'>,
): boolean => saved.signIn === other.signIn && isSameOrigin(saved.url, other.url)

/** Names what decides which recordings there are: where it is another one, nothing that was seen holds. */
export const sourceOf = ({ url, apiKey, rooms, endpointPath }: ServerFields): string =>
  createHash('sha256')
    .update(JSON.stringify([url, apiKey, rooms, endpointPath]))
    .digest('hex')
