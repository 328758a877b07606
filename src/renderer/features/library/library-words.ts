import { plural, t } from '@lingui/core/macro'
import { assertNever } from '../../../shared/app-error.ts'
import type { LibraryPage, LibraryStatus, LibraryTrouble } from '../../../shared/recording.ts'
import type { LibraryView } from '../../../shared/settings.ts'
import { formatDateTime, formatNumber } from '../../format.ts'
import { isSearch } from '../../stores/library-view.ts'

/** How many there are, beside the screen's name: "137 recordings", "18 matches", "24 on this device". */
export function totalWords(page: Pick<LibraryPage, 'total' | 'more'>, view: LibraryView): string {
  const { total, more } = page
  const number = formatNumber(total)
  if (isSearch(view)) {
    return more ? t`More than ${number} matches` : plural(total, { one: '# match', other: '# matches' })
  }
  if (more) return t`More than ${number} recordings`
  if (view.filters.onDevice) return t`${number} on this device`
  return plural(total, { one: '# recording', other: '# recordings' })
}

type Coverage = Pick<LibraryStatus, 'known' | 'total'>

/** How much of the server is known here: "2,400 of 13,700 recordings known". */
export function coverageWords({ known, total }: Coverage): string {
  const some = formatNumber(known)
  if (total === null) return plural(known, { one: '# recording known so far', other: '# recordings known so far' })
  const all = formatNumber(Math.max(known, total))
  return t`${some} of ${all} recordings known`
}

/** The known part of the server, 0 to 1; null while the whole is not known. */
export function coverageShare({ known, total }: Coverage): number | null {
  return total === null || total === 0 ? null : Math.min(1, known / total)
}

const MINUTE_MS = 60_000

/** How long ago something was, to the minute: "12 min ago"; after a day it is a date. Both in milliseconds. */
export function agoWords(at: number, now: number): string {
  const minutes = Math.floor((now - at) / MINUTE_MS)
  if (minutes < 1) return t`just now`
  if (minutes < 60) return t`${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return t`${hours} h ago`
  const day = formatDateTime(Math.floor(at / 1000), now)
  return t`on ${day}`
}

/** What is the matter with the library's file: what happened, what is safe, what to do. */
export function troubleWords({ kind, file }: LibraryTrouble, server: string): string {
  switch (kind) {
    case 'disk-full':
      return t`This disk is full, so nothing new of ${server} is remembered. What is known stays. Make some room, and Roomreel goes on by itself.`
    case 'read-only':
      return t`The library of ${server} cannot be written: ${file} is read-only. What is known can be browsed, and nothing new is remembered. Allow writing to the file, then start Roomreel again.`
    case 'locked':
      return t`Another program holds the library of ${server} (${file}). What is known can be browsed, and nothing new is remembered. Close the other program, then start Roomreel again.`
    case 'in-memory':
      return t`The library of ${server} cannot be kept on this disk (${file}). Everything works, but what is seen is forgotten when Roomreel quits. Check that the folder can be written to.`
    case 'damaged':
      return t`The library of ${server} was damaged and was set aside as ${file}. Kept files are safe; the list is being fetched again. There is nothing to do.`
    case 'newer':
      return t`The library of ${server} was written by a newer Roomreel and was set aside as ${file}. Kept files are safe; the list is being fetched again. The newer Roomreel can still read the old file.`
    default:
      return assertNever(kind)
  }
}
