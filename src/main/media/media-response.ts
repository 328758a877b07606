import { chunkBuffer } from './chunk-memory.ts'
import { type MediaFile, shrunkFile } from './media-file.ts'
import { parseRange } from './range.ts'
import type { Lease } from './shared-handle.ts'

/** One read: large enough for few round trips between threads, small enough for eight readers at once. */
const CHUNK_BYTES = 512 * 1024
/** Ranges up to here are read as one buffer before the answer goes out. */
const ONE_BUFFER_BYTES = 2 * 1024 * 1024

/** What is needed of a web Request. */
export interface MediaRequest {
  method: string
  headers: Headers
}

interface Stretch {
  start: number
  /** Exclusive; infinity while the length is unknown. */
  end: number
}

/**
 * Answers GET and HEAD on a file that may still be growing: 200, 206 or 416 after RFC 9110. While the length is
 * unknown the answer is 200 without a length. A body that is cancelled lets go of the file; a failed download or read
 * breaks the body off.
 */
export async function mediaResponse(request: MediaRequest, file: MediaFile): Promise<Response> {
  const headers = await commonHeaders(file)
  const { total } = file
  if (total === null) {
    headers['accept-ranges'] = 'none'
    return answer(request, file, 200, headers, { start: 0, end: Number.POSITIVE_INFINITY })
  }
  const range = rangeOf(request, file, total)
  switch (range.kind) {
    case 'whole':
      headers['content-length'] = String(total)
      return answer(request, file, 200, headers, { start: 0, end: total })
    case 'unsatisfiable':
      headers['content-range'] = `bytes */${total}`
      headers['content-length'] = '0'
      return new Response(null, { status: 416, headers })
    case 'part':
      headers['content-range'] = `bytes ${range.start}-${range.end}/${total}`
      headers['content-length'] = String(range.end - range.start + 1)
      return answer(request, file, 206, headers, { start: range.start, end: range.end + 1 })
  }
}

/** HEAD never has a range (RFC 9110 §14.2), and If-Range of another version asks for the whole file. */
function rangeOf(request: MediaRequest, file: MediaFile, total: number): ReturnType<typeof parseRange> {
  const condition = request.headers.get('if-range')
  const applies = condition === null || condition === file.etag || condition === lastModified(file)
  return parseRange(applies && request.method === 'GET' ? request.headers.get('range') : null, total)
}

async function commonHeaders(file: MediaFile): Promise<Record<string, string>> {
  return {
    'accept-ranges': 'bytes',
    'content-type': await file.contentType(),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    etag: file.etag,
    'last-modified': lastModified(file),
  }
}

const lastModified = (file: MediaFile): string => new Date(file.startedAt).toUTCString()

async function answer(
  request: MediaRequest,
  file: MediaFile,
  status: number,
  headers: Record<string, string>,
  stretch: Stretch,
): Promise<Response> {
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  const fits = stretch.end - stretch.start <= ONE_BUFFER_BYTES && file.endFrom(stretch.start) >= stretch.end
  const body = fits ? await bufferBody(file, stretch) : streamBody(file, stretch)
  return new Response(body, { status, headers })
}

/** The stretch in one buffer. A stream of one chunk, because a Response copies a buffer that it is given. */
async function bufferBody(file: MediaFile, { start, end }: Stretch): Promise<ReadableStream<Uint8Array>> {
  const buffer = chunkBuffer(end - start)
  const lease = await file.lease()
  try {
    for (let filled = 0; filled < buffer.byteLength; ) {
      const length = await lease.read(buffer.subarray(filled), start + filled)
      if (length === 0) throw shrunkFile()
      filled += length
    }
  } finally {
    lease.release()
  }
  return new ReadableStream(
    {
      pull(controller) {
        controller.enqueue(buffer)
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}

/** Reads as the consumer asks: a body of which nothing is read holds nothing open. */
function streamBody(file: MediaFile, stretch: Stretch): ReadableStream<Uint8Array> {
  const reader = new StretchReader(file, stretch)
  return new ReadableStream(
    {
      async pull(controller) {
        const chunk = await reader.next()
        if (reader.cancelled) return
        if (chunk === null) controller.close()
        else controller.enqueue(chunk)
      },
      cancel: () => reader.cancel(),
    },
    { highWaterMark: 0 },
  )
}

/** Reads one stretch of a file chunk by chunk and lets go of the file at the end, on failure and when cancelled. */
class StretchReader {
  readonly #file: MediaFile
  readonly #end: number
  #position: number
  #lease: Lease | null = null
  #ahead: Promise<Uint8Array | null> | null = null
  readonly #cancel = new AbortController()

  constructor(file: MediaFile, { start, end }: Stretch) {
    this.#file = file
    this.#position = start
    this.#end = end
  }

  get cancelled(): boolean {
    return this.#cancel.signal.aborted
  }

  /** The next bytes; null at the end and once cancelled. */
  async next(): Promise<Uint8Array | null> {
    try {
      const chunk = await (this.#ahead ?? this.#read())
      this.#ahead = null
      if (chunk === null || this.cancelled) this.#letGo()
      else this.#readAhead()
      return this.cancelled ? null : chunk
    } catch (error) {
      this.#letGo()
      if (this.cancelled) return null
      throw error
    }
  }

  cancel(): void {
    // A reader that waits is none any more: nobody fetches for it what it waited for.
    this.#cancel.abort()
    this.#letGo()
  }

  /** The disk reads while the consumer sends: half as fast again for a single reader. */
  #readAhead(): void {
    if (this.#position >= Math.min(this.#end, this.#file.endFrom(this.#position))) return
    this.#ahead = this.#read()
    // Whoever asks next meets the failure; after a cancel nobody does.
    this.#ahead.catch(() => {})
  }

  async #read(): Promise<Uint8Array | null> {
    if (this.#position >= this.#end) return null
    const lease = await this.#leased()
    if (this.#file.endFrom(this.#position) === this.#position)
      await this.#file.reach(this.#position, this.#cancel.signal)
    const there = this.#file.endFrom(this.#position)
    const length = Math.min(CHUNK_BYTES, this.#end - this.#position, there - this.#position)
    if (length <= 0 || this.cancelled) return null
    const chunk = chunkBuffer(length)
    const read = await lease.read(chunk, this.#position)
    if (read === 0) throw shrunkFile()
    this.#position += read
    return read === length ? chunk : chunk.subarray(0, read)
  }

  /** A cancel that comes while the file is being opened leaves no lease behind: `next` lets go of it. */
  async #leased(): Promise<Lease> {
    this.#lease ??= await this.#file.lease()
    return this.#lease
  }

  #letGo(): void {
    this.#lease?.release()
    this.#lease = null
  }
}
