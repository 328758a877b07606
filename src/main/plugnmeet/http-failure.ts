import { AppFailure, type ErrorCode } from '../../shared/app-error.ts'

/** Of the handshake; what is wrong with a certificate is tls-check.ts's to say. */
const TLS_CODES = /^(ERR_TLS|ERR_SSL|EPROTO$)/
const OWN_CODES: Record<string, ErrorCode> = {
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  ECONNREFUSED: 'refused',
}
const NETWORK_REASONS: Record<string, string> = {
  ENOTFOUND: 'nobody knows this name',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  EHOSTUNREACH: 'there is no way to this host',
  ENETUNREACH: 'there is no network',
}

/** Node's name for a failure ("ECONNRESET"), or nothing. */
export const failureCode = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''

/** True when a kept connection turned out to be closed by the server in the meantime. */
export const isStaleConnection = (cause: unknown): boolean => ['ECONNRESET', 'EPIPE'].includes(failureCode(cause))

/** Any failure of an exchange with `url`'s host, as an AppFailure that names the host. */
export function httpFailure(cause: unknown, url: URL): AppFailure {
  if (cause instanceof AppFailure) return cause
  const { host } = url
  const code = failureCode(cause)
  const about = { host, raw: code || null, cause }
  if (TLS_CODES.test(code)) return new AppFailure('tls', `no secure connection to ${host}`, about)
  if (code.startsWith('HPE_')) return new AppFailure('wrong-url', `${host} answers, but not in HTTP`, about)
  if (code.startsWith('ERR_INVALID') || code.startsWith('ERR_UNESCAPED'))
    return new AppFailure('invalid-input', `the request to ${host} holds characters that cannot be sent`, about)
  if (code === 'ETIMEDOUT') return timeoutFailure(url, 'the connection timed out')
  return new AppFailure(
    OWN_CODES[code] ?? 'unreachable',
    `no answer from ${host}: ${NETWORK_REASONS[code] ?? 'the connection failed'}`,
    about,
  )
}

export const timeoutFailure = (url: URL, what: string): AppFailure =>
  new AppFailure('timeout', `no answer from ${url.host} in time: ${what}`, { host: url.host })

export const abortedFailure = (url: URL): AppFailure =>
  new AppFailure('aborted', `the request to ${url.host} was given up`, { host: url.host })
