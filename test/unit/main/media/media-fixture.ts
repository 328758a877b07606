import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { Bandwidth } from '../../../../src/main/downloads/bandwidth.ts'
import { Prober } from '../../../../src/main/media/probe.ts'
import { ProfileMedia, type ProfileMediaParts, type Room } from '../../../../src/main/media/profile-media.ts'
import { createHttpClient } from '../../../../src/main/plugnmeet/http.ts'
import type { MediaState } from '../../../../src/shared/media.ts'

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

/** Numbers that look random and are the same in every run: from 0 (included) to `below`. */
export function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

export const whole =
  (bytes: Buffer): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length }).end(bytes)
  }

/** A server whose answer a test may change at any time. */
export interface MediaServer {
  answer: Answer
  /** Paths, in the order in which they were asked for. */
  readonly asked: string[]
  readonly port: number
  /** Breaks off whatever is under way. */
  cut(): void
  /** Ends, and listens at the same port again once the answer is called. */
  goAway(): Promise<() => Promise<void>>
  close(): Promise<void>
}

export async function startServer(answer: Answer): Promise<MediaServer> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    void media.answer(request, response)
  })
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  const media: MediaServer = {
    answer,
    asked,
    port,
    cut: () => server.closeAllConnections(),
    goAway: async () => {
      await close()
      return () => listen(port)
    },
    close,
  }
  return media
}

/** Room without limits. */
export const endlessRoom: Room = {
  admit: async () => ({ used: () => {}, release: () => {} }),
  makeRoom: async () => {},
}

export const realProber = (): Prober =>
  new Prober({ script: new URL('../../../../src/main/media/probe-thread.ts', import.meta.url) })

/** A line that takes everything at once. */
const openLine: ProfileMediaParts['openShare'] = () => ({ take: () => null, hungry: () => () => {}, close: () => {} })

/** A line of so many bytes per second. */
export function narrowLine(limit: () => number | null): ProfileMediaParts['openShare'] {
  const bandwidth = new Bandwidth({ limit, clock: () => performance.now() })
  return (watched) => {
    const share = bandwidth.open(watched)
    return {
      take: (bytes) => share.take(bytes),
      hungry: () => bandwidth.hungry(share),
      close: () => share.close(),
    }
  }
}

export interface SetUpParts extends Partial<ProfileMediaParts> {
  /** Below the test's folder; `media` unless told. */
  name?: string
}

/** What a test needs: a folder, servers, and media that download from them; all of it goes with the test. */
export function mediaTest() {
  let folder = ''
  const closers: (() => Promise<void>)[] = []
  // Each file is looked into by a thread of its own.
  vi.setConfig({ testTimeout: 20_000 })
  beforeEach(async () => {
    const made = await makeFolder()
    folder = made.folder
    closers.push(made.remove)
  })
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close()
  })

  const open = (port: number, told: MediaState[], { name = 'media', ...parts }: SetUpParts): ProfileMedia => {
    const http = createHttpClient()
    const media = new ProfileMedia({
      profileId: 'test',
      directories: () => [join(folder, name)],
      source: { downloadUrl: async (recordId) => new URL(`http://127.0.0.1:${port}/${encodeURIComponent(recordId)}`) },
      http,
      room: endlessRoom,
      openShare: openLine,
      prober: realProber(),
      queued: () => null,
      onFileFacts: () => {},
      onChange: (state) => told.push(state),
      progressMs: 0,
      handleIdleMs: 0,
      backoffMs: () => 0,
      ...parts,
    })
    closers.push(async () => {
      await media.close()
      http.close()
    })
    return media
  }

  return {
    /** The test's folder. */
    folder: () => folder,
    /** Names in the media folder. */
    files: async (name = 'media'): Promise<string[]> => (await readdir(join(folder, name)).catch(() => [])).toSorted(),
    /** Runs after the test, the last one first. */
    atEnd: (close: () => Promise<void>): void => void closers.push(close),
    setUp: async (answer: Answer, parts: SetUpParts = {}) => {
      const server = await startServer(answer)
      closers.push(() => server.close())
      const told: MediaState[] = []
      const openAnother = (more: SetUpParts = {}): ProfileMedia => open(server.port, told, { ...parts, ...more })
      return { server, told, open: openAnother, media: openAnother() }
    },
  }
}

/** All of a recording, once it is wholly here. */
export async function fetched(media: ProfileMedia, recordId: string): Promise<Buffer> {
  const end = await media.fetch(recordId).ended
  if (end.kind !== 'complete') throw new Error(`the download has ${end.kind}: ${JSON.stringify(end)}`)
  return await read(await media.respond(recordId, get()))
}

/** Waits until this holds. */
export const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 10_000, interval: 5 })

/** Waits until so many bytes of the recording "one" are here. */
export async function arrived(media: ProfileMedia, bytes: number): Promise<void> {
  await until(async () => expect((await media.state('one')).bytesDone).toBeGreaterThanOrEqual(bytes))
}
