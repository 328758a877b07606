import type { EpochSeconds } from '../shared/recording.ts'

let systemLocales: readonly string[] = ['en']

/**
 * Dates, numbers and sizes follow the system's locale (BCP 47), whatever language the words are in.
 * A tag that Intl cannot read ("C") leaves them English.
 */
export function setFormatLocale(systemLocale: string): void {
  try {
    systemLocales = [...Intl.DateTimeFormat.supportedLocalesOf([systemLocale]), 'en']
  } catch {
    systemLocales = ['en']
  }
}

const locales = (): string[] => [...systemLocales]

const dateOf = (seconds: EpochSeconds): Date => new Date(seconds * 1000)

/** A year is said only where it is not this one. */
const yearIfOther = (seconds: EpochSeconds, now: number): Intl.DateTimeFormatOptions =>
  dateOf(seconds).getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' }

const date = (seconds: EpochSeconds, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locales(), options).format(dateOf(seconds))

/** "5 November", for titles. `now` in milliseconds. */
export function formatDay(seconds: EpochSeconds, now: number = Date.now()): string {
  return date(seconds, { day: 'numeric', month: 'long', ...yearIfOther(seconds, now) })
}

/** "12 Nov", for cards. */
export function formatDayShort(seconds: EpochSeconds, now: number = Date.now()): string {
  return date(seconds, { day: 'numeric', month: 'short', ...yearIfOther(seconds, now) })
}

/** "Thu 12 Nov, 10:00"; another year takes the weekday's place, so that the column stays as wide: "12 Nov 2024, 10:00". */
export function formatDateTime(seconds: EpochSeconds, now: number = Date.now()): string {
  const year = yearIfOther(seconds, now)
  return date(seconds, {
    ...(year.year === undefined ? { weekday: 'short' } : year),
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
}

const LONG: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
}

/** "Wed 11 Nov 2026, 16:00". */
export function formatDateTimeLong(seconds: EpochSeconds): string {
  return date(seconds, LONG)
}

/** "Wed 11 Nov 2026, 16:00 – 16:58"; null when the begin is not known. */
export function formatDateTimeRange(from: EpochSeconds | null, to: EpochSeconds | null): string | null {
  if (from === null) return null
  if (to === null || to <= from) return formatDateTimeLong(from)
  return new Intl.DateTimeFormat(locales(), LONG).formatRange(dateOf(from), dateOf(to))
}

/** "14:32:07", for when something went wrong. `now` in milliseconds. */
export function formatTimeOfDay(now: number): string {
  return new Intl.DateTimeFormat(locales(), { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(now)
}

/** "1,234". */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(locales()).format(value)
}

/** "43%" from 0.43, rounded down so that 100% means all of it. */
export function formatPercent(share: number): string {
  return new Intl.NumberFormat(locales(), { style: 'percent', maximumFractionDigits: 0 }).format(
    Math.floor(share * 100 + 1e-9) / 100,
  )
}

const UNITS = [
  { unit: 'gigabyte', bytes: 1e9, digits: 1 },
  { unit: 'megabyte', bytes: 1e6, digits: 0 },
  { unit: 'kilobyte', bytes: 1e3, digits: 0 },
  { unit: 'byte', bytes: 1, digits: 0 },
]

/** "612 MB", "1.1 GB", "4.2 MB": decimal units, one digit after the point for GB and below 10. */
export function formatSize(bytes: number): string {
  // 999.6 MB would be written "1,000 MB": the unit is chosen by what is written.
  const chosen = UNITS.find((unit) => bytes >= unit.bytes * 0.9995) ?? { unit: 'byte', bytes: 1, digits: 0 }
  const value = bytes / chosen.bytes
  const digits = chosen.unit !== 'byte' && value < 9.95 ? 1 : chosen.digits
  return new Intl.NumberFormat(locales(), {
    style: 'unit',
    unit: chosen.unit,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(value)
}

const two = (value: number): string => String(value).padStart(2, '0')

/** A place in a recording, from seconds: "24:16", "1:48:20"; what is no time is "0:00". */
export function formatClock(seconds: number): string {
  const whole = Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds) : 0
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
