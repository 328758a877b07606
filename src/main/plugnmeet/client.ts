import { AppFailure } from '../../shared/app-error.ts'
import type { RecordingQuery } from '../../shared/recording.ts'
import { type Answer, type RawAnswer, readAnswer } from './answer.ts'
import { endpoint } from './base-url.ts'
import { decodeInfo, decodePage, decodeToken, emptyPage, type ServerPage, type ServerRecording } from './decode.ts'
import type { HttpClient } from './http.ts'
import { readBody } from './read-body.ts'
import { sign } from './signature.ts'

export type { ServerPage, ServerRecording, SubtitleSource } from './decode.ts'

export interface ClientLimits {
  connectTimeoutMs: number
  /** For a whole call, redirects and body included. */
  callTimeoutMs: number
  maxBytes: number
}

export interface ClientParts {
  http: HttpClient
  /** With the path in front of the API, if any (parseBaseUrl). */
  baseUrl: URL
  apiKey: string
  apiSecret: string
  limits?: Partial<ClientLimits>
}

const LIMITS: ClientLimits = { connectTimeoutMs: 5000, callTimeoutMs: 15_000, maxBytes: 5_000_000 }

/**
 * One plugNmeet server's recordings, over its API (https://www.plugnmeet.org/docs/api/intro).
 * Every call fails with an AppFailure: `unreachable`, `timeout`, `tls`, `wrong-url`, `bad-key`, `bad-signature`,
 * `server-error`, `malformed` or `aborted`. The secret leaves this object as a signature only.
 */
export class PlugNmeetClient {
  readonly #http: HttpClient
  readonly #baseUrl: URL
  readonly #apiKey: string
  readonly #apiSecret: string
  readonly #limits: ClientLimits

  constructor({ http, baseUrl, apiKey, apiSecret, limits = {} }: ClientParts) {
    this.#http = http
    this.#baseUrl = baseUrl
    this.#apiKey = apiKey
    this.#apiSecret = apiSecret
    this.#limits = { ...LIMITS, ...limits }
  }

  /** One page of the server's list; empty when nothing matches. */
  async fetchRecordings(query: RecordingQuery, signal?: AbortSignal): Promise<ServerPage> {
    const answer = await this.#call('auth/recording/fetch', fetchInput(query), signal)
    return answer.kind === 'nothing' ? emptyPage(query) : this.#decoded(() => decodePage(answer.json, query))
  }

  /** One recording by its ID. Fails with `not-found` as well. */
  async recordingInfo(recordId: string, signal?: AbortSignal): Promise<ServerRecording> {
    const json = await this.#ask('auth/recording/info', recordId, signal)
    return this.#decoded(() => decodeInfo(json))
  }

  /** An address to get the file from: good for about half an hour, without headers. Fails with `not-found` as well. */
  async downloadUrl(recordId: string, signal?: AbortSignal): Promise<URL> {
    const json = await this.#ask('auth/recording/getDownloadToken', recordId, signal)
    return endpoint(this.#baseUrl, `download/recording/${this.#decoded(() => decodeToken(json))}`)
  }

  /** A call about one recording, which must be there. */
  async #ask(path: string, recordId: string, signal: AbortSignal | undefined): Promise<unknown> {
    const answer = await this.#call(path, { record_id: recordId }, signal)
    if (answer.kind === 'found') return answer.json
    const { host } = this.#baseUrl
    throw new AppFailure('not-found', `${host} does not have this recording`, { host, raw: answer.raw })
  }

  async #call(path: string, input: object, signal: AbortSignal | undefined): Promise<Answer> {
    return readAnswer(await this.#post(endpoint(this.#baseUrl, path), JSON.stringify(input), signal), this.#mask)
  }

  async #post(url: URL, body: string, signal: AbortSignal | undefined): Promise<RawAnswer> {
    const { connectTimeoutMs, callTimeoutMs, maxBytes } = this.#limits
    const startedAt = performance.now()
    const response = await this.#http({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      privateHeaders: { 'API-KEY': this.#sendableKey(), 'HASH-SIGNATURE': sign(body, this.#apiSecret) },
      body,
      signal,
      connectTimeoutMs,
      answerTimeoutMs: callTimeoutMs,
    })
    const timeoutMs = callTimeoutMs - (performance.now() - startedAt)
    const bytes = await readBody(response, { maxBytes, timeoutMs })
    const redirectedFrom = response.url.origin === url.origin ? null : url.origin
    return { status: response.status, text: bytes.toString('utf8'), host: response.url.host, redirectedFrom }
  }

  #sendableKey(): string {
    if (/^[\x21-\x7e]+$/.test(this.#apiKey)) return this.#apiKey
    throw new AppFailure('bad-key', 'an API key has letters, digits and signs only', { host: this.#baseUrl.host })
  }

  /** A decoder's failure, with the host in it. */
  #decoded<T>(decode: () => T): T {
    try {
      return decode()
    } catch (cause) {
      if (!(cause instanceof AppFailure)) throw cause
      const { host } = this.#baseUrl
      throw new AppFailure(cause.error.code, `${host}: ${cause.message}`, { host, cause })
    }
  }

  readonly #mask = (text: string): string => (this.#apiSecret === '' ? text : text.replaceAll(this.#apiSecret, '•••'))
}

/** The wire wants all rooms as an empty list and knows no empty session; both sides agree on "DESC" for newest. */
function fetchInput({ roomIds, roomSid, order, from, limit }: RecordingQuery): object {
  const session = roomSid === null || roomSid === '' ? {} : { room_sid: roomSid }
  return { room_ids: roomIds, ...session, from, limit, order_by: order === 'oldest' ? 'ASC' : 'DESC' }
}
