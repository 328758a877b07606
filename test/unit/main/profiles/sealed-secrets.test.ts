import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SealedSecrets } from '../../../../src/main/profiles/sealed-secrets.ts'
import { seal } from '../../../../src/renderer/seal.ts'
import type { SealedSecret } from '../../../../src/shared/profile.ts'

const sealedSecrets = await SealedSecrets.create()
const REFUSED = { error: { code: 'invalid-input' } }

const flipped = (base64: string, at: number): string => {
  const bytes = Buffer.from(base64, 'base64')
  return Buffer.from(bytes.map((byte, index) => (index === at % bytes.length ? byte ^ 1 : byte))).toString('base64')
}

describe('a sealed secret', () => {
  test('property: opens as what was typed, without white space around it', async () => {
    const typed = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }).filter((text) => text.trim() !== '')
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        expect(await sealedSecrets.open(await seal(sealedSecrets.publicKey, ` ${text}\n`))).toBe(text.trim())
      }),
      { numRuns: 50 },
    )
  })

  test('does not open when any byte of it was changed', async () => {
    const sealed = await seal(sealedSecrets.publicKey, 'a secret')
    const part = fc.constantFrom<keyof SealedSecret>('publicKey', 'nonce', 'data')
    await fc.assert(
      fc.asyncProperty(part, fc.nat(200), async (name, at) => {
        await expect(sealedSecrets.open({ ...sealed, [name]: flipped(sealed[name], at) })).rejects.toMatchObject(
          REFUSED,
        )
      }),
      { numRuns: 60 },
    )
  })

  test('for another run does not open', async () => {
    const other = await SealedSecrets.create()
    expect(other.publicKey).not.toBe(sealedSecrets.publicKey)
    await expect(sealedSecrets.open(await seal(other.publicKey, 'a secret'))).rejects.toMatchObject(REFUSED)
  })

  test.each([
    { publicKey: '', nonce: '', data: '' },
    { publicKey: 'AAAA', nonce: 'AAAA', data: 'AAAA' },
    { publicKey: '???', nonce: '\u0000', data: '__proto__' },
  ])('of %j is refused', async (sealed) => {
    await expect(sealedSecrets.open(sealed)).rejects.toMatchObject(REFUSED)
  })

  test.each(['', ' \n\t', 'x'.repeat(4097)])('with a text of a wrong length is refused', async (text) => {
    await expect(sealedSecrets.open(await seal(sealedSecrets.publicKey, text))).rejects.toMatchObject(REFUSED)
  })

  test('may have 4096 characters', async () => {
    const text = '€'.repeat(4096)
    expect(await sealedSecrets.open(await seal(sealedSecrets.publicKey, text))).toBe(text)
  })
})
