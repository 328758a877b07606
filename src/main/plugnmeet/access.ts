import { AppFailure } from '../../shared/app-error.ts'
import type { SignIn } from '../../shared/profile.ts'
import { sign } from './signature.ts'

/** How a server is asked: with which sign-in, key and secret (or bearer token). */
export interface Access {
  signIn: SignIn
  /** Of `secret` only. */
  apiKey: string
  secret: string
}

const SENDABLE = /^[\x21-\x7e]+$/

/**
 * The headers that say who asks, for `host` and this body only. Fails with `no-secret`, or with `bad-key` or
 * `bad-signature` for a key or a token that no header takes.
 */
export function credentials({ signIn, apiKey, secret }: Access, body: string, host: string): Record<string, string> {
  if (signIn === 'none') return {}
  if (secret === '') throw new AppFailure('no-secret', `there is no secret to sign in to ${host} with`, { host })
  if (signIn === 'bearer') {
    if (SENDABLE.test(secret)) return { authorization: `Bearer ${secret}` }
    throw new AppFailure('bad-signature', 'a token has letters, digits and signs only', { host })
  }
  if (SENDABLE.test(apiKey)) return { 'API-KEY': apiKey, 'HASH-SIGNATURE': sign(body, secret) }
  throw new AppFailure('bad-key', 'an API key has letters, digits and signs only', { host })
}
