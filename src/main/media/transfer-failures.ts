import type { Readable } from 'node:stream'
import { AppFailure } from '../../shared/app-error.ts'
import type { HttpResponse } from '../plugnmeet/http.ts'
import { looksLikeText, sniffMedia } from './sniff.ts'

const RAW_CHARACTERS = 300
const RAW_BYTES = 4096
const MOST_RETRY_AFTER_MS = 600_000
const TEXT_TYPES = /^(text\/|application\/(json|xml|xhtml))/i

/** Of 500 and above, 408 and 429: the server may take it later, and may say when. */
export class NotNow extends AppFailure {
  /** 0: it does not say. */
  readonly afterMs: number
  constructor(message: string, { afterMs, ...about }: { host: string; raw: string; afterMs: number }) {
    super('server-error', message, about)
    this.afterMs = afterMs
  }
}

/** What a status other than 200 and 206 means, with the beginning of what the server said. Reads the body up to 4 kB. */
export async function statusFailure(response: HttpResponse, stallMs: number): Promise<AppFailure> {
  const { status, body, url } = response
  const said = await firstText(body, stallMs)
  const about = { host: url.host, raw: [String(status), said].filter(Boolean).join(' · ') }
  if (status === 404 || status === 410)
    return new AppFailure('not-found', `${url.host} does not have the file of this recording`, about)
  const message = `${url.host} refused the download with status ${status}`
  if (status < 500 && status !== 408 && status !== 429) return new AppFailure('server-error', message, about)
  return new NotNow(message, { ...about, afterMs: retryAfter(response.headers['retry-after']) })
}

/** The failure of a file that is no medium, or null. What its first bytes prove outweighs what the server calls it. */
export function notMedia({ headers, url }: HttpResponse, head: Uint8Array): AppFailure | null {
  if (sniffMedia(head) !== null) return null
  const type = headers['content-type'] ?? ''
  if (!TEXT_TYPES.test(type) && !looksLikeText(head)) return null
  const raw = [type, readable(head)].filter(Boolean).join(' · ')
  return new AppFailure('not-a-video', `${url.host} sent something that is not a video`, { host: url.host, raw })
}

export const cutOff = ({ url }: HttpResponse, done: number, total: number | null, cause?: unknown): AppFailure =>
  new AppFailure('cut-off', `the download from ${url.host} ended before the file did`, {
    host: url.host,
    raw: `${done} of ${total ?? 'unknown'} bytes`,
    cause,
  })

export const stalled = ({ url }: HttpResponse, ms: number): AppFailure =>
  new AppFailure('timeout', `${url.host} stopped sending: nothing came for ${ms / 1000} s`, { host: url.host })

export const wrongRange = ({ url, headers }: HttpResponse): AppFailure =>
  new AppFailure('wrong-range', `${url.host} sent another part of the file than the one that was asked for`, {
    host: url.host,
    raw: headers['content-range'] ?? null,
  })

export const changed = ({ url }: HttpResponse): AppFailure =>
  new AppFailure('file-changed', `the file at ${url.host} is another one than before`, { host: url.host })

/** Seconds, or a date (RFC 9110 §10.2.3); a long time is not believed. */
function retryAfter(value: string | undefined): number {
  if (value === undefined) return 0
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, MOST_RETRY_AFTER_MS) : 0
}

const readable = (bytes: Uint8Array): string =>
  new TextDecoder()
    .decode(bytes)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, RAW_CHARACTERS)

async function firstText(body: Readable, limitMs: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  const timer = setTimeout(() => body.destroy(), limitMs)
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= RAW_BYTES) break
    }
  } catch {
    // The status alone says enough; what came before the body broke off is shown.
  } finally {
    clearTimeout(timer)
    body.destroy()
  }
  return readable(Buffer.concat(chunks))
}
