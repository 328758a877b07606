import { AppFailure } from '../../shared/app-error.ts'
import type { HttpClient, HttpResponse } from '../plugnmeet/http.ts'
import { readBody } from '../plugnmeet/read-body.ts'
import { toWebVtt } from './web-vtt.ts'

export interface SubtitleStoreParts {
  http: HttpClient
  /** Of the file as it comes. */
  maxBytes?: number
  /** Converted files kept in memory. */
  maxEntries?: number
  /** For a whole file. */
  timeoutMs?: number
}

/** A fetch that goes on as long as somebody waits for it. */
interface Fetching {
  vtt: Promise<string>
  waiting: number
  end: AbortController
}

/** Fetches subtitles from wherever a server says they are, and remembers the latest few as WebVTT. */
export class SubtitleStore {
  readonly #http: HttpClient
  readonly #maxBytes: number
  readonly #maxEntries: number
  readonly #timeoutMs: number
  readonly #kept = new Map<string, string>()
  readonly #fetching = new Map<string, Fetching>()

  constructor({ http, maxBytes = 5_000_000, maxEntries = 16, timeoutMs = 15_000 }: SubtitleStoreParts) {
    this.#http = http
    this.#maxBytes = maxBytes
    this.#maxEntries = maxEntries
    this.#timeoutMs = timeoutMs
  }

  /**
   * The subtitles at `url` as WebVTT, under a key of the caller's own. Fails as the HTTP client does, and with
   * `wrong-url`, `not-found`, `server-error` or `malformed` (no subtitles, or more than 5 MB). Failures are not kept.
   */
  async webVtt(key: string, url: string, signal?: AbortSignal): Promise<string> {
    const name = `${key}\n${url}`
    const known = this.#kept.get(name)
    if (known !== undefined) {
      this.#keep(name, known)
      return known
    }
    const fetching = this.#fetching.get(name) ?? this.#start(name, addressOf(url))
    return waitFor(fetching, signal)
  }

  #start(name: string, url: URL): Fetching {
    const end = new AbortController()
    const vtt = this.#fetch(url, end.signal)
    const fetching: Fetching = { vtt, waiting: 0, end }
    this.#fetching.set(name, fetching)
    const done = (): void => {
      if (this.#fetching.get(name) === fetching) this.#fetching.delete(name)
    }
    end.signal.addEventListener('abort', done)
    vtt
      .then(
        (converted) => this.#keep(name, converted),
        () => {},
      )
      .finally(done)
    return fetching
  }

  async #fetch(url: URL, signal: AbortSignal): Promise<string> {
    const startedAt = performance.now()
    const response = await this.#http({ method: 'GET', url, signal, answerTimeoutMs: this.#timeoutMs })
    refuseFailure(response)
    const timeoutMs = this.#timeoutMs - (performance.now() - startedAt)
    return toWebVtt(await readBody(response, { maxBytes: this.#maxBytes, timeoutMs }))
  }

  /** Puts the entry at the young end and lets the oldest go. */
  #keep(name: string, vtt: string): void {
    this.#kept.delete(name)
    this.#kept.set(name, vtt)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#maxEntries) break
      this.#kept.delete(oldest)
    }
  }
}

function addressOf(text: string): URL {
  const url = URL.parse(text)
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url
  throw new AppFailure('wrong-url', 'the subtitles are not at a web address')
}

function refuseFailure({ status, body, url }: HttpResponse): void {
  if (status === 200) return
  body.destroy()
  const about = { host: url.host, raw: String(status) }
  if (status === 404 || status === 410) throw new AppFailure('not-found', `${url.host} has no such subtitles`, about)
  throw new AppFailure('server-error', `${url.host} does not hand out the subtitles`, about)
}

/** Waits with the others; the fetch ends when the last of them has given up. */
async function waitFor(fetching: Fetching, signal: AbortSignal | undefined): Promise<string> {
  const { promise: givenUp, reject } = Promise.withResolvers<never>()
  const giveUp = (): void => reject(new AppFailure('aborted', 'nobody waits for the subtitles any more'))
  if (signal?.aborted) giveUp()
  signal?.addEventListener('abort', giveUp)
  fetching.waiting += 1
  try {
    return await Promise.race([fetching.vtt, givenUp])
  } finally {
    signal?.removeEventListener('abort', giveUp)
    fetching.waiting -= 1
    if (fetching.waiting === 0) fetching.end.abort()
  }
}
