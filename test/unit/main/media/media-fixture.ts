import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MediaCache, type MediaCacheParts } from '../../../../src/main/media/media-cache.ts'
import { createHttpClient } from '../../../../src/main/plugnmeet/http.ts'
import type { MediaState } from '../../../../src/shared/media.ts'

/** Bytes that begin as an MP4 does; no two places of them are alike. */
export function videoBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at + 4 <= length; at += 4) bytes.writeUInt32LE((at * 2_654_435_761) >>> 0, at)
  bytes.write('\0\0\0\x18ftypisom', 0, 'latin1')
  return bytes
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const read = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer())

export const get = (headers: Record<string, string> = {}) => ({ method: 'GET', headers: new Headers(headers) })
export const head = (headers: Record<string, string> = {}) => ({ method: 'HEAD', headers: new Headers(headers) })

export async function makeFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'roomreel-media-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** How many descriptors of this process lead below a folder; Linux tells, elsewhere it is taken on trust. */
export async function openBelow(folder: string): Promise<number> {
  if (process.platform !== 'linux') return 0
  const names = await readdir('/proc/self/fd')
  const targets = await Promise.all(names.map((name) => readlink(join('/proc/self/fd', name)).catch(() => '')))
  return targets.filter((target) => target.startsWith(folder)).length
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

export const whole =
  (bytes: Buffer): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length }).end(bytes)
  }

/** A server whose answer a test may change at any time, and a cache that downloads from it. */
export async function startCache(answer: Answer, parts: Partial<MediaCacheParts> & { directory: string }) {
  const asked: string[] = []
  const state = { answer }
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    void state.answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const told: MediaState[] = []
  const open = (more: Partial<MediaCacheParts> = {}): MediaCache =>
    new MediaCache({
      profileId: 'test',
      source: { downloadUrl: async (recordId) => new URL(`http://127.0.0.1:${port}/${encodeURIComponent(recordId)}`) },
      http: createHttpClient(),
      onChange: (change) => told.push(change),
      progressMs: 0,
      handleIdleMs: 0,
      ...parts,
      ...more,
    })
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { asked, state, told, open, close }
}
