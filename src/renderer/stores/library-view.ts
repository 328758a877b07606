import type { RecordingQuery } from '../../shared/recording.ts'
import type { LibraryView } from '../../shared/settings.ts'

/** The question that a view asks. */
export function pageQuery(view: LibraryView): RecordingQuery {
  const { roomIds, roomSid, order, page, pageSize } = view
  return { roomIds, roomSid, order, from: (page - 1) * pageSize, limit: pageSize }
}

/** How many pages a list has; an empty one has 1. */
export function pageCount(total: number, pageSize: number): number {
  return Math.max(1, Math.ceil(total / pageSize))
}

/** The view's page, or the last one there is. */
export function clampedPage(view: LibraryView, total: number): number {
  return Math.min(view.page, pageCount(total, view.pageSize))
}

export const isFiltered = (view: LibraryView): boolean => view.roomIds.length > 0 || view.roomSid !== null

/** Page numbers to offer, in order; null is a gap. First, last, and what is around the current one: at most 7 places. */
export function pageNumbers(current: number, last: number): (number | null)[] {
  const all = Array.from({ length: last }, (_, index) => index + 1)
  if (last <= 7) return all
  if (current <= 3) return [...all.slice(0, 4), null, last]
  if (current >= last - 2) return [1, null, ...all.slice(-4)]
  return [1, null, current - 1, current, current + 1, null, last]
}
