import { AppFailure } from '../../shared/app-error.ts'
import type { MetadataPatch, RecordingMetadata } from '../../shared/metadata.ts'
import type { RecordingQuery } from '../../shared/recording.ts'
import { type Access, credentials } from './access.ts'
import { type Answer, readAnswer } from './answer.ts'
import { type ApiPaths, ARTIFACT_PATHS, apiPaths, ROOM_PATHS } from './api-paths.ts'
import { type Artifact, decodeArtifacts } from './artifacts.ts'
import { endpoint } from './base-url.ts'
import {
  decodeInfo,
  decodePage,
  decodeParticipants,
  decodeToken,
  emptyPage,
  type ServerPage,
  type ServerRecording,
} from './decode.ts'
import type { HttpClient } from './http.ts'
import { maskSecret } from './mask.ts'
import { decodeMetadata } from './metadata.ts'
import { inParts } from './pages.ts'
import { CALL_LIMITS, type CallLimits, postJson } from './post-json.ts'
import { limitedPage, limitedQuery, limitedRooms } from './room-limit.ts'
import { decodeActiveRooms, decodePastRooms, type RoomTitle, titlesOfPastRooms, withinRooms } from './room-titles.ts'

export type { Access } from './access.ts'
export type { Artifact } from './artifacts.ts'
export type { ServerPage, ServerRecording, SubtitleSource } from './decode.ts'
export type { RoomTitle } from './room-titles.ts'

const MOST_ARTIFACTS = 100

export interface ClientParts {
  http: HttpClient
  /** With the path in front of the API, if any (parseBaseUrl). */
  baseUrl: URL
  access: Access
  /** Where the list is asked for, behind the base URL; empty = auth/recording/fetch. */
  endpointPath?: string
  /** The rooms that lists are limited to; empty = all that the key can read. */
  rooms?: readonly string[]
  /** The most recordings that one request asks for, from 1; as many as the query wants unless told. */
  pageLimit?: number
  limits?: Partial<CallLimits>
}

/**
 * One plugNmeet server's recordings, over its API (https://www.plugnmeet.org/docs/api/intro).
 * Every call fails with an AppFailure: those of HttpClient, `no-secret`, `wrong-url`, `bad-key`, `bad-signature`,
 * `server-error`, `malformed` or `aborted`; making one with `bad-url`. The secret leaves this object as a signature,
 * or, as a bearer token, for the server's own origin only.
 */
export class PlugNmeetClient {
  readonly #http: HttpClient
  readonly #baseUrl: URL
  readonly #access: Access
  readonly #paths: ApiPaths
  readonly #rooms: readonly string[]
  readonly #pageLimit: number
  readonly #limits: CallLimits
  readonly #mask: (text: string) => string

  constructor(parts: ClientParts) {
    const { http, baseUrl, access, endpointPath = '', rooms = [], pageLimit = Number.POSITIVE_INFINITY, limits } = parts
    this.#http = http
    this.#baseUrl = baseUrl
    this.#access = access
    this.#paths = apiPaths(endpointPath)
    this.#rooms = rooms
    this.#pageLimit = Math.max(1, pageLimit)
    this.#limits = { ...CALL_LIMITS, ...limits }
    this.#mask = maskSecret(access.secret)
  }

  /** The most recordings that one request asks for: what is larger comes in parts, and the list may move in between. */
  get pageLimit(): number {
    return this.#pageLimit
  }

  /** One page of the server's list; empty when nothing matches. A page over the page limit takes several requests. */
  async fetchRecordings(query: RecordingQuery, signal?: AbortSignal): Promise<ServerPage> {
    const limited = limitedQuery(query, this.#rooms)
    if (limited === null) return emptyPage(query)
    const page = await inParts(limited, this.#pageLimit, (part) => this.#fetchPart(part, signal))
    return limitedPage(page, this.#rooms)
  }

  async #fetchPart(query: RecordingQuery, signal: AbortSignal | undefined): Promise<ServerPage> {
    const answer = await this.#call(this.#paths.fetch, fetchInput(query), signal)
    return answer.kind === 'nothing'
      ? emptyPage(query)
      : this.#decoded(() => decodePage(answer.json, query, this.#baseUrl))
  }

  /** One recording by its ID. Fails with `not-found` as well. */
  async recordingInfo(recordId: string, signal?: AbortSignal): Promise<ServerRecording> {
    const json = await this.#ask(this.#paths.info, recordId, signal)
    return this.#decoded(() => decodeInfo(json, this.#baseUrl))
  }

  /** How many took part in a recording's session; null: the server does not say. Fails with `not-found` as well. */
  async participants(recordId: string, signal?: AbortSignal): Promise<number | null> {
    const json = await this.#ask(this.#paths.info, recordId, signal)
    return this.#decoded(() => decodeParticipants(json))
  }

  /** What can be edited of a recording, as it is there. Fails with `not-found` as well. */
  async metadata(recordId: string, signal?: AbortSignal): Promise<RecordingMetadata> {
    const json = await this.#ask(this.#paths.info, recordId, signal)
    return this.#decoded(() => decodeMetadata(json))
  }

  /** Changes a recording; what the patch does not name stays. Fails with `not-found` as well. */
  async updateMetadata(recordId: string, metadata: MetadataPatch, signal?: AbortSignal): Promise<void> {
    const answer = await this.#call(this.#paths.updateMetadata, { record_id: recordId, metadata }, signal, true)
    if (answer.kind === 'nothing') throw this.#unknown('recording', answer.raw)
  }

  /** What was made of a session, at most 100; empty too where a server knows no artifacts. */
  async artifacts(roomSid: string, signal?: AbortSignal): Promise<Artifact[]> {
    const input = { room_sid: roomSid, from: 0, limit: MOST_ARTIFACTS, order_by: 'DESC' }
    try {
      const answer = await this.#call(ARTIFACT_PATHS.fetch, input, signal)
      return answer.kind === 'nothing' ? [] : this.#decoded(() => decodeArtifacts(answer.json))
    } catch (error) {
      // Servers before artifacts do not know the path. Anything else is no answer, and what is known stays.
      if (error instanceof AppFailure && error.error.raw?.startsWith('404 ')) return []
      throw error
    }
  }

  /** An address to get an artifact from: good for about ten minutes, without headers. Fails with `not-found` as well. */
  async artifactUrl(artifactId: string, signal?: AbortSignal): Promise<URL> {
    const answer = await this.#call(ARTIFACT_PATHS.downloadToken, { artifact_id: artifactId }, signal)
    if (answer.kind === 'nothing') throw this.#unknown('artifact', answer.raw)
    return endpoint(this.#baseUrl, `download/artifact/${this.#decoded(() => decodeToken(answer.json))}`)
  }

  /** An address to get the file from: good for about half an hour, without headers. Fails with `not-found` as well. */
  async downloadUrl(recordId: string, signal?: AbortSignal): Promise<URL> {
    const json = await this.#ask(this.#paths.downloadToken, recordId, signal)
    return endpoint(this.#baseUrl, `download/recording/${this.#decoded(() => decodeToken(json))}`)
  }

  /**
   * What the server calls these rooms (empty = every room), by their newest sessions; those without a title are left
   * out. Takes three requests at most.
   */
  async pastRooms(roomIds: readonly string[], signal?: AbortSignal): Promise<RoomTitle[]> {
    const limited = limitedRooms(roomIds, this.#rooms)
    if (limited === null) return []
    return await titlesOfPastRooms(limited, async (input) => {
      const answer = await this.#call(ROOM_PATHS.past, input, signal)
      return answer.kind === 'nothing' ? null : this.#decoded(() => decodePastRooms(answer.json))
    })
  }

  /** What the server calls the rooms where a session is going on; those without a title are left out. */
  async activeRooms(signal?: AbortSignal): Promise<RoomTitle[]> {
    const answer = await this.#call(ROOM_PATHS.active, {}, signal)
    if (answer.kind === 'nothing') return []
    return withinRooms(
      this.#decoded(() => decodeActiveRooms(answer.json)),
      this.#rooms,
    )
  }

  /** A call about one recording, which must be there. */
  async #ask(path: string, recordId: string, signal: AbortSignal | undefined): Promise<unknown> {
    const answer = await this.#call(path, { record_id: recordId }, signal)
    if (answer.kind === 'found') return answer.json
    throw this.#unknown('recording', answer.raw)
  }

  #unknown(what: string, raw: string): AppFailure {
    const { host } = this.#baseUrl
    return new AppFailure('not-found', `${host} does not have this ${what}`, { host, raw })
  }

  /** `once`: the call changes something. */
  async #call(path: string, input: object, signal: AbortSignal | undefined, once = false): Promise<Answer> {
    const body = JSON.stringify(input)
    const answer = await postJson({
      http: this.#http,
      url: endpoint(this.#baseUrl, path),
      body,
      credentials: credentials(this.#access, body, this.#baseUrl.host),
      limits: this.#limits,
      signal,
      once,
    })
    return readAnswer(answer, this.#access.signIn, this.#mask)
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
}

/** The wire wants all rooms as an empty list and knows no empty session; both sides agree on "DESC" for newest. */
function fetchInput({ roomIds, roomSid, order, from, limit }: RecordingQuery): object {
  const session = roomSid === null || roomSid === '' ? {} : { room_sid: roomSid }
  return { room_ids: roomIds, ...session, from, limit, order_by: order === 'oldest' ? 'ASC' : 'DESC' }
}
