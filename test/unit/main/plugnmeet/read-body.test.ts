import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createHttpClient, type HttpResponse } from '../../../../src/main/plugnmeet/http.ts'
import { readBody } from '../../../../src/main/plugnmeet/read-body.ts'
import { failureOf, startHost } from './plugnmeet-fixture.ts'

const LIMITS = { maxBytes: 10, timeoutMs: 5000 }
const url = new URL('http://meet.example.org/')
const responseOf = (body: Readable, headers: HttpResponse['headers'] = {}): HttpResponse => ({
  status: 200,
  headers,
  body,
  url,
})
const chunks = (...texts: string[]): Readable => Readable.from(texts.map((text) => Buffer.from(text)))

describe('a body', () => {
  it('is put together from its pieces, up to the last byte that is allowed', async () => {
    expect((await readBody(responseOf(chunks('12345', '67890')), LIMITS)).toString()).toBe('1234567890')
    expect(await readBody(responseOf(chunks()), LIMITS)).toHaveLength(0)
  })

  it('is refused one byte later, and not read on', async () => {
    let read = 0
    async function* endless() {
      while (true) {
        read += 1
        yield Buffer.from('1234')
      }
    }
    const body = Readable.from(endless(), { highWaterMark: 1 })
    const error = await failureOf(() => readBody(responseOf(body), LIMITS))
    expect(error).toMatchObject({ code: 'malformed', host: url.host })
    expect(read).toBeLessThan(10)
    expect(body.destroyed).toBe(true)
  })

  it('is refused unread when its length is announced', async () => {
    const body = new PassThrough()
    const error = await failureOf(() => readBody(responseOf(body, { 'content-length': '11' }), LIMITS))
    expect(error.code).toBe('malformed')
    expect([body.destroyed, body.readableDidRead]).toEqual([true, false])
  })

  it('has to end in time', async () => {
    const body = new PassThrough()
    body.write('begin')
    const error = await failureOf(() => readBody(responseOf(body), { ...LIMITS, timeoutMs: 30 }))
    expect(error).toMatchObject({ code: 'timeout', host: url.host })
    expect(body.destroyed).toBe(true)
  })

  it('is given up when the request is', async () => {
    const controller = new AbortController()
    const host = await startHost((_, response) => {
      response.writeHead(200, { 'content-length': 10 })
      response.write('half')
    })
    const { signal } = controller
    const response = await createHttpClient()({ method: 'GET', url: new URL(host.url), signal })
    const reading = failureOf(() => readBody(response, LIMITS))
    controller.abort()
    expect(await reading).toMatchObject({ code: 'aborted', host: host.host })
    expect(response.body.destroyed).toBe(true)
  })

  it('that breaks off is no shorter body', async () => {
    const host = await startHost((_, response) => {
      response.writeHead(200, { 'content-length': 10 })
      response.write('half', () => response.socket?.destroy())
    })
    const response = await createHttpClient()({ method: 'GET', url: new URL(host.url) })
    const error = await failureOf(() => readBody(response, LIMITS))
    expect(error).toMatchObject({ code: 'unreachable', host: host.host, raw: 'ECONNRESET' })
  })
})
