import { AppFailure } from '../../shared/app-error.ts'

const TLS_CODES =
  /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|EPROTO$)/
const NETWORK_REASONS: Record<string, string> = {
  ENOTFOUND: 'nobody knows this name',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke off',
  EPIPE: 'the connection broke off',
  EHOSTUNREACH: 'there is no way to this host',
  ENETUNREACH: 'there is no network',
}

const codeOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''

/** True when a kept connection turned out to be closed by the server in the meantime. */
export const isStaleConnection = (cause: unknown): boolean => ['ECONNRESET', 'EPIPE'].includes(codeOf(cause))

/** Any failure of an exchange with `url`'s host, as an AppFailure that names the host. */
export function httpFailure(cause: unknown, url: URL): AppFailure {
  if (cause instanceof AppFailure) return cause
  const { host } = url
  const code = codeOf(cause)
  const about = { host, raw: code || null, cause }
  if (TLS_CODES.test(code)) return new AppFailure('tls', `no secure connection to ${host}`, about)
  if (code.startsWith('HPE_')) return new AppFailure('wrong-url', `${host} answers, but not in HTTP`, about)
  if (code.startsWith('ERR_INVALID') || code.startsWith('ERR_UNESCAPED'))
    return new AppFailure('invalid-input', `the request to ${host} holds characters that cannot be sent`, about)
  if (code === 'ETIMEDOUT') return timeoutFailure(url, 'the connection timed out')
  return new AppFailure(
    'unreachable',
    `no answer from ${host}: ${NETWORK_REASONS[code] ?? 'the connection failed'}`,
    about,
  )
}

export const timeoutFailure = (url: URL, what: string): AppFailure =>
  new AppFailure('timeout', `no answer from ${url.host} in time: ${what}`, { host: url.host })

export const abortedFailure = (url: URL): AppFailure =>
  new AppFailure('aborted', `the request to ${url.host} was given up`, { host: url.host })
