import { expect, test } from 'vitest'
import { SealedSecrets } from '../../../src/main/profiles/sealed-secrets.ts'
import { seal } from '../../../src/renderer/seal.ts'
import { calls } from '../../../src/shared/contract.ts'

const { publicKey } = await SealedSecrets.create()
const { sealed: sealedSecret } = calls['servers.test'].input.shape

test('a sealed secret shows nothing of what was typed', async () => {
  const sealed = await seal(publicKey, 'AAAAAAAAAAAA')
  const bytes = Buffer.from(sealed.data, 'base64').toString('latin1')
  expect(bytes).not.toContain('AAAAAA')
  expect(JSON.stringify(sealed)).not.toContain('AAAAAA')
})

test('the same secret is never sealed in the same way twice', async () => {
  const [first, second] = [await seal(publicKey, 'a secret'), await seal(publicKey, 'a secret')]
  expect(first.publicKey).not.toBe(second.publicKey)
  expect(first.nonce).not.toBe(second.nonce)
  expect(first.data).not.toBe(second.data)
})

test('the longest secret passes the contract', async () => {
  expect(sealedSecret.safeParse(await seal(publicKey, '€'.repeat(4096))).success).toBe(true)
})

test.each(['', 'AAAA', 'not base64 at all'])('a public key of %j fails', async (key) => {
  await expect(seal(key, 'a secret')).rejects.toThrow()
})
