import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  draftOf,
  extraError,
  isSendable,
  trackError,
  wantedOf,
} from '../../../../src/renderer/features/edit/edit-checks.ts'
import { isSameMetadata, mergedMetadata, metadataPatch } from '../../../../src/shared/metadata.ts'

const base = {
  title: 'Lake water',
  description: 'Part 1',
  subtitles: [{ language: 'en', label: 'English', url: '/files/en.vtt' }],
  extraData: { course: 'A1', old: 'x' },
}
const line = (change: Partial<{ key: number; language: string; label: string; url: string }> = {}) => ({
  key: 0,
  language: 'de',
  label: 'Deutsch',
  url: 'https://cdn.example/de.vtt',
  ...change,
})

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('metadataPatch', () => {
  it('is what has to be sent, and nothing else', () => {
    expect(metadataPatch(base, { ...base, title: 'Sea water' })).toEqual({ title: 'Sea water' })
    expect(metadataPatch(base, { ...base, description: '' })).toEqual({ description: '' })
    expect(metadataPatch(base, base)).toBeNull()
    expect(isSameMetadata(base, { ...base, extraData: { old: 'x', course: 'A1' } })).toBe(true)
  })

  it('takes away by what the server takes for it', () => {
    expect(metadataPatch(base, { ...base, subtitles: [] })).toEqual({ subtitles: { en: { label: '', url: '' } } })
    expect(metadataPatch(base, { ...base, extraData: { course: 'A1', fresh: 'y' } })).toEqual({
      extra_data: { old: '', fresh: 'y' },
    })
  })
})

describe('an entry called as something that every object has', () => {
  const odd = { ...base, extraData: { constructor: 'x' } }
  const bare = { ...base, extraData: {} }

  it('is taken away and kept as any other', () => {
    expect(metadataPatch(odd, bare)).toEqual({ extra_data: { constructor: '' } })
    expect(metadataPatch(bare, odd)).toEqual({ extra_data: { constructor: 'x' } })
    expect(mergedMetadata(odd, odd, bare).extraData).toEqual({})
  })
})

describe('mergedMetadata', () => {
  it('keeps what either has changed, and mine where both have', () => {
    const theirs = { ...base, title: 'Theirs', extraData: { course: 'B2', old: 'x' } }
    const mine = { ...base, description: 'Mine', extraData: { course: 'A1', fresh: 'y' } }
    expect(mergedMetadata(base, theirs, mine)).toEqual({
      title: 'Theirs',
      description: 'Mine',
      subtitles: base.subtitles,
      extraData: { course: 'B2', fresh: 'y' },
    })
    expect(mergedMetadata(base, theirs, { ...base, title: 'Mine' }).title).toBe('Mine')
    expect(mergedMetadata(base, { ...base, subtitles: [] }, base).subtitles).toEqual([])
  })
})

describe('the form', () => {
  it('asks for what it began with until something is changed', () => {
    expect(wantedOf(draftOf(base), base)).toEqual(base)
    expect(metadataPatch(base, wantedOf({ ...draftOf(base), title: ' Lake water ' }, base))).toBeNull()
  })

  it('takes a server’s own blanks for no change', () => {
    const spaced = { ...base, title: 'Lake water ', description: ' ' }
    expect(metadataPatch(spaced, wantedOf(draftOf(spaced), spaced))).toBeNull()
  })

  it('says which lines of subtitles cannot be sent', () => {
    expect(trackError(line(), [line()], [])).toBeNull()
    expect(trackError(line({ language: '', label: '', url: '' }), [], [])).toBeNull()
    expect(trackError(line({ language: '' }), [], [])).toMatch(/^Say which language/)
    expect(trackError(line(), [line(), line({ key: 1 })], [])).toMatch(/^There is another line for de/)
    expect(trackError(line({ label: '' }), [], [])).toMatch(/need a name and an address/)
    expect(trackError(line({ url: 'javascript:alert(1)' }), [], [])).toMatch(/^The address begins/)
    expect(trackError(line({ url: '//cdn.example/x' }), [], [])).toMatch(/^The address begins/)
    expect(trackError(line({ url: '/files/de.vtt' }), [], [])).toBeNull()
  })

  it('lets a title be corrected beside subtitles that the server has in another way', () => {
    const theirs = { language: 'en', label: '', url: 'en.vtt' }
    const odd = { ...base, subtitles: [theirs] }
    expect(isSendable({ ...draftOf(odd), title: 'Other' }, odd)).toBe(true)
    const changed = line({ ...theirs, url: 'other.vtt' })
    expect(trackError(changed, [changed], [theirs])).toMatch(/need a name and an address/)
  })

  it('says which extra values cannot be sent', () => {
    const extra = { key: 0, name: 'course', value: 'A1' }
    expect(extraError(extra, [extra])).toBeNull()
    expect(extraError({ ...extra, name: '' }, [])).toBe('Give the value a name.')
    expect(extraError(extra, [extra, { ...extra, key: 1 }])).toBe('There is another line called course.')
    expect(isSendable({ ...draftOf(base), tracks: [line({ url: 'x y' })] }, base)).toBe(false)
  })
})
