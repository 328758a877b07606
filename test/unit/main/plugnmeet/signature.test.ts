import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sign } from '../../../../src/main/plugnmeet/signature.ts'

const BLOCK = 64
const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()

/** HMAC step by step, as RFC 2104 has it: without the function that is under test. */
function hmacByHand(text: string, secret: string): string {
  const bytes = Buffer.from(secret)
  const key = Buffer.alloc(BLOCK)
  key.set(bytes.length > BLOCK ? sha256(bytes) : bytes)
  const inner = sha256(
    key.map((byte) => byte ^ 0x36),
    Buffer.from(text),
  )
  return sha256(
    key.map((byte) => byte ^ 0x5c),
    inner,
  ).toString('hex')
}

describe('the signature', () => {
  it('is the HMAC-SHA256 that RFC 4231 lists', () => {
    expect(sign('what do ya want for nothing?', 'Jefe')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })

  it('is lowercase hex over the UTF-8 of the body, for any body and secret', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 })
    fc.assert(
      fc.property(text, text, (body, secret) => {
        expect(sign(body, secret)).toBe(hmacByHand(body, secret))
      }),
    )
  })

  it('changes with one space, and with one letter of the secret', () => {
    const signatures = [sign('{}', 'secret'), sign('{ }', 'secret'), sign('{}', 'Secret')]
    expect(new Set(signatures).size).toBe(3)
  })
})
