import { plural, t } from '@lingui/core/macro'
import { formatDateTime, formatHour, formatNumber, formatSize } from '../../format.ts'

/** "Today, 09:12", "Yesterday, 17:40", "Sat 21 Nov, 11:20". Both in milliseconds since 1970. */
export function finishedWords(at: number, now: number): string {
  const hour = formatHour(at)
  const yesterday = new Date(now)
  yesterday.setDate(yesterday.getDate() - 1)
  if (isSameDay(new Date(at), new Date(now))) return t`Today, ${hour}`
  if (isSameDay(new Date(at), yesterday)) return t`Yesterday, ${hour}`
  return formatDateTime(at / 1000, now)
}

const isSameDay = (one: Date, other: Date): boolean => one.toDateString() === other.toDateString()

/** What was removed: "3 recordings removed from this device, 1.2 GB". */
export function removedWords(removed: number, bytes: number): string {
  const count = formatNumber(removed)
  const size = formatSize(bytes)
  return plural(removed, {
    one: `${count} recording removed from this device, ${size}`,
    other: `${count} recordings removed from this device, ${size}`,
  })
}

/** What a removal of only copies means. */
export function onlyCopyWords(copies: number): string {
  const count = formatNumber(copies)
  return plural(copies, {
    one: `${count} recording is not on the server any more: the copy on this device is the only one. Removed, it is gone for good after half a minute.`,
    other: `${count} recordings are not on the server any more: the copies on this device are the only ones. Removed, they are gone for good after half a minute.`,
  })
}

/** "24 on this device", beside the screen's name. */
export function keptWords(kept: number): string {
  const count = formatNumber(kept)
  return t`${count} on this device`
}
