import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskSecret } from '../../../../src/main/plugnmeet/mask.ts'

const SECRET = 'a/b "c" <d>&é+1'
const JSON_FORM = JSON.stringify(SECRET).slice(1, -1)

describe('a secret is hidden', () => {
  it.each([
    ['as it is', SECRET],
    ['in JSON', JSON_FORM],
    ['in JSON as PHP writes it', JSON_FORM.replaceAll('/', '\\/')],
    ['in JSON as Go writes it', JSON_FORM.replace('<', '\\u003c').replace('>', '\\u003e').replace('&', '\\u0026')],
    ['in JSON without anything but ASCII', JSON_FORM.replace('é', '\\u00e9')],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a URL with small letters', encodeURIComponent(SECRET).replace(/%../g, (code) => code.toLowerCase())],
    ['in a form', new URLSearchParams({ s: SECRET }).toString().slice(2)],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64 for URLs', Buffer.from(SECRET).toString('base64url')],
    ['in hex', Buffer.from(SECRET).toString('hex')],
    ['in HEX', Buffer.from(SECRET).toString('hex').toUpperCase()],
  ])('%s', (_, form) => {
    expect(maskSecret(SECRET)(`not ${form}, ${form}!`)).toBe('not •••, •••!')
  })

  it('whatever it is, in every usual form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 4 }), (secret) => {
        const bytes = Buffer.from(secret)
        const forms = [secret, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('hex')]
        for (const form of forms) expect(maskSecret(secret)(`<<${form}>>`)).toBe('<<•••>>')
      }),
    )
  })

  it('as it is only, when its other forms would be in every word', () => {
    expect(maskSecret('ab')('ab 6162 YWI= ab')).toBe('••• 6162 YWI= •••')
  })
})

it('nothing is hidden when there is no secret', () => {
  expect(maskSecret('')('any text')).toBe('any text')
})
