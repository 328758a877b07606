import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endpoint, parseBaseUrl } from '../../../../src/main/plugnmeet/base-url.ts'
import { failureOf } from './plugnmeet-fixture.ts'

const base = (text: string): string => parseBaseUrl(text).href

describe('the scheme', () => {
  it.each([
    ['meet.example.org', 'https://meet.example.org/'],
    ['meet.example.org:8443', 'https://meet.example.org:8443/'],
    ['meet.example.org/pnm', 'https://meet.example.org/pnm'],
    ['8.8.8.8', 'https://8.8.8.8/'],
    ['172.32.0.1', 'https://172.32.0.1/'],
  ])('is https for %s', (typed, url) => {
    expect(base(typed)).toBe(url)
  })

  it.each([
    ['localhost', 'http://localhost/'],
    ['localhost:8080', 'http://localhost:8080/'],
    ['LOCALHOST/pnm', 'http://localhost/pnm'],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000/'],
    ['10.1.2.3', 'http://10.1.2.3/'],
    ['192.168.0.7:8080', 'http://192.168.0.7:8080/'],
    ['172.16.0.1', 'http://172.16.0.1/'],
    ['172.31.255.255/pnm', 'http://172.31.255.255/pnm'],
    ['[::1]:8080', 'http://[::1]:8080/'],
    ['nas.local', 'http://nas.local/'],
    ['pnm.localhost:3000', 'http://pnm.localhost:3000/'],
    ['nas:443', 'http://nas:443/'],
    ['pnm.internal/pnm', 'http://pnm.internal/pnm'],
    ['[fd00::1]', 'http://[fd00::1]/'],
  ])('is http for %s, which is nearby', (typed, url) => {
    expect(base(typed)).toBe(url)
  })

  it.each(['localhosting.example', 'localhost.example.org', '10.example.org', '127.example.org', 'nas.local.example'])(
    'is https for %s, which only begins like a nearby one',
    (typed) => {
      expect(base(typed)).toBe(`https://${typed}/`)
    },
  )

  it('stays what somebody typed', () => {
    expect(base('http://meet.example.org')).toBe('http://meet.example.org/')
    expect(base('HTTPS://localhost')).toBe('https://localhost/')
  })
})

describe('a pasted address', () => {
  it.each([
    [' https://meet.example.org/ \n', 'https://meet.example.org/'],
    ['<https://meet.example.org>', 'https://meet.example.org/'],
    ['"meet.example.org",', 'https://meet.example.org/'],
    ['(https://meet.example.org/pnm);', 'https://meet.example.org/pnm'],
    ['https://meet.example.org/pnm///', 'https://meet.example.org/pnm'],
    ['https://meet.example.org//a//b/', 'https://meet.example.org/a/b'],
    ['https://meet.example.org/pnm?access_token=x#top', 'https://meet.example.org/pnm'],
    ['https://meet.example.org:443/', 'https://meet.example.org/'],
    ['https://meet.example.org/auth/auth', 'https://meet.example.org/'],
    ['https://meet.example.org/pnm)/auth?x', 'https://meet.example.org/pnm'],
    ['https://bücher.example', 'https://xn--bcher-kva.example/'],
  ])('%j loses what does not belong to it', (typed, url) => {
    expect(base(typed)).toBe(url)
  })

  it.each([
    '/auth',
    '/auth/',
    '/auth/recording',
    '/auth/recording/fetch',
    '/auth/recording/getDownloadToken/',
    '/auth/room/getActiveRoomsInfo?x=1',
    '/download/recording/eyJhbGciOi.J9.x-_',
    '/healthCheck',
    '/healthcheck',
    '/index.html',
    '/login.html?access_token=abc',
  ])('loses %s, which plugNmeet itself answers to', (end) => {
    expect(base(`https://meet.example.org${end}`)).toBe('https://meet.example.org/')
    expect(base(`meet.example.org/deep/pnm${end}`)).toBe('https://meet.example.org/deep/pnm')
  })

  it('keeps a path that only looks like one of those', () => {
    for (const path of ['/authors', '/auth/other', '/my-auth', '/downloads', '/healthCheckers', '/index.html5'])
      expect(base(`https://meet.example.org${path}`)).toBe(`https://meet.example.org${path}`)
  })

  it('is settled after the first time, and stays on its host', () => {
    const authority = fc.webAuthority({ withPort: true })
    const folder = fc.constantFrom('pnm', '', 'a b', '%2f', 'Fakultät', '..', 'x),', '..;', 'auth', 'download')
    const end = fc.constantFrom('', '/auth', '/auth/room/', '/auth/recording/fetch', '/download/x', '/index.html')
    fc.assert(
      fc.property(authority, fc.array(folder, { maxLength: 3 }), end, (host, folders, known) => {
        const url = base(`https://${host}/${folders.join('/')}${known}`)
        expect(new URL(url).host).toBe(new URL(`https://${host}`).host)
        expect(base(url)).toBe(url)
      }),
    )
  })
})

describe('what is refused', () => {
  it.each([
    '',
    '   ',
    '<>',
    'https://',
    'http://?',
    'ftp://meet.example.org',
    'file:///etc/passwd',
    'ws://meet.example.org',
    'javascript:alert(1)',
    'meet example org',
    'https://meet.example.org:99999',
    'https://[::1',
    `https://meet.example.org/${'x'.repeat(2000)}`,
    // Short as it is typed, too long as it is sent.
    `https://meet.example.org/${'ä'.repeat(500)}`,
  ])('%j is no address of a web server', async (typed) => {
    expect(await failureOf(() => parseBaseUrl(typed))).toMatchObject({ code: 'bad-url', host: null, raw: null })
  })

  it.each(['https://key:secret@meet.example.org', 'key@meet.example.org'])(
    '%s, and what stands before the host is not repeated',
    async (typed) => {
      const error = await failureOf(() => parseBaseUrl(typed))
      expect(error).toMatchObject({ code: 'bad-url', host: 'meet.example.org' })
      expect(JSON.stringify(error)).not.toMatch(/key:|:secret|key@/)
    },
  )

  it('any text is an address or a typed failure', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.domain())
    await fc.assert(
      fc.asyncProperty(text, async (typed) => {
        const outcome = await failureOf(() => {
          const url = parseBaseUrl(typed)
          expect(url.href).toMatch(/^https?:\/\/[^/?#@]+\/[^?#]*$/)
          throw new Error('an address')
        }).catch((cause: Error) => cause)
        if (outcome instanceof Error) expect(outcome.message).toBe('an address')
        else expect(outcome.code).toBe('bad-url')
      }),
    )
  })
})

describe('an endpoint', () => {
  it('stands behind the path of the base', () => {
    const at = (typed: string) => endpoint(parseBaseUrl(typed), 'auth/recording/fetch').href
    expect(at('meet.example.org')).toBe('https://meet.example.org/auth/recording/fetch')
    expect(at('meet.example.org:8443/pnm/')).toBe('https://meet.example.org:8443/pnm/auth/recording/fetch')
  })

  it('does the same for a base that was not cleaned', () => {
    expect(endpoint(new URL('http://127.0.0.1:1/pnm/?x#y'), 'download/x').href).toBe(
      'http://127.0.0.1:1/pnm/download/x',
    )
  })
})
