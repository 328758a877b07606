import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BAD_SUBTITLES, type FaultAnswer } from '../../../../src/main/demo/faults.ts'
import { makeResources, removeResources, startForTest } from './demo-fixture.ts'

let resourcesDir: string
let demo: Awaited<ReturnType<typeof startForTest>>
beforeEach(async () => {
  resourcesDir = await makeResources()
  demo = await startForTest(resourcesDir)
})
afterEach(async () => {
  await demo.server.close()
  await removeResources(resourcesDir)
})

const ask = (signal?: AbortSignal) =>
  fetch(`${demo.server.url}/auth/recording/fetch`, {
    method: 'POST',
    body: '{}',
    headers: demo.signed('{}'),
    ...(signal ? { signal } : {}),
  })

describe('answers that fail', () => {
  it.each<[FaultAnswer, number, string]>([
    ['500', 500, 'text/plain'],
    ['500-json', 500, 'application/json'],
    ['503', 503, 'text/plain'],
    ['503-json', 503, 'application/json'],
    ['bad-key', 401, 'application/json'],
    ['bad-signature', 401, 'application/json'],
    ['html', 200, 'text/html; charset=utf-8'],
  ])('%s', async (answer, status, type) => {
    demo.server.faults.failNext = [answer]
    const response = await ask()
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type])
    await response.text()
    expect((await ask()).status).toBe(200)
  })

  it('truncated and huge JSON', async () => {
    demo.server.faults.failNext = ['truncated-json', 'huge-json']
    const truncated = await (await ask()).text()
    expect(() => JSON.parse(truncated)).toThrow()
    const huge = await (await ask()).text()
    expect(huge.length).toBeGreaterThan(10_000_000)
    expect(JSON.parse(huge)).toMatchObject({ status: true })
  })

  it('no answer at all, and a broken connection', async () => {
    demo.server.faults.failNext = ['reset', 'hang']
    await expect(ask()).rejects.toThrow('fetch failed')
    await expect(ask(AbortSignal.timeout(100))).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('again and again, and only where it should', async () => {
    Object.assign(demo.server.faults, { failAlways: '503', failPath: '/download/' })
    const url = await demo.downloadUrl()
    expect([(await fetch(url)).status, (await fetch(url)).status, (await ask()).status]).toEqual([503, 503, 200])
  })

  it('late', async () => {
    demo.server.faults.latencyMs = 120
    const begin = performance.now()
    await (await ask()).text()
    expect(performance.now() - begin).toBeGreaterThan(110)
  })
})

describe('other servers', () => {
  it('before 2.1.7 say no status code', async () => {
    demo.server.faults.statusCodeMissing = true
    const { json } = await demo.call('/auth/recording/fetch', { room_ids: ['nowhere'] })
    expect(json).toEqual({ status: false, msg: 'no recording found' })
  })

  it('as in the docs have numbers, and bytes', async () => {
    demo.server.faults.docsStyleNumbers = true
    const { total_recordings: total, recordings_list: list } = await demo.page({ limit: 1 })
    expect(total).toBe(24)
    expect(list[0]).toMatchObject({ file_size: 1_234_567, creation_time: expect.any(Number) })
  })
})

describe('bad content', () => {
  it('leaves some records good, and spoils the rest in different ways', async () => {
    const good = (await demo.page()).recordings_list
    demo.server.faults.badRecords = true
    const bad: unknown[] = (await demo.page()).recordings_list
    expect(bad).toHaveLength(20)
    expect(bad[0]).toEqual(good[0])
    expect(bad[15]).toEqual(good[15])
    expect(bad.filter((record, at) => JSON.stringify(record) !== JSON.stringify(good[at])).length).toBeGreaterThan(15)
    const text = JSON.stringify(bad)
    for (const part of ['onerror', '\u202e', '../../etc/passwd', '"NaN"', '-62167219200']) expect(text).toContain(part)
    expect(bad).toContain(null)
  })

  it.each(BAD_SUBTITLES)('subtitles: %s', async (kind) => {
    demo.server.faults.badSubtitles = kind
    const response = await fetch((await demo.newest()).metadata?.subtitles.en?.url ?? '')
    const text = await response.text()
    if (kind === 'missing') expect(response.status).toBe(404)
    if (kind === 'too-large') expect(text.length).toBeGreaterThan(5_000_000)
    if (kind === 'many-cues') expect(text.match(/-->/g)).toHaveLength(200_000)
    if (kind === 'html') expect(text).not.toContain('WEBVTT')
    if (kind === 'markup') expect(text).toContain('<script>')
    if (kind === 'broken-times') expect(text).toContain('the only good one')
  })
})
