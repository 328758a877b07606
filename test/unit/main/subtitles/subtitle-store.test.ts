import type { ServerResponse } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { createHttpClient } from '../../../../src/main/plugnmeet/http.ts'
import { SubtitleStore, type SubtitleStoreParts } from '../../../../src/main/subtitles/subtitle-store.ts'
import { failureOf, type Reply, startHost } from '../plugnmeet/plugnmeet-fixture.ts'

const SRT = '1\r\n00:00:01,000 --> 00:00:02,000\r\nGrüße\r\n'
const VTT = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nGrüße\n'

async function setUp(reply: Reply, parts: Partial<SubtitleStoreParts> = {}) {
  const host = await startHost(reply)
  const store = new SubtitleStore({ http: createHttpClient(), ...parts })
  return { host, store, get: (key = 'a', signal?: AbortSignal) => store.webVtt(key, `${host.url}/${key}.srt`, signal) }
}

const sends =
  (text: string, status = 200): Reply =>
  (_, response) =>
    void response.writeHead(status).end(text)

describe('subtitles', () => {
  it('are fetched once, converted, and remembered', async () => {
    const { get, host } = await setUp(sends(SRT))
    expect(await get()).toBe(VTT)
    expect(await get()).toBe(VTT)
    expect(host.asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /a.srt'])
  })

  it('are fetched without anything that belongs to the API', async () => {
    const { get, host } = await setUp(sends(SRT))
    await get()
    const names = Object.keys(host.asked[0]?.headers ?? {})
    expect(names.filter((name) => /api|signature|authorization|cookie/.test(name))).toEqual([])
  })

  it('are fetched once for all who ask at the same time', async () => {
    const answers: ServerResponse[] = []
    const { get, host } = await setUp((_, response) => {
      answers.push(response)
    })
    const asking = [get(), get(), get()]
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    answers[0]?.end(SRT)
    expect(await Promise.all(asking)).toEqual([VTT, VTT, VTT])
    expect(host.asked).toHaveLength(1)
  })

  it('that were used longest ago are forgotten first', async () => {
    const { get, host } = await setUp(sends(SRT), { maxEntries: 2 })
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key)
    expect(host.asked.map(({ url }) => url)).toEqual(['/a.srt', '/b.srt', '/c.srt', '/b.srt'])
  })

  it('of another recording at the same address are not mixed up', async () => {
    const { store, host } = await setUp(sends(SRT))
    await Promise.all([store.webVtt('one', `${host.url}/x`), store.webVtt('two', `${host.url}/x`)])
    expect(host.asked).toHaveLength(2)
  })
})

describe('subtitles that do not come', () => {
  it.each([
    ['not-found', sends('', 404)],
    ['not-found', sends('', 410)],
    ['server-error', sends('', 403)],
    ['server-error', sends('', 500)],
    ['malformed', sends('<!doctype html><title>Sign in</title>')],
    ['malformed', sends(`WEBVTT\n\n${'x'.repeat(2000)}`)],
    ['unreachable', (_, response) => void response.socket?.destroy()],
    ['timeout', () => {}],
  ] as [string, Reply][])('are told as %s', async (code, reply) => {
    const { get } = await setUp(reply, { maxBytes: 1000, timeoutMs: 100 })
    expect(await failureOf(() => get())).toMatchObject({ code })
  })

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'data:text/vtt,WEBVTT', '../x.vtt', ''])(
    'because "%s" is no web address are never asked for',
    async (address) => {
      const { store } = await setUp(sends(SRT))
      expect(await failureOf(() => store.webVtt('a', address))).toMatchObject({ code: 'wrong-url' })
    },
  )

  it('are asked for again', async () => {
    let status = 503
    const { get, host } = await setUp((_, response) => void response.writeHead(status).end(SRT))
    expect((await failureOf(() => get())).code).toBe('server-error')
    status = 200
    expect(await get()).toBe(VTT)
    expect(host.asked).toHaveLength(2)
  })
})

describe('who gives up', () => {
  it('leaves the others waiting', async () => {
    const answers: ServerResponse[] = []
    const { get } = await setUp((_, response) => {
      answers.push(response)
    })
    const controller = new AbortController()
    const given = failureOf(() => get('a', controller.signal))
    const staying = get()
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    controller.abort()
    expect((await given).code).toBe('aborted')
    answers[0]?.end(SRT)
    expect(await staying).toBe(VTT)
  })

  it('as the last one ends the fetch, and the next one begins anew', async () => {
    const closed: string[] = []
    let hold = true
    const { get, host } = await setUp((asked, response) => {
      response.once('close', () => closed.push(asked.url))
      if (!hold) response.end(SRT)
    })
    const controller = new AbortController()
    const given = failureOf(() => get('a', controller.signal))
    await vi.waitFor(() => expect(host.asked).toHaveLength(1))
    controller.abort()
    expect((await given).code).toBe('aborted')
    await vi.waitFor(() => expect(closed).toEqual(['/a.srt']))
    hold = false
    expect(await get()).toBe(VTT)
  })
})
