import { once } from 'node:events'
import { get } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSecondHost } from '../../../../src/main/demo/second-host.ts'
import { FILE, FILE_BYTES, makeResources, removeResources, SUBTITLES, startForTest } from './demo-fixture.ts'

let resourcesDir: string
let demo: Awaited<ReturnType<typeof startForTest>>
let nowMs: number
beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 12)
  resourcesDir = await makeResources()
  demo = await startForTest(resourcesDir, { now: () => nowMs, tokenLifetimeMs: 60_000 })
})
afterEach(async () => {
  await demo.server.close()
  await removeResources(resourcesDir)
})

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

describe('as servers from 2.2.0 do', () => {
  it('sends the whole file, whatever range was asked for', async () => {
    const response = await fetch(await demo.downloadUrl(), { headers: { Range: 'bytes=10-19' } })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-length')).toBe(String(FILE_BYTES))
    expect(response.headers.get('content-type')).toBe('video/mp4')
    expect(Date.parse(response.headers.get('last-modified') ?? '')).toBeGreaterThan(0)
    for (const name of ['accept-ranges', 'content-range', 'etag']) expect(response.headers.has(name)).toBe(false)
    expect((await bytesOf(response)).equals(FILE)).toBe(true)
  })

  it('answers HEAD with the same headers and no body', async () => {
    const response = await fetch(await demo.downloadUrl(), { method: 'HEAD' })
    expect([response.status, response.headers.get('content-length')]).toEqual([200, String(FILE_BYTES)])
    expect(await bytesOf(response)).toHaveLength(0)
  })

  it('refuses tokens that expired, that it did not sign, and that are none', async () => {
    const url = await demo.downloadUrl()
    const answer = async (address: string) => {
      const response = await fetch(address)
      return [response.status, await response.text()]
    }
    expect((await answer(`${url.slice(0, -3)}AAA`))[0]).toBe(401)
    expect(await answer(`${demo.server.url}/download/recording/nonsense`)).toEqual([400, 'token is malformed'])
    nowMs += 59_999
    expect((await fetch(url)).status).toBe(200)
    nowMs += 1
    expect(await answer(url)).toEqual([401, 'token expired'])
  })

  it('says so when the file is lost', async () => {
    const url = await demo.downloadUrl()
    await removeResources(resourcesDir)
    const response = await fetch(url)
    expect([response.status, await response.text()]).toEqual([404, 'file not found'])
  })

  it('sends subtitles to anybody', async () => {
    const { metadata } = await demo.newest()
    const response = await fetch(metadata?.subtitles.en?.url ?? '')
    expect([response.status, await response.text()]).toEqual([200, SUBTITLES])
  })
})

describe('with ranges honoured', () => {
  beforeEach(() => {
    demo.server.faults.honourRange = true
  })

  it.each([
    ['bytes=10-19', 10, 20],
    ['bytes=1234560-', 1_234_560, FILE_BYTES],
    ['bytes=-5', FILE_BYTES - 5, FILE_BYTES],
    ['bytes=1234560-99999999', 1_234_560, FILE_BYTES],
  ])('answers %s', async (range, start, end) => {
    const response = await fetch(await demo.downloadUrl(), { headers: { Range: range } })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${FILE_BYTES}`)
    expect((await bytesOf(response)).equals(FILE.subarray(start, end))).toBe(true)
  })

  it('answers 416 outside of the file', async () => {
    const response = await fetch(await demo.downloadUrl(), { headers: { Range: `bytes=${FILE_BYTES}-` } })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, `bytes */${FILE_BYTES}`])
  })

  it('sends everything when the file is not the one that was begun', async () => {
    const url = await demo.downloadUrl()
    const etag = (await fetch(url, { method: 'HEAD' })).headers.get('etag') ?? ''
    const resume = async (ifRange: string) =>
      (await fetch(url, { method: 'HEAD', headers: { Range: 'bytes=5-', 'If-Range': ifRange } })).status
    expect([await resume(etag), await resume('"other"')]).toEqual([206, 200])
  })
})

describe('with faults', () => {
  it('redirects to a second host, which sees what it gets', async () => {
    const second = await startSecondHost(resourcesDir)
    demo.server.faults.redirectDownloadsTo = second.url
    const url = await demo.downloadUrl()
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(307)
    expect((await bytesOf(await fetch(url, { headers: { 'X-Mark': 'seen' } }))).equals(FILE)).toBe(true)
    expect(second.requests).toHaveLength(1)
    expect(second.requests[0]?.headers['x-mark']).toBe('seen')
    await second.close()
  })

  it('cuts a download in the middle', async () => {
    demo.server.faults.cutDownloadAfterBytes = 300_000
    const response = await fetch(await demo.downloadUrl())
    let received = 0
    const read = async () => {
      for await (const chunk of response.body ?? []) received += chunk.length
    }
    await expect(read()).rejects.toThrow()
    expect(received).toBe(300_000)
  })

  it('keeps the pace', async () => {
    demo.server.faults.bytesPerSecond = 4_000_000
    const url = await demo.downloadUrl()
    const begin = performance.now()
    expect((await bytesOf(await fetch(url))).equals(FILE)).toBe(true)
    expect(performance.now() - begin).toBeGreaterThan(250)
  })

  it('leaves the length out, or says another one', async () => {
    demo.server.faults.missingContentLength = true
    const without = await fetch(await demo.downloadUrl())
    expect(without.headers.has('content-length')).toBe(false)
    expect(await bytesOf(without)).toHaveLength(FILE_BYTES)
    Object.assign(demo.server.faults, { missingContentLength: false, wrongContentLength: FILE_BYTES + 1000 })
    const wrong = await fetch(await demo.downloadUrl())
    expect(wrong.headers.get('content-length')).toBe(String(FILE_BYTES + 1000))
    await expect(wrong.arrayBuffer()).rejects.toThrow()
  })

  it('sends what is no video', async () => {
    demo.server.faults.notAVideo = 'html'
    expect(await (await fetch(await demo.downloadUrl())).text()).toContain('<!doctype html>')
    demo.server.faults.notAVideo = 'random'
    const random = await bytesOf(await fetch(await demo.downloadUrl()))
    expect(random.equals(FILE.subarray(0, random.length))).toBe(false)
  })

  it('ends connections that are in the middle of something when it closes', async () => {
    demo.server.faults.bytesPerSecond = 1000
    const request = get(await demo.downloadUrl())
    const [response] = await once(request, 'response')
    response.resume()
    const broken = once(response, 'error')
    await demo.server.close()
    await broken
    expect(response.complete).toBe(false)
  })
})
