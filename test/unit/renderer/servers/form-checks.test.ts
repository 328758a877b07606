import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkDraft, fieldOf, hasErrors } from '../../../../src/renderer/features/servers/form-checks.ts'
import { checkKeeping, FIRST_KEEPING, keepingOf } from '../../../../src/renderer/features/servers/keeping.ts'
import { checkPassphrase } from '../../../../src/renderer/features/servers/passphrase.ts'
import type { ErrorCode } from '../../../../src/shared/app-error.ts'
import { draft, LAKESIDE } from './servers-fixture.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

const wrong = (...[form, known = null]: [form: ReturnType<typeof draft>, known?: typeof LAKESIDE | null]): string[] =>
  Object.keys(checkDraft(form, known))

describe('a form', () => {
  it('asks for all that signing in takes', () => {
    expect(wrong(draft({ url: ' ', apiKey: ' ' }))).toEqual(['url', 'apiKey', 'secret'])
    expect(wrong(draft({}, { secret: 's' }))).toEqual([])
    expect(wrong(draft({ signIn: 'bearer', apiKey: '' }))).toEqual(['secret'])
    expect(wrong(draft({ signIn: 'none', apiKey: '' }))).toEqual([])
  })

  it('takes the stored secret, for the same host only', () => {
    expect(wrong(draft(), LAKESIDE)).toEqual([])
    expect(wrong(draft({ url: 'https://other.example' }), LAKESIDE)).toEqual(['secret'])
    expect(wrong(draft(), { ...LAKESIDE, secret: 'unreadable' })).toEqual(['secret'])
  })

  it.each([
    [{ pageLimit: 0 }, 'pageLimit'],
    [{ pageLimit: 101 }, 'pageLimit'],
    [{ pageLimit: Number.NaN }, 'pageLimit'],
    [{ proxy: ' ' }, 'proxy'],
    [{ rooms: ['r'.repeat(513)] }, 'rooms'],
    [{ rooms: Array.from({ length: 1001 }, (_, index) => `r${index}`) }, 'rooms'],
  ])('holds back what main would refuse: %#', (fields, field) => {
    expect(wrong(draft(fields, { secret: 's' }))).toEqual([field])
  })

  it('knows when nothing is wrong any more', () => {
    expect(hasErrors({})).toBe(false)
    expect(hasErrors({ url: undefined })).toBe(false)
    expect(hasErrors({ url: 'Enter it' })).toBe(true)
  })
})

describe('an answer', () => {
  it.each([
    ['bad-url', 'url'],
    ['unknown-host', 'url'],
    ['wrong-path', 'url'],
    ['bad-key', 'apiKey'],
    ['bad-signature', 'secret'],
    ['no-secret', 'secret'],
    ['server-error', null],
    ['tls-self-signed', null],
    ['timeout', null],
  ] as [ErrorCode, string | null][])('%s is about %s', (code, field) => expect(fieldOf(code)).toBe(field))
})

describe('keeping a secret', () => {
  const none = { available: false, backend: 'basic_text' }
  const real = { available: true, backend: 'kwallet6' }

  it('is the keychain’s part where there is one', () => {
    expect(keepingOf(real, { how: 'file', understood: true })).toBe('keychain')
    expect(checkKeeping(real, { how: 'file', understood: false })).toBeNull()
  })

  it('without one ends with the run, unless a file was agreed to', () => {
    expect(keepingOf(none, FIRST_KEEPING)).toBe('session')
    expect(checkKeeping(none, FIRST_KEEPING)).toBeNull()
    expect(checkKeeping(none, { how: 'file', understood: false })).not.toBeNull()
    expect(checkKeeping(none, { how: 'file', understood: true })).toBeNull()
    expect(keepingOf(none, { how: 'file', understood: true })).toBe('file')
  })
})

describe('a passphrase', () => {
  it('is long enough, and typed twice', () => {
    expect(checkPassphrase('1234567', '1234567')).toHaveProperty('first')
    expect(checkPassphrase('       1       ', '       1       ')).toHaveProperty('first')
    expect(checkPassphrase('12345678', '12345679')).toHaveProperty('second')
    expect(checkPassphrase('12345678', '12345678')).toBeNull()
  })
})
