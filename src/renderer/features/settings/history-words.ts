import { plural, t } from '@lingui/core/macro'
import { formatNumber } from '../../format.ts'

/** What a history file held: "12 positions and 3 bookmarks". */
export function historyWords({ positions, bookmarks }: { positions: number; bookmarks: number }): string {
  const places = plural(positions, { one: '# position', other: '# positions' })
  const marks = plural(bookmarks, { one: '# bookmark', other: '# bookmarks' })
  return t`${places} and ${marks}`
}

/** How many recordings were begun and not watched to the end. */
export function begunWords(total: number, server: string): string {
  if (total === 0) return t`No recording of ${server} is begun.`
  const count = formatNumber(total)
  return plural(total, {
    one: `One recording of ${server} is begun and not watched to the end.`,
    other: `${count} recordings of ${server} are begun and not watched to the end.`,
  })
}
