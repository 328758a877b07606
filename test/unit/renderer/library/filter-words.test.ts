import { i18n } from '@lingui/core'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  asksThisDevice,
  dayOf,
  dayStart,
  languageName,
  lastDayOf,
  limitCount,
  panelFilters,
} from '../../../../src/renderer/features/library/filter-words.ts'
import { setFormatLocale } from '../../../../src/renderer/format.ts'
import { NO_FILTERS, type RecordingFilters } from '../../../../src/shared/recording.ts'
import { DEFAULT_LIBRARY_VIEW, type LibraryView } from '../../../../src/shared/settings.ts'

const ZONE = process.env.TZ

beforeAll(() => {
  i18n.loadAndActivate({ locale: 'en', messages: {} })
  setFormatLocale('en-GB')
})
afterEach(() => {
  if (ZONE === undefined) delete process.env.TZ
  else process.env.TZ = ZONE
})

const view = (filters: Partial<RecordingFilters>, change: Partial<LibraryView> = {}): LibraryView => ({
  ...DEFAULT_LIBRARY_VIEW,
  ...change,
  filters: { ...NO_FILTERS, ...filters },
})

describe.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati', 'America/Asuncion'])(
  'days in %s',
  (zone) => {
    beforeEach(() => {
      process.env.TZ = zone
    })

    it.each(['2026-01-01', '2026-03-29', '2026-10-25', '2026-11-01', '2024-02-29', '1999-12-31', '2023-10-01'])(
      '%s comes back as it went, as a begin and as an end',
      (day) => {
        expect(dayOf(dayStart(day))).toBe(day)
        expect(dayOf(lastDayOf(dayStart(day, 1)))).toBe(day)
      },
    )

    it('follow on one another without a gap', () => {
      expect(dayStart('2026-03-29', 1)).toBe(dayStart('2026-03-30'))
      expect(dayStart('2026-12-31', 1)).toBe(dayStart('2027-01-01'))
      expect(dayStart('2024-02-28', 1)).toBe(dayStart('2024-02-29'))
    })
  },
)

describe('days', () => {
  it('are as long as the clocks here make them', () => {
    process.env.TZ = 'Europe/Berlin'
    const hours = (day: string): number => ((dayStart(day, 1) ?? 0) - (dayStart(day) ?? 0)) / 3600
    expect(hours('2026-03-28')).toBe(24)
    expect(hours('2026-03-29')).toBe(23)
    expect(hours('2026-10-25')).toBe(25)
    expect(dayStart('2026-11-05')).toBe(Date.UTC(2026, 10, 4, 23) / 1000)
  })

  it('begin later where clocks skip midnight', () => {
    process.env.TZ = 'America/Asuncion'
    expect(new Date((dayStart('2023-10-01') ?? 0) * 1000).getHours()).toBe(1)
  })

  it('that are still being typed are none', () => {
    for (const text of ['', '2026', '0002-11-05', '0202-11-05', '20260-11-05', '2026-11-5', 'today']) {
      expect(dayStart(text)).toBeNull()
    }
    expect(dayOf(null)).toBe('')
    expect(lastDayOf(null)).toBeNull()
  })
})

describe('filters in words', () => {
  const NOW = Date.UTC(2026, 10, 24, 12)

  it('are one chip each, with what takes it away', () => {
    const filters = { ...NO_FILTERS, since: dayStart('2026-11-01'), until: dayStart('2026-11-12', 1), minBytes: 5e8 }
    expect(panelFilters({ ...filters, watched: 'started' }, NOW)).toEqual([
      { key: 'since', words: 'From 1 Nov', without: { since: null } },
      { key: 'until', words: 'Until 12 Nov', without: { until: null } },
      { key: 'minBytes', words: 'At least 500 MB', without: { minBytes: null } },
      { key: 'watched', words: 'Started', without: { watched: null } },
    ])
    expect(panelFilters(NO_FILTERS, NOW)).toEqual([])
  })

  it('say the year where it is not this one', () => {
    const [chip] = panelFilters({ ...NO_FILTERS, since: dayStart('2024-11-01') }, NOW)
    expect(chip?.words).toBe('From 1 Nov 2024')
  })

  it('name languages, and say codes that nobody knows as they came', () => {
    expect(languageName('de')).toBe('German')
    expect(languageName('pt_BR')).toBe('Brazilian Portuguese')
    expect(languageName('not a code')).toBe('not a code')
  })

  it('are counted with the rooms, without the search', () => {
    expect(limitCount(view({ text: 'lake' }))).toBe(0)
    expect(limitCount(view({ onDevice: true, subtitles: 'any', minBytes: 1 }, { roomIds: ['a', 'b'] }))).toBe(5)
    expect(limitCount(view({}, { roomIds: ['a', 'b'], roomSid: 'RM_1' }))).toBe(1)
  })
})

describe('what only this device can answer', () => {
  it.each<[string, LibraryView, boolean]>([
    ['the newest', view({}), false],
    ['the oldest of a room', view({}, { sort: 'oldest', roomIds: ['a'] }), false],
    ['a search', view({ text: 'a' }), true],
    ['a sort by title', view({}, { sort: 'title' }), true],
    ['a sort by match without a search', view({}, { sort: 'match' }), false],
    ['what is here', view({ onDevice: true }), true],
    ['a language', view({ subtitles: 'de' }), true],
    ['a size', view({ minBytes: 1 }), true],
    ['a time', view({ until: 5 }), true],
    ['what is new', view({ watched: 'new' }), true],
  ])('%s', (_, asked, expected) => expect(asksThisDevice(asked)).toBe(expected))
})
