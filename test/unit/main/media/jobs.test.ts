import { describe, expect, test } from 'vitest'
import type { Job } from '../../../../src/main/media/job.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { FileServer } from './file-server.ts'
import {
  arrived,
  fetched,
  get,
  mediaTest,
  openBelow,
  read,
  realProber,
  type SetUpParts,
  sha256,
  until,
  whole,
} from './media-fixture.ts'

const SIZE = 3_000_001
const BYTES = mp4Bytes(SIZE)

const { setUp, files, folder } = mediaTest()
const endings = async (): Promise<string[]> => (await files()).map((name) => name.split('.')[1] ?? '').toSorted()

/** A server whose first answer stops after so many bytes, without an end. */
async function pausing(parts: SetUpParts = {}, bytes = 900_000) {
  const file = new FileServer({ bytes: BYTES })
  const all = await setUp((request, response) => {
    if (all.server.asked.length > 1) return file.answer(request, response)
    response.writeHead(206, { etag: '"one"', 'content-range': `bytes 0-${SIZE - 1}/${SIZE}`, 'content-length': SIZE })
    response.write(BYTES.subarray(0, bytes))
    return undefined
  }, parts)
  return { ...all, file }
}

describe('a download for the queue', () => {
  test('that is stopped keeps what came, and goes on from there', async () => {
    const { media, file } = await pausing()
    const job = media.fetch('one')
    await arrived(media, 900_000)
    expect(await media.state('one')).toMatchObject({ status: 'downloading', kept: true })
    job.stop()
    expect(await job.ended).toEqual({ kind: 'stopped' })
    expect(await media.state('one')).toMatchObject({ status: 'partial', bytesDone: 900_000, error: null })
    expect(media.downloads).toBe(0)
    expect(await endings()).toEqual(['map', 'part'])
    const again = media.fetch('one')
    expect(await again.ended).toEqual({ kind: 'complete', bytes: SIZE })
    expect(file.asked).toEqual([{ range: '900000-', ifRange: '"one"' }])
    expect(sha256(await read(await media.respond('one', get())))).toBe(sha256(BYTES))
  })

  test('that is stopped and asked for again at once is not stopped by that', async () => {
    const { media } = await pausing()
    const first = media.fetch('one')
    await arrived(media, 900_000)
    first.stop()
    const second = media.fetch('one')
    expect(await first.ended).toEqual({ kind: 'stopped' })
    expect(await second.ended).toEqual({ kind: 'complete', bytes: SIZE })
  })

  test('that is stopped before it has begun brings nothing', async () => {
    const { media } = await pausing()
    const job = media.fetch('one')
    job.stop()
    expect(await job.ended).toEqual({ kind: 'stopped' })
    await until(() => expect(media.downloads).toBe(0))
    expect((await media.state('one')).status).toMatch(/^(absent|partial)$/)
  })

  test('that is stopped before it has begun, and asked for again, comes', async () => {
    const file = new FileServer({ bytes: BYTES })
    const { media } = await setUp(file.answer)
    const first = media.fetch('one')
    first.stop()
    const second = media.fetch('one')
    expect(await first.ended).toEqual({ kind: 'stopped' })
    expect(await second.ended).toEqual({ kind: 'complete', bytes: SIZE })
    expect(await endings()).toEqual(['kept'])
  })

  test('that is stopped while it waits for its next attempt ends at once', async () => {
    const { media, told } = await setUp((_, response) => void response.writeHead(503).end(), {
      backoffMs: () => 3_600_000,
    })
    const job = media.fetch('one')
    await until(() => expect(told.some(({ retryAt }) => retryAt !== null)).toBe(true))
    job.stop()
    expect(await job.ended).toEqual({ kind: 'stopped' })
    expect(await media.state('one')).toMatchObject({ status: 'absent', retryAt: null, error: null })
  })

  test('of what is here already ends at once, and marks it as kept', async () => {
    const { media, server } = await setUp(whole(BYTES))
    await read(await media.respond('one', get()))
    await until(async () => expect((await media.state('one')).status).toBe('complete'))
    expect(await endings()).toEqual(['media'])
    expect(await media.fetch('one').ended).toEqual({ kind: 'complete', bytes: SIZE })
    expect(await endings()).toEqual(['kept'])
    expect(server.asked).toHaveLength(1)
  })
})

describe('a download that the queue and an export want', () => {
  const both = async () => {
    const all = await pausing()
    const queue = all.media.fetch('one')
    const once = all.media.fetch('one', { stays: false })
    await arrived(all.media, 900_000)
    await until(async () => expect(await all.media.state('one')).toMatchObject({ kept: true }))
    return { ...all, queue, once }
  }

  test('goes on for the export when the queue stops it, and does not stay', async () => {
    const { media, server, queue, once } = await both()
    queue.stop()
    expect(await queue.ended).toEqual({ kind: 'stopped' })
    expect(await media.state('one')).toMatchObject({ status: 'downloading', kept: false })
    server.cut()
    expect(await once.ended).toEqual({ kind: 'complete', bytes: SIZE })
    expect(await endings()).toEqual(['media'])
  })

  test('goes on for the queue when the export is stopped, and stays', async () => {
    const { media, server, queue, once } = await both()
    once.stop()
    expect(await once.ended).toEqual({ kind: 'stopped' })
    expect(await media.state('one')).toMatchObject({ status: 'downloading', kept: true })
    server.cut()
    expect(await queue.ended).toEqual({ kind: 'complete', bytes: SIZE })
    expect(await endings()).toEqual(['kept'])
  })

  test('ends with the last of them', async () => {
    const { media, queue, once } = await both()
    queue.stop()
    once.stop()
    expect([await queue.ended, await once.ended]).toEqual([{ kind: 'stopped' }, { kind: 'stopped' }])
    expect(await media.state('one')).toMatchObject({ status: 'partial', bytesDone: 900_000 })
  })
})

describe('a download that is watched', () => {
  test('and stopped leaves its readers waiting, who go on when it does', async () => {
    const { media } = await pausing()
    const job = media.fetch('one')
    const reading = read(await media.respond('one', get()))
    await arrived(media, 900_000)
    job.stop()
    expect(await job.ended).toEqual({ kind: 'stopped' })
    expect(await fetched(media, 'one')).toHaveLength(SIZE)
    expect(sha256(await reading)).toBe(sha256(BYTES))
  })

  test('stays when the queue asks for it in the middle', async () => {
    const { media, server } = await pausing()
    const reading = read(await media.respond('one', get()))
    await arrived(media, 900_000)
    expect(await media.state('one')).toMatchObject({ kept: false })
    const job = media.fetch('one')
    await until(async () => expect(await media.state('one')).toMatchObject({ kept: true }))
    server.cut()
    expect(await job.ended).toEqual({ kind: 'complete', bytes: SIZE })
    expect(sha256(await reading)).toBe(sha256(BYTES))
    expect(await endings()).toEqual(['kept'])
    expect(server.asked).toHaveLength(2)
  })

  test('stays when the queue asks for it while it gets its name', async () => {
    const real = realProber()
    let isLookedAt = false
    let job: Job | null = null
    const { media } = await setUp(whole(BYTES), {
      prober: {
        probe: async (read, total) => {
          const probed = await real.probe(read, total)
          isLookedAt = probed.kind === 'media' && (await media.state('one')).bytesDone === SIZE
          return probed
        },
      },
      queued: () => {
        if (isLookedAt) job ??= media.fetch('one')
        return null
      },
    })
    await read(await media.respond('one', get()))
    await until(() => expect(job).not.toBeNull())
    expect(await (job as Job | null)?.ended).toEqual({ kind: 'complete', bytes: SIZE })
    expect(await endings()).toEqual(['kept'])
  })

  test('stays when it is queued', async () => {
    const queued = { state: 'waiting', waitingFor: null, error: null } as const
    const { media } = await setUp(whole(BYTES), { queued: () => queued })
    await read(await media.respond('one', get()))
    await until(async () => expect((await media.state('one')).status).toBe('complete'))
    expect(await endings()).toEqual(['kept'])
  })

  test('makes others wait only while a player waits for what is on its way', async () => {
    const shares: { hungry: number; isClosed: boolean }[] = []
    const { media, server, told } = await pausing({
      backoffMs: () => 3_600_000,
      openShare: () => {
        const share = { hungry: 0, isClosed: false }
        shares.push(share)
        const fed = (): void => {
          share.hungry -= 1
        }
        const hungry = (): (() => void) => {
          expect(share.isClosed).toBe(false)
          share.hungry += 1
          return fed
        }
        const close = (): void => {
          share.isClosed = true
        }
        return { take: () => null, hungry, close }
      },
    })
    const job = media.fetch('one')
    await arrived(media, 900_000)
    const reading = read(await media.respond('one', get()))
    await until(() => expect(shares[0]?.hungry).toBe(1))
    server.cut()
    await until(() => expect(told.at(-1)?.retryAt).not.toBeNull())
    expect(shares[0]?.hungry).toBe(0)
    job.stop()
    await job.ended
    // One that asks before the next download has an answer is none of the last one's.
    const answer = Promise.withResolvers<void>()
    const { answer: rest } = new FileServer({ bytes: BYTES })
    server.answer = async (request, response) => {
      await answer.promise
      await rest(request, response)
    }
    const also = (await media.respond('one', get({ range: 'bytes=2000000-2000009' }))).body?.getReader()
    const first = also?.read()
    await until(async () => expect(await openBelow(folder())).toBeGreaterThan(0))
    answer.resolve()
    expect((await first)?.value).toHaveLength(10)
    expect(sha256(await reading)).toBe(sha256(BYTES))
    await until(() =>
      expect(shares.map(({ hungry, isClosed }) => [hungry, isClosed])).toEqual([
        [0, true],
        [0, true],
      ]),
    )
  })

  test('by nobody any more is stopped after a while, and what came stays', async () => {
    let now = 1_000_000
    const { media, server } = await pausing({ idleMs: 40, clock: () => now })
    const reader = (await media.respond('one', get())).body?.getReader()
    await reader?.read()
    await arrived(media, 900_000)
    // Looked after as often as the first one, and later.
    server.answer = (_, response) =>
      void response.writeHead(200, { 'content-length': SIZE }).write(BYTES.subarray(0, 900))
    await (await media.respond('two', get())).body?.cancel()
    now += 60_000
    await until(async () => expect((await media.state('two')).status).toBe('partial'))
    // A reader that is there, however slow, keeps it going.
    expect((await media.state('one')).status).toBe('downloading')
    await reader?.cancel()
    now += 60_000
    await until(() => expect(media.downloads).toBe(0))
    expect(await media.state('one')).toMatchObject({ status: 'partial', bytesDone: 900_000 })
    await until(async () => expect(await openBelow(folder())).toBe(0))
  })

  test('by nobody any more goes on when the queue wants it', async () => {
    let now = 1_000_000
    const { media, server } = await pausing({ idleMs: 40, clock: () => now })
    const job = media.fetch('one')
    await arrived(media, 900_000)
    const cut = server.cut
    server.answer = (_, response) =>
      void response.writeHead(200, { 'content-length': SIZE }).write(BYTES.subarray(0, 900))
    await (await media.respond('two', get())).body?.cancel()
    now += 60_000
    await until(async () => expect((await media.state('two')).status).toBe('partial'))
    expect((await media.state('one')).status).toBe('downloading')
    server.answer = new FileServer({ bytes: BYTES }).answer
    cut()
    expect(await job.ended).toMatchObject({ kind: 'complete' })
  })
})

describe('what is here of a file that is not whole', () => {
  async function partial(parts: SetUpParts = {}) {
    const all = await pausing(parts)
    const job = all.media.fetch('one')
    await arrived(all.media, 900_000)
    const stop = async (): Promise<void> => {
      job.stop()
      await job.ended
    }
    return { ...all, job, stop }
  }

  test('can be thrown away, but not while it comes or is read', async () => {
    const { media, stop } = await partial()
    expect(await media.dropPart('one')).toBe(false)
    await stop()
    const reader = (await media.respond('one', get())).body?.getReader()
    await until(() => expect(media.downloads).toBe(1))
    await reader?.cancel()
    await fetched(media, 'one')
    expect(await media.dropPart('one')).toBe(true)
    expect((await media.state('one')).status).toBe('complete')
  })

  test('goes when room is needed, unless it is queued', async () => {
    const queue = { isQueued: true }
    const queued = () => (queue.isQueued ? ({ state: 'paused', waitingFor: null, error: null } as const) : null)
    const { media, stop } = await partial({ queued })
    await stop()
    expect(await media.evict(recordKey('one'))).toBe(false)
    queue.isQueued = false
    expect(await media.evict(recordKey('one'))).toBe(true)
    expect(await files()).toEqual([])
    expect((await media.state('one')).status).toBe('absent')
  })

  test('is let go of for a move, and found again; not while it comes', async () => {
    const { media, stop } = await partial()
    const name = (await files()).find((it) => it.endsWith('.part')) ?? ''
    const path = `${folder()}/media/${name}`
    expect(await media.letGo(path)).toBeNull()
    await stop()
    const going = await media.letGo(path)
    await going?.done(null)
    expect(going).not.toBeNull()
    expect(await openBelow(folder())).toBe(0)
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
  })

  test('is saved when the profile is closed in the middle, whose readers fail', async () => {
    const { media, open, job } = await partial()
    const reading = read(await media.respond('one', get()))
    const failed = expect(reading).rejects.toThrow()
    await media.close()
    await failed
    expect(await job.ended).toEqual({ kind: 'stopped' })
    const next = open()
    expect(await next.state('one')).toMatchObject({ status: 'partial', bytesDone: 900_000 })
    await expect(media.fetch('one').ended).resolves.toEqual({ kind: 'stopped' })
  })
})
