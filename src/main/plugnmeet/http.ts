import { once } from 'node:events'
import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  IncomingMessage,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { AppFailure } from '../../shared/app-error.ts'
import { abortedFailure, httpFailure, isStaleConnection, timeoutFailure } from './http-failure.ts'
import { nextHop } from './redirect.ts'

export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST'
  /** http or https. */
  url: URL
  headers?: Record<string, string>
  /** Sent to `url`'s own origin only; dropped for good on a redirect to another scheme, host or port. */
  privateHeaders?: Record<string, string>
  body?: Uint8Array | string
  /** Ends the exchange at any time, the body included, with `aborted`. */
  signal?: AbortSignal | undefined
  /** Limit for name lookup, connection and TLS handshake, for each host; 5 000 unless told. */
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

/** Fails with `unreachable`, `timeout`, `tls`, `wrong-url`, `invalid-input` or `aborted`; any HTTP status is an answer. */
export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>

export interface HttpClientOptions {
  /** PEM certificates to trust instead of Node's own list. */
  ca?: string[]
}

interface Agents {
  http: HttpAgent
  https: HttpsAgent
}

const CONNECT_TIMEOUT_MS = 5000
const ANSWER_TIMEOUT_MS = 15_000
const MAX_REDIRECTS = 5

/** A client over Node's own HTTP that keeps connections open and follows up to five redirects. */
export function createHttpClient({ ca }: HttpClientOptions = {}): HttpClient {
  const agents: Agents = {
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ keepAlive: true, ...(ca === undefined ? {} : { ca }) }),
  }
  return async (asked) => {
    const deadline = performance.now() + (asked.answerTimeoutMs ?? ANSWER_TIMEOUT_MS)
    let hop = asked
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const response = await exchange(agents, hop, deadline)
      const next = nextHop(hop, response)
      if (next === null) return response
      hop = next
    }
    const { host } = asked.url
    throw new AppFailure('wrong-url', `${host} sends us from one address to the next without end`, { host })
  }
}

/** One request and the headers of its answer, whatever its status. */
async function exchange(agents: Agents, asked: HttpRequest, deadline: number): Promise<HttpResponse> {
  const { url, signal } = asked
  if (signal?.aborted) throw abortedFailure(url)
  const request = openRequest(agents, asked)
  const stopClocks = startClocks(request, asked, deadline)
  const abort = (): void => void request.destroy(abortedFailure(url))
  signal?.addEventListener('abort', abort)
  try {
    request.end(asked.body)
    const message = await answerTo(request)
    abortWith(message, url, signal)
    return { status: message.statusCode ?? 0, headers: message.headers, body: message, url }
  } catch (cause) {
    // The server closed a kept connection just as it was used again: nothing was answered, so a fresh one is tried.
    if (request.reusedSocket && isStaleConnection(cause)) return await exchange(agents, asked, deadline)
    throw httpFailure(cause, url)
  } finally {
    signal?.removeEventListener('abort', abort)
    stopClocks()
  }
}

function openRequest(agents: Agents, { url, method, headers, privateHeaders }: HttpRequest): ClientRequest {
  const all = { 'user-agent': 'Roomreel', 'accept-encoding': 'identity', ...headers, ...privateHeaders }
  try {
    const request =
      url.protocol === 'https:'
        ? httpsRequest(url, { method, headers: all, agent: agents.https })
        : httpRequest(url, { method, headers: all, agent: agents.http })
    // Failures reach the waiting side by promise or body; one that comes later has nobody left to tell.
    return request.on('error', () => {})
  } catch (cause) {
    throw httpFailure(cause, url)
  }
}

async function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  const [message] = await once(request, 'response')
  if (message instanceof IncomingMessage) return message
  throw new TypeError('a request was answered by something else than a message')
}

/** Limits the time to connect and the time to the headers. Answers the function that ends both. */
function startClocks(request: ClientRequest, asked: HttpRequest, deadline: number): () => void {
  const { url, connectTimeoutMs = CONNECT_TIMEOUT_MS } = asked
  const end = (what: string): void => void request.destroy(timeoutFailure(url, what))
  const connecting = setTimeout(() => end('it could not be connected to'), connectTimeoutMs)
  const answering = setTimeout(() => end('it connected and then said nothing'), deadline - performance.now())
  request.once('socket', (socket) => whenConnected(request, socket, () => clearTimeout(connecting)))
  return () => {
    clearTimeout(connecting)
    clearTimeout(answering)
  }
}

function whenConnected(request: ClientRequest, socket: Socket, connected: () => void): void {
  if (request.reusedSocket) connected()
  else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', connected)
}

/** From the headers on an abort ends the body, until that is through. */
function abortWith(message: IncomingMessage, url: URL, signal: AbortSignal | undefined): void {
  const abort = (): void => void message.destroy(abortedFailure(url))
  signal?.addEventListener('abort', abort)
  message.once('close', () => signal?.removeEventListener('abort', abort))
}
