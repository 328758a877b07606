import { describe, expect, it, onTestFinished } from 'vitest'
import { type Access, type ClientParts, PlugNmeetClient } from '../../../../src/main/plugnmeet/client.ts'
import { createHttpClient } from '../../../../src/main/plugnmeet/http.ts'
import type { ErrorCode } from '../../../../src/shared/app-error.ts'
import { failureOf, type Reply, startHost } from './plugnmeet-fixture.ts'
import { pageOf, QUERY, wire } from './wire-fixture.ts'

const SECRET = 's3cr3t/tök en'
const BEARER: Access = { signIn: 'bearer', apiKey: 'unused', secret: 'tok.en-1' }
const NOBODY: Access = { signIn: 'none', apiKey: 'unused', secret: '' }
const list: Reply = (_, response) => response.end(JSON.stringify(pageOf([wire()])))
const says =
  (status: number, text: string): Reply =>
  (_, response) =>
    response.writeHead(status).end(text)

async function start(reply: Reply, parts: Partial<ClientParts> = {}) {
  const api = await startHost(reply)
  const http = createHttpClient()
  onTestFinished(() => http.close())
  const access: Access = { signIn: 'secret', apiKey: 'key', secret: SECRET }
  return { api, client: new PlugNmeetClient({ http, baseUrl: new URL(api.url), access, ...parts }) }
}

describe('signing in', () => {
  it('by a bearer token sends that and nothing else', async () => {
    const { api, client } = await start(list, { access: BEARER })
    await client.fetchRecordings(QUERY)
    expect(api.asked[0]?.headers.authorization).toBe('Bearer tok.en-1')
    for (const name of ['api-key', 'hash-signature']) expect(api.asked[0]?.headers).not.toHaveProperty(name)
  })

  it('by nothing sends nothing', async () => {
    const { api, client } = await start(list, { access: NOBODY })
    await client.fetchRecordings(QUERY)
    for (const name of ['authorization', 'api-key', 'hash-signature'])
      expect(api.asked[0]?.headers).not.toHaveProperty(name)
  })

  it('by a bearer token stays with its origin', async () => {
    const second = await startHost(list)
    const { client } = await start((_, response) => response.writeHead(307, { location: second.url }).end(), {
      access: BEARER,
    })
    await client.fetchRecordings(QUERY)
    expect(second.asked[0]?.headers).not.toHaveProperty('authorization')
  })

  it.each<Access['signIn']>(['secret', 'bearer'])('by %s without a secret asks nobody', async (signIn) => {
    const { api, client } = await start(list, { access: { signIn, apiKey: 'key', secret: '' } })
    for (const call of [() => client.fetchRecordings(QUERY), () => client.downloadUrl('SID_1-1')])
      expect(await failureOf(call)).toMatchObject({ code: 'no-secret', host: api.host })
    expect(api.connections()).toBe(0)
  })

  it('by a token that no header takes asks nobody', async () => {
    const { api, client } = await start(list, { access: { ...BEARER, secret: 'tok\r\nx-evil: 1' } })
    const error = await failureOf(() => client.fetchRecordings(QUERY))
    expect(error).toMatchObject({ code: 'bad-signature', host: api.host })
    expect(JSON.stringify(error)).not.toContain('evil')
    expect(api.connections()).toBe(0)
  })

  it.each<[Access, number, ErrorCode]>([
    [BEARER, 401, 'bad-signature'],
    [BEARER, 403, 'bad-signature'],
    [NOBODY, 401, 'no-secret'],
    [NOBODY, 403, 'no-secret'],
    [BEARER, 404, 'wrong-url'],
  ])('may be refused by a gateway in its own words: %j %i', async (access, status, code) => {
    const { api, client } = await start(says(status, '<h1>No</h1>'), { access })
    const error = await failureOf(() => client.fetchRecordings(QUERY))
    expect(error).toMatchObject({ code, host: api.host, raw: expect.stringMatching(`^${status} · `) })
  })
})

describe('a server that sends the secret back', () => {
  const forms = [
    SECRET,
    JSON.stringify(SECRET),
    encodeURIComponent(SECRET),
    Buffer.from(SECRET).toString('base64'),
    Buffer.from(SECRET).toString('hex'),
    Buffer.from(SECRET).toString('hex').toUpperCase(),
  ]
  const said = (form: string) => JSON.stringify({ status: false, status_code: 'CONFLICT', msg: `not ${form} here` })
  const replies: [string, (form: string) => Reply][] = [
    ['in its message', (form) => says(200, said(form))],
    ['in the message of a refusal', (form) => says(401, said(form))],
    ['in a page', (form) => says(200, `<h1>${form}</h1>`)],
    ['in half an answer', (form) => says(200, `{"status":true,"${form}`)],
    [
      'in the status line',
      (form) => (_, response) => response.writeHead(500, form.replace(/[^\x20-\x7e]/g, '')).end(form),
    ],
  ]

  it.each(replies)('%s, has it masked in every form', async (_, reply) => {
    for (const form of forms)
      for (const signIn of ['secret', 'bearer'] as const) {
        const { client } = await start(reply(form), { access: { signIn, apiKey: 'key', secret: SECRET } })
        const error = await failureOf(() => client.fetchRecordings(QUERY))
        expect(JSON.stringify(error)).not.toContain(form)
        expect(JSON.stringify(error)).not.toMatch(/s3cr3t/)
      }
  })

  it('has the mask where it was', async () => {
    for (const form of forms) {
      const { client } = await start(says(200, said(form)))
      const { raw } = await failureOf(() => client.fetchRecordings(QUERY))
      expect(raw?.replaceAll('"', '')).toBe('CONFLICT · not ••• here')
    }
  })
})

describe('an endpoint path', () => {
  it('leads to the list, and to the other calls beside it', async () => {
    const { api, client } = await start(list, { endpointPath: '/api/v1/recordings/fetch/' })
    await client.fetchRecordings(QUERY)
    await failureOf(() => client.recordingInfo('SID_1-1'))
    await failureOf(() => client.downloadUrl('SID_1-1'))
    expect(api.asked.map(({ url }) => url)).toEqual([
      '/api/v1/recordings/fetch',
      '/api/v1/recordings/info',
      '/api/v1/recordings/getDownloadToken',
    ])
  })

  it('that is none fails at once', async () => {
    expect((await failureOf(() => start(list, { endpointPath: '../fetch' }))).code).toBe('bad-url')
  })
})

describe('what was made of a session', () => {
  it('is nothing where the server does not know the path', async () => {
    const { client } = await start(says(404, 'Cannot POST /auth/artifact/fetch'))
    expect(await client.artifacts('SM_1')).toEqual([])
  })

  it.each([
    [200, '<html>sign in</html>'],
    [403, '<html>no</html>'],
    [405, 'no'],
  ])('is not known after %i %s', async (status, text) => {
    const { client } = await start(says(status, text))
    await expect(client.artifacts('SM_1')).rejects.toThrow()
  })
})

it.each([301, 302, 303])('a change that %i would take the body of is not said to be done', async (status) => {
  const { api, client } = await start(({ method }, response) => {
    if (method === 'GET') response.end(JSON.stringify({ status: true, msg: 'success' }))
    else response.writeHead(status, { location: '/elsewhere' }).end()
  })
  const error = await failureOf(() => client.updateMetadata('RM_1', { title: 'New' }))
  expect(error.code).toBe('wrong-url')
  expect(api.asked).toHaveLength(1)
})
