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

/** Formatters by locale and options: making one takes longer than using it a hundred times. */
const dateFormats = new Map<string, Intl.DateTimeFormat>()
const numberFormats = new Map<string, Intl.NumberFormat>()

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([systemLocales, options])
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(locales(), options)
  dateFormats.set(key, format)
  return format
}

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([systemLocales, options])
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(locales(), options)
  numberFormats.set(key, format)
  return format
}

/** "09:30" where the day has 24 hours, "9:30 AM" where it has twice twelve. */
function timeOfDay(): Intl.DateTimeFormatOptions {
  const twice = dateFormat({ hour: 'numeric' }).resolvedOptions().hour12 === true
  return { hour: twice ? 'numeric' : '2-digit', minute: '2-digit' }
}

const dateOf = (seconds: EpochSeconds): Date => new Date(seconds * 1000)

/** A year is said only where it is not this one. */
const yearIfOther = (seconds: EpochSeconds, now: number): Intl.DateTimeFormatOptions =>
  dateOf(seconds).getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' }

const date = (seconds: EpochSeconds, options: Intl.DateTimeFormatOptions): string =>
  dateFormat(options).format(dateOf(seconds))

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
    ...timeOfDay(),
  })
}

/** How many characters `formatDateTime` has at most, to give its column the width that the locale needs. */
export function longestDateTime(): number {
  const year = new Date().getFullYear()
  const evenings = Array.from({ length: 12 }, (_, month) => new Date(year, month, 28, 22, 0).getTime())
  return Math.max(...evenings.map((evening) => formatDateTime(evening / 1000, evening).length))
}

const long = (): Intl.DateTimeFormatOptions => ({
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  ...timeOfDay(),
})

/** "Wed 11 Nov 2026, 16:00". */
export function formatDateTimeLong(seconds: EpochSeconds): string {
  return date(seconds, long())
}

/** "Wed 11 Nov 2026, 16:00 – 16:58"; null when the begin is not known. */
export function formatDateTimeRange(from: EpochSeconds | null, to: EpochSeconds | null): string | null {
  if (from === null) return null
  if (to === null || to <= from) return formatDateTimeLong(from)
  return dateFormat(long()).formatRange(dateOf(from), dateOf(to))
}

/** "14:32:07", for when something went wrong. `now` in milliseconds. */
export function formatTimeOfDay(now: number): string {
  return dateFormat({ ...timeOfDay(), second: '2-digit' }).format(now)
}

/** "14:32". `now` in milliseconds. */
export function formatHour(now: number): string {
  return dateFormat(timeOfDay()).format(now)
}

/** "1,234". */
export function formatNumber(value: number): string {
  return numberFormat({}).format(value)
}

/** "43%" from 0.43, rounded down so that 100% means all of it. */
export function formatPercent(share: number): string {
  return numberFormat({ style: 'percent', maximumFractionDigits: 0 }).format(Math.floor(share * 100 + 1e-9) / 100)
}

const UNITS = [
  { unit: 'gigabyte', bytes: 1e9, digits: 1 },
  { unit: 'megabyte', bytes: 1e6, digits: 0 },
  { unit: 'kilobyte', bytes: 1e3, digits: 0 },
  { unit: 'byte', bytes: 1, digits: 0 },
]

/** 999.6 MB would be written "1,000 MB": the unit is chosen by what is written. */
const unitOf = (bytes: number): (typeof UNITS)[number] =>
  // "0 byte" is no English.
  UNITS.find((unit) => bytes >= unit.bytes * 0.9995) ?? { unit: 'kilobyte', bytes: 1e3, digits: 0 }

const digitsOf = (bytes: number, { unit, bytes: one, digits }: (typeof UNITS)[number]): number =>
  unit !== 'byte' && bytes / one < 9.95 ? 1 : digits

/** "612 MB", "1.1 GB", "4.2 MB": decimal units, one digit after the point for GB and below 10. */
export function formatSize(bytes: number): string {
  const chosen = unitOf(bytes)
  return numberFormat({
    style: 'unit',
    unit: chosen.unit,
    unitDisplay: 'short',
    maximumFractionDigits: digitsOf(bytes, chosen),
  }).format(bytes / chosen.bytes)
}

/**
 * "263 of 612 MB" in two parts: what is done, in the unit of the whole and without its name, and the whole. What would
 * be no more than a nought in that unit has its own.
 */
export function formatSizePair(doneBytes: number, totalBytes: number): { done: string; total: string } {
  const chosen = unitOf(totalBytes)
  const done = doneBytes / chosen.bytes
  const digits = digitsOf(totalBytes, chosen)
  const isNought = doneBytes > 0 && done < 0.5 / 10 ** digits
  return {
    done: isNought ? formatSize(doneBytes) : numberFormat({ maximumFractionDigits: digits }).format(done),
    total: formatSize(totalBytes),
  }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** A place in a recording, from seconds: "24:16", "1:48:20"; what is no time is "0:00". */
export function formatClock(seconds: number): string {
  const whole = Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds) : 0
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
