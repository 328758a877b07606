import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { canSign, covers, testPlan } from '../../../../src/renderer/features/servers/test-plan.ts'
import { CERTIFICATE, draft, LAKESIDE } from './servers-fixture.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

const plan = (
  form: ReturnType<typeof draft>,
  typingUrl = false,
  known: typeof LAKESIDE | null = null,
): ReturnType<typeof testPlan> => testPlan({ draft: form, known, typingUrl })

describe('a test', () => {
  it('needs an address, and fields that main would look at', () => {
    expect(plan(draft({ url: ' ' }))).toBeNull()
    expect(plan(draft({ pageLimit: 0 }))).toBeNull()
    expect(plan(draft({ proxy: '' }))).toBeNull()
    expect(plan(draft({ url: 'no address' }))).not.toBeNull()
  })

  it.each(['meet', 'https://meet', 'https://meet.e', '10.0', '10', 'https://', 'h'])(
    'waits while %j is being typed',
    (url) => {
      expect(plan(draft({ url }), true)).toBeNull()
      expect(plan(draft({ url }))).not.toBeNull()
    },
  )

  it.each(['meet.example', 'localhost', 'localhost:8080', 'meet:80/x', 'http://10.0.0.5', 'https://[::1]:8443'])(
    'of %j sends no credentials while it is being typed',
    (url) => {
      const filled = draft({ url }, { secret: 's' })
      expect(plan(filled, true)).toMatchObject({ signed: false })
      expect(plan(filled)).toMatchObject({ signed: true })
    },
  )

  it('is signed once key and secret are there', () => {
    expect(plan(draft())).toMatchObject({ signed: false })
    expect(plan(draft({ apiKey: '' }, { secret: 's' }))).toMatchObject({ signed: false })
    expect(plan(draft({}, { secret: 's' }))).toMatchObject({ signed: true })
    expect(plan(draft(), false, LAKESIDE)).toMatchObject({ signed: true })
    expect(plan(draft({ url: 'https://other.example' }), false, LAKESIDE)).toMatchObject({ signed: false })
    expect(canSign(draft({ signIn: 'bearer', apiKey: '' }, { secret: 't' }), null)).toBe(true)
    expect(canSign(draft({ signIn: 'none', apiKey: '' }), null)).toBe(true)
  })

  it('is made anew only for what changes the answer', () => {
    const key = (...form: Parameters<typeof draft>): string | undefined => plan(draft(...form))?.key
    const first = key()
    expect(key({ name: 'n', checkMinutes: 60, pageLimit: 20 })).toBe(first)
    for (const fields of [{ url: 'https://x.example' }, { apiKey: 'other' }, { rooms: ['r'] }, { proxy: 'none' }]) {
      expect(key(fields)).not.toBe(first)
    }
    expect(key({ endpointPath: 'x/fetch' })).not.toBe(first)
    expect(key({}, { secret: 's' })).not.toBe(first)
    expect(key({}, { certificate: CERTIFICATE })).not.toBe(first)
  })

  it('with credentials says all that one without them would', () => {
    const asked = { key: 'a', signed: true }
    expect(covers(asked, { key: 'a', signed: false })).toBe(true)
    expect(covers({ key: 'a', signed: false }, asked)).toBe(false)
    expect(covers(asked, { key: 'b', signed: false })).toBe(false)
    expect(covers(null, asked)).toBe(false)
  })
})
