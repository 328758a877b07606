import { AppFailure } from '../../shared/app-error.ts'
import type { Artifact, PlugNmeetClient } from '../plugnmeet/client.ts'
import type { HttpClient } from '../plugnmeet/http.ts'
import { readBody } from '../plugnmeet/read-body.ts'
import { decodeText } from '../subtitles/decode-text.ts'
import { fetchSubtitles } from '../transcripts/fetch-subtitles.ts'

export interface MeetingArtifactsParts {
  client: Promise<PlugNmeetClient>
  http: HttpClient
  /** Milliseconds since 1970. */
  clock: () => number
  /** Ends what is under way. */
  signal: AbortSignal
}

/** A session that is over gets its artifacts some minutes later. */
const FRESH_MS = 10 * 60_000
const MOST_SESSIONS = 200
const MOST_SUMMARY_BYTES = 1_000_000
const SUMMARY_TIMEOUT_MS = 15_000

/** What a server has made of sessions beside their recordings: transcriptions and summaries. */
export class MeetingArtifacts {
  readonly #parts: MeetingArtifactsParts
  readonly #lists = new Map<string, { at: number; list: Promise<Artifact[]> }>()

  constructor(parts: MeetingArtifactsParts) {
    this.#parts = parts
  }

  /** The session's transcriptions, the oldest first. Fails as the server does. */
  async transcriptions(roomSid: string): Promise<Artifact[]> {
    return (await this.#of(roomSid)).filter(({ type }) => type === 'SPEECH_TRANSCRIPTION')
  }

  /** A transcription's file. Fails as fetchSubtitles, and the server, do. */
  async transcription(artifactId: string): Promise<Buffer> {
    const { client, http, signal } = this.#parts
    const url = await (await client).artifactUrl(artifactId, signal)
    const fetched = await fetchSubtitles(http, url.href, null, signal)
    if (fetched.kind === 'unchanged') throw new AppFailure('malformed', `${url.host} sent no file`)
    return fetched.bytes
  }

  /** The session's newest summary as text; null: it has none. Fails as the server does. */
  async summary(roomSid: string): Promise<string | null> {
    const summaries = (await this.#of(roomSid)).filter(({ type }) => type === 'MEETING_SUMMARY')
    const newest = summaries.at(-1)
    if (newest === undefined) return null
    const { client, http, signal } = this.#parts
    const url = await (await client).artifactUrl(newest.artifactId, signal)
    const response = await http({ method: 'GET', url, signal, answerTimeoutMs: SUMMARY_TIMEOUT_MS })
    if (response.status !== 200 || !isPlainText(response.headers['content-type'])) {
      response.body.destroy()
      const about = { host: url.host, raw: String(response.status) }
      throw new AppFailure('server-error', `${url.host} does not hand out the summary`, about)
    }
    const bytes = await readBody(response, { maxBytes: MOST_SUMMARY_BYTES, timeoutMs: SUMMARY_TIMEOUT_MS })
    return decodeText(bytes).trim() || null
  }

  /** Oldest first. */
  #of(roomSid: string): Promise<Artifact[]> {
    if (roomSid === '') return Promise.resolve([])
    const known = this.#lists.get(roomSid)
    const now = this.#parts.clock()
    if (known !== undefined && now - known.at < FRESH_MS) return known.list
    const list = this.#ask(roomSid)
    this.#lists.set(roomSid, { at: now, list })
    list.catch(() => this.#lists.delete(roomSid))
    const [oldest] = this.#lists.keys()
    if (this.#lists.size > MOST_SESSIONS && oldest !== undefined) this.#lists.delete(oldest)
    return list
  }

  async #ask(roomSid: string): Promise<Artifact[]> {
    const { client, signal } = this.#parts
    const list = await (await client).artifacts(roomSid, signal)
    return list.toSorted((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0))
  }
}

/** A page where a summary should be is some proxy's. */
const isPlainText = (type: string | undefined): boolean => type === undefined || /^text\/(plain|markdown)/i.test(type)
