import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CSP, createAppProtocol, devCsp } from '../../../../src/main/electron/app-protocol.ts'

let directory = ''
const asked: string[] = []
const note = (...parts: string[]): Promise<Response> => {
  asked.push(parts.join(' '))
  return Promise.resolve(new Response('ok'))
}
const protocol = (devServer: string | null = null) =>
  createAppProtocol({
    rendererDirectory: join(directory, 'renderer'),
    devServer,
    fetch: (url) => Promise.resolve(new Response(url, { headers: { 'content-type': 'text/html' } })),
    media: (profileId, recordId) => note('media', profileId, recordId),
    cues: (profileId, recordId, trackId) => note('cues', profileId, recordId, trackId),
    posters: (profileId, recordId) => note('posters', profileId, recordId),
  })
const get = (url: string, init?: RequestInit) => protocol()(new Request(url, init))

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'roomreel-protocol-'))
  await mkdir(join(directory, 'renderer/assets'), { recursive: true })
  await writeFile(join(directory, 'secret.html'), 'secret')
  await writeFile(join(directory, 'renderer/index.html'), '<!doctype html>')
  await writeFile(join(directory, 'renderer/notes.html'), 'not for the page')
  await writeFile(join(directory, 'renderer/assets/main-a1.js'), 'code')
  await writeFile(join(directory, 'renderer/assets/data.exe'), 'program')
})
afterAll(() => rm(directory, { recursive: true }))

describe('renderer files', () => {
  test.each(['app://roomreel/', 'app://roomreel/index.html'])(
    '%s is the page, under the strict policy',
    async (url) => {
      const answer = await get(url)
      expect(answer.status).toBe(200)
      expect(await answer.text()).toBe('<!doctype html>')
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(answer.headers.get('content-security-policy')).toBe(CSP)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    },
  )
  test('assets come with their type', async () => {
    const answer = await get('app://roomreel/assets/main-a1.js')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
  })
  test.each([
    '/notes.html',
    '/assets/data.exe',
    '/assets/none.js',
    '/assets',
    '/assets/',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/assets/..%2f..%2fsecret.html',
    '/assets/%2e%2e%2fnotes.html',
    '/%2fetc%2fpasswd',
    '//etc/passwd',
    '/assets/main-a1.js/x',
    '/assets\\..\\..\\secret.html',
    '/assets/main-a1.js%00',
  ])('%s is not found', async (path) => {
    expect((await get(`app://roomreel${path}`)).status).toBe(404)
  })
  test('another host, another method, a broken path', async () => {
    expect((await get('app://evil/')).status).toBe(404)
    expect((await get('app://roomreel/', { method: 'POST', body: 'x' })).status).toBe(405)
    expect((await get('app://roomreel/%E0%A4%A')).status).toBe(400)
  })
})

test('media and cues get decoded identifiers, and only with the right number of parts', async () => {
  asked.length = 0
  await get('app://roomreel/media/demo/RM_1%2F..%2F-17')
  await get('app://roomreel/cues/demo/r%201/server%3Apt-BR')
  expect(asked).toEqual(['media demo RM_1/../-17', 'cues demo r 1 server:pt-BR'])
  for (const path of ['/media/demo', '/media/demo/', '/media/demo/a/b', '/cues/demo/a', '/cues/demo/a/b/c']) {
    expect((await get(`app://roomreel${path}`)).status, path).toBe(404)
  }
  expect(asked).toHaveLength(2)
})

test('the policy allows nothing inline, no eval and no other origin', () => {
  expect(CSP).toContain("default-src 'none'")
  expect(CSP).not.toMatch(/unsafe|\*|https?:|nonce/)
})

test('developing adds the nonce and the socket of the dev server, and serves its pages on the same origin', async () => {
  const answer = await protocol('http://127.0.0.1:5173')(new Request('app://roomreel/main.tsx?t=1'))
  expect(await answer.text()).toBe('http://127.0.0.1:5173/main.tsx?t=1')
  expect(answer.headers.get('content-security-policy')).toBe(devCsp('http://127.0.0.1:5173'))
  expect(devCsp('http://127.0.0.1:5173')).toContain("connect-src 'self' ws://127.0.0.1:5173")
  expect(devCsp('http://127.0.0.1:5173')).not.toContain('unsafe')
})
