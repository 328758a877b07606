import dns from 'node:dns'
import { getEventListeners } from 'node:events'
import type { Readable } from 'node:stream'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHttpClient, type HttpRequest } from '../../../../src/main/plugnmeet/http.ts'
import { closedPort, failureOf, type Reply, startHost, startTcp, trusted } from './plugnmeet-fixture.ts'

const http = createHttpClient()
afterEach(() => {
  vi.restoreAllMocks()
})

const get = (url: string, more: Partial<HttpRequest> = {}) => http({ method: 'GET', url: new URL(url), ...more })
const post = (url: string, more: Partial<HttpRequest> = {}) =>
  http({
    method: 'POST',
    url: new URL(url),
    headers: { 'Content-Type': 'application/json', 'X-Open': 'open' },
    privateHeaders: { 'API-KEY': 'key', 'HASH-SIGNATURE': 'signed' },
    body: '{"a":1}',
    ...more,
  })

async function textOf({ body }: { body: Readable }): Promise<string> {
  let text = ''
  for await (const chunk of body.setEncoding('utf8')) text += chunk
  return text
}

const ok: Reply = (_, response) => response.end('ok')
const to =
  (status: number, location: string): Reply =>
  (_, response) =>
    response.writeHead(status, { location }).end('elsewhere')
/** Answers each path on its own. */
const paths =
  (replies: Record<string, Reply>): Reply =>
  (asked, response) =>
    (replies[asked.url] ?? ok)(asked, response)

describe('a request', () => {
  it('is sent as it is, and any status is an answer', async () => {
    const host = await startHost((_, response) => response.writeHead(503, { 'x-mark': 'seen' }).end('busy'))
    const response = await post(`${host.url}/a?b=c`)
    expect(response).toMatchObject({ status: 503, headers: { 'x-mark': 'seen' }, url: { href: `${host.url}/a?b=c` } })
    expect(await textOf(response)).toBe('busy')
    expect(host.asked).toMatchObject([{ method: 'POST', url: '/a?b=c', body: '{"a":1}' }])
    expect(host.asked[0]?.headers).toMatchObject({
      'x-open': 'open',
      'api-key': 'key',
      'user-agent': 'Roomreel',
      'accept-encoding': 'identity',
    })
  })

  it('uses its connection again', async () => {
    const host = await startHost(ok)
    for (let times = 0; times < 3; times += 1) expect(await textOf(await get(host.url))).toBe('ok')
    expect([host.asked.length, host.connections()]).toEqual([3, 1])
  })

  it('is tried again when the server had closed the kept connection', async () => {
    const used = new Set<unknown>()
    const host = await startHost((_, response) => {
      const { socket } = response
      if (used.has(socket)) socket?.resetAndDestroy()
      else response.end('ok')
      used.add(socket)
    })
    await textOf(await get(host.url))
    expect(await textOf(await post(host.url))).toBe('ok')
    expect(host.connections()).toBe(2)
    expect(host.asked.map(({ method, body }) => method + body)).toEqual(['GET', 'POST{"a":1}', 'POST{"a":1}'])
  })

  it('is not tried again when a fresh connection breaks', async () => {
    const host = await startHost((_, response) => response.socket?.resetAndDestroy())
    const error = await failureOf(() => get(host.url))
    expect(error).toMatchObject({ code: 'unreachable', host: host.host, raw: 'ECONNRESET' })
    expect(host.asked).toHaveLength(1)
  })

  it('with a header that cannot be sent is refused before anything is', async () => {
    const host = await startHost(ok)
    for (const headers of [{ 'x-key': 'a\r\nx-evil: b' }, { 'x key': 'a' }])
      expect(await failureOf(() => get(host.url, { headers }))).toMatchObject({
        code: 'invalid-input',
        host: host.host,
      })
    expect(host.connections()).toBe(0)
  })
})

describe('a redirect', () => {
  it.each([307, 308])('%i on the same origin repeats the POST with everything', async (status) => {
    const host = await startHost(paths({ '/a': to(status, '/b?c=d') }))
    expect((await post(`${host.url}/a`)).url.href).toBe(`${host.url}/b?c=d`)
    expect(host.asked[1]).toMatchObject({ method: 'POST', url: '/b?c=d', body: '{"a":1}' })
    expect(host.asked[1]?.headers).toMatchObject({
      'content-type': 'application/json',
      'api-key': 'key',
      'hash-signature': 'signed',
    })
  })

  it.each([301, 302, 303])('%i makes a GET without a body of a POST', async (status) => {
    const host = await startHost(paths({ '/a': to(status, '/b') }))
    await post(`${host.url}/a`)
    expect(host.asked[1]).toMatchObject({ method: 'GET', url: '/b', body: '' })
    expect(host.asked[1]?.headers).toMatchObject({ 'api-key': 'key', 'x-open': 'open' })
    expect(host.asked[1]?.headers).not.toHaveProperty('content-type')
  })

  it.each([301, 302, 303, 307, 308])('%i keeps GET and HEAD', async (status) => {
    const host = await startHost(paths({ '/a': to(status, '/b') }))
    await get(`${host.url}/a`, { headers: { range: 'bytes=5-' } })
    await get(`${host.url}/a`, { method: 'HEAD' })
    expect(host.asked.map(({ method, url }) => method + url)).toEqual(['GET/a', 'GET/b', 'HEAD/a', 'HEAD/b'])
    expect(host.asked[1]?.headers.range).toBe('bytes=5-')
  })

  it.each([303, 307])('%i to another port goes without the private headers', async (status) => {
    const second = await startHost(ok)
    const first = await startHost(to(status, `${second.url}/b`))
    expect((await post(first.url)).url.origin).toBe(second.url)
    expect(first.asked[0]?.headers).toHaveProperty('api-key')
    expect(second.asked[0]?.body).toBe(status === 307 ? '{"a":1}' : '')
    expect(second.asked[0]?.headers['x-open']).toBe('open')
    for (const name of ['api-key', 'hash-signature']) expect(second.asked[0]?.headers).not.toHaveProperty(name)
  })

  it('to another name of the same machine goes without them', async () => {
    const host = await startHost(paths({ '/a': (asked, response) => to(307, elsewhere)(asked, response) }))
    const elsewhere = `http://localhost:${host.port}/b`
    await post(`${host.url}/a`)
    expect(host.asked[1]).toMatchObject({ url: '/b', headers: { 'x-open': 'open' } })
    expect(host.asked[1]?.headers).not.toHaveProperty('api-key')
  })

  it('that leads back does not bring them back', async () => {
    const second = await startHost((asked, response) => to(307, `${first.url}/home`)(asked, response))
    const first = await startHost(paths({ '/a': to(307, second.url) }))
    await post(`${first.url}/a`)
    expect(first.asked.map(({ url, headers }) => [url, 'api-key' in headers])).toEqual([
      ['/a', true],
      ['/home', false],
    ])
  })

  it('takes no user name along', async () => {
    const host = await startHost(paths({ '/a': (asked, response) => to(307, named)(asked, response) }))
    const named = `http://user:word@${host.host}/b`
    expect((await get(`${host.url}/a`)).url.href).toBe(`${host.url}/b`)
    expect(host.asked[1]?.headers).not.toHaveProperty('authorization')
  })

  it('from https to http is refused, and nothing is asked there', async () => {
    const plain = await startHost(ok)
    const secure = await startHost(to(307, plain.url), { tls: true })
    const careful = createHttpClient({ ca: await trusted() })
    const error = await failureOf(() => careful({ method: 'GET', url: new URL(secure.url) }))
    expect(error).toMatchObject({ code: 'insecure-redirect', host: secure.host })
    expect(plain.connections()).toBe(0)
  })

  it('from http to https is followed without the private headers', async () => {
    const secure = await startHost(ok, { tls: true })
    const plain = await startHost(to(308, secure.url))
    const careful = createHttpClient({ ca: await trusted() })
    await careful({ method: 'POST', url: new URL(plain.url), privateHeaders: { 'API-KEY': 'key' }, body: '{}' })
    expect(secure.asked).toMatchObject([{ method: 'POST', body: '{}' }])
    expect(secure.asked[0]?.headers).not.toHaveProperty('api-key')
  })

  it('is followed five times, not six', async () => {
    const next: Reply = ({ url }, response) => {
      const left = Number(url.slice(1))
      if (left === 0) response.end('there')
      else response.writeHead(302, { location: `/${left - 1}` }).end()
    }
    const host = await startHost(next)
    expect(await textOf(await get(`${host.url}/5`))).toBe('there')
    expect(host.asked).toHaveLength(6)
    expect(await failureOf(() => get(`${host.url}/6`))).toMatchObject({ code: 'redirect-loop', host: host.host })
    expect(host.asked).toHaveLength(12)
  })

  it.each(['ftp://127.0.0.1/a', 'javascript:alert(1)', 'file:///etc/passwd', 'http://', 'http://[::1'])(
    'to %s is refused',
    async (location) => {
      const host = await startHost(to(302, location))
      expect(await failureOf(() => get(host.url))).toMatchObject({ code: 'wrong-url', host: host.host })
    },
  )

  it('is not waited for when its body has no end, and that one is ended', async () => {
    const gone = Promise.withResolvers<void>()
    const endless: Reply = (_, response) => {
      response.on('close', () => gone.resolve())
      response.writeHead(302, { location: '/b' }).write('more')
    }
    const host = await startHost(paths({ '/a': endless }))
    expect(await textOf(await get(`${host.url}/a`))).toBe('ok')
    await gone.promise
  })

  it('is an answer when it says not where to, or is none of the kind', async () => {
    const host = await startHost(
      paths({
        '/bare': (_, response) => response.writeHead(302).end('bare'),
        '/304': to(304, '/b'),
        '/300': to(300, '/b'),
      }),
    )
    const statuses = ['/bare', '/304', '/300'].map(async (path) => (await get(host.url + path)).status)
    expect(await Promise.all(statuses)).toEqual([302, 304, 300])
    expect(host.asked).toHaveLength(3)
  })
})

describe('no answer', () => {
  it('from a port where nobody listens is told at once', async () => {
    const host = `127.0.0.1:${await closedPort()}`
    const error = await failureOf(() => get(`http://${host}/`))
    expect(error).toMatchObject({ code: 'refused', host, raw: 'ECONNREFUSED' })
    expect(error.message).toContain('refused')
  })

  it.each(['ENOTFOUND', 'EAI_AGAIN'])('from a host whose name is unknown: %s', async (code) => {
    lookUp((done) => done(Object.assign(new Error('no such name'), { code }), []))
    const error = await failureOf(() => get('http://nobody.invalid/'))
    expect(error).toMatchObject({ code: 'unknown-host', host: 'nobody.invalid', raw: code })
    expect(error.message).toContain('name')
  })

  it('from a name server that keeps silent is a matter of connecting', async () => {
    lookUp(() => {})
    const error = await failureOf(() => get('http://slow.invalid/', { connectTimeoutMs: 40 }))
    expect(error).toMatchObject({ code: 'timeout', host: 'slow.invalid' })
    expect(error.message).toContain('connected to')
  })

  it('from a listener that never shakes hands ends the connecting', async () => {
    const host = await startTcp()
    const error = await failureOf(() => get(`https://${host}/`, { connectTimeoutMs: 40, answerTimeoutMs: 5000 }))
    expect(error).toMatchObject({ code: 'timeout', host })
    expect(error.message).toContain('could not be connected to')
  })

  it('from a host that takes the request and says nothing ends the answering only', async () => {
    const host = await startHost(() => {})
    const error = await failureOf(() => get(host.url, { connectTimeoutMs: 150, answerTimeoutMs: 300 }))
    expect(error).toMatchObject({ code: 'timeout', host: host.host })
    expect(error.message).toContain('said nothing')
  })

  it('for longer than connecting may take is fine on a kept connection', async () => {
    const host = await startHost(paths({ '/slow': (_, response) => void setTimeout(() => response.end('late'), 120) }))
    await textOf(await get(host.url))
    expect(await textOf(await get(`${host.url}/slow`, { connectTimeoutMs: 60 }))).toBe('late')
    expect(host.connections()).toBe(1)
  })

  it('within the limit counts all redirects together', async () => {
    const slow: Reply = ({ url }, response) => {
      const left = Number(url.slice(1))
      setTimeout(() => response.writeHead(left === 0 ? 200 : 307, { location: `/${left - 1}` }).end(), 60)
    }
    const host = await startHost(slow)
    const error = await failureOf(() => get(`${host.url}/4`, { answerTimeoutMs: 150 }))
    expect(error.code).toBe('timeout')
    expect(host.asked.length).toBeLessThan(5)
  })

  it('in HTTP is a wrong URL', async () => {
    const host = await startTcp((socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'))
    const error = await failureOf(() => get(`http://${host}/`))
    expect(error).toMatchObject({ code: 'wrong-url', host })
    expect(error.raw).toMatch(/^HPE_/)
  })
})

describe('encryption', () => {
  it('works with a certificate that is trusted', async () => {
    const host = await startHost(ok, { tls: true })
    const careful = createHttpClient({ ca: await trusted() })
    const ask = () => careful({ method: 'GET', url: new URL(host.url), connectTimeoutMs: 2000 })
    expect([await textOf(await ask()), await textOf(await ask())]).toEqual(['ok', 'ok'])
    expect(host.connections()).toBe(1)
  })

  it('is refused by a host that speaks plain HTTP', async () => {
    const host = await startHost(ok)
    expect((await failureOf(() => get(`https://${host.host}/`))).code).toBe('tls')
  })
})

describe('giving up', () => {
  it('before the start asks nobody', async () => {
    const host = await startHost(ok)
    const error = await failureOf(() => get(host.url, { signal: AbortSignal.abort() }))
    expect(error).toMatchObject({ code: 'aborted', host: host.host })
    expect(host.connections()).toBe(0)
  })

  it('while waiting for the answer ends the connection', async () => {
    const gone = Promise.withResolvers<void>()
    const controller = new AbortController()
    const host = await startHost((_, response) => {
      response.on('close', () => gone.resolve())
      controller.abort()
    })
    expect((await failureOf(() => get(host.url, { signal: controller.signal }))).code).toBe('aborted')
    await gone.promise
  })

  it('while connecting ends it too', async () => {
    const controller = new AbortController()
    const host = await startTcp(() => controller.abort())
    expect((await failureOf(() => get(`https://${host}/`, { signal: controller.signal }))).code).toBe('aborted')
  })

  it('between redirects follows no further', async () => {
    const controller = new AbortController()
    const host = await startHost((_, response) => {
      response.writeHead(307, { location: '/next' }).end()
      if (host.asked.length === 2) controller.abort()
    })
    expect((await failureOf(() => get(host.url, { signal: controller.signal }))).code).toBe('aborted')
    expect(host.asked).toHaveLength(2)
  })

  it('during the body fails the body and ends the connection', async () => {
    const gone = Promise.withResolvers<void>()
    const controller = new AbortController()
    const host = await startHost((_, response) => {
      response.on('close', () => gone.resolve())
      response.write('begin')
    })
    const response = await get(host.url, { signal: controller.signal })
    const error = await failureOf(async () => {
      for await (const chunk of response.body) {
        expect(String(chunk)).toBe('begin')
        controller.abort()
      }
    })
    expect(error).toMatchObject({ code: 'aborted', host: host.host })
    await gone.promise
  })

  it('after the end changes nothing for the next request', async () => {
    const controller = new AbortController()
    const host = await startHost(ok)
    await textOf(await get(host.url, { signal: controller.signal }))
    // One signal may see many requests: each has to let go of it.
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
    controller.abort()
    expect(await textOf(await get(host.url))).toBe('ok')
    expect(host.connections()).toBe(1)
  })
})

type Found = (error: Error | null, addresses: { address: string; family: number }[]) => void

/** Answers every name lookup in place of the system, whose own answer depends on the network that tests run in. */
function lookUp(answer: (done: Found) => void): void {
  const lookup = (_name: string, _options: object, done: Found): void => answer(done)
  vi.spyOn(dns, 'lookup').mockImplementation(lookup as unknown as typeof dns.lookup)
}
