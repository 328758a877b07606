import type { LibraryQuery } from '../../shared/recording.ts'
import type { LibraryView } from '../../shared/settings.ts'

/** The question that a view asks: its page, or the chunk of its endless list that begins at `from`. */
export function pageQuery(view: LibraryView, chunk: Pick<LibraryQuery, 'from' | 'limit'> | null = null): LibraryQuery {
  const { roomIds, roomSid, sort, filters, page, pageSize } = view
  return { roomIds, roomSid, sort, filters, ...(chunk ?? { from: (page - 1) * pageSize, limit: pageSize }) }
}

/** How many pages a list has; an empty one has 1. */
export function pageCount(total: number, pageSize: number): number {
  return Math.max(1, Math.ceil(total / pageSize))
}

/** The view's page, or the last one there is. */
export function clampedPage(view: LibraryView, total: number): number {
  return Math.min(view.page, pageCount(total, view.pageSize))
}

export const isSearch = ({ filters }: Pick<LibraryView, 'filters'>): boolean => filters.text.trim() !== ''

/** True when anything but the sort decides what is in the list. */
export function isFiltered({ roomIds, roomSid, filters }: LibraryView): boolean {
  const { text, since, until, minBytes, subtitles, onDevice, watched } = filters
  const limits = [roomSid, since, until, minBytes, subtitles, watched]
  return roomIds.length > 0 || onDevice || text.trim() !== '' || limits.some((limit) => limit !== null)
}

/** Page numbers to offer, in order; null is a gap. First, last, and what is around the current one: at most 7 places. */
export function pageNumbers(current: number, last: number): (number | null)[] {
  const all = Array.from({ length: last }, (_, index) => index + 1)
  if (last <= 7) return all
  if (current <= 3) return [...all.slice(0, 4), null, last]
  if (current >= last - 2) return [1, null, ...all.slice(-4)]
  return [1, null, current - 1, current, current + 1, null, last]
}
