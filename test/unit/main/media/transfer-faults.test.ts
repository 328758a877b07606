import { describe, expect, test } from 'vitest'
import { createHttpClient } from '../../../../src/main/plugnmeet/http.ts'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { testCertificates } from '../../../fixtures/tls/make-certificates.ts'
import { startTlsFront } from '../../../fixtures/tls/tls-front.ts'
import { FileServer } from './file-server.ts'
import {
  type Answer,
  fetched,
  get,
  mediaTest,
  narrowLine,
  read,
  sha256,
  startServer,
  until,
  whole,
} from './media-fixture.ts'

const SIZE = 2_000_001
const BYTES = mp4Bytes(SIZE)

const { setUp, files, atEnd } = mediaTest()

const refuse =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end('no')

describe('a server that refuses', () => {
  test.each([
    [404, 'not-found', 1],
    [410, 'not-found', 1],
    [400, 'server-error', 1],
    [401, 'server-error', 2],
    [403, 'server-error', 2],
  ])('with %i is told as %s after %i requests', async (status, code, requests) => {
    const { media, server, told } = await setUp(refuse(status), { backoffMs: () => 60_000 })
    expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code } })
    expect(server.asked).toHaveLength(requests)
    await until(() => expect(told.at(-1)).toMatchObject({ status: 'failed', error: { code } }))
    expect(await files()).toEqual([])
  })

  test('a token that has run out gets a fresh one, each time that it does', async () => {
    const file = new FileServer({ bytes: BYTES, cutAfter: () => 700_000 })
    let tokens = 0
    const valid = new Set<string>()
    const { media, server } = await setUp((request, response) => {
      const token = request.url?.split('?')[1] ?? ''
      // Every other one has run out by the time that it is used.
      return valid.has(token) ? file.answer(request, response) : refuse(401)(request, response)
    })
    const source = {
      downloadUrl: async () => {
        tokens += 1
        if (tokens % 2 === 0) valid.add(String(tokens))
        return new URL(`http://127.0.0.1:${server.port}/one?${tokens}`)
      },
    }
    await media.close()
    const { media: next } = await setUp(server.answer, { source })
    expect(sha256(await fetched(next, 'one'))).toBe(sha256(BYTES))
    expect(tokens).toBe(6)
  })

  test.each([500, 502, 503, 408, 429])('with %i is asked again after the usual while', async (status) => {
    const waits: number[] = []
    const { media, server } = await setUp(refuse(status), {
      backoffMs: (failures) => {
        waits.push(failures)
        if (failures === 2) server.answer = whole(BYTES)
        return 1
      },
    })
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
    expect(waits).toEqual([1, 2])
  })

  test('for good is given up after some attempts', async () => {
    const { media, server } = await setUp(refuse(503))
    expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'server-error' } })
    expect(server.asked).toHaveLength(6)
  })

  test.each([
    ['two minutes', () => '120', 120_000],
    ['a day', () => '86400', 600_000],
    ['a date', () => new Date(Date.now() + 300_000).toUTCString(), 300_000],
    ['no sense', () => 'soon', 45_000],
    ['a moment', () => '1', 45_000],
  ])('and says to come back after %s is asked then, and says so', async (_, value, ms) => {
    const { media, server, told } = await setUp(refuse(503, { 'retry-after': value() }), { backoffMs: () => 45_000 })
    const job = media.fetch('one')
    await until(() => expect(told.some(({ retryAt }) => retryAt !== null)).toBe(true))
    const waiting = told.find(({ retryAt }) => retryAt !== null)
    expect(waiting).toMatchObject({ status: 'waiting', waitingFor: 'server', error: { code: 'server-error' } })
    expect(Math.abs((waiting?.retryAt ?? 0) - Date.now() - ms)).toBeLessThan(3000)
    expect(Object.keys(waiting?.error ?? {}).toSorted()).toEqual(['code', 'host', 'message', 'raw'])
    server.answer = whole(BYTES)
    media.tryNow()
    expect(await job.ended).toMatchObject({ kind: 'complete' })
  })
})

describe('a server that sends us elsewhere', () => {
  test('gets the file from there, which hears nothing of how we signed in', async () => {
    const heard: string[] = []
    const other = await startServer((request, response) => {
      heard.push(JSON.stringify(request.headers))
      return new FileServer({ bytes: BYTES }).answer(request, response)
    })
    atEnd(other.close)
    const { media } = await setUp((_, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${other.port}/file` }).end()
    })
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
    expect(heard.join()).not.toMatch(/api-key|hash-signature|authorization|cookie/i)
  })

  test('around without end is told at once', async () => {
    const { media, server } = await setUp((request, response) => {
      response.writeHead(302, { location: `${request.url}x` }).end()
    })
    expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'redirect-loop' } })
    expect(server.asked).toHaveLength(6)
  })

  test('from https to http is told at once, and not followed', async () => {
    const plain = await setUp(whole(BYTES))
    const { authority, good } = await testCertificates()
    const sending = await startServer((_, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${plain.server.port}/file` }).end()
    })
    atEnd(sending.close)
    const front = await startTlsFront(`http://127.0.0.1:${sending.port}`, good)
    atEnd(front.close)
    const source = { downloadUrl: async () => new URL(`${front.url}/one`) }
    const media = plain.open({ source, http: createHttpClient({ ca: [authority] }) })
    expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'insecure-redirect' } })
    expect(plain.server.asked).toEqual([])
  })
})

describe('a server that is there for a while only', () => {
  test('and starts anew in the middle goes on where it was', async () => {
    const file = new FileServer({ bytes: BYTES })
    const comeBack: { run: (() => Promise<void>) | null } = { run: null }
    const { media, server } = await setUp(
      (request, response) => {
        if (comeBack.run !== null) return file.answer(request, response)
        response.writeHead(206, { etag: '"one"', 'content-range': `bytes 0-${SIZE - 1}/${SIZE}` })
        response.write(BYTES.subarray(0, 900_000))
        return undefined
      },
      { backoffMs: () => 20 },
    )
    const job = media.fetch('one')
    await until(async () => expect((await media.state('one')).bytesDone).toBe(900_000))
    comeBack.run = await server.goAway()
    await until(async () => expect((await media.state('one')).error?.code).toBe('refused'))
    await comeBack.run()
    expect(await job.ended).toMatchObject({ kind: 'complete' })
    expect(file.asked).toEqual([{ range: '900000-', ifRange: '"one"' }])
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
  })

  test('and then sends nothing is left, and asked again', async () => {
    const file = new FileServer({ bytes: BYTES })
    const { media, server } = await setUp(
      (request, response) => {
        if (server.asked.length > 1) return file.answer(request, response)
        response.writeHead(206, { etag: '"one"', 'content-range': `bytes 0-${SIZE - 1}/${SIZE}` })
        response.write(BYTES.subarray(0, 900_000))
        return undefined
      },
      { stallMs: 100 },
    )
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
    expect(file.asked).toEqual([{ range: '900000-', ifRange: '"one"' }])
  })

  test('and sends nothing at all is given up', async () => {
    const { media, server } = await setUp(
      (_, response) => {
        response.writeHead(200, { 'content-length': SIZE }).flushHeaders()
      },
      { stallMs: 40 },
    )
    expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'timeout' } })
    expect(server.asked).toHaveLength(6)
  })

  test('is not blamed for the time that a narrow line takes', async () => {
    const bytes = mp4Bytes(400_000)
    const file = new FileServer({ bytes })
    const { media } = await setUp(file.answer, { stallMs: 60, openShare: narrowLine(() => 400_000) })
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(bytes))
    expect(file.asked).toHaveLength(1)
  })

  test('is given up after so many cuts at the same place', async () => {
    const { media, server } = await setUp((_, response) => {
      response.writeHead(200, { 'content-length': SIZE })
      response.write(BYTES.subarray(0, 500_000), () => response.socket?.destroySoon())
    })
    expect(await media.fetch('one').ended).toMatchObject({ kind: 'failed', error: { code: 'cut-off' } })
    expect(server.asked.length).toBeLessThan(15)
  })
})

test('a player gets what is here, and then the failure', async () => {
  const { media, server } = await setUp((_, response) => {
    response.writeHead(206, { etag: '"one"', 'content-range': `bytes 0-${SIZE - 1}/${SIZE}`, 'content-length': SIZE })
    response.write(BYTES.subarray(0, 700_000))
  })
  const { body } = await media.respond('one', get())
  await until(async () => expect((await media.state('one')).bytesDone).toBe(700_000))
  server.answer = refuse(404)
  server.cut()
  const chunks: Uint8Array[] = []
  const all = (async () => {
    for await (const chunk of body ?? []) chunks.push(chunk)
  })()
  await expect(all).rejects.toMatchObject({ error: { code: 'not-found' } })
  expect(sha256(Buffer.concat(chunks))).toBe(sha256(BYTES.subarray(0, 700_000)))
  expect(await media.state('one')).toMatchObject({ status: 'failed', bytesDone: 700_000 })
  // What is here plays on while the rest does not come.
  expect(await read(await media.respond('one', get({ range: 'bytes=0-99' })))).toEqual(BYTES.subarray(0, 100))
})

test('a player that has some bytes gets the rest after a failure that passes', async () => {
  const file = new FileServer({ bytes: BYTES })
  const { media, server, told } = await setUp(
    (_, response) => {
      response.writeHead(206, { etag: '"one"', 'content-range': `bytes 0-${SIZE - 1}/${SIZE}`, 'content-length': SIZE })
      response.write(BYTES.subarray(0, 700_000))
    },
    {
      backoffMs: () => {
        server.answer = file.answer
        return 0
      },
    },
  )
  const reading = read(await media.respond('one', get()))
  await until(async () => expect((await media.state('one')).bytesDone).toBe(700_000))
  server.answer = refuse(503)
  server.cut()
  expect(sha256(await reading)).toBe(sha256(BYTES))
  expect(file.asked).toEqual([{ range: '700000-', ifRange: '"one"' }])
  expect(told.map(({ status }) => status)).not.toContain('failed')
})

test('a player that has nothing yet is told at once, and whoever keeps it goes on', async () => {
  const { media, server } = await setUp(refuse(503), { backoffMs: () => 3_600_000 })
  await expect(media.respond('one', get())).rejects.toMatchObject({ error: { code: 'server-error' } })
  expect(server.asked).toHaveLength(1)
  const job = media.fetch('one')
  await until(async () => expect((await media.state('one')).status).toBe('waiting'))
  job.stop()
  expect(await job.ended).toEqual({ kind: 'stopped' })
})

test.each([-3_600_000, 3_600_000])('a clock that jumps by %i ms in the middle changes nothing', async (jump) => {
  let now = Date.now()
  const file = new FileServer({ bytes: BYTES, cutAfter: () => 300_000 })
  const { media, told } = await setUp(file.answer, {
    clock: () => now,
    progressMs: 1,
    backoffMs: () => {
      now += jump
      return 20
    },
  })
  expect(sha256(await fetched(media, 'one'))).toBe(sha256(BYTES))
  const told300 = told.filter(({ status }) => status === 'downloading').map(({ bytesDone }) => bytesDone)
  expect(told300.some((bytes) => bytes > 300_000)).toBe(true)
  expect(told.at(-1)).toMatchObject({ status: 'complete' })
})

test('an attempt to come is told at once, however seldom progress is', async () => {
  const { media, told } = await setUp(refuse(503), { progressMs: 1e9, backoffMs: () => 60_000 })
  media.fetch('one')
  await until(() => expect(told.at(-1)).toMatchObject({ status: 'waiting', waitingFor: 'server' }))
})
