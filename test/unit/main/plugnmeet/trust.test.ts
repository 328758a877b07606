import { syncBuiltinESMExports } from 'node:module'
import tls from 'node:tls'
import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.restoreAllMocks()
  syncBuiltinESMExports()
})

/** The module as a new run has it, on a system whose store answers like this. */
async function trustWith(system: () => string[]) {
  const usual = tls.getCACertificates
  const asked: unknown[] = []
  vi.spyOn(tls, 'getCACertificates').mockImplementation((store) => {
    asked.push(store)
    return store === 'system' ? system() : usual(store)
  })
  syncBuiltinESMExports()
  vi.resetModules()
  const { trustOf } = await import('../../../../src/main/plugnmeet/trust.ts')
  return { trustOf, asked }
}

it('the usual trust is read when it is needed, once for all', async () => {
  const { trustOf, asked } = await trustWith(() => [])
  const [one, other] = [trustOf(undefined), trustOf(undefined)]
  expect(asked).toEqual([])
  expect(one()).toBe(other())
  expect(asked).toEqual(['default', 'system'])
})

it.each([
  [
    'cannot be read',
    () => {
      throw new Error('no access')
    },
  ],
  ['holds something else', () => ['-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n']],
])('a system store that %s leaves the usual list', async (_, system) => {
  const { trustOf } = await trustWith(system)
  expect(trustOf(undefined)()).toHaveProperty('context')
})
