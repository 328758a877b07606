import type { EpochSeconds } from '../../shared/recording.ts'

/** protobuf's JSON writes 64-bit integers as strings, plugNmeet's docs call them numbers. */
export type NumberLike = number | string | null | undefined

const EARLIEST: EpochSeconds = Date.UTC(2000, 0, 1) / 1000
const LATEST: EpochSeconds = Date.UTC(2100, 0, 1) / 1000
const MEGABYTE = 1_000_000
/** Whole numbers from here on are bytes: a recording of 100 GB is as unlikely as one of 100 kB. */
const LEAST_BYTES = 100_000
const MOST_BYTES = 100e12
const PLAIN_NUMBER = /^-?\d{1,20}(\.\d{1,20})?$/
const DATE_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?( ?(?:Z|UTC|[+-]\d\d:\d\d))?$/i

function numberOf(value: NumberLike): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && PLAIN_NUMBER.test(value) ? Number(value) : Number.NaN
}

/** A count or an offset; null when it is none, or too large to be exact. */
export function countOf(value: NumberLike): number | null {
  const number = numberOf(value)
  return Number.isSafeInteger(number) && number >= 0 ? number : null
}

/** Bytes of `file_size`: megabytes on real servers (a fraction, or small), bytes in the docs; null when it is no size. */
export function sizeBytesOf(value: NumberLike): number | null {
  const size = numberOf(value)
  const isMegabytes = size < LEAST_BYTES || !Number.isInteger(size)
  const bytes = isMegabytes ? Math.round(size * MEGABYTE) : size
  return bytes > 0 && bytes <= MOST_BYTES ? bytes : null
}

/** Unix seconds; null outside of 2000 to 2099. */
export function epochOf(value: NumberLike): EpochSeconds | null {
  const seconds = Math.floor(numberOf(value))
  return seconds >= EARLIEST && seconds < LATEST ? seconds : null
}

/** The same, also from "2026-11-05 10:00:00" and RFC 3339; a time without a zone is UTC. */
export function timeOf(value: NumberLike): EpochSeconds | null {
  const seconds = epochOf(value)
  if (seconds !== null || typeof value !== 'string') return seconds
  const [, date, time, , zone = 'Z'] = DATE_TIME.exec(value.trim()) ?? []
  if (date === undefined || time === undefined) return null
  return epochOf(Date.parse(`${date}T${time}${zone.trim().replace(/UTC/i, 'Z')}`) / 1000)
}

/** At most `longest` characters, never half of one. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text
  const cut = text.slice(0, longest)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}

/** One line of at most `longest` characters, without control characters. */
export const oneLine = (text: string, longest: number): string =>
  shortened(
    text
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .toWellFormed(),
    longest,
  )

/** Text that says something, shortened; null for none. */
export function textOf(value: string | null | undefined, longest: number): string | null {
  return value == null || value.trim() === '' ? null : shortened(value, longest)
}
