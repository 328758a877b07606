import { once } from 'node:events'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createHttpClient, type HttpClientOptions } from '../../../../src/main/plugnmeet/http.ts'
import type { ErrorCode } from '../../../../src/shared/app-error.ts'
import { type TestCertificates, testCertificates } from '../../../fixtures/tls/make-certificates.ts'
import { type CertificateName, failureOf, type Reply, startHost, trusted } from './plugnmeet-fixture.ts'

let certificates: TestCertificates
let ca: string[]
beforeAll(async () => {
  certificates = await testCertificates()
  ca = await trusted()
})

const ok: Reply = (_, response) => response.end('ok')
async function statusOf(url: string, options: HttpClientOptions): Promise<number> {
  const http = createHttpClient(options)
  onTestFinished(() => http.close())
  const response = await http({ method: 'POST', url: new URL(url), privateHeaders: { 'API-KEY': 'key' }, body: '{}' })
  response.body.resume()
  return response.status
}

describe('a certificate', () => {
  it('is accepted when a trusted authority vouches for it', async () => {
    const host = await startHost(ok, { tls: 'good' })
    expect(await statusOf(host.url, { ca })).toBe(200)
    expect(await statusOf(`https://localhost:${host.port}/`, { ca })).toBe(200)
  })

  it.each<[CertificateName, 'trusting' | 'doubting', ErrorCode, string]>([
    ['expired', 'trusting', 'tls-expired', 'CERT_HAS_EXPIRED'],
    ['notYetValid', 'trusting', 'tls-expired', 'CERT_NOT_YET_VALID'],
    ['otherHost', 'trusting', 'tls-wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['selfSigned', 'trusting', 'tls-self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['good', 'doubting', 'tls-unknown-authority', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['goodWithChain', 'doubting', 'tls-unknown-authority', 'SELF_SIGNED_CERT_IN_CHAIN'],
    // Of several faults the gravest.
    ['expired', 'doubting', 'tls-expired', 'CERT_HAS_EXPIRED'],
    ['selfSignedExpired', 'doubting', 'tls-expired', 'CERT_HAS_EXPIRED'],
    ['selfSignedOtherHost', 'doubting', 'tls-self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['otherHost', 'doubting', 'tls-unknown-authority', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ])('%s, %s, is %s, and nothing is sent', async (tls, trust, code, raw) => {
    const host = await startHost(ok, { tls })
    const error = await failureOf(() => statusOf(host.url, trust === 'trusting' ? { ca } : {}))
    expect(error).toMatchObject({ code, raw, host: host.host, certificate: { sha256: certificates[tls].sha256 } })
    expect([host.connections(), host.asked]).toEqual([1, []])
  })

  it('comes with what people need to judge it', async () => {
    const { certificate } = await failureOf(async () => statusOf((await startHost(ok, { tls: 'good' })).url, {}))
    expect(certificate).toMatchObject({
      subject: 'Test server',
      issuer: 'Test authority',
      names: ['127.0.0.1', 'localhost'],
    })
    expect(certificate?.validFrom).toBeLessThan(Date.now() / 1000)
    expect(certificate?.validTo).toBeGreaterThan(Date.now() / 1000)
  })

  it('is looked at for every connection: none resumes the session of another', async () => {
    const resumed: boolean[] = []
    const server = createTlsServer({ ...certificates.good, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' })
    server.on('secureConnection', (socket: TLSSocket) => {
      resumed.push(socket.isSessionReused())
      socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    })
    onTestFinished(() => void server.close())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const url = new URL(`https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`)
    const http = createHttpClient({ ca })
    for (let times = 0; times < 2; times += 1) (await http({ method: 'GET', url })).body.resume()
    expect(resumed).toEqual([false, false])
  })
})

describe('a pinned certificate', () => {
  const pinned = (host: string, name: CertificateName, more: HttpClientOptions = {}): HttpClientOptions => ({
    pin: { host, sha256: certificates[name].sha256 },
    ...more,
  })

  it.each<CertificateName>(['selfSigned', 'good', 'goodWithChain', 'otherHost', 'selfSignedOtherHost'])(
    'is accepted whoever signed it, and for whom: %s',
    async (tls) => {
      const host = await startHost(ok, { tls })
      expect(await statusOf(host.url, pinned(host.host, tls))).toBe(200)
      expect(host.asked[0]?.headers).toHaveProperty('api-key', 'key')
    },
  )

  it('is not accepted any more when its time is over', async () => {
    const host = await startHost(ok, { tls: 'selfSignedExpired' })
    const error = await failureOf(() => statusOf(host.url, pinned(host.host, 'selfSignedExpired')))
    expect([error.code, host.asked]).toEqual(['tls-expired', []])
  })

  it.each<CertificateName>(['selfSignedAnew', 'good', 'expired'])(
    'must not be replaced by %s, whoever vouches for that',
    async (tls) => {
      const host = await startHost(ok, { tls })
      const error = await failureOf(() => statusOf(host.url, pinned(host.host, 'selfSigned', { ca })))
      expect(error).toMatchObject({ code: 'tls-changed', certificate: { sha256: certificates[tls].sha256 } })
      expect(host.asked).toEqual([])
    },
  )

  it('is that of its host only', async () => {
    const other = await startHost(ok, { tls: 'selfSigned' })
    const host = await startHost((_, response) => response.writeHead(307, { location: other.url }).end(), {
      tls: 'selfSigned',
    })
    const options = pinned(host.host, 'selfSigned')
    expect(await failureOf(() => statusOf(host.url, options))).toMatchObject({
      code: 'tls-self-signed',
      host: other.host,
    })
    const good = await startHost(ok, { tls: 'good' })
    expect(await statusOf(good.url, { ...options, ca })).toBe(200)
  })
})
