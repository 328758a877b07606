import { once } from 'node:events'
import {
  Agent,
  type ClientRequest,
  type ClientRequestArgs,
  request as httpRequest,
  type IncomingHttpHeaders,
  IncomingMessage,
} from 'node:http'
import type { Duplex, Readable } from 'node:stream'
import type { SecureContext } from 'node:tls'
import { urlToHttpOptions } from 'node:url'
import { AppFailure } from '../../shared/app-error.ts'
import { connect } from './connect.ts'
import { type Ending, startEnding } from './ending.ts'
import { httpFailure, isStaleConnection } from './http-failure.ts'
import { refusedByProxy } from './proxy.ts'
import { nextHop } from './redirect.ts'
import type { Pin } from './tls-check.ts'
import { trustOf } from './trust.ts'

export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST'
  /** http or https. */
  url: URL
  headers?: Record<string, string>
  /** Sent to `url`'s own origin only; dropped for good on a redirect to another scheme, host or port. */
  privateHeaders?: Record<string, string>
  body?: Uint8Array | string
  /** It changes something: where it may have arrived, it is not sent again by itself. */
  once?: boolean
  /** Ends the exchange at any time, the body included, with `aborted`. */
  signal?: AbortSignal | undefined
  /** Limit for name lookup, connection, proxy and TLS handshake, for each host; 5 000 unless told. */
  connectTimeoutMs?: number
  /** Limit until the headers of the last answer, redirects included; 15 000 unless told. */
  answerTimeoutMs?: number
}

export interface HttpResponse {
  status: number
  headers: IncomingHttpHeaders
  /** Must be read to its end or destroyed. Fails with an AppFailure on abort, else with Node's own errors. */
  body: Readable
  /** Where the answer came from, after redirects. */
  url: URL
}

/**
 * Fails with `unknown-host`, `refused`, `unreachable`, `timeout`, `proxy`, `tls` or a `tls-…` code (then with the
 * certificate that was shown), `insecure-redirect`, `redirect-loop`, `wrong-url`, `invalid-input` or `aborted`; any
 * HTTP status is an answer.
 */
export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>

/** `close` ends every exchange and connection; what is asked afterwards fails with `aborted`. */
export type ClosableHttpClient = HttpClient & { close(): void }

export interface HttpClientOptions {
  /** PEM certificates to trust instead of the usual list (tests). */
  ca?: string[]
  /** The one certificate accepted from a host, whoever signed it; any other one there is `tls-changed`. */
  pin?: Pin | null
  /** The proxy for an address, or null for a direct way; asked anew for every request. */
  proxyFor?: (url: URL) => Promise<URL | null>
}

interface Parts {
  agent: PoolAgent
  trust: () => SecureContext
  pin: Pin | null
  proxyFor: (url: URL) => Promise<URL | null>
  closed: AbortSignal
}

/** How the agent gets a connection, and which of the kept ones are as good: of the same origin, by the same way. */
interface Pooled {
  pool: string
  open: () => Promise<Duplex>
}

const ANSWER_TIMEOUT_MS = 15_000
const MAX_REDIRECTS = 5

/** A client over Node's own HTTP that keeps connections open and follows up to five redirects. */
export function createHttpClient({ ca, pin = null, proxyFor }: HttpClientOptions = {}): ClosableHttpClient {
  const closing = new AbortController()
  const agent = new PoolAgent({ keepAlive: true })
  const parts: Parts = {
    agent,
    trust: trustOf(ca),
    pin,
    proxyFor: proxyFor ?? (async () => null),
    closed: closing.signal,
  }
  const close = (): void => {
    closing.abort()
    agent.destroy()
  }
  return Object.assign((asked: HttpRequest) => follow(parts, asked), { close })
}

/** The first answer that is no redirect. */
async function follow(parts: Parts, asked: HttpRequest): Promise<HttpResponse> {
  const deadline = performance.now() + (asked.answerTimeoutMs ?? ANSWER_TIMEOUT_MS)
  let hop = asked
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await exchange(parts, hop, deadline).catch((cause: unknown) => {
      throw withOwnCertificate(cause, asked.url)
    })
    const next = nextHop(hop, response)
    if (next === null) return response
    hop = next
  }
  const { host } = asked.url
  throw new AppFailure('redirect-loop', `${host} sends us from one address to the next without end`, { host })
}

/** The failure, without a certificate that another host has shown after a redirect: it is not to be accepted for this one. */
function withOwnCertificate(cause: unknown, { host }: URL): unknown {
  if (!(cause instanceof AppFailure) || cause.error.certificate === undefined || cause.error.host === host) return cause
  const { code, message, host: shownBy, raw } = cause.error
  return new AppFailure(code, message, { host: shownBy, raw, cause })
}

/** One request and the headers of its answer, whatever its status. */
async function exchange(parts: Parts, asked: HttpRequest, deadline: number): Promise<HttpResponse> {
  const { url } = asked
  const ending = startEnding(asked, deadline, parts.closed)
  let isReused = false
  try {
    const proxy = await beforeEnd(() => parts.proxyFor(url), ending.signal)
    ending.signal.throwIfAborted()
    const request = openRequest(parts, asked, proxy, ending.signal)
    request.once('socket', () => {
      isReused = request.reusedSocket
      ending.connected()
    })
    request.end(asked.body)
    const message = await answerTo(request, ending)
    if (isAskedItself(proxy, url) && message.statusCode === 407) {
      message.destroy()
      throw refusedByProxy(proxy, 407, url.host)
    }
    return { status: message.statusCode ?? 0, headers: message.headers, body: message, url }
  } catch (cause) {
    ending.over()
    // The server closed a kept connection just as it was used again: nothing was answered, so a fresh one is tried.
    if (isReused && asked.once !== true && isStaleConnection(cause)) return await exchange(parts, asked, deadline)
    throw httpFailure(cause, url)
  }
}

/** What `work` comes to, unless the signal ends the waiting first. */
async function beforeEnd<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const end = (): void => reject(signal.reason)
  signal.addEventListener('abort', end)
  try {
    return await Promise.race([work(), ended])
  } finally {
    signal.removeEventListener('abort', end)
  }
}

/** An HTTP proxy gets open requests itself; everything else passes through a proxy unseen. */
const isAskedItself = (proxy: URL | null, url: URL): proxy is URL =>
  proxy !== null && url.protocol === 'http:' && proxy.protocol !== 'socks5:'

function openRequest(parts: Parts, asked: HttpRequest, proxy: URL | null, signal: AbortSignal): ClientRequest {
  const { url, method, headers, privateHeaders } = asked
  const { agent, trust, pin } = parts
  const isSecure = url.protocol === 'https:'
  const options: ClientRequestArgs & Pooled = {
    ...urlToHttpOptions(url),
    ...(isAskedItself(proxy, url) ? { path: `${url.origin}${url.pathname}${url.search}` } : {}),
    // Encryption is a matter of `open`: what the agent gets is a connection to speak HTTP on.
    protocol: 'http:',
    defaultPort: isSecure ? 443 : 80,
    method,
    headers: { 'user-agent': 'Roomreel', 'accept-encoding': 'identity', ...headers, ...privateHeaders },
    agent,
    pool: `${url.origin} ${proxy?.href ?? 'directly'}`,
    open: () => connect(url, proxy, { trust, pin, signal }),
  }
  // Failures reach the waiting side by promise or body; one that comes later has nobody left to tell.
  return httpRequest(options).on('error', () => {})
}

/** The answer; from here on the ending's signal ends the request, then the body. */
async function answerTo(request: ClientRequest, { signal, answered, over }: Ending): Promise<IncomingMessage> {
  const end = (): void => void request.destroy(signal.reason)
  signal.addEventListener('abort', end)
  const [message] = await once(request, 'response')
  if (!(message instanceof IncomingMessage)) throw new TypeError('a request was answered by something else')
  answered()
  signal.removeEventListener('abort', end)
  signal.addEventListener('abort', () => message.destroy(signal.reason))
  message.once('close', over)
  return message
}

/** Keeps connections, and leaves it to each request how a new one is made. */
class PoolAgent extends Agent {
  override getName(options?: object): string {
    return (options as Pooled).pool
  }

  override createConnection(options: object, callback?: (error: Error | null, connection: Duplex) => void): undefined {
    const failed = callback as ((error: Error) => void) | undefined
    ;(options as Pooled).open().then(
      (connection) => callback?.(null, connection),
      (cause: Error) => failed?.(cause),
    )
    return undefined
  }
}
