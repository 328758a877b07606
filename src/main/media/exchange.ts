import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { AppFailure } from '../../shared/app-error.ts'
import type { HttpClient, HttpResponse } from '../plugnmeet/http.ts'
import { firstBytes } from './first-bytes.ts'
import type { Validator } from './part-map.ts'
import { HEAD_BYTES } from './sniff.ts'
import { changed, cutOff, notMedia, stalled, statusFailure, wrongRange } from './transfer-failures.ts'

/** What is asked of a server. */
export interface ExchangeInput {
  http: HttpClient
  url: URL
  signal: AbortSignal
  /** False: the server does not understand ranges, so the whole file is asked for. */
  ranged: boolean
  /** The first byte that is wanted. */
  from: number
  /** Where to stop; null: at the end of the file. */
  to: number | null
  /** Of the file that some bytes are here of already; null: nothing is. */
  known: { validator: Validator; total: number | null } | null
  stallMs: number
}

/** A server's answer with bytes of the file. */
export interface Exchange {
  response: HttpResponse
  /** The bytes, decoded. */
  body: Readable
  /** Of its first byte: what was asked for, or 0 when the server sends files only as a whole. */
  position: number
  /** Behind its last byte; null: where the file ends, wherever that is. */
  end: number | null
  /** The file's length in bytes; null: the server does not say. */
  total: number | null
  validator: Validator
  /** The server sent just what was asked for. */
  isRange: boolean
}

/**
 * Asks for a file from a byte on. Fails with what HttpClient fails with, and `not-found`, `server-error`, `not-a-video`,
 * `cut-off`, `wrong-range`, and `file-changed` when it cannot be proved that the file is the one that is here in part.
 */
export async function askFor(input: ExchangeInput): Promise<Exchange> {
  const { http, url, signal } = input
  const response = await http({ method: 'GET', url, signal, headers: input.ranged ? rangeHeaders(input) : {} })
  try {
    return await understood(input, response)
  } catch (error) {
    response.body.destroy()
    throw error
  }
}

/** The first bytes of an answer with a whole file, which is a medium by them. Fails with `not-a-video`, `cut-off`. */
export async function firstOf({ response, body, total }: Exchange, stallMs: number): Promise<Buffer> {
  const first = await firstBytes(body, HEAD_BYTES, { stallMs, stalled: () => stalled(response, stallMs) }).catch(
    (cause: unknown) => {
      throw cause instanceof AppFailure ? cause : cutOff(response, 0, total, cause)
    },
  )
  if (first.byteLength < Math.min(total ?? 0, HEAD_BYTES)) throw cutOff(response, first.byteLength, total)
  const refusal = notMedia(response, first.subarray(0, HEAD_BYTES))
  if (refusal !== null) throw refusal
  return first
}

function rangeHeaders({ from, to, known }: ExchangeInput): Record<string, string> {
  const range = `bytes=${from}-${to === null ? '' : to - 1}`
  const condition = known === null ? null : (known.validator.etag ?? known.validator.lastModified)
  return condition === null ? { range } : { range, 'if-range': condition }
}

async function understood(input: ExchangeInput, response: HttpResponse): Promise<Exchange> {
  const { status } = response
  // A range that the file does not have: whether it is the same file the whole of it tells.
  if (status === 416) throw wrongRange(response)
  if (status !== 200 && status !== 206) throw await statusFailure(response, input.stallMs)
  const validator = validatorOf(response)
  const exchange = status === 206 ? rangeOf(input, response) : wholeOf(response)
  const { known } = input
  if (known !== null && !isSame(known, { validator, total: exchange.total })) {
    throw await otherFile(response, exchange.body, input.stallMs)
  }
  return { response, validator, ...exchange }
}

/** What is here is given up for another recording only, not for a page that says who has to sign in. */
async function otherFile(response: HttpResponse, body: Readable, stallMs: number): Promise<AppFailure> {
  const head = await firstBytes(body, HEAD_BYTES, { stallMs, stalled: () => stalled(response, stallMs) }).catch(
    () => null,
  )
  return head === null ? cutOff(response, 0, null) : (notMedia(response, head) ?? changed(response))
}

type Part = Pick<Exchange, 'body' | 'position' | 'end' | 'total' | 'isRange'>

function rangeOf({ from, to, known }: ExchangeInput, response: HttpResponse): Part {
  const found = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers['content-range'] ?? '')
  const [start, end, total] = (found ?? []).slice(1).map(Number)
  const isCoded = (response.headers['content-encoding'] ?? 'identity') !== 'identity'
  if (start === undefined || end === undefined || total === undefined || isCoded) throw wrongRange(response)
  if (known !== null && known.total !== null && total !== known.total) throw changed(response)
  // A server may send less than was asked for: the rest is asked for next.
  if (start !== from || end < start || end >= total || (to !== null && end >= to)) throw wrongRange(response)
  return { body: response.body, position: from, end: end + 1, total, isRange: true }
}

function wholeOf(response: HttpResponse): Part {
  const { headers } = response
  const decoder = decoderOf(headers['content-encoding'])
  const length = headers['content-length'] ?? ''
  const total = decoder === null && /^\d+$/.test(length) ? Number(length) : null
  return {
    body: decoder === null ? response.body : decoded(response.body, decoder),
    position: 0,
    end: total,
    total,
    isRange: false,
  }
}

/** What undoes a coding that nobody asked for; null: there is none, or none that is known. */
function decoderOf(encoding: string | undefined): (Readable & NodeJS.WritableStream) | null {
  switch (encoding?.toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      return null
  }
}

function decoded(body: Readable, decoder: Readable & NodeJS.WritableStream): Readable {
  body.on('error', (error) => decoder.destroy(error))
  // Nobody may listen yet; whoever does then finds it destroyed.
  decoder.on('error', () => {})
  decoder.on('close', () => body.destroy())
  body.pipe(decoder)
  return decoder
}

/** Weak validators say that a file means the same, not that its bytes are the same. */
function validatorOf({ headers }: HttpResponse): Validator {
  const { etag = null } = headers
  const modified = headers['last-modified'] ?? null
  return { etag: etag?.startsWith('"') === true ? etag : null, lastModified: modified }
}

/** Provably the same file: by a strong ETag, else by its time and length. */
function isSame(
  known: { validator: Validator; total: number | null },
  now: { validator: Validator; total: number | null },
): boolean {
  if (known.validator.etag !== null && now.validator.etag !== null) {
    return (
      known.validator.etag === now.validator.etag &&
      (known.total === null || now.total === null || known.total === now.total)
    )
  }
  const { lastModified } = known.validator
  return (
    lastModified !== null &&
    lastModified === now.validator.lastModified &&
    known.total !== null &&
    known.total === now.total
  )
}
