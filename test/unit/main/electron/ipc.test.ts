import type { WebFrameMain } from 'electron'
import { expect, test } from 'vitest'
import { guardedCall } from '../../../../src/main/electron/ipc.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import type { Input } from '../../../../src/shared/contract.ts'

const page = { url: 'app://roomreel/', parent: null } as WebFrameMain
const SEALED = { publicKey: 'a2V5', nonce: 'bm9uY2U=', data: 'ZGF0YQ==' }
const INPUT: Input<'profiles.replaceSecret'> = { profileId: 'p', secret: { sealed: SEALED, keeping: 'session' } }
const opened = { profile: {}, view: {} } as never

const reports: unknown[] = []
const call = (handler: (input: typeof INPUT) => never, senderFrame: WebFrameMain | null, input: unknown) =>
  guardedCall('profiles.replaceSecret', handler, (name, error) => reports.push([name, error]))({ senderFrame }, input)

test('a good call gets the answer of its handler', async () => {
  expect(await call(() => opened, page, INPUT)).toEqual({ ok: true, value: opened })
})

test.each([
  ['no frame', null],
  ['a frame inside the page', { url: 'app://roomreel/', parent: page } as WebFrameMain],
  ['a page from elsewhere', { url: 'https://example.com/', parent: null } as WebFrameMain],
  ['another host of the scheme', { url: 'app://elsewhere/', parent: null } as WebFrameMain],
])('%s is refused before its input is looked at', async (_what, frame) => {
  let called = false
  const answer = await call(
    () => {
      called = true
      return opened
    },
    frame,
    INPUT,
  )
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  expect(called).toBe(false)
})

test('the frame is read at once: one that is gone a moment later does not matter', async () => {
  const event = { senderFrame: page as WebFrameMain | null }
  const pending = guardedCall(
    'profiles.replaceSecret',
    () => opened,
    () => {},
  )(event, INPUT)
  event.senderFrame = null
  expect(await pending).toMatchObject({ ok: true })
})

test.each([
  undefined,
  null,
  'x',
  [],
  {},
  { ...INPUT, profileId: 7 },
  { ...INPUT, profileId: '../p' },
  { ...INPUT, secret: { ...INPUT.secret, keeping: 'anywhere' } },
  { ...INPUT, secret: { ...INPUT.secret, sealed: { ...SEALED, data: 'A'.repeat(30_000) } } },
])('input %j is refused', async (input) => {
  expect(await call(() => opened, page, input)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
})

test('a refused input is named by its field, never by its value', async () => {
  const secret = { ...INPUT.secret, sealed: { ...SEALED, data: 'the-secret' } }
  const answer = await call(() => opened, page, { ...INPUT, secret })
  expect(JSON.stringify(answer)).toContain('secret.sealed.data')
  expect(JSON.stringify(answer)).not.toContain('the-secret')
})

test('keys that the contract does not know do not reach the handler', async () => {
  let seen: unknown
  const input: unknown = JSON.parse(
    `{"profileId":"p","secret":${JSON.stringify(INPUT.secret)},"__proto__":{"admin":true},"more":1}`,
  )
  await call(
    (given) => {
      seen = given
      return opened
    },
    page,
    input,
  )
  expect(seen).toEqual(INPUT)
})

test('a failure is a value; a fault inside Roomreel is reported and its text stays in main', async () => {
  const failed = await call(
    () => {
      throw new AppFailure('timeout', 'no answer', { host: 'meet.example' })
    },
    page,
    INPUT,
  )
  expect(failed).toEqual({
    ok: false,
    error: { code: 'timeout', message: 'no answer', host: 'meet.example', raw: null },
  })
  expect(reports).toEqual([])
  const fault = new TypeError('the-secret is in here')
  const broken = await call(
    () => {
      throw fault
    },
    page,
    INPUT,
  )
  expect(broken).toMatchObject({ ok: false, error: { code: 'internal' } })
  expect(JSON.stringify(broken)).not.toContain('the-secret')
  expect(reports).toEqual([['profiles.replaceSecret', fault]])
})
