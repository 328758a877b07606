import { describe, expect, it } from 'vitest'
import {
  baseOf,
  draftOf,
  hasKeptSecret,
  isAdvanced,
  isChanged,
  NO_EDITS,
  originOf,
  serverInput,
  typedHost,
  withFields,
} from '../../../../src/renderer/features/servers/server-draft.ts'
import { NEW_SERVER } from '../../../../src/shared/profile.ts'
import { CERTIFICATE, draft, LAKESIDE } from './servers-fixture.ts'

describe('a form', () => {
  it('begins empty, with an offer, or with what is known of a server', () => {
    expect(baseOf(null, null)).toEqual({ fields: NEW_SERVER, certificate: null })
    expect(baseOf(null, { ...NEW_SERVER, name: 'Offered' }).fields.name).toBe('Offered')
    const { fields } = baseOf({ ...LAKESIDE, certificate: CERTIFICATE }, null)
    expect(Object.keys(fields).sort()).toEqual(Object.keys(NEW_SERVER).sort())
  })

  it('is changed by what differs, and not by what was put back', () => {
    const base = baseOf(LAKESIDE, null)
    expect(isChanged(base, NO_EDITS)).toBe(false)
    const renamed = withFields(base, NO_EDITS, { name: 'Lake' })
    expect(isChanged(base, renamed)).toBe(true)
    expect(isChanged(base, withFields(base, renamed, { name: 'Lakeside Council' }))).toBe(false)
    expect(isChanged(base, withFields(base, NO_EDITS, { rooms: [] }))).toBe(false)
    expect(isChanged(base, { ...NO_EDITS, secret: 's' })).toBe(true)
    expect(isChanged(base, { ...NO_EDITS, certificate: CERTIFICATE })).toBe(true)
    expect(isChanged(baseOf({ ...LAKESIDE, certificate: CERTIFICATE }, null), NO_EDITS)).toBe(false)
  })

  it('follows its server while nothing was changed', () => {
    const edits = withFields(baseOf(LAKESIDE, null), NO_EDITS, { checkMinutes: 60 })
    const { fields } = draftOf(baseOf({ ...LAKESIDE, name: 'Renamed' }, null), edits)
    expect(fields).toMatchObject({ name: 'Renamed', checkMinutes: 60 })
  })

  it('unfolds what differs from every new server', () => {
    expect(isAdvanced(draft())).toBe(false)
    expect(isAdvanced(draft({ name: 'n', rooms: ['r'] }))).toBe(false)
    expect(isAdvanced(draft({ proxy: 'none' }))).toBe(true)
    expect(isAdvanced(draft({ pageLimit: 20 }))).toBe(true)
    expect(isAdvanced(draft({}, { certificate: CERTIFICATE }))).toBe(true)
  })
})

describe('a certificate that was accepted', () => {
  const base = baseOf({ ...LAKESIDE, certificate: CERTIFICATE }, null)

  it('stays with its host only', () => {
    const longer = withFields(base, NO_EDITS, { url: 'https://video.lakeside.example/pnm' })
    expect(draftOf(base, longer).certificate).toBe(CERTIFICATE)
    const other = withFields(base, NO_EDITS, { url: 'https://other.example' })
    expect(draftOf(base, other).certificate).toBeNull()
  })

  it('in the form goes when the address leads elsewhere', () => {
    const blank = baseOf(null, null)
    const trusted = { ...withFields(blank, NO_EDITS, { url: 'https://a.example' }), certificate: CERTIFICATE }
    expect(draftOf(blank, trusted).certificate).toBe(CERTIFICATE)
    expect(draftOf(blank, withFields(blank, trusted, { name: 'A' })).certificate).toBe(CERTIFICATE)
    expect(draftOf(blank, withFields(blank, trusted, { url: 'https://b.example' })).certificate).toBeNull()
  })

  it('can be let go', () => {
    expect(draftOf(base, { ...NO_EDITS, certificate: null }).certificate).toBeNull()
    expect(isChanged(base, { ...NO_EDITS, certificate: null })).toBe(true)
  })
})

describe('an address', () => {
  it.each([
    ['https://a.example/x?y', 'https://a.example'],
    [' a.example ', 'https://a.example'],
    ['HTTP://10.0.0.1:8080/x', 'http://10.0.0.1:8080'],
    ['a.example:8443', 'https://a.example:8443'],
    ['', null],
    ['https://', null],
    ['ftp://a.example', null],
    ['not an address', null],
  ])('%j is at %s', (url, origin) => expect(originOf(url)).toBe(origin))

  it('is called by its host, or as it was typed', () => {
    expect(typedHost('https://a.example:8443/x')).toBe('a.example:8443')
    expect(typedHost(' what ever ')).toBe('what ever')
  })
})

describe('a stored secret', () => {
  it('serves the host and the way to sign in that it was entered for', () => {
    const fields = draft().fields
    expect(hasKeptSecret(LAKESIDE, fields)).toBe(true)
    expect(hasKeptSecret(LAKESIDE, { ...fields, url: 'video.lakeside.example/pnm' })).toBe(true)
    expect(hasKeptSecret(LAKESIDE, { ...fields, url: 'https://other.example' })).toBe(false)
    expect(hasKeptSecret(LAKESIDE, { ...fields, url: 'http://video.lakeside.example' })).toBe(false)
    expect(hasKeptSecret(LAKESIDE, { ...fields, signIn: 'bearer' })).toBe(false)
    expect(hasKeptSecret(null, fields)).toBe(false)
  })

  it.each(['none', 'unreadable'] as const)('is none when it is %s', (secret) => {
    expect(hasKeptSecret({ ...LAKESIDE, secret }, draft().fields)).toBe(false)
  })

  it('counts where none was typed', () => {
    expect(serverInput(draft(), LAKESIDE)).toMatchObject({ profileId: 'lake', secret: null, trusted: null })
    expect(serverInput(draft({}, { secret: ' s3cret ' }), null)).toMatchObject({ profileId: null, secret: ' s3cret ' })
    expect(serverInput(draft({ signIn: 'none' }, { secret: 'left over' }), null).secret).toBeNull()
    expect(serverInput(draft({}, { certificate: CERTIFICATE }), null).trusted).toBe(CERTIFICATE.sha256)
  })
})
