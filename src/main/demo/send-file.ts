import { type FileHandle, open } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { contentTypeOf } from './media-set.ts'
import { send } from './send.ts'

/** The switches that concern a file's transfer. */
export interface TransferFaults {
  bytesPerSecond: number | null
  honourRange: boolean
  cutDownloadAfterBytes: number | null
  missingContentLength: boolean
  wrongContentLength: number | null
}

interface Span {
  start: number
  /** After the last byte. */
  end: number
}

const CHUNK_BYTES = 256 * 1024
const SLICES_PER_SECOND = 20
const MOST_BEHIND_MS = 50

/** Streams a file from disk, in pieces, as fast as the client takes it; 404 "file not found" when there is none. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  faults: TransferFaults,
): Promise<void> {
  let handle: FileHandle
  try {
    handle = await open(path)
  } catch {
    return send(response, 404, 'text/plain', 'file not found')
  }
  try {
    await sendOpenFile(request, response, { handle, path }, faults)
  } finally {
    await handle.close()
  }
}

async function sendOpenFile(
  request: IncomingMessage,
  response: ServerResponse,
  { handle, path }: { handle: FileHandle; path: string },
  faults: TransferFaults,
): Promise<void> {
  const { size, mtime } = await handle.stat()
  const etag = `"${size.toString(16)}-${mtime.getTime().toString(16)}"`
  const span = faults.honourRange ? askedSpan(request, size, etag) : null
  response.setHeader('Content-Type', contentTypeOf(path))
  response.setHeader('Last-Modified', mtime.toUTCString())
  if (isUnchanged(request, mtime)) {
    response.writeHead(304).end()
    return
  }
  if (faults.honourRange) response.setHeader('Accept-Ranges', 'bytes').setHeader('ETag', etag)
  if (span === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end()
    return
  }
  const { start, end } = span ?? { start: 0, end: size }
  if (span !== null) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${size}`)
  announceLength(response, end - start, faults)
  response.writeHead(span === null ? 200 : 206)
  if (request.method === 'HEAD' || start === end) {
    response.end()
    return
  }
  await sendBody(handle, { start, end }, response, faults)
}

/** HTTP counts in whole seconds. */
function isUnchanged({ headers }: IncomingMessage, mtime: Date): boolean {
  const since = headers['if-modified-since']
  return since !== undefined && Math.floor(mtime.getTime() / 1000) * 1000 <= Date.parse(since)
}

/** The one range that was asked for, or null for the whole file. */
function askedSpan({ headers }: IncomingMessage, size: number, etag: string): Span | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '')
  const [, first = '', last = ''] = match ?? []
  if (match === null || (first === '' && last === '')) return null
  if (headers['if-range'] !== undefined && headers['if-range'] !== etag) return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1)
  return start < end ? { start, end } : 'unsatisfiable'
}

function announceLength(response: ServerResponse, bytes: number, faults: TransferFaults): void {
  if (faults.missingContentLength) return
  response.setHeader('Content-Length', faults.wrongContentLength ?? bytes)
  // Else the next answer on this connection would be taken for the rest of this one.
  if (faults.wrongContentLength !== null) response.setHeader('Connection', 'close')
}

async function sendBody(
  handle: FileHandle,
  { start, end }: Span,
  response: ServerResponse,
  faults: TransferFaults,
): Promise<void> {
  const pace = faults.bytesPerSecond
  const highWaterMark = pace === null ? CHUNK_BYTES : Math.min(CHUNK_BYTES, Math.ceil(pace / SLICES_PER_SECOND))
  const file = handle.createReadStream({ start, end: end - 1, autoClose: false, highWaterMark })
  try {
    if (pace === null && faults.cutDownloadAfterBytes === null) await pipeline(file, response)
    else await pipeline(file, (chunks) => slowedAndCut(chunks, faults), response)
  } catch {
    // The client left, or the switch cut the connection: pipeline has destroyed both ends.
  }
}

async function* slowedAndCut(chunks: AsyncIterable<Buffer>, faults: TransferFaults): AsyncGenerator<Buffer> {
  let left = faults.cutDownloadAfterBytes ?? Number.POSITIVE_INFINITY
  let dueAt = performance.now()
  for await (const chunk of chunks) {
    const part = chunk.subarray(0, left)
    if (faults.bytesPerSecond !== null) {
      // Timers are late: what they lose is caught up with, unless the client was the slow one.
      dueAt = Math.max(dueAt, performance.now() - MOST_BEHIND_MS) + (part.length / faults.bytesPerSecond) * 1000
      const ms = dueAt - performance.now()
      if (ms >= 1) await delay(ms)
    }
    yield part
    left -= part.length
    if (left <= 0) {
      // What was yielded shall leave before the connection breaks.
      await delay(20)
      throw new Error('cut off')
    }
  }
}
