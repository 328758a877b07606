import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { NEW_SERVER } from '../../../../src/shared/profile.ts'
import { testCertificates } from '../../../fixtures/tls/make-certificates.ts'
import { startTlsFront } from '../../../fixtures/tls/tls-front.ts'
import { formOf, newComputer } from '../roomreel-fixture.ts'

let home: Awaited<ReturnType<typeof newComputer>>
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

test('a certificate that another host shows after a redirect is not offered to be trusted', async () => {
  const app = await home.start()
  const server = await home.server()
  const other = await startTlsFront(server.url, (await testCertificates()).selfSigned)
  const redirecting = createServer((_, response) => {
    response.writeHead(307, { location: `${other.url}/auth/recording/fetch` }).end()
  }).listen(0, '127.0.0.1')
  await once(redirecting, 'listening')
  const url = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}`
  const input = { profileId: null, sealed: await app.seal(server.apiSecret), signed: true, trusted: null }
  const { outcome } = await app.roomreel.handlers['servers.test']({ ...input, fields: formOf({ ...server, url }) })
  if (outcome.kind !== 'failed') throw new Error('it was trusted')
  expect(outcome.error).toMatchObject({ code: 'tls-self-signed', host: new URL(other.url).host })
  expect(outcome.error).not.toHaveProperty('certificate')
  redirecting.close()
  await other.close()
})

test('a certificate is accepted where an http address of the same host leads', async () => {
  const app = await home.start()
  const server = await home.server()
  const { selfSigned } = await testCertificates()
  const front = await startTlsFront(server.url, selfSigned)
  // A proxy stands for a host with its usual ports: port 80 sends to port 443, where TLS is spoken.
  const proxy = createServer((_, response) => {
    response.writeHead(307, { location: 'https://meet.lan/auth/recording/fetch' }).end()
  })
  proxy.on('connect', (_, client) => {
    const target = connect(Number(new URL(front.url).port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      client.pipe(target).pipe(client)
    })
    client.on('error', () => target.destroy())
    target.on('error', () => client.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const fields = {
    ...formOf({ ...server, url: 'http://meet.lan' }),
    proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
  }
  const test_ = async (trusted: string | null) =>
    (
      await app.roomreel.handlers['servers.test']({
        profileId: null,
        fields,
        sealed: await app.seal(server.apiSecret),
        signed: true,
        trusted,
      })
    ).outcome
  expect(await test_(null)).toMatchObject({
    error: { code: 'tls-self-signed', certificate: { sha256: selfSigned.sha256 } },
  })
  // No header of ours went there: the address to use is the other one, and the message says so.
  expect(await test_(selfSigned.sha256)).toMatchObject({ error: { code: 'wrong-path', host: 'meet.lan' } })
  proxy.close()
  await front.close()
})

test('the list is read with one look at the certificates, however many servers there are', async () => {
  const app = await home.start()
  for (let times = 0; times < 20; times += 1)
    await app.roomreel.handlers['servers.save']({
      profileId: null,
      fields: { ...NEW_SERVER, url: 'https://meet.example.org' },
      secret: null,
      trusted: null,
    })
  const { settings } = home.computer
  const get = settings.get
  const asked: string[] = []
  settings.get = (key) => {
    asked.push(key)
    return get(key)
  }
  expect((await home.start()).state.profiles).toHaveLength(21)
  expect(asked.filter((key) => key === 'certificates')).toHaveLength(1)
})
