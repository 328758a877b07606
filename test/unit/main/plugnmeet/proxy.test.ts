import { describe, expect, it, onTestFinished } from 'vitest'
import { createHttpClient, type HttpClientOptions } from '../../../../src/main/plugnmeet/http.ts'
import { parseProxy, proxyFromPac } from '../../../../src/main/plugnmeet/proxy.ts'
import { closedPort, failureOf, type Reply, startHost, startTcp, trusted } from './plugnmeet-fixture.ts'
import { startProxy, startSocks } from './proxy-fixture.ts'

describe('a proxy as it is typed', () => {
  it.each([
    ['', 'system'],
    [' System ', 'system'],
    ['none', 'none'],
    ['http://proxy.example.org:3128', 'http://proxy.example.org:3128/'],
    ['proxy.example.org:3128', 'http://proxy.example.org:3128/'],
    ['https://proxy.example.org/path?x', 'https://proxy.example.org/'],
    ['socks5://127.0.0.1:1080', 'socks5://127.0.0.1:1080'],
  ])('%j is %s', (typed, meant) => {
    expect(String(parseProxy(typed))).toBe(meant)
  })

  it.each(['ftp://proxy.example.org', 'socks5://', 'http://', 'a b', 'socks4://127.0.0.1'])(
    '%j is none',
    async (typed) => {
      expect(await failureOf(() => parseProxy(typed))).toMatchObject({ code: 'proxy', host: null })
    },
  )

  it.each(['http://user:word@proxy.example.org', 'user@proxy.example.org', 'socks5://user:word@proxy.example.org'])(
    'with a user name is refused, which is not repeated: %s',
    async (typed) => {
      const error = await failureOf(() => parseProxy(typed))
      expect(error).toMatchObject({ code: 'proxy', host: 'proxy.example.org' })
      expect(JSON.stringify(error)).not.toMatch(/user@|user:|word@/)
    },
  )
})

describe('the system’s answer about a proxy', () => {
  it.each([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy:3128; DIRECT', 'http://proxy:3128/'],
    ['HTTPS proxy:443;PROXY other:80', 'https://proxy/'],
    ['SOCKS5 127.0.0.1:1080', 'socks5://127.0.0.1:1080'],
    ['SOCKS old:1080; PROXY new:80', 'http://new/'],
    ['DIRECT; PROXY proxy:3128', null],
  ])('%j is %s', (answer, way) => {
    expect(proxyFromPac(answer)?.href ?? null).toBe(way)
  })

  it('may name nothing that can be used', async () => {
    expect((await failureOf(() => proxyFromPac('SOCKS old:1080'))).code).toBe('proxy')
  })
})

const ok: Reply = (_, response) => response.end('ok')
const PRIVATE = { 'API-KEY': 'the-key', 'HASH-SIGNATURE': 'the-signature' }
/** Posts with private headers by a way; the client ends with the test. */
async function post(url: string, proxy: URL | null, more: HttpClientOptions = {}, connectTimeoutMs = 5000) {
  const http = createHttpClient({ proxyFor: async () => proxy, ...more })
  onTestFinished(() => http.close())
  const response = await http({
    method: 'POST',
    url: new URL(url),
    privateHeaders: PRIVATE,
    body: '{}',
    connectTimeoutMs,
  })
  response.body.resume()
  return response
}

describe('through a proxy', () => {
  it('an encrypted request goes inside a tunnel, where nobody can read it', async () => {
    const host = await startHost(ok, { tls: true })
    const ca = await trusted()
    for (const proxy of [await startProxy(), await startProxy({ tls: true }), await startSocks()]) {
      expect((await post(`${host.url}/a?b`, proxy.url, { ca })).status).toBe(200)
      expect(proxy.asked).toEqual([expect.stringMatching(new RegExp(`^(CONNECT )?${host.host}$`))])
      expect(proxy.seen().length).toBeGreaterThan(500)
      expect(proxy.seen()).not.toMatch(/api-key|the-key|the-signature/i)
    }
    expect(host.asked.map(({ url, headers }) => [url, headers['api-key'], headers.host])).toEqual(
      Array(3).fill(['/a?b', 'the-key', host.host]),
    )
  })

  it('an open request says the whole address to an HTTP proxy', async () => {
    const host = await startHost(ok)
    const ca = await trusted()
    for (const proxy of [await startProxy(), await startProxy({ tls: true })]) {
      expect((await post(`${host.url}/a?b=c#d`, proxy.url, { ca })).url.href).toBe(`${host.url}/a?b=c#d`)
      expect(proxy.asked).toEqual([`POST ${host.url}/a?b=c`])
    }
    expect(host.asked[0]).toMatchObject({ url: '/a?b=c', headers: { host: host.host, 'api-key': 'the-key' } })
  })

  it('an open request goes as it is through SOCKS', async () => {
    const host = await startHost(ok)
    const proxy = await startSocks()
    expect((await post(`${host.url}/a`, proxy.url)).status).toBe(200)
    expect([proxy.asked, host.asked[0]?.url]).toEqual([[host.host], '/a'])
  })

  it('the certificate is the host’s, and judged as ever', async () => {
    const host = await startHost(ok, { tls: 'selfSigned' })
    const proxy = await startProxy()
    expect(await failureOf(() => post(host.url, proxy.url))).toMatchObject({ code: 'tls-self-signed', host: host.host })
    expect(host.asked).toEqual([])
  })

  it('a kept connection is used again, until the way changes', async () => {
    const host = await startHost(ok, { tls: true })
    const proxy = await startProxy()
    let way: URL | null = proxy.url
    const http = createHttpClient({ ca: await trusted(), proxyFor: async () => way })
    const ask = async () => {
      const { body } = await http({ method: 'GET', url: new URL(host.url) })
      for await (const _ of body);
    }
    await ask()
    await ask()
    expect([proxy.asked.length, host.connections()]).toEqual([1, 1])
    way = null
    await ask()
    expect([proxy.asked.length, host.connections()]).toEqual([1, 2])
  })

  it('the way is asked for by address, redirects included', async () => {
    const second = await startHost(ok)
    const first = await startHost((_, response) => response.writeHead(307, { location: second.url }).end())
    const asked: string[] = []
    await post(first.url, null, {
      proxyFor: async (url) => {
        asked.push(url.origin)
        return null
      },
    })
    expect(asked).toEqual([first.url, second.url])
  })
})

describe('a proxy fails', () => {
  it.each([
    [407, 'user name'],
    [403, 'does not let us through'],
    [502, 'does not let us through'],
  ])('by refusing a tunnel with %i', async (refusal, words) => {
    const host = await startHost(ok, { tls: true })
    const proxy = await startProxy({ refusal })
    const error = await failureOf(() => post(host.url, proxy.url))
    expect(error).toMatchObject({ code: 'proxy', host: proxy.url.host, raw: expect.stringMatching(`^${refusal} · `) })
    expect(error.message).toContain(words)
    expect(host.connections()).toBe(0)
  })

  it('by wanting a sign-in for an open request', async () => {
    const host = await startHost(ok)
    const proxy = await startProxy({ refusal: 407 })
    expect(await failureOf(() => post(host.url, proxy.url))).toMatchObject({ code: 'proxy', host: proxy.url.host })
    expect(host.connections()).toBe(0)
  })

  it.each(['http', 'https', 'socks5'])('by not being there: %s', async (scheme) => {
    const host = `127.0.0.1:${await closedPort()}`
    for (const target of ['http://target.invalid', 'https://target.invalid'])
      expect(await failureOf(() => post(target, new URL(`${scheme}://${host}`)))).toMatchObject({
        code: 'proxy',
        host,
        raw: 'ECONNREFUSED',
      })
  })

  it('by a certificate that nobody vouches for', async () => {
    const proxy = await startProxy({ tls: true })
    const error = await failureOf(() => post('http://target.invalid', proxy.url))
    expect(error).toMatchObject({ code: 'proxy', host: proxy.url.host, raw: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
  })

  it('by never shaking hands', async () => {
    const host = await startTcp()
    const error = await failureOf(() => post('http://target.invalid', new URL(`https://${host}`), {}, 40))
    expect(error).toMatchObject({ code: 'proxy', host, raw: 'timeout' })
  })

  it('by being something else', async () => {
    const host = await startTcp((socket) => socket.end('220 mail.example ESMTP\r\n'))
    for (const scheme of ['http', 'socks5'])
      expect(await failureOf(() => post('https://target.invalid', new URL(`${scheme}://${host}`)))).toMatchObject({
        code: 'proxy',
        host,
      })
  })

  it('by breaking off', async () => {
    const host = await startTcp((socket) => socket.once('data', () => socket.end()))
    for (const scheme of ['http', 'socks5'])
      expect((await failureOf(() => post('https://target.invalid', new URL(`${scheme}://${host}`)))).code).toBe('proxy')
  })

  it('by saying no in SOCKS', async () => {
    for (const answer of [{ outcome: 4 }, { method: 255 }]) {
      const proxy = await startSocks(answer)
      const error = await failureOf(() => post('https://target.invalid', proxy.url))
      expect(error).toMatchObject({ code: 'proxy', host: proxy.url.host })
    }
  })

  it('by saying nothing about a tunnel: then the host is not connected to in time', async () => {
    const host = await startTcp()
    for (const scheme of ['http', 'socks5']) {
      const error = await failureOf(() => post('https://target.invalid', new URL(`${scheme}://${host}`), {}, 40))
      expect(error).toMatchObject({ code: 'timeout', host: 'target.invalid' })
    }
  })

  it('when nobody can tell which, within the limit for connecting', async () => {
    const silent = { proxyFor: () => new Promise<null>(() => {}) }
    expect((await failureOf(() => post('http://target.invalid', null, silent, 40))).code).toBe('timeout')
    const failing = { proxyFor: async () => proxyFromPac('SOCKS old:1') }
    expect((await failureOf(() => post('http://target.invalid', null, failing))).code).toBe('proxy')
  })
})

describe('a client that is closed', () => {
  it('ends what is under way, connected or not, and asks nobody any more', async () => {
    const http = createHttpClient()
    const reached = Promise.withResolvers<void>()
    const host = await startHost(() => reached.resolve())
    const silent = await startTcp(() => reached.resolve())
    const failures = [`${host.url}/`, `https://${silent}/`].map((url) =>
      failureOf(() => http({ method: 'GET', url: new URL(url) })),
    )
    await reached.promise
    http.close()
    expect((await Promise.all(failures)).map(({ code }) => code)).toEqual(['aborted', 'aborted'])
    expect((await failureOf(() => http({ method: 'GET', url: new URL(host.url) }))).code).toBe('aborted')
  })

  it('keeps no connection', async () => {
    const gone = Promise.withResolvers<void>()
    const host = await startHost((_, response) => {
      response.socket?.on('close', () => gone.resolve())
      response.end('ok')
    })
    const http = createHttpClient()
    const { body } = await http({ method: 'GET', url: new URL(host.url) })
    for await (const _ of body);
    http.close()
    await gone.promise
  })
})
