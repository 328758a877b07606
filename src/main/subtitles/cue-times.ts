export interface CueTimes {
  startMs: number
  endMs: number
}

/** Hours may be missing, fractions too; a comma (SRT) or a point (WebVTT). */
const TIME = /^(-?)(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:[.,](\d{1,9}))?$/
const ARROW = '-->'
/** In characters. */
const LONGEST_TIME = 32
const LONGEST_MS = 1000 * 3_600_000

/** True for a line that wants to be a timing line, even a broken one; "from A --> B" in a sentence is text. */
export function isTimingLine(line: string): boolean {
  const arrow = line.indexOf(ARROW)
  if (arrow === -1) return false
  const start = line.slice(0, arrow).trim()
  return start.length <= LONGEST_TIME && /[\d:]/.test(start) && !/\s/.test(start)
}

/**
 * The times of a timing line; null when they cannot be read, are reversed, or end before the film begins.
 * Settings after the end (position, alignment) are of no use here.
 */
export function parseTimes(line: string): CueTimes | null {
  const arrow = line.indexOf(ARROW)
  const [end = ''] = line
    .slice(arrow + ARROW.length)
    .trim()
    .split(/\s/, 1)
  const startMs = Math.max(0, milliseconds(line.slice(0, arrow).trim()))
  const endMs = milliseconds(end)
  return endMs > startMs && endMs <= LONGEST_MS ? { startMs, endMs } : null
}

/** NaN for what is no time. */
function milliseconds(text: string): number {
  const match = TIME.exec(text)
  if (match === null) return Number.NaN
  const [, sign, hours = '0', minutes, seconds, fraction = ''] = match
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  const ms = whole * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3))
  return sign === '-' ? -ms : ms
}

/** "01:02:03.004", as WebVTT wants it. */
export function formatTime(ms: number): string {
  const clock = `${digits(ms / 3_600_000, 2)}:${digits((ms / 60_000) % 60, 2)}:${digits((ms / 1000) % 60, 2)}`
  return `${clock}.${digits(ms % 1000, 3)}`
}

const digits = (value: number, count: number): string => String(Math.floor(value)).padStart(count, '0')
