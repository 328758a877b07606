import { AppFailure } from '../../shared/app-error.ts'
import type { HttpResponse } from './http.ts'
import { httpFailure, timeoutFailure } from './http-failure.ts'

export interface BodyLimits {
  maxBytes: number
  /** For the whole body. */
  timeoutMs: number
}

/**
 * The whole body of an answer. Fails with `malformed` over `maxBytes`, `timeout`, `aborted` (the request's own signal
 * ends the body), or `unreachable` when the connection breaks off before the end.
 */
export async function readBody(response: HttpResponse, { maxBytes, timeoutMs }: BodyLimits): Promise<Buffer> {
  const { body, url } = response
  const timer = setTimeout(() => body.destroy(timeoutFailure(url, 'its answer did not end')), timeoutMs)
  try {
    return await gather(response, maxBytes)
  } catch (cause) {
    body.destroy()
    throw httpFailure(cause, url)
  } finally {
    clearTimeout(timer)
  }
}

async function gather({ body, headers, url }: HttpResponse, maxBytes: number): Promise<Buffer> {
  if (Number(headers['content-length']) > maxBytes) throw tooLarge(url, maxBytes)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge(url, maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

const tooLarge = ({ host }: URL, maxBytes: number): AppFailure =>
  new AppFailure('malformed', `the answer of ${host} is larger than ${maxBytes / 1e6} MB`, { host })
