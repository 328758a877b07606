import { createHmac, timingSafeEqual } from 'node:crypto'

/** Compares in a time that says nothing about how much is right. */
export function sameSecret(given: string, right: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest()
  return timingSafeEqual(digest(given), digest(right))
}

/** Lowercase hex HMAC-SHA256 of the body's exact bytes: the HASH-SIGNATURE header. */
export const signatureOf = (body: Buffer, apiSecret: string): string =>
  createHmac('sha256', apiSecret).update(body).digest('hex')

export interface TokenKey {
  apiKey: string
  apiSecret: string
}

const HEADER = encode({ alg: 'HS256', typ: 'JWT' })

/** A JWT (HS256) that names a recording and expires; times in milliseconds. */
export function makeDownloadToken(recordId: string, key: TokenKey, nowMs: number, lifetimeMs: number): string {
  const seconds = nowMs / 1000
  const claims = { iss: key.apiKey, sub: recordId, nbf: Math.floor(seconds), exp: seconds + lifetimeMs / 1000 }
  const signed = `${HEADER}.${encode(claims)}`
  return `${signed}.${signJwt(signed, key)}`
}

export type TokenReading = { ok: true; recordId: string } | { ok: false; status: 400 | 401; message: string }

/** Which recording a token opens, or why it opens none. */
export function readDownloadToken(token: string, key: TokenKey, nowMs: number): TokenReading {
  const [header, payload, signature, ...rest] = token.split('.')
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
    return { ok: false, status: 400, message: 'token is malformed' }
  if (!sameSecret(signature, signJwt(`${header}.${payload}`, key)))
    return { ok: false, status: 401, message: 'token signature is invalid' }
  // Signed with our own key, so it is what makeDownloadToken wrote.
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string; exp: number }
  if (claims.exp * 1000 <= nowMs) return { ok: false, status: 401, message: 'token expired' }
  return { ok: true, recordId: claims.sub }
}

const signJwt = (text: string, { apiSecret }: TokenKey): string =>
  createHmac('sha256', apiSecret).update(text).digest('base64url')

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
