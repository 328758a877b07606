import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { API_CALLS, type ApiParts } from './api.ts'
import { type ApiAnswer, credentialRefusal, readBody, readFields, refusal } from './api-request.ts'
import { type DownloadParts, sendArtifact, sendDownload, sendSubtitles } from './downloads.ts'
import { sendFault } from './fault-answers.ts'
import { type Faults, noFaults, takeFault } from './faults.ts'
import { startHttpHost } from './http-host.ts'
import { LiveRecordings, type RecordingChange } from './live-recordings.ts'
import { loadMediaSet } from './media-set.ts'
import { MetadataEdits, type WirePatch } from './metadata-edits.ts'
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
  /** Over so many rooms the generated recordings are spread; never fewer than the demo's own six. */
  rooms?: number
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
  /** Recordings that it does not have yet, newer than all, in its rooms; to be inserted. */
  make(count?: number): DemoRecording[]
  /** Registers new recordings, the newest last. Fails for an ID that it has. */
  insert(recordings: readonly DemoRecording[]): void
  /** Removes those that it has. */
  remove(recordIds: readonly string[]): void
  /** Changes a recording where it is in the list. Fails for an ID that it does not have. */
  replace(recordId: string, change: RecordingChange): void
  /** Changes what is kept with a recording, as updateMetadata does. */
  edit(recordId: string, patch: WirePatch): void
  /** Hears of every request as it comes, with its path and body ('' for GET), before it is answered. */
  onRequest: ((path: string, body: string) => void) | null
  /** Requests that have come and are not answered yet; the one that onRequest hears of among them. */
  readonly inFlight: number
  /** Stops listening and ends open connections. */
  close(): Promise<void>
}

const DEFAULT_RECORDINGS = 24
const DEFAULT_TOKEN_LIFETIME_MS = 30 * 60 * 1000
const DOWNLOAD_PATH = '/download/recording/'
const ARTIFACT_PATH = '/download/artifact/'
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
  const { recordings = DEFAULT_RECORDINGS, seed = 1, rooms = 0 } = options
  const live = new LiveRecordings(recordings, seed, rooms)
  const edits = new MetadataEdits()
  let answers = 0
  let inFlight = 0

  const handle = requestHandler({
    key,
    media,
    faults,
    resourcesDir: options.resourcesDir,
    source: () => live.source,
    baseUrl: () => server.url,
    nextAnswer: () => {
      answers += 1
      return answers
    },
    heard: (path, body) => server.onRequest?.(path, body),
    edits,
    downloadToken: (id) => makeDownloadToken(id, key, now(), lifetimeMs),
    readToken: (token) => readDownloadToken(token, key, now()),
  })
  const host = await startHttpHost(options.port ?? 0, (request, response) => {
    inFlight += 1
    response.once('close', () => {
      inFlight -= 1
    })
    // Whatever goes wrong with one request: the client is told, or has left.
    handle(request, response).catch(() => response.destroy())
  })
  const server: DemoServer = {
    ...host,
    ...key,
    faults,
    setRecordings: (list) => live.use(listSource(list)),
    make: (count = 1) => live.make(count),
    insert: (list) => live.insert(list),
    remove: (recordIds) => live.remove(recordIds),
    edit: (recordId, patch) => edits.add(recordId, patch),
    replace: (recordId, change) => live.replace(recordId, change),
    onRequest: null,
    get inFlight() {
      return inFlight
    },
  }
  return server
}

type Parts = ApiParts & DownloadParts & { key: TokenKey; heard: (path: string, body: string) => void }

function requestHandler(parts: Parts) {
  const { faults } = parts
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    const fault = takeFault(faults, path)
    const body = request.method === 'POST' ? await readBody(request) : Buffer.alloc(0)
    if (body === null) return send(response, 413, 'text/plain', 'Request Entity Too Large')
    parts.heard(path, body.toString('utf8'))
    if (faults.latencyMs > 0) await delay(faults.latencyMs, undefined, { ref: false })
    if (fault !== null) return sendFault(fault, request, response)
    if (request.method === 'POST' && path.startsWith('/auth/'))
      return answerCall(request, response, { path, body }, parts)
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 404, 'text/plain', 'not found')
    if (path.startsWith(DOWNLOAD_PATH)) return sendDownload(request, response, path.slice(DOWNLOAD_PATH.length), parts)
    if (path.startsWith(ARTIFACT_PATH)) return sendArtifact(response, path.slice(ARTIFACT_PATH.length), parts)
    if (path.startsWith(SUBTITLES_PATH))
      return sendSubtitles(request, response, path.slice(SUBTITLES_PATH.length), parts)
    if (path === '/healthCheck') return send(response, 200, 'text/plain', 'Healthy')
    return send(response, 404, 'text/plain', 'not found')
  }
}

function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  { path, body }: { path: string; body: Buffer },
  parts: Parts,
): void {
  const [status, answer] = apiAnswer(request, path, body, parts)
  if (answer === null) {
    send(response, status, 'text/plain', 'not found')
    return
  }
  const { status_code, ...rest } = answer
  sendJson(response, status, parts.faults.statusCodeMissing ? rest : { status_code, ...rest })
}

/** Refusals are HTTP 200 with `status: false`, except for bad credentials; null: there is no such call. */
function apiAnswer(
  request: IncomingMessage,
  path: string,
  body: Buffer,
  parts: Parts,
): [status: number, answer: ApiAnswer | null] {
  const refused = credentialRefusal(request, body, parts.key)
  if (refused !== null) return [401, refused]
  const call = API_CALLS[path]
  if (call === undefined || (parts.faults.noArtifacts && path.startsWith('/auth/artifact/'))) return [404, null]
  const fields = readFields(body)
  return [200, fields === null ? refusal('INVALID_PARAMETERS', 'request body can not be read') : call(fields, parts)]
}
