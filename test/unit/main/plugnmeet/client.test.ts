import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FaultAnswer, noFaults } from '../../../../src/main/demo/faults.ts'
import { endpoint } from '../../../../src/main/plugnmeet/base-url.ts'
import { type Access, type ClientParts, PlugNmeetClient } from '../../../../src/main/plugnmeet/client.ts'
import { createHttpClient } from '../../../../src/main/plugnmeet/http.ts'
import { sign } from '../../../../src/main/plugnmeet/signature.ts'
import type { ErrorCode } from '../../../../src/shared/app-error.ts'
import type { RecordingQuery } from '../../../../src/shared/recording.ts'
import { FILE_BYTES, makeResources, removeResources, startForTest } from '../demo/demo-fixture.ts'
import { closedPort, failureOf, startHost } from './plugnmeet-fixture.ts'

let resourcesDir: string
let demo: Awaited<ReturnType<typeof startForTest>>
beforeAll(async () => {
  resourcesDir = await makeResources()
  demo = await startForTest(resourcesDir, { recordings: 60, apiKey: 'demo-key', apiSecret: 'demo-secret' })
})
afterAll(async () => {
  await demo.server.close()
  await removeResources(resourcesDir)
})
beforeEach(() => {
  Object.assign(demo.server.faults, noFaults())
})

const ACCESS: Access = { signIn: 'secret', apiKey: 'demo-key', secret: 'demo-secret' }
/** A client of the demo server with connections of its own, so that no test meets one that another test broke. */
const client = (more: Partial<ClientParts> = {}) =>
  new PlugNmeetClient({
    http: createHttpClient(),
    baseUrl: new URL(demo.server.url),
    access: ACCESS,
    ...more,
  })
const ask = (more: Partial<RecordingQuery> = {}): RecordingQuery => ({
  roomIds: [],
  roomSid: null,
  order: 'newest',
  from: 0,
  limit: 20,
  ...more,
})
const host = () => new URL(demo.server.url).host

describe('the list', () => {
  it('comes page by page, newest first', async () => {
    const server = client()
    const pages = [await server.fetchRecordings(ask()), await server.fetchRecordings(ask({ from: 20, limit: 40 }))]
    expect(pages).toMatchObject([
      { total: 60, from: 0, limit: 20, leftOut: 0, recordings: { length: 20 } },
      { total: 60, from: 20, limit: 40, leftOut: 0, recordings: { length: 40 } },
    ])
    const all = pages.flatMap((page) => page.recordings)
    expect(new Set(all.map((recording) => recording.recordId)).size).toBe(60)
    const times = all.map((recording) => recording.createdAt ?? 0)
    expect(times).toEqual(times.toSorted((one, other) => other - one))
    const last = await server.fetchRecordings(ask({ order: 'oldest', limit: 1 }))
    expect(last.recordings).toEqual(all.slice(-1))
  })

  it('holds what the server knows about a recording', async () => {
    const [first] = (await client().fetchRecordings(ask({ limit: 1 }))).recordings
    const wire = await demo.newest()
    expect(first).toMatchObject({
      recordId: wire.record_id,
      roomId: 'faculty-board',
      roomTitle: 'Faculty board',
      sizeBytes: 1_230_000,
      createdAt: Number(wire.creation_time),
      startedAt: Date.UTC(2026, 10, 12, 10) / 1000,
      filePath: wire.file_path,
      subtitles: [{ language: 'en', label: 'English' }],
      subtitleSources: [{ language: 'en', url: wire.metadata?.subtitles.en?.url }],
    })
  })

  it('is limited to rooms, or to a session whatever the room', async () => {
    const { recordings } = await client().fetchRecordings(ask({ roomIds: ['faculty-board'], limit: 100 }))
    expect(new Set(recordings.map((recording) => recording.roomId))).toEqual(new Set(['faculty-board']))
    const roomSid = recordings[0]?.roomSid ?? ''
    const session = await client().fetchRecordings(ask({ roomSid, roomIds: ['nowhere'] }))
    expect(session.recordings).toEqual(recordings.filter((recording) => recording.roomSid === roomSid))
    expect(session.recordings).not.toHaveLength(0)
  })

  it('is all of it for an empty session, which a server would find nothing for', async () => {
    expect((await client().fetchRecordings(ask({ roomSid: '' }))).total).toBe(60)
  })

  it('is empty in a room without recordings, and past the end', async () => {
    const empty = { recordings: [], total: 0, from: 0, limit: 20, leftOut: 0 }
    expect(await client().fetchRecordings(ask({ roomIds: ['nowhere'] }))).toEqual(empty)
    demo.server.faults.statusCodeMissing = true
    expect(await client().fetchRecordings(ask({ roomIds: ['nowhere'] }))).toEqual(empty)
    const past = await client().fetchRecordings(ask({ from: 60 }))
    expect(past).toEqual({ ...empty, total: 60, from: 60 })
  })

  it('is the same from a server that writes numbers and bytes', async () => {
    const withoutSizes = async () => {
      const { recordings, ...page } = await client().fetchRecordings(ask())
      return { ...page, recordings: recordings.map((recording) => ({ ...recording, sizeBytes: null })) }
    }
    const strings = await withoutSizes()
    demo.server.faults.docsStyleNumbers = true
    expect(await withoutSizes()).toEqual(strings)
    expect((await client().fetchRecordings(ask())).recordings[0]?.sizeBytes).toBe(FILE_BYTES)
  })

  it('leaves bad recordings out and keeps the good ones as they are', async () => {
    const good = (await client().fetchRecordings(ask())).recordings
    demo.server.faults.badRecords = true
    const page = await client().fetchRecordings(ask())
    // Of the 20: no text for an ID, no ID, an ID that comes twice, metadata that is no map, null; three of them again.
    expect(page.leftOut).toBe(8)
    expect([page.recordings.length, page.total]).toEqual([12, 60])
    expect(page.recordings[0]).toEqual(good[0])
    expect(page.recordings.map((recording) => recording.title)).toContain(
      '<img src=x onerror="document.title=\'owned\'">',
    )
    expect(page.recordings.map((recording) => recording.filePath)).toContain('../../etc/passwd')
  })
})

describe('one recording', () => {
  it('is the same by its ID as in the list', async () => {
    for (const recording of (await client().fetchRecordings(ask())).recordings)
      expect(await client().recordingInfo(recording.recordId)).toMatchObject({
        recordId: recording.recordId,
        title: recording.title,
        createdAt: recording.createdAt,
        subtitleSources: recording.subtitleSources,
      })
  })

  it('can be downloaded without headers', async () => {
    const { record_id } = await demo.newest()
    const url = await client().downloadUrl(record_id)
    expect(url.href.startsWith(`${demo.server.url}/download/recording/`)).toBe(true)
    expect(url.href).not.toContain('demo-secret')
    expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(FILE_BYTES)
  })

  it('is not found when the server does not have it', async () => {
    const calls = [() => client().recordingInfo('SID_none-1'), () => client().downloadUrl('SID_none-1')]
    for (const call of calls)
      expect(await failureOf(call)).toMatchObject({
        code: 'not-found',
        host: host(),
        raw: expect.stringMatching(/^NOT_FOUND · no /),
      })
  })
})

describe('credentials', () => {
  it('are the key, and a signature of exactly what is sent', async () => {
    const api = await startHost((_, response) => response.end('{"status":true,"token":"12345678"}'))
    await client({ baseUrl: new URL(api.url) }).downloadUrl('Fakultät „β“ 😀')
    const [asked] = api.asked
    expect(asked).toMatchObject({ method: 'POST', url: '/auth/recording/getDownloadToken' })
    expect(JSON.parse(asked?.body ?? '')).toEqual({ record_id: 'Fakultät „β“ 😀' })
    expect(asked?.headers).toMatchObject({
      'api-key': 'demo-key',
      'hash-signature': sign(asked?.body ?? '', 'demo-secret'),
      'content-type': 'application/json',
    })
    expect(JSON.stringify(asked)).not.toContain('demo-secret')
  })

  it('sign text beyond ASCII so that the server agrees', async () => {
    expect((await client().fetchRecordings(ask({ roomIds: ['Fakultät 😀'] }))).total).toBe(0)
  })

  it.each<[Partial<Access>, ErrorCode]>([
    [{ apiKey: 'other-key' }, 'bad-key'],
    [{ secret: 'other-secret' }, 'bad-signature'],
  ])('are refused with what is wrong about them: %j', async (wrong, code) => {
    for (const statusCodeMissing of [false, true]) {
      demo.server.faults.statusCodeMissing = statusCodeMissing
      const error = await failureOf(() => client({ access: { ...ACCESS, ...wrong } }).fetchRecordings(ask()))
      expect(error).toMatchObject({ code, host: host(), raw: expect.stringMatching(/^401 · \w/) })
      expect(JSON.stringify(error)).not.toContain('other-')
    }
  })

  it.each(['', 'with space', 'line\r\nx-evil: 1', 'schlüssel', '\u0000'])(
    'are not sent with a key that no header takes: %j',
    async (apiKey) => {
      const api = await startHost((_, response) => response.end())
      const call = () => client({ access: { ...ACCESS, apiKey }, baseUrl: new URL(api.url) }).fetchRecordings(ask())
      expect(await failureOf(call)).toMatchObject({ code: 'bad-key', host: api.host })
      expect(api.connections()).toBe(0)
    },
  )

  it('stay with their origin when it redirects, and the address is to blame', async () => {
    const old = await startHost((asked, response) => {
      response.writeHead(307, { location: demo.server.url + asked.url }).end()
    })
    const error = await failureOf(() => client({ baseUrl: new URL(old.url) }).fetchRecordings(ask()))
    expect(error).toMatchObject({ code: 'wrong-path', host: host(), suggestion: demo.server.url })
    expect(error.message).toContain(old.host)
  })

  it('have the secret masked where the server repeats it', async () => {
    const said = { status: false, status_code: 'CONFLICT', msg: 'HMAC with demo-secret failed' }
    const api = await startHost((_, response) => response.end(JSON.stringify(said)))
    const error = await failureOf(() => client({ baseUrl: new URL(api.url) }).fetchRecordings(ask()))
    expect(error).toMatchObject({ code: 'server-error', raw: 'CONFLICT · HMAC with ••• failed' })
  })
})

describe('faults', () => {
  it.each<[FaultAnswer, ErrorCode, string | null]>([
    ['500', 'server-error', '500 · Internal Server Error'],
    ['500-json', 'server-error', '500 · database is gone'],
    ['503', 'server-error', '503 · Service Unavailable'],
    ['503-json', 'server-error', '503 · server is starting'],
    ['bad-key', 'bad-key', '401 · invalid API key'],
    ['bad-signature', 'bad-signature', '401 · can not verify provided information'],
    ['html', 'wrong-url', '200 · OK'],
    ['truncated-json', 'malformed', '200 · OK'],
    ['huge-json', 'malformed', null],
    ['hang', 'timeout', null],
    ['reset', 'unreachable', 'ECONNRESET'],
  ])('%s is %s, and over when the server is well again', async (fault, code, raw) => {
    const server = client({ limits: fault === 'hang' ? { callTimeoutMs: 100 } : {} })
    const calls = [
      () => server.fetchRecordings(ask()),
      () => server.recordingInfo('SID_1-1'),
      () => server.downloadUrl('SID_1-1'),
    ]
    for (const call of fault === 'huge-json' || fault === 'hang' ? calls.slice(0, 1) : calls) {
      demo.server.faults.failAlways = fault
      expect(await failureOf(call)).toMatchObject({ code, raw, host: host() })
      demo.server.faults.failAlways = null
      expect((await client().fetchRecordings(ask())).total).toBe(60)
    }
  })

  it('that break a kept connection once are not noticed', async () => {
    const server = client()
    await server.fetchRecordings(ask())
    demo.server.faults.failNext = ['reset']
    expect((await server.fetchRecordings(ask())).total).toBe(60)
    expect(demo.server.faults.failNext).toEqual([])
  })

  it('of an answer without what was asked for name the host', async () => {
    const api = await startHost((_, response) => response.end('{"status":true,"token":"../../x"}'))
    const server = client({ baseUrl: new URL(api.url) })
    for (const call of [
      () => server.fetchRecordings(ask()),
      () => server.recordingInfo('SID_1-1'),
      () => server.downloadUrl('SID_1-1'),
    ]) {
      const error = await failureOf(call)
      expect(error).toMatchObject({ code: 'malformed', host: api.host })
      expect(error.message).toContain(api.host)
    }
  })

  it('of the address: another path, and nobody there', async () => {
    const elsewhere = client({ baseUrl: new URL(`${demo.server.url}/pnm`) })
    expect(await failureOf(() => elsewhere.fetchRecordings(ask()))).toMatchObject({
      code: 'wrong-url',
      raw: '404 · Not Found',
    })
    const nobody = client({ baseUrl: new URL(`http://127.0.0.1:${await closedPort()}`) })
    expect((await failureOf(() => nobody.fetchRecordings(ask()))).code).toBe('refused')
  })
})

describe('limits', () => {
  it('refuse ten megabytes of good JSON unless told otherwise', async () => {
    demo.server.faults.failNext = ['huge-json']
    expect((await failureOf(() => client().fetchRecordings(ask()))).message).toContain('larger than 5 MB')
  })

  it('refuse an answer by its size, announced or not', async () => {
    const call = () => client({ limits: { maxBytes: 1000 } }).fetchRecordings(ask())
    expect(await failureOf(call)).toMatchObject({ code: 'malformed', host: host() })
    const api = await startHost((_, response) => {
      response.write('{"status":true,"filler":"')
      response.end(`${'x'.repeat(1000)}"}`)
    })
    const limits = { maxBytes: 1000 }
    const error = await failureOf(() => client({ limits, baseUrl: new URL(api.url) }).fetchRecordings(ask()))
    expect(error.message).toContain('larger than')
  })

  it('let a slow server answer as long as it is within them', async () => {
    demo.server.faults.latencyMs = 250
    const limits = { connectTimeoutMs: 150, callTimeoutMs: 5000 }
    expect((await client({ limits }).fetchRecordings(ask())).total).toBe(60)
    const error = await failureOf(() => client({ limits: { callTimeoutMs: 60 } }).fetchRecordings(ask()))
    expect(error).toMatchObject({ code: 'timeout', host: host() })
  })

  it('count the headers and the body together', async () => {
    const api = await startHost((_, response) => {
      setTimeout(() => response.write('{"status":'), 200)
    })
    const server = client({ limits: { callTimeoutMs: 300 }, baseUrl: new URL(api.url) })
    const begin = performance.now()
    const error = await failureOf(() => server.fetchRecordings(ask()))
    expect(error.code).toBe('timeout')
    expect(error.message).toContain('did not end')
    // Two limits one after the other would take 500 ms at the least.
    expect(performance.now() - begin).toBeLessThan(500)
  })
})

describe('giving up', () => {
  it('before the call asks nothing', async () => {
    demo.server.faults.failNext = ['500']
    const calls = [
      () => client().fetchRecordings(ask(), AbortSignal.abort()),
      () => client().recordingInfo('SID_1-1', AbortSignal.abort()),
      () => client().downloadUrl('SID_1-1', AbortSignal.abort()),
    ]
    for (const call of calls) expect(await failureOf(call)).toMatchObject({ code: 'aborted', host: host() })
    expect(demo.server.faults.failNext).toEqual(['500'])
  })

  it('works while the server says nothing', async () => {
    demo.server.faults.failNext = ['hang']
    const controller = new AbortController()
    const failure = failureOf(() => client().fetchRecordings(ask(), controller.signal))
    await vi.waitFor(() => expect(demo.server.faults.failNext).toEqual([]), { interval: 5 })
    controller.abort()
    expect((await failure).code).toBe('aborted')
  })

  it('works in the middle of the body', async () => {
    const controller = new AbortController()
    const api = await startHost((_, response) => {
      response.write('{"status":true', () => controller.abort())
    })
    const server = client({ baseUrl: new URL(api.url) })
    expect((await failureOf(() => server.fetchRecordings(ask(), controller.signal))).code).toBe('aborted')
  })
})

describe('a path in front of the API', () => {
  it('is in front of every address', async () => {
    const api = await startHost((_, response) => response.end('{"status":true,"token":"12345678"}'))
    const baseUrl = new URL(`${api.url}/deep/pnm`)
    const url = await client({ baseUrl }).downloadUrl('SID_1-1')
    expect(url.href).toBe(endpoint(baseUrl, 'download/recording/12345678').href)
    expect(url.pathname).toBe('/deep/pnm/download/recording/12345678')
    expect(api.asked[0]?.url).toBe('/deep/pnm/auth/recording/getDownloadToken')
  })
})
