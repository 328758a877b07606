import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { log } from './log.ts'
import type { ProtocolHandler } from './protocol.ts'
import { cspToHttp, fromHttp, schemeOf, toHttp } from './schemes.ts'

/** Only the app's own pages may ask: other programs on this machine can reach the port, but not guess this. */
export const TOKEN_COOKIE = 'standin'
export const SYNC_PATH = '/__standin__/sync'

export interface PageServerParts {
  token: string
  handlerOf: (scheme: string) => ProtocolHandler | undefined
  /** Answers ipcRenderer.sendSync. */
  answerSync: (body: string) => Promise<string>
  /** A Permissions-Policy for what the app denied and only a header can withhold; '' = nothing. */
  permissionsPolicy: () => string
}

export const newToken = (): string => randomBytes(24).toString('base64url')

/** Serves the app's own schemes on 127.0.0.1; resolves with the port. */
export async function startPageServer(parts: PageServerParts): Promise<number> {
  const server = createServer((request, response) => {
    serve(parts, request, response).catch((error: unknown) => {
      console.error(error)
      netError(response)
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return (server.address() as AddressInfo).port
}

async function serve(parts: PageServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!hasToken(request, parts.token)) return void response.writeHead(403).end('no token')
  if (request.url === SYNC_PATH) {
    const answer = await parts.answerSync(await text(request))
    return void response.writeHead(200, { 'content-type': 'text/plain' }).end(answer)
  }
  // Electron asks for no icon.
  if (request.url === '/favicon.ico') return void response.writeHead(204).end()
  const url = fromHttp(`http://${request.headers.host}${request.url}`)
  const handler = parts.handlerOf(schemeOf(url))
  if (handler === undefined) return netError(response)
  const answer: unknown = await handler(toRequest(url, request))
  if (!(answer instanceof Response) || answer.type === 'error') {
    throw new Error(`protocol.handle: the handler returned no Response for ${url}`)
  }
  log(request.method, url, request.headers.range ?? '', '->', answer.status)
  await send(request, response, answer, parts.permissionsPolicy())
}

function hasToken(request: IncomingMessage, token: string): boolean {
  const given = /(?:^|;\s*)standin=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
  return given.length === token.length && timingSafeEqual(Buffer.from(given), Buffer.from(token))
}

/** What HTTP adds and a custom scheme's request does not carry. */
const HTTP_ONLY =
  /^(host|connection|cookie|accept-encoding|keep-alive|sec-.*|content-length|transfer-encoding|priority|purpose)$/

/** Electron's Request carries no AbortSignal: only the body of the answer is cancelled. */
function toRequest(url: string, request: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (HTTP_ONLY.test(name) || value === undefined) continue
    const line = Array.isArray(value) ? value.join(', ') : value
    headers.set(
      name,
      name === 'referer' ? fromHttp(line) : name === 'origin' ? fromHttp(line).replace(/\/$/, '') : line,
    )
  }
  const method = request.method ?? 'GET'
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers })
  const body = Readable.toWeb(request) as unknown as BodyInit
  return new Request(url, { method, headers, body, duplex: 'half' } as RequestInit)
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Response,
  policy: string,
): Promise<void> {
  // The page left while the handler was still busy: without this a file would stay open.
  if (response.destroyed) return void (await answer.body?.cancel())
  response.writeHead(answer.status, answer.statusText || undefined, toHeaders(answer.headers, policy))
  if (request.method === 'HEAD' || answer.body === null) {
    await answer.body?.cancel()
    return void response.end()
  }
  const body = Readable.fromWeb(answer.body as unknown as ReadableStream)
  // A page that goes away cancels the body, as in Electron.
  await pipeline(body, response).catch((error: Error) => log('body ended early', request.url, error.message))
}

function toHeaders(headers: Headers, policy: string): OutgoingHttpHeaders {
  // A custom scheme never meets the HTTP cache.
  const out: OutgoingHttpHeaders = { 'cache-control': 'no-store', ...Object.fromEntries(headers) }
  for (const name of ['content-security-policy', 'content-security-policy-report-only']) {
    const csp = headers.get(name)
    if (csp !== null) out[name] = cspToHttp(csp)
  }
  const location = headers.get('location')
  if (location !== null) out.location = toHttp(location)
  const policies = [headers.get('permissions-policy') ?? '', policy].filter((value) => value !== '')
  if (policies.length > 0) out['permissions-policy'] = policies.join(', ')
  return out
}

/** A network error that Chromium does not try again (an empty answer is tried three times): two content lengths. */
function netError(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy()
  response.socket?.end('HTTP/1.1 500 x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n')
}
