import { afterEach, describe, expect, it } from 'vitest'
import {
  formatClock,
  formatDateTime,
  formatDateTimeRange,
  formatDay,
  formatNumber,
  formatPercent,
  formatSize,
  formatSizePair,
  longestDateTime,
  setFormatLocale,
} from '../../../src/renderer/format.ts'

/** Noon of a day here: the same day in every time zone of the machine. */
const noon = (year: number, month: number, day: number): number => new Date(year, month - 1, day, 12).getTime() / 1000
const NOW = noon(2026, 11, 24) * 1000

afterEach(() => setFormatLocale('en'))

describe('dates', () => {
  it('say the year only where it is not this one', () => {
    setFormatLocale('en-GB')
    expect(formatDay(noon(2026, 11, 5), NOW)).toBe('5 November')
    expect(formatDay(noon(2024, 11, 5), NOW)).toBe('5 November 2024')
    expect(formatDateTime(noon(2026, 11, 12), NOW)).toMatch(/^Thu,? 12 Nov,? 12:00$/)
    expect(formatDateTime(noon(2025, 11, 12), NOW)).toMatch(/^12 Nov 2025,? 12:00$/)
  })

  it('follow the system', () => {
    setFormatLocale('de-AT')
    expect(formatDay(noon(2026, 11, 5), NOW)).toBe('5. November')
    expect(formatNumber(12345.5)).toMatch(/^12.345,5$/)
  })

  it('have the hours that the system has, and say how long they get', () => {
    setFormatLocale('en-US')
    expect(formatDateTime(noon(2026, 11, 12) - 3 * 3600, NOW)).toMatch(/^Thu, Nov 12, 9:00\sAM$/)
    const american = longestDateTime()
    setFormatLocale('en-GB')
    expect(formatDateTime(noon(2026, 11, 12) - 3 * 3600, NOW)).toMatch(/^Thu,? 12 Nov,? 09:00$/)
    expect(american).toBeGreaterThan(longestDateTime())
    expect(longestDateTime()).toBeGreaterThanOrEqual('Thu 12 Nov 09:00'.length)
  })

  it('survive a locale that is none', () => {
    setFormatLocale('en_GB.UTF-8')
    expect(formatDay(noon(2026, 11, 5), NOW)).toBe('November 5')
  })

  it('are ranges only where the end is known and later', () => {
    expect(formatDateTimeRange(null, 5)).toBeNull()
    const from = noon(2026, 11, 5)
    expect(formatDateTimeRange(from, null)).toBe(formatDateTimeRange(from, from - 1))
    expect(formatDateTimeRange(from, from + 3600)).toMatch(/–/)
  })
})

describe('sizes', () => {
  it.each([
    [0, '0 kB'],
    [512, '512 byte'],
    [3_200_000, '3.2 MB'],
    [612_000_000, '612 MB'],
    [999_900_000, '1 GB'],
    [1_140_000_000, '1.1 GB'],
    [25_400_000_000, '25.4 GB'],
  ])('%d is %s', (bytes, text) => expect(formatSize(bytes)).toBe(text))

  it.each([
    [263_000_000, 612_000_000, '263', '612 MB'],
    [0, 612_000_000, '0', '612 MB'],
    [400_000_000, 2_000_000_000, '0.4', '2 GB'],
    [45_000, 2_000_000_000, '45 kB', '2 GB'],
    [1_234_000_000, 999_900_000, '1.2', '1 GB'],
  ])('%d of %d is %s of %s', (doneBytes, totalBytes, done, total) =>
    expect(formatSizePair(doneBytes, totalBytes)).toEqual({ done, total }),
  )
})

describe('clock', () => {
  it.each([
    [0, '0:00'],
    [59.9, '0:59'],
    [1456, '24:16'],
    [6500, '1:48:20'],
    [-3, '0:00'],
    [Number.NaN, '0:00'],
    [Number.POSITIVE_INFINITY, '0:00'],
  ])('%d is %s', (seconds, text) => expect(formatClock(seconds)).toBe(text))
})

describe('percent', () => {
  it('is whole only when all of it is there', () => {
    expect(formatPercent(0.999)).toBe('99%')
    expect(formatPercent(0.29)).toBe('29%')
    expect(formatPercent(1)).toBe('100%')
  })
})
