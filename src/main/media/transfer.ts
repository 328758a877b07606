import { rm } from 'node:fs/promises'
import { AppFailure } from '../../shared/app-error.ts'
import type { HttpClient, HttpResponse } from '../plugnmeet/http.ts'
import { PartWriter } from './part-writer.ts'
import { HEAD_BYTES } from './sniff.ts'
import { cutOff, notMedia, stalled, statusFailure } from './transfer-failures.ts'

export interface TransferParts {
  url: URL
  http: HttpClient
  signal: AbortSignal
  /** Where the bytes go while they come. Removed when the transfer fails. */
  partPath: string
  /** The file's name once it is complete, from its length in bytes. */
  finalPath: (bytes: number) => string
  /** How long the server may send nothing. */
  stallMs: number
  /** The first bytes are there and are a medium; null: the server does not say how long the file is. */
  onStart: (totalBytes: number | null) => void
  /** So many bytes of the part file can be read. */
  onWritten: (bytes: number) => void
}

/**
 * Downloads a file from its first byte to its last; answers its path and length. Fails with what `http` fails with, and
 * `not-found`, `server-error`, `not-a-video`, `timeout` (stalled), `cut-off`, `disk` and `aborted`.
 */
export async function transfer(parts: TransferParts): Promise<{ path: string; bytes: number }> {
  const { http, url, signal, stallMs } = parts
  const response = await http({ method: 'GET', url, signal })
  if (response.status !== 200) throw await statusFailure(response, stallMs)
  try {
    return await save(parts, response)
  } catch (error) {
    await rm(parts.partPath, { force: true })
    throw error
  } finally {
    response.body.destroy()
  }
}

async function save(parts: TransferParts, response: HttpResponse): Promise<{ path: string; bytes: number }> {
  const total = announcedLength(response)
  const chunks = chunksOf(parts, response)
  const head = await firstBytes(chunks)
  if (head.byteLength < Math.min(total ?? 0, HEAD_BYTES)) throw cutOff(response, head.byteLength, total)
  const refusal = notMedia(response, head)
  if (refusal !== null) throw refusal

  const writer = await PartWriter.open(parts.partPath, parts.onWritten)
  try {
    parts.onStart(total)
    await writer.add(head)
    for await (const chunk of chunks) await writer.add(chunk)
    await writer.flush()
    const bytes = writer.writtenBytes
    if (total !== null && bytes !== total) throw cutOff(response, bytes, total)
    const path = parts.finalPath(bytes)
    await writer.finish(path)
    return { path, bytes }
  } finally {
    await writer.close()
  }
}

function announcedLength({ headers }: HttpResponse): number | null {
  const length = headers['content-length'] ?? ''
  return /^\d+$/.test(length) && headers['content-encoding'] === undefined ? Number(length) : null
}

/** The body's chunks; a server that stalls or goes away becomes the failure that says so. */
async function* chunksOf({ stallMs }: TransferParts, response: HttpResponse): AsyncGenerator<Uint8Array, void> {
  const source: AsyncIterator<Uint8Array> = response.body[Symbol.asyncIterator]()
  let bytes = 0
  for (;;) {
    const next = await nextWithin(source, stallMs, response).catch((cause: unknown) => {
      throw cause instanceof AppFailure ? cause : cutOff(response, bytes, announcedLength(response), cause)
    })
    if (next.done) return
    bytes += next.value.byteLength
    yield next.value
  }
}

/** Time runs only while we wait for the server, not while the disk is busy. */
async function nextWithin(
  source: AsyncIterator<Uint8Array>,
  stallMs: number,
  response: HttpResponse,
): Promise<IteratorResult<Uint8Array>> {
  const timer = setTimeout(() => response.body.destroy(stalled(response, stallMs)), stallMs)
  try {
    return await source.next()
  } finally {
    clearTimeout(timer)
  }
}

/** Enough of the beginning to tell what the file is, taken off the chunks; less when the file is shorter. */
async function firstBytes(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  const taken: Uint8Array[] = []
  let bytes = 0
  while (bytes < HEAD_BYTES) {
    const next = await chunks.next()
    if (next.done) break
    taken.push(next.value)
    bytes += next.value.byteLength
  }
  return Buffer.concat(taken)
}
