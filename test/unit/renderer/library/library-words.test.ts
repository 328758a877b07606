import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  agoWords,
  coverageShare,
  coverageWords,
  totalWords,
  troubleWords,
} from '../../../../src/renderer/features/library/library-words.ts'
import { setFormatLocale } from '../../../../src/renderer/format.ts'
import { NO_FILTERS, type RecordingFilters } from '../../../../src/shared/recording.ts'
import { DEFAULT_LIBRARY_VIEW } from '../../../../src/shared/settings.ts'

beforeAll(() => {
  i18n.loadAndActivate({ locale: 'en', messages: {} })
  setFormatLocale('en-GB')
})

describe('how many there are', () => {
  const words = (total: number, more: boolean, filters: Partial<RecordingFilters> = {}): string =>
    totalWords({ total, more }, { ...DEFAULT_LIBRARY_VIEW, filters: { ...NO_FILTERS, ...filters } })

  it('is said in the list’s words, and in a search’s', () => {
    expect(words(137, false)).toBe('137 recordings')
    expect(words(1, false)).toBe('1 recording')
    expect(words(24, false, { onDevice: true })).toBe('24 on this device')
    expect(words(18, false, { text: 'lake' })).toBe('18 matches')
    expect(words(1, false, { text: 'lake', onDevice: true })).toBe('1 match')
    expect(words(0, false, { text: 'lake' })).toBe('0 matches')
  })

  it('is not said more exactly than it was counted', () => {
    expect(words(10_000, true, { text: 'a' })).toBe('More than 10,000 matches')
    expect(words(10_000, true)).toBe('More than 10,000 recordings')
  })
})

describe('how much is known', () => {
  it('is said of the whole where that is known', () => {
    expect(coverageWords({ known: 2400, total: 13_700 })).toBe('2,400 of 13,700 recordings known')
    expect(coverageWords({ known: 1, total: null })).toBe('1 recording known so far')
    expect(coverageShare({ known: 2400, total: 4800 })).toBe(0.5)
    expect(coverageShare({ known: 2400, total: null })).toBeNull()
  })

  it('is never more than the whole', () => {
    expect(coverageWords({ known: 12, total: 10 })).toBe('12 of 12 recordings known')
    expect(coverageShare({ known: 12, total: 10 })).toBe(1)
    expect(coverageShare({ known: 0, total: 0 })).toBeNull()
  })
})

describe('how long ago', () => {
  const now = new Date(2026, 10, 24, 12, 0).getTime()
  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [60_000, '1 min ago'],
    [12 * 60_000 + 30_000, '12 min ago'],
    [59 * 60_000, '59 min ago'],
    [60 * 60_000, '1 h ago'],
    [23 * 3_600_000, '23 h ago'],
  ])('%d ms is %s', (ms, words) => expect(agoWords(now - ms, now)).toBe(words))

  it('becomes a date after a day', () => {
    expect(agoWords(now - 5 * 86_400_000, now)).toMatch(/^on Thu,? 19 Nov,? 12:00$/)
  })
})

describe('trouble with the file', () => {
  it.each(['disk-full', 'read-only', 'locked', 'in-memory', 'damaged', 'newer'] as const)(
    '%s names the server and says what is safe or to be done',
    (kind) => {
      const words = troubleWords({ kind, file: 'library.db' }, 'Northlake')
      expect(words).toContain('Northlake')
      expect(words.split('. ').length).toBeGreaterThan(1)
      if (kind !== 'disk-full') expect(words).toContain('library.db')
    },
  )

  it('says that kept files are safe where a list was set aside', () => {
    for (const kind of ['damaged', 'newer'] as const) {
      expect(troubleWords({ kind, file: 'f' }, 'N')).toContain('Kept files are safe; the list is being fetched again.')
    }
  })
})
