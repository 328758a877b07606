import type { RawAnswer } from './answer.ts'
import { parseBaseUrl, writtenBase } from './base-url.ts'
import type { HttpClient } from './http.ts'
import { readBody } from './read-body.ts'

export interface CallLimits {
  connectTimeoutMs: number
  /** For a whole request, redirects and body included. */
  callTimeoutMs: number
  maxBytes: number
}

export const CALL_LIMITS: CallLimits = { connectTimeoutMs: 5000, callTimeoutMs: 15_000, maxBytes: 5_000_000 }

export interface Post {
  http: HttpClient
  url: URL
  /** JSON. */
  body: string
  /** For the URL's own origin only. */
  credentials: Record<string, string>
  limits?: CallLimits
  signal?: AbortSignal | undefined
  /** It changes something: it is never sent twice by itself. */
  once?: boolean
}

/** Asks the API. Fails as HttpClient and readBody do; whatever answers within the limits is an answer. */
export async function postJson({
  http,
  url,
  body,
  credentials,
  limits = CALL_LIMITS,
  signal,
  once = false,
}: Post): Promise<RawAnswer> {
  const { connectTimeoutMs, callTimeoutMs, maxBytes } = limits
  const startedAt = performance.now()
  const response = await http({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    privateHeaders: credentials,
    body,
    once,
    signal,
    connectTimeoutMs,
    answerTimeoutMs: callTimeoutMs,
  })
  const timeoutMs = callTimeoutMs - (performance.now() - startedAt)
  const bytes = await readBody(response, { maxBytes, timeoutMs })
  const redirectedFrom = response.url.origin === url.origin ? null : url.origin
  const { host, href } = response.url
  const base = writtenBase(parseBaseUrl(href))
  return { status: response.status, text: bytes.toString('utf8'), host, base, redirectedFrom }
}
