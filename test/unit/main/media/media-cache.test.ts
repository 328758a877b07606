import { createHash } from 'node:crypto'
import { readdir, rm, truncate, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { MediaCache, MediaCacheParts } from '../../../../src/main/media/media-cache.ts'
import {
  type Answer,
  get,
  makeFolder,
  openBelow,
  read,
  sha256,
  startCache,
  videoBytes,
  whole,
} from './media-fixture.ts'

const SIZE = 3_000_001
const BYTES = videoBytes(SIZE)

let folder = ''
const closers: (() => Promise<void>)[] = []

beforeEach(async () => {
  const made = await makeFolder()
  folder = made.folder
  closers.push(made.remove)
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function setUp(answer: Answer, parts: Partial<MediaCacheParts> = {}) {
  const fixture = await startCache(answer, { directory: join(folder, 'media'), ...parts })
  closers.push(fixture.close)
  const open = (more?: Partial<MediaCacheParts>): MediaCache => {
    const cache = fixture.open(more)
    closers.push(() => cache.close())
    return cache
  }
  return { ...fixture, open, cache: open() }
}

const files = async (): Promise<string[]> => (await readdir(join(folder, 'media')).catch(() => [])).toSorted()

/** Sends the bytes in steps that the test takes one by one. */
function stepwise(bytes: Buffer) {
  let out: ServerResponse | null = null
  const answer: Answer = (_, response) => {
    response.writeHead(200, { 'content-length': bytes.length })
    out = response
  }
  const send = async (start: number, end: number): Promise<void> => {
    await vi.waitFor(() => expect(out).not.toBeNull())
    await new Promise<void>((resolve) => out?.write(bytes.subarray(start, end), () => resolve()))
  }
  return { answer, send, breakOff: () => out?.destroy(), end: () => out?.end() }
}

describe('a recording that is not here', () => {
  test('is downloaded by its first reader, played from its first byte on, and kept', async () => {
    const { cache, asked, told } = await setUp(whole(BYTES))
    expect(await cache.state('one')).toMatchObject({ status: 'absent', bytesDone: 0 })
    expect(asked).toEqual([])
    expect(sha256(await read(await cache.respond('one', get())))).toBe(sha256(BYTES))
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ status: 'complete', bytesDone: SIZE, bytesTotal: SIZE }))
    expect(told[0]).toMatchObject({ profileId: 'test', recordId: 'one', status: 'downloading' })
    expect(told.map(({ bytesDone }) => bytesDone)).toEqual(
      told.map(({ bytesDone }) => bytesDone).toSorted((a, b) => a - b),
    )
    expect(await files()).toEqual([expect.stringMatching(/^[0-9a-f]{64}-\d+-3000001\.media$/)])
    await read(await cache.respond('one', get({ range: 'bytes=5-9' })))
    expect(asked).toEqual(['/one'])
  })

  test('feeds eight readers, at places of their own, each with every byte, while it grows', async () => {
    const { answer, send } = stepwise(BYTES)
    const { cache, asked } = await setUp(answer)
    const first = cache.respond('one', get())
    await send(0, 200_000)
    const starts = [0, 1, 100_000, 199_999, 200_000, 1_000_000, 2_999_999]
    const readers = [
      read(await first),
      ...starts.map(async (start) => read(await cache.respond('one', get({ range: `bytes=${start}-` })))),
    ]
    for (let at = 200_000; at < SIZE; at += 333_333) await send(at, Math.min(at + 333_333, SIZE))
    const sums = (await Promise.all(readers)).map(sha256)
    expect(sums).toEqual([0, ...starts].map((start) => sha256(BYTES.subarray(start))))
    expect(asked).toHaveLength(1)
    await vi.waitFor(async () => expect(await openBelow(folder)).toBe(0))
  })

  test('goes on downloading when its reader leaves, and the next one finds it', async () => {
    const { answer, send } = stepwise(BYTES)
    const { cache, told, asked } = await setUp(answer)
    const responding = cache.respond('one', get())
    await send(0, 500_000)
    await (await responding).body?.cancel()
    await send(500_000, SIZE)
    await vi.waitFor(() => expect(told.at(-1)?.status).toBe('complete'))
    expect(sha256(await read(await cache.respond('one', get())))).toBe(sha256(BYTES))
    expect(asked).toHaveLength(1)
  })

  test('whose length is not announced is complete when the server says so', async () => {
    const { cache, told } = await setUp((_, response) => void response.writeHead(200).end(BYTES))
    expect(await read(await cache.respond('one', get()))).toHaveLength(SIZE)
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ status: 'complete', bytesTotal: SIZE }))
  })

  test('waits for a place behind two others that are being read, and takes that of one that is not', async () => {
    const answers: ServerResponse[] = []
    let now = 1_000_000
    const { cache, asked } = await setUp(
      (_, response) => {
        answers.push(response)
        response.writeHead(200, { 'content-length': SIZE }).write(BYTES.subarray(0, 100_000))
      },
      { clock: () => now },
    )
    const bodies = await Promise.all(['one', 'two'].map(async (id) => (await cache.respond(id, get())).body))
    const third = cache.respond('three', get())
    await vi.waitFor(async () => expect((await cache.state('three')).status).toBe('downloading'))
    expect(asked.toSorted()).toEqual(['/one', '/two'])
    await bodies[0]?.cancel()
    now += 60_000
    // Asked again, as a media element does, it looks for a place at once.
    const again = cache.respond('three', get())
    expect((await again).status).toBe(200)
    expect(asked).toContain('/three')
    await vi.waitFor(async () => expect((await cache.state('one')).status).toBe('absent'))
    expect((await cache.state('two')).status).toBe('downloading')
    for (const body of [bodies[1], (await third).body, (await again).body]) await body?.cancel()
  })
})

describe('a download that goes wrong', () => {
  const refuse =
    (status: number, text = 'no'): Answer =>
    (_, response) =>
      void response.writeHead(status, { 'content-type': 'text/plain' }).end(text)

  test.each([
    ['not-found', refuse(404)],
    ['not-found', refuse(410)],
    ['server-error', refuse(401, 'token expired')],
    ['server-error', refuse(503)],
    ['not-a-video', refuse(200, '<!doctype html><title>Sign in</title>'.repeat(30))],
    ['not-a-video', whole(Buffer.from('{"status":false,"msg":"no file"}'))],
    ['cut-off', (_, response) => void response.writeHead(200, { 'content-length': SIZE, connection: 'close' }).end()],
    ['unreachable', (_, response) => void response.socket?.destroy()],
  ] as [string, Answer][])('is told as %s, in the answer and in the state', async (code, answer) => {
    const { cache, told } = await setUp(answer)
    await expect(cache.respond('one', get())).rejects.toMatchObject({ error: { code } })
    expect(await cache.state('one')).toMatchObject({ status: 'failed', error: { code } })
    expect(told.at(-1)).toMatchObject({ status: 'failed', error: { code } })
    expect(await files()).toEqual([])
  })

  test('shows what the server said, without line breaks', async () => {
    const { cache } = await setUp(refuse(503, 'try\r\n later '))
    await expect(cache.respond('one', get())).rejects.toMatchObject({
      error: { raw: '503 · try later', host: expect.stringMatching(/^127\.0\.0\.1:\d+$/) },
    })
  })

  test('in the middle breaks its readers off after the bytes that came, and leaves nothing behind', async () => {
    const { answer, send, breakOff } = stepwise(BYTES)
    const { cache, told } = await setUp(answer)
    const responding = cache.respond('one', get())
    await send(0, 700_000)
    const { body } = await responding
    await vi.waitFor(() => expect(told.at(-1)?.bytesDone).toBe(700_000))
    breakOff()
    const hash = createHash('sha256')
    const all = (async () => {
      for await (const chunk of body ?? []) hash.update(chunk)
    })()
    await expect(all).rejects.toMatchObject({ error: { code: 'cut-off' } })
    expect(hash.digest('hex')).toBe(sha256(BYTES.subarray(0, 700_000)))
    expect(told.at(-1)).toMatchObject({
      status: 'failed',
      bytesDone: 700_000,
      bytesTotal: SIZE,
      error: { code: 'cut-off' },
    })
    expect(await files()).toEqual([])
    await vi.waitFor(async () => expect(await openBelow(folder)).toBe(0))
  })

  test('is not tried again by a player that asks again, but by retry', async () => {
    const { cache, asked, state } = await setUp(refuse(503))
    for (let times = 0; times < 3; times += 1) await expect(cache.respond('one', get())).rejects.toThrow(/503/)
    expect(asked).toHaveLength(1)
    state.answer = whole(BYTES)
    expect(await cache.retry('one')).toMatchObject({ status: 'downloading', error: null })
    expect(await read(await cache.respond('one', get()))).toHaveLength(SIZE)
    expect(asked).toHaveLength(2)
  })

  test('is tried again when the recording is opened anew after a while', async () => {
    let now = 1_000_000
    const { cache, state } = await setUp(refuse(503), { clock: () => now })
    await expect(cache.respond('one', get())).rejects.toThrow(/503/)
    state.answer = whole(BYTES)
    now += 4000
    await expect(cache.respond('one', get())).rejects.toThrow(/503/)
    now += 5001
    expect(await read(await cache.respond('one', get()))).toHaveLength(SIZE)
  })

  test('because the server stops sending is told as a timeout', async () => {
    const { answer, send } = stepwise(BYTES)
    const { cache, told } = await setUp(answer, { stallMs: 100 })
    const responding = cache.respond('one', get())
    await send(0, 100_000)
    await expect(read(await responding)).rejects.toMatchObject({ error: { code: 'timeout' } })
    expect(told.at(-1)).toMatchObject({ status: 'failed', error: { code: 'timeout' } })
  })

  test('because the disk refuses is told as such', async () => {
    await writeFile(join(folder, 'media'), 'a file where a folder should be')
    const { cache } = await setUp(whole(BYTES))
    await expect(cache.respond('one', get())).rejects.toMatchObject({ error: { code: 'disk', raw: 'EEXIST' } })
    await rm(join(folder, 'media'))
    expect(await cache.retry('one')).toMatchObject({ status: 'downloading' })
    expect(await read(await cache.respond('one', get()))).toHaveLength(SIZE)
  })
})

describe('files on this device', () => {
  const keep = async (cache: MediaCache, ...ids: string[]): Promise<void> => {
    for (const id of ids) {
      await read(await cache.respond(id, get()))
      await vi.waitFor(async () => expect((await cache.state(id)).status).toBe('complete'))
    }
  }

  test('are found after a restart, and play without the server', async () => {
    const { cache, open, state } = await setUp(whole(BYTES))
    await keep(cache, 'one')
    await cache.close()
    state.answer = () => {
      throw new Error('nothing must be asked')
    }
    const next = open()
    expect(await next.state('one')).toMatchObject({ status: 'complete', bytesDone: SIZE })
    expect(sha256(await read(await next.respond('one', get())))).toBe(sha256(BYTES))
  })

  test('that were not complete are gone after a restart', async () => {
    const { answer, send } = stepwise(BYTES)
    const { cache, open, told } = await setUp(answer)
    const responding = cache.respond('one', get())
    responding.catch(() => {})
    await send(0, 500_000)
    await vi.waitFor(() => expect(told.at(-1)?.bytesDone).toBe(500_000))
    expect(await files()).toEqual([expect.stringMatching(/\.part$/)])
    await cache.close()
    expect(await files()).toEqual([])
    await writeFile(join(folder, 'media', `${'a'.repeat(64)}-1.part`), 'left by a power cut')
    const next = open()
    expect((await next.state('one')).status).toBe('absent')
    expect(await files()).toEqual([])
  })

  test('that somebody removed or shortened are downloaded again', async () => {
    const { cache, asked } = await setUp(whole(BYTES))
    await keep(cache, 'one', 'two')
    const [first = '', second = ''] = await files()
    await rm(join(folder, 'media', first))
    await truncate(join(folder, 'media', second), 10)
    expect((await cache.state('one')).status).toBe('absent')
    expect(sha256(await read(await cache.respond('one', get())))).toBe(sha256(BYTES))
    expect(sha256(await read(await cache.respond('two', get())))).toBe(sha256(BYTES))
    expect(asked).toEqual(['/one', '/two', '/one', '/two'])
  })

  test('make room for newer ones, those played longest ago first', async () => {
    let now = 1_000_000_000_000
    const { cache, open } = await setUp(whole(BYTES), { clock: () => now, maxBytes: SIZE * 2 })
    const later = (): void => {
      now += 60_000
    }
    for (const id of ['one', 'two']) {
      await keep(cache, id)
      later()
    }
    await read(await cache.respond('one', get()))
    later()
    await keep(cache, 'three')
    await vi.waitFor(async () => expect(await files()).toHaveLength(2))
    const next = open()
    const statuses = await Promise.all(['one', 'two', 'three'].map(async (id) => (await next.state(id)).status))
    expect(statuses).toEqual(['complete', 'absent', 'complete'])
  })

  test('have names that no recording can choose', async () => {
    const { cache } = await setUp(whole(BYTES))
    await keep(cache, '../../outside', 'a/b\0c')
    expect(await files()).toHaveLength(2)
    expect(await readdir(folder)).toEqual(['media'])
  })
})
