import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { API_CALLS, type ApiParts } from './api.ts'
import { type ApiAnswer, credentialRefusal, readBody, readFields, refusal } from './api-request.ts'
import { type DownloadParts, sendDownload, sendSubtitles } from './downloads.ts'
import { sendFault } from './fault-answers.ts'
import { type Faults, noFaults, takeFault } from './faults.ts'
import { generatedSource } from './generated-source.ts'
import { startHttpHost } from './http-host.ts'
import { loadMediaSet } from './media-set.ts'
import { type DemoRecording, listSource } from './recording-source.ts'
import { send, sendJson } from './send.ts'
import { makeDownloadToken, readDownloadToken, type TokenKey } from './tokens.ts'

export interface DemoServerOptions {
  /** Folder with index.json and the files it names. */
  resourcesDir: string
  /** 0 (the default) takes a free one. */
  port?: number
  recordings?: number
  seed?: number
  /** Random by default. */
  apiKey?: string
  apiSecret?: string
  /** How long a download token opens its file; 30 minutes by default. */
  tokenLifetimeMs?: number
  /** Unix milliseconds; only tokens look at it. */
  now?: () => number
}

export interface DemoServer {
  /** Base URL, without a slash at its end. */
  url: string
  apiKey: string
  apiSecret: string
  /** Change them at any time; the next request sees it. */
  faults: Faults
  /** Serves these in place of the generated ones; oldest first. */
  setRecordings(recordings: readonly DemoRecording[]): void
  /** Stops listening and ends open connections. */
  close(): Promise<void>
}

const DEFAULT_RECORDINGS = 24
const DEFAULT_TOKEN_LIFETIME_MS = 30 * 60 * 1000
const DOWNLOAD_PATH = '/download/recording/'
const SUBTITLES_PATH = '/subtitles/'

/**
 * A plugNmeet server on 127.0.0.1 that speaks the wire as servers from 2.2.0 do, with the recordings that come with
 * the app. Rejects when the files' index cannot be read or the port is taken.
 */
export async function startDemoServer(options: DemoServerOptions): Promise<DemoServer> {
  const key: TokenKey = {
    apiKey: options.apiKey ?? `API${randomBytes(6).toString('hex')}`,
    apiSecret: options.apiSecret ?? randomBytes(24).toString('base64url'),
  }
  const now = options.now ?? Date.now
  const lifetimeMs = options.tokenLifetimeMs ?? DEFAULT_TOKEN_LIFETIME_MS
  const faults = noFaults()
  const media = await loadMediaSet(options.resourcesDir)
  let source = generatedSource(options.recordings ?? DEFAULT_RECORDINGS, options.seed ?? 1)
  let baseUrl = ''

  const handle = requestHandler({
    key,
    media,
    faults,
    resourcesDir: options.resourcesDir,
    source: () => source,
    baseUrl: () => baseUrl,
    downloadToken: (recordId) => makeDownloadToken(recordId, key, now(), lifetimeMs),
    readToken: (token) => readDownloadToken(token, key, now()),
  })
  const host = await startHttpHost(options.port ?? 0, (request, response) => {
    // Whatever goes wrong with one request: the client is told, or has left.
    handle(request, response).catch(() => response.destroy())
  })
  baseUrl = host.url
  return {
    ...host,
    ...key,
    faults,
    setRecordings: (recordings) => {
      source = listSource(recordings)
    },
  }
}

type Parts = ApiParts & DownloadParts & { key: TokenKey }

function requestHandler(parts: Parts) {
  const { faults } = parts
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    const fault = takeFault(faults, path)
    if (faults.latencyMs > 0) await delay(faults.latencyMs, undefined, { ref: false })
    if (fault !== null) return sendFault(fault, request, response)
    if (request.method === 'POST' && path.startsWith('/auth/')) return answerCall(request, response, path, parts)
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 404, 'text/plain', 'not found')
    if (path.startsWith(DOWNLOAD_PATH)) return sendDownload(request, response, path.slice(DOWNLOAD_PATH.length), parts)
    if (path.startsWith(SUBTITLES_PATH))
      return sendSubtitles(request, response, path.slice(SUBTITLES_PATH.length), parts)
    if (path === '/healthCheck') return send(response, 200, 'text/plain', 'Healthy')
    return send(response, 404, 'text/plain', 'not found')
  }
}

/** Refusals are HTTP 200 with `status: false`, except for bad credentials. */
async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  parts: Parts,
): Promise<void> {
  const reply = (status: number, { status_code, ...rest }: ApiAnswer) =>
    sendJson(response, status, parts.faults.statusCodeMissing ? rest : { status_code, ...rest })
  const body = await readBody(request)
  if (body === null) return send(response, 413, 'text/plain', 'Request Entity Too Large')
  const refused = credentialRefusal(request, body, parts.key)
  if (refused !== null) return reply(401, refused)
  const call = API_CALLS[path]
  if (call === undefined) return send(response, 404, 'text/plain', 'not found')
  const fields = readFields(body)
  if (fields === null) return reply(200, refusal('INVALID_PARAMETERS', 'request body can not be read'))
  return reply(200, call(fields, parts))
}
