import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RawAnswer, readAnswer } from '../../../../src/main/plugnmeet/answer.ts'
import { AppFailure, type ErrorCode } from '../../../../src/shared/app-error.ts'
import { failureOf } from './plugnmeet-fixture.ts'

const HOST = 'meet.example.org'
const FROM = 'https://old.example.org'
const HTML = '<!doctype html><title>Welcome</title><h1>It works</h1>'

const asIs = (text: string): string => text
const answerOf = (status: number, said: unknown, more: Partial<RawAnswer> = {}): RawAnswer => ({
  status,
  text: typeof said === 'string' ? said : JSON.stringify(said),
  host: HOST,
  base: 'https://meet.northlake.example',
  redirectedFrom: null,
  ...more,
})
const read = (status: number, said: unknown, more?: Partial<RawAnswer>) =>
  readAnswer(answerOf(status, said, more), 'secret', asIs)
const refused = (status: number, said: unknown, more?: Partial<RawAnswer>) => failureOf(() => read(status, said, more))

describe('an answer that is one', () => {
  it('is handed on as it came', () => {
    const json = { status: true, status_code: 'SUCCESS', msg: 'success', result: { total_recordings: '1' }, extra: [1] }
    expect(read(200, json)).toEqual({ kind: 'found', json })
  })

  it('needs no more than its status', () => {
    expect(read(200, { status: true })).toEqual({ kind: 'found', json: { status: true } })
    expect(read(200, { status: true, status_code: null, msg: null })).toMatchObject({ kind: 'found' })
  })

  it('may come from where a redirect led', () => {
    expect(read(200, { status: true }, { redirectedFrom: FROM })).toMatchObject({ kind: 'found' })
  })

  it('is no less one there when it says no', async () => {
    const nothing = { status: false, status_code: 'NOT_FOUND' }
    expect(read(200, nothing, { redirectedFrom: FROM })).toMatchObject({ kind: 'nothing' })
    expect((await refused(200, { status: false, msg: 'no' }, { redirectedFrom: FROM })).code).toBe('server-error')
  })

  it('is none with an HTTP status that says otherwise', async () => {
    expect((await refused(500, { status: true })).code).toBe('server-error')
    expect((await refused(401, { status: true })).code).toBe('bad-key')
  })
})

describe('401', () => {
  it.each<[object, ErrorCode]>([
    [{ status_code: 'INVALID_API_KEY', msg: 'invalid API key' }, 'bad-key'],
    [{ status_code: 'MISSING_REQUIRED_PARAMETER', msg: 'API-KEY header is missing' }, 'bad-key'],
    [{ status_code: 'INVALID_TOKEN_OR_SIGNATURE', msg: 'can not verify provided information' }, 'bad-signature'],
    // The code wins over words that point elsewhere.
    [{ status_code: 'INVALID_API_KEY', msg: 'no signature for this' }, 'bad-key'],
    [{ status_code: 'MISSING_REQUIRED_PARAMETER', msg: 'HASH-SIGNATURE header is missing' }, 'bad-key'],
    [{ status_code: 'INVALID_TOKEN_OR_SIGNATURE', msg: 'no' }, 'bad-signature'],
    // Servers before 2.1.7.
    [{ msg: 'invalid API key' }, 'bad-key'],
    [{ msg: 'can not verify provided information' }, 'bad-signature'],
    [{ msg: 'hash value required' }, 'bad-signature'],
    [{ msg: 'signature is wrong' }, 'bad-signature'],
    [{}, 'bad-key'],
    [{ status_code: 'SOMETHING_NEW', msg: 'no' }, 'bad-key'],
  ])('%j is %s', async (said, code) => {
    expect(await refused(401, { status: false, ...said })).toMatchObject({ code, host: HOST })
  })

  it('is a matter of the address when another origin sent us there', async () => {
    const error = await refused(401, { status: false, status_code: 'INVALID_API_KEY' }, { redirectedFrom: FROM })
    expect(error).toMatchObject({ code: 'wrong-path', suggestion: 'https://meet.northlake.example' })
    expect(error.message).toContain(FROM)
    expect(error.message).toContain(HOST)
  })

  it('from something else is no matter of the key', async () => {
    expect(await refused(401, HTML)).toMatchObject({ code: 'wrong-url', raw: '401 · Unauthorized' })
    expect((await refused(401, { error: 'login first' })).code).toBe('wrong-url')
  })
})

describe('nothing found', () => {
  it.each([
    { status_code: 'NOT_FOUND', msg: 'no recording found' },
    { status_code: 'NOT_FOUND' },
    // Servers before 2.1.7.
    { msg: 'no recording found' },
    { msg: 'no recordings found' },
    { status_code: '', msg: 'No recordings found.' },
    { status_code: null, msg: 'no recording found' },
  ])('is an answer: %j', (said) => {
    expect(read(200, { status: false, ...said })).toMatchObject({ kind: 'nothing' })
  })

  it('keeps the server’s words for those who look after it', () => {
    const said = { status: false, status_code: 'NOT_FOUND', msg: 'no recording found' }
    expect(read(200, said)).toEqual({ kind: 'nothing', raw: 'NOT_FOUND · no recording found' })
  })

  it('is not what another code with the same words says', async () => {
    const said = { status: false, status_code: 'INTERNAL_SERVER_ERROR', msg: 'no recording found' }
    expect((await refused(200, said)).code).toBe('server-error')
  })
})

describe('a server that says no', () => {
  it.each([
    [200, { status_code: 'INTERNAL_SERVER_ERROR', msg: 'db is gone' }, 'INTERNAL_SERVER_ERROR · db is gone'],
    [200, { status_code: 'INVALID_PARAMETERS' }, '200 · OK'],
    [200, { msg: 'something went wrong' }, '200 · something went wrong'],
    [500, { status_code: 'INTERNAL_SERVER_ERROR', msg: 'db is gone' }, '500 · db is gone'],
    [503, {}, '503 · Service Unavailable'],
    [599, {}, '599 · unknown status'],
  ])('%i %j is told as it is', async (status, said, raw) => {
    expect(await refused(status, { status: false, ...said })).toMatchObject({ code: 'server-error', host: HOST, raw })
  })

  it.each([500, 502, 503, 504, 408, 429])('is believed without plugNmeet’s words too: %i', async (status) => {
    expect((await refused(status, HTML)).code).toBe('server-error')
    expect((await refused(status, '')).code).toBe('server-error')
    expect((await refused(status, HTML, { redirectedFrom: FROM })).code).toBe('server-error')
  })

  it('has its message shown in one short line', async () => {
    const msg = `first\r\nsecond\u0000\u001b[31m\tthird ${'x'.repeat(5000)}\ud800`
    const { raw } = await refused(200, { status: false, status_code: 'CONFLICT', msg })
    expect(raw).toMatch(/^CONFLICT · first second \[31m third x+$/)
    expect(raw).toHaveLength(300)
  })

  it('never has half a character at the end of its message', async () => {
    expect((await refused(200, { status: false, msg: 'x\ud83d' })).raw).toBe('200 · x\ufffd')
    const { raw } = await refused(200, { status: false, msg: `x${'😀'.repeat(500)}` })
    expect(raw?.isWellFormed()).toBe(true)
    expect(raw?.length).toBeGreaterThanOrEqual(299)
  })

  it('has the secret masked when it repeats it', async () => {
    const said = { status: false, status_code: 'CONFLICT', msg: 'secret s3cr3t is not s3cr3t' }
    const mask = (text: string) => text.replaceAll('s3cr3t', '•••')
    const error = await failureOf(() => readAnswer(answerOf(200, said), 'secret', mask))
    expect(error.raw).toBe('CONFLICT · secret ••• is not •••')
    const nothing = readAnswer(
      answerOf(200, { status: false, status_code: 'NOT_FOUND', msg: 's3cr3t' }),
      'secret',
      mask,
    )
    expect(nothing).toEqual({ kind: 'nothing', raw: 'NOT_FOUND · •••' })
  })

  it('has the secret masked before the line is cut, so that no half of it is left', async () => {
    const msg = `${'x'.repeat(290)}s3cr3t`
    const mask = (text: string) => text.replaceAll('s3cr3t', '•••')
    const error = await failureOf(() => readAnswer(answerOf(200, { status: false, msg }), 'secret', mask))
    expect(error.raw).not.toContain('s3')
  })
})

describe('an answer of something else', () => {
  it.each([
    [200, HTML],
    [200, ''],
    [200, 'Healthy'],
    [404, 'not found'],
    [404, '{"error":"no route"}'],
    [403, HTML],
    [405, ''],
    [301, ''],
  ])('is a wrong URL: %i %j', async (status, text) => {
    const error = await refused(status, text)
    expect(error).toMatchObject({ code: 'wrong-url', host: HOST })
    expect(error.raw).toMatch(new RegExp(`^${status} · `))
    expect(error.raw).not.toContain('<')
  })

  it('names the address that sent us there', async () => {
    const error = await refused(200, HTML, { redirectedFrom: FROM })
    expect(error.code).toBe('wrong-url')
    expect(error.message).toContain(FROM)
  })

  it.each(['{"status":true,"msg":"succ', ' [', '{}', '[]', 'null', '42', '{"status":"true"}', '{"status":1}'])(
    'is unreadable when it is, or began as, JSON: %s',
    async (text) => {
      expect(await refused(200, text)).toMatchObject({ code: 'malformed', host: HOST, raw: '200 · OK' })
    },
  )

  it('is unreadable with types that no server sends', async () => {
    expect((await refused(200, { status: true, msg: 7 })).code).toBe('malformed')
    expect((await refused(200, { status: false, status_code: ['NOT_FOUND'] })).code).toBe('malformed')
  })

  it('whatever it is: an answer or a typed failure that does not repeat the text', () => {
    const said = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.record({ status: fc.boolean() }).map(stringify))
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), said, (status, text) => {
        try {
          expect(['found', 'nothing']).toContain(read(status, text).kind)
          expect(status).toBe(200)
        } catch (cause) {
          if (!(cause instanceof AppFailure)) throw cause
          expect(cause.error.host).toBe(HOST)
          expect(cause.error.raw).toMatch(new RegExp(`^${status} · `))
        }
      }),
    )
  })
})

const stringify = (value: unknown): string => JSON.stringify(value)
