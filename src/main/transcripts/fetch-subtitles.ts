import { AppFailure } from '../../shared/app-error.ts'
import { MOST_SUBTITLE_BYTES } from '../../shared/transcript.ts'
import type { HttpClient, HttpResponse } from '../plugnmeet/http.ts'
import { readBody } from '../plugnmeet/read-body.ts'

/** What tells a file from the one before; null where the server does not say. */
export interface Validators {
  etag: string | null
  lastModified: string | null
}

export type FetchedSubtitles = { kind: 'unchanged' } | ({ kind: 'file'; bytes: Buffer } & Validators)

/** For a whole file. */
const TIMEOUT_MS = 15_000
const LONGEST_VALIDATOR = 500

/**
 * Fetches a subtitle file from wherever a server says it is, without API headers; `unchanged` when it is still the one
 * that `known` describes. Fails as the HTTP client does, and with `wrong-url`, `not-found`, `server-error`, or
 * `malformed` for more than 5 MB.
 */
export async function fetchSubtitles(
  http: HttpClient,
  address: string,
  known: Validators | null,
  signal: AbortSignal,
): Promise<FetchedSubtitles> {
  const startedAt = performance.now()
  const url = addressOf(address)
  const response = await http({ method: 'GET', url, headers: conditions(known), signal, answerTimeoutMs: TIMEOUT_MS })
  if (response.status === 304 && known !== null) {
    response.body.destroy()
    return { kind: 'unchanged' }
  }
  refuseFailure(response)
  const timeoutMs = TIMEOUT_MS - (performance.now() - startedAt)
  const bytes = await readBody(response, { maxBytes: MOST_SUBTITLE_BYTES, timeoutMs }).catch(saidInWords)
  return { kind: 'file', bytes, ...validatorsOf(response) }
}

function addressOf(text: string): URL {
  const url = URL.parse(text)
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url
  throw new AppFailure('wrong-url', 'the subtitles are not at a web address')
}

function conditions(known: Validators | null): Record<string, string> {
  return {
    ...(known?.etag == null ? {} : { 'If-None-Match': known.etag }),
    ...(known?.lastModified == null ? {} : { 'If-Modified-Since': known.lastModified }),
  }
}

function validatorsOf({ headers }: HttpResponse): Validators {
  const sane = (value: string | undefined): string | null =>
    value === undefined || value.length > LONGEST_VALIDATOR ? null : value
  return { etag: sane(headers.etag), lastModified: sane(headers['last-modified']) }
}

function refuseFailure({ status, body, url }: HttpResponse): void {
  if (status === 200) return
  body.destroy()
  const about = { host: url.host, raw: String(status) }
  if (status === 404 || status === 410) throw new AppFailure('not-found', `${url.host} has no such subtitles`, about)
  throw new AppFailure('server-error', `${url.host} does not hand out the subtitles`, about)
}

function saidInWords(error: unknown): never {
  if (!(error instanceof AppFailure) || error.error.code !== 'malformed') throw error
  const { host } = error.error
  throw new AppFailure(
    'malformed',
    'The subtitles are larger than 5 MB and were not fetched. The recording plays without them.',
    { host, cause: error },
  )
}
