import dns from 'node:dns'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type ConnectionTest, testConnection } from '../../../../src/main/plugnmeet/connection-test.ts'
import { createHttpClient, type HttpClientOptions } from '../../../../src/main/plugnmeet/http.ts'
import type { AppError, ErrorCode } from '../../../../src/shared/app-error.ts'
import { makeResources, removeResources, startForTest } from '../demo/demo-fixture.ts'
import {
  type CertificateName,
  closedPort,
  failureOf,
  type Reply,
  startHost,
  startTcp,
  trusted,
} from './plugnmeet-fixture.ts'

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
afterEach(() => {
  vi.restoreAllMocks()
})

const ACCESS = { signIn: 'secret', apiKey: 'demo-key', secret: 'demo-secret' } as const

function test(url: string, more: Partial<ConnectionTest> = {}, options: HttpClientOptions = {}) {
  const http = createHttpClient(options)
  onTestFinished(() => http.close())
  return testConnection({
    http,
    baseUrl: new URL(url),
    access: ACCESS,
    endpointPath: '',
    rooms: [],
    signed: true,
    signal: new AbortController().signal,
    ...more,
  })
}

/** What a failed test says. */
async function errorOf(outcome: ReturnType<typeof testConnection>): Promise<AppError> {
  const result = await outcome
  if (result.kind === 'failed') return result.error
  throw new Error(`it was ${result.kind}`)
}

const html: Reply = (_, response) => response.end('<h1>It works</h1>')
/** plugNmeet as it answers without credentials, at one path only. */
const plugNmeetAt =
  (path: string): Reply =>
  ({ url }, response) => {
    const missing = { status: false, status_code: 'MISSING_REQUIRED_PARAMETER', msg: 'API-KEY header is missing' }
    if (url === path) response.writeHead(401).end(JSON.stringify(missing))
    else response.writeHead(404).end('not found')
  }

describe('a server that is fine', () => {
  it('is connected to, with the number of its recordings and the time that it took', async () => {
    const times = [1000, 1041.6]
    const clock = () => times.shift() ?? 0
    expect(await test(demo.server.url, { clock })).toEqual({ kind: 'connected', recordings: 60, ms: 42 })
  })

  it('took a millisecond at the least', async () => {
    expect(await test(demo.server.url, { clock: () => 5 })).toMatchObject({ kind: 'connected', ms: 1 })
  })

  it('counts the recordings of the rooms only', async () => {
    const total = Number((await demo.page({ room_ids: ['faculty-board'] })).total_recordings)
    expect(total).toBeLessThan(60)
    expect(await test(demo.server.url, { rooms: ['faculty-board'] })).toMatchObject({ recordings: total })
  })

  it('is reached without credentials, and gets none', async () => {
    expect(await test(demo.server.url, { signed: false, clock: () => 5 })).toEqual({ kind: 'reached', ms: 1 })
    const api = await startHost(plugNmeetAt('/auth/recording/fetch'))
    for (const signIn of ['secret', 'bearer', 'none'] as const)
      expect(await test(api.url, { signed: false, access: { ...ACCESS, signIn } })).toMatchObject({ kind: 'reached' })
    for (const { headers, body } of api.asked) {
      expect(Object.keys(headers).join()).not.toMatch(/api-key|hash|authorization/)
      expect(body).toBe('{}')
    }
  })

  it.each([401, 403])('may be a gateway that says %i in its own words', async (status) => {
    const api = await startHost((_, response) => response.writeHead(status).end('who are you?'))
    for (const signIn of ['bearer', 'none'] as const)
      expect(await test(api.url, { signed: false, access: { ...ACCESS, signIn } })).toMatchObject({ kind: 'reached' })
    expect((await errorOf(test(api.url, { signed: false }))).code).toBe('wrong-url')
  })
})

describe('a server that is not', () => {
  it.each<[Partial<ConnectionTest['access']>, ErrorCode]>([
    [{ apiKey: 'other' }, 'bad-key'],
    [{ secret: 'other' }, 'bad-signature'],
    [{ secret: '' }, 'no-secret'],
  ])('let in with %j says %s', async (wrong, code) => {
    expect((await errorOf(test(demo.server.url, { access: { ...ACCESS, ...wrong } }))).code).toBe(code)
  })

  it('known by name', async () => {
    const lookup = (_name: string, _options: object, done: (error: Error) => void): void =>
      done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))
    vi.spyOn(dns, 'lookup').mockImplementation(lookup as unknown as typeof dns.lookup)
    expect(await errorOf(test('http://nobody.invalid'))).toMatchObject({ code: 'unknown-host', host: 'nobody.invalid' })
  })

  it('listening', async () => {
    expect((await errorOf(test(`http://127.0.0.1:${await closedPort()}`))).code).toBe('refused')
  })

  it('answering, after accepting, is given up in time', async () => {
    const host = await startTcp()
    for (const signed of [true, false])
      expect(await errorOf(test(`http://${host}`, { signed, timeLimitMs: 50 }))).toMatchObject({
        code: 'timeout',
        host,
      })
  })

  it.each<[CertificateName, ErrorCode]>([
    ['expired', 'tls-expired'],
    ['otherHost', 'tls-wrong-host'],
    ['selfSigned', 'tls-self-signed'],
    ['goodWithChain', 'tls-unknown-authority'],
  ])('to be trusted is told with its certificate: %s', async (tls, code) => {
    const host = await startHost(html, { tls })
    const options = tls === 'goodWithChain' ? {} : { ca: await trusted() }
    for (const signed of [true, false])
      expect(await errorOf(test(host.url, { signed }, options))).toMatchObject({
        code,
        certificate: { sha256: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) },
      })
  })

  it('plugNmeet', async () => {
    const host = await startHost(html)
    for (const signed of [true, false]) expect((await errorOf(test(host.url, { signed }))).code).toBe('wrong-url')
  })

  it('leading anywhere', async () => {
    const loop = await startHost((_, response) => response.writeHead(307, { location: '/' }).end())
    expect((await errorOf(test(loop.url))).code).toBe('redirect-loop')
    const open = await startHost((_, response) => response.writeHead(307, { location: demo.server.url }).end(), {
      tls: true,
    })
    expect((await errorOf(test(open.url, {}, { ca: await trusted() }))).code).toBe('insecure-redirect')
  })

  it('at this address but at another one is told so', async () => {
    const old = await startHost(({ url }, response) =>
      response.writeHead(307, { location: demo.server.url + url }).end(),
    )
    expect(await errorOf(test(old.url))).toMatchObject({ code: 'wrong-path', suggestion: demo.server.url })
  })

  it('well', async () => {
    const host = await startHost((_, response) => response.writeHead(503).end())
    for (const signed of [true, false]) expect((await errorOf(test(host.url, { signed }))).code).toBe('server-error')
  })

  it('to be asked: the endpoint path is none', async () => {
    for (const signed of [true, false])
      expect((await errorOf(test(demo.server.url, { signed, endpointPath: '../x' }))).code).toBe('bad-url')
  })
})

describe('plugNmeet at another path', () => {
  it.each([
    ['/', '/auth/recording/fetch', ''],
    ['/pnm', '/pnm/auth/recording/fetch', '/pnm'],
  ])('is found above: %s', async (_, path, suggested) => {
    const api = await startHost(plugNmeetAt(path))
    for (const signed of [true, false]) {
      const error = await errorOf(test(`${api.url}/pnm/some/page`, { signed }))
      expect(error).toMatchObject({ code: 'wrong-path', host: api.host, suggestion: `${api.url}${suggested}` })
      expect(error.message).toContain(error.suggestion)
    }
  })

  it('is asked for without credentials', async () => {
    const api = await startHost(plugNmeetAt('/auth/recording/fetch'))
    await test(`${api.url}/pnm/x`)
    const withKey = api.asked.filter(({ headers }) => 'api-key' in headers).map(({ url }) => url)
    expect(withKey).toEqual(['/pnm/x/auth/recording/fetch'])
    expect(api.asked.length).toBeGreaterThan(withKey.length)
  })

  it('is found where it usually is, when the endpoint path is wrong', async () => {
    const api = await startHost(plugNmeetAt('/pnm/auth/recording/fetch'))
    const error = await errorOf(test(`${api.url}/pnm`, { endpointPath: 'api/fetch' }))
    expect(error).toMatchObject({ code: 'wrong-path', suggestion: `${api.url}/pnm` })
  })

  it('is found above with the endpoint path of its own', async () => {
    const api = await startHost(plugNmeetAt('/api/fetch'))
    const error = await errorOf(test(`${api.url}/pnm`, { endpointPath: 'api/fetch' }))
    expect(error).toMatchObject({ code: 'wrong-path', suggestion: api.url })
  })

  it('is not claimed when something else is there', async () => {
    const api = await startHost(({ url }, response) =>
      response.writeHead(url === '/auth/recording/fetch' ? 200 : 404).end('{"healthy":true}'),
    )
    expect((await errorOf(test(`${api.url}/pnm`))).code).toBe('wrong-url')
  })

  it('is looked for up to a limit of requests and of time', async () => {
    const api = await startHost(({ url }, response) => {
      if (url.startsWith('/1/2/3/4/5/6/7/8/auth')) response.writeHead(404).end()
    })
    const error = await errorOf(test(`${api.url}/1/2/3/4/5/6/7/8`, { timeLimitMs: 200 }))
    expect([error.code, api.asked.length]).toEqual(['wrong-url', 6])
  })
})

describe('giving up', () => {
  it('before, during, and while looking elsewhere', async () => {
    expect((await failureOf(() => test(demo.server.url, { signal: AbortSignal.abort() }))).code).toBe('aborted')
    for (const path of ['/pnm/x/auth/recording/fetch', '/auth/recording/fetch']) {
      const controller = new AbortController()
      const api = await startHost(({ url }, response) => {
        if (url === path) controller.abort()
        else response.writeHead(404).end()
      })
      const error = await failureOf(() => test(`${api.url}/pnm/x`, { signal: controller.signal }))
      expect(error.code).toBe('aborted')
    }
  })
})
