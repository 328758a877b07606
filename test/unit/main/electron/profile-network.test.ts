import { session } from 'electron'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createProfileNetwork } from '../../../../src/main/electron/profile-network.ts'
import { rawApp } from '../../../standin/app.ts'
import { sessionOf } from '../../../standin/session.ts'

const PROXY = 'PROXY proxy.example:3128;DIRECT'
const SERVER = new URL('https://meet.example/download/recording/the-token')

beforeAll(() => rawApp.becomeReady())
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

test('each profile has a session of its own, in memory, that follows the system', async () => {
  vi.stubEnv('STANDIN_SYSTEM_PROXY', PROXY)
  const network = createProfileNetwork()
  const set = vi.spyOn(session.fromPartition('roomreel-a'), 'setProxy')
  expect(await network.resolveProxy('a', SERVER)).toBe(PROXY)
  expect(await network.resolveProxy('a', SERVER)).toBe(PROXY)
  expect(await network.resolveProxy('b', new URL('http://127.0.0.1:8080/'))).toBe('DIRECT')
  expect(set.mock.calls).toEqual([[{ mode: 'system' }]])
  expect(session.fromPartition('roomreel-a')).not.toBe(session.fromPartition('roomreel-b'))
  expect(session.fromPartition('roomreel-a').isPersistent()).toBe(false)
})

test('the proxy is asked about the origin alone: a path may hold a token', async () => {
  const asked = vi.spyOn(session.fromPartition('roomreel-a'), 'resolveProxy')
  await createProfileNetwork().resolveProxy('a', SERVER)
  expect(asked.mock.calls).toEqual([['https://meet.example/']])
})

test('its session grants nothing and accepts no certificate on its own', async () => {
  await createProfileNetwork().resolveProxy('c', SERVER)
  const made = sessionOf('roomreel-c')
  const verdict = vi.fn<(verdict: number) => void>()
  made.certificateVerifyProc?.({ verificationResult: 'CERT_AUTHORITY_INVALID' }, verdict)
  expect(verdict.mock.calls).toEqual([[-3]])
  made.permissions.ask(null, 'geolocation', 'https://meet.example/', () => {})
  expect(made.permissions.decisions.get('geolocation')).toBe(false)
  expect(made.permissions.device?.({})).toBe(false)
})

test('a system that does not answer is a failure with the host in it', async () => {
  vi.spyOn(session.fromPartition('roomreel-d'), 'resolveProxy').mockRejectedValue(new Error('gone'))
  const failure = { error: { code: 'proxy', host: 'meet.example' } }
  await expect(createProfileNetwork().resolveProxy('d', SERVER)).rejects.toMatchObject(failure)
})

test('forgetting ends everything that the session holds, and only for a profile that has one', async () => {
  const network = createProfileNetwork()
  const made = session.fromPartition('roomreel-e')
  const ends = (['closeAllConnections', 'clearStorageData', 'clearCache'] as const).map((name) => vi.spyOn(made, name))
  await network.forget('e')
  for (const end of ends) expect(end).not.toHaveBeenCalled()
  await network.resolveProxy('e', SERVER)
  await network.forget('e')
  for (const end of ends) expect(end).toHaveBeenCalledOnce()
})
