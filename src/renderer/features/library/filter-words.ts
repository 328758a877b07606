import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { assertNever } from '../../../shared/app-error.ts'
import type { EpochSeconds, RecordingFilters, RecordingSort } from '../../../shared/recording.ts'
import type { LibraryView } from '../../../shared/settings.ts'
import { formatDayShort, formatSize } from '../../format.ts'
import { isSearch } from '../../stores/library-view.ts'

/** A filter that can be taken away by itself. */
export interface ActiveFilter {
  key: string
  words: string
  /** What takes it away. */
  without: Partial<RecordingFilters>
}

/** What the Filter panel sets. */
export const NO_PANEL_FILTERS = { since: null, until: null, minBytes: null, watched: null } as const

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/
/** Years before it are years that are still being typed: "0002", "0020". */
const FIRST_YEAR = 1970

/**
 * The first moment of a day here, of `plusDays` later where asked for; null for text that is no day (yet). Where clocks
 * skip midnight, the day begins later.
 */
export function dayStart(day: string, plusDays = 0): EpochSeconds | null {
  const [, year, month, date] = DAY.exec(day) ?? []
  if (Number(year ?? 0) < FIRST_YEAR) return null
  const start = new Date(Number(year), Number(month) - 1, Number(date) + plusDays)
  return Number.isNaN(start.getTime()) ? null : start.getTime() / 1000
}

/** The day of a moment here as a date field has it: "2026-11-05"; null is the empty field. */
export function dayOf(seconds: EpochSeconds | null): string {
  if (seconds === null) return ''
  const date = new Date(seconds * 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The last day that an end (`until`, the first moment after it) lets in; null: no end. */
export const lastDayOf = (until: EpochSeconds | null): EpochSeconds | null => (until === null ? null : until - 1)

/** "German" for "de"; a code that nobody knows is said as it came. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(i18n.locale, { type: 'language' }).of(code.replaceAll('_', '-')) ?? code
  } catch {
    return code
  }
}

export function watchedWords(watched: NonNullable<RecordingFilters['watched']>): string {
  switch (watched) {
    case 'new':
      return t`New`
    case 'started':
      return t`Started`
    case 'finished':
      return t`Watched`
    default:
      return assertNever(watched)
  }
}

export function sortWords(sort: RecordingSort): string {
  switch (sort) {
    case 'newest':
      return t`Newest`
    case 'oldest':
      return t`Oldest`
    case 'title':
      return t`Title`
    case 'largest':
      return t`Largest`
    case 'room':
      return t`Room`
    case 'match':
      return t`Best match`
    default:
      return assertNever(sort)
  }
}

/** The filters of the Filter panel that are set, each as a chip says it. `now` in milliseconds. */
export function panelFilters(filters: RecordingFilters, now: number = Date.now()): ActiveFilter[] {
  const { since, until, minBytes, watched } = filters
  const active: ActiveFilter[] = []
  if (since !== null) {
    const day = formatDayShort(since, now)
    active.push({ key: 'since', words: t`From ${day}`, without: { since: null } })
  }
  const last = lastDayOf(until)
  if (last !== null) {
    const day = formatDayShort(last, now)
    active.push({ key: 'until', words: t`Until ${day}`, without: { until: null } })
  }
  if (minBytes !== null) {
    const size = formatSize(minBytes)
    active.push({ key: 'minBytes', words: t`At least ${size}`, without: { minBytes: null } })
  }
  if (watched !== null) active.push({ key: 'watched', words: watchedWords(watched), without: { watched: null } })
  return active
}

/** How many limits a view has, each room counted; the search is not one of them. */
export function limitCount({ roomIds, roomSid, filters }: LibraryView): number {
  const rooms = roomSid === null ? roomIds.length : 1
  const chips = Number(filters.onDevice) + Number(filters.subtitles !== null)
  return rooms + chips + panelFilters(filters).length
}

/** Whether a view asks what no server can answer, so that only what is known here can match. */
export function asksThisDevice(view: LibraryView): boolean {
  const { subtitles, onDevice } = view.filters
  const sorted = view.sort === 'title' || view.sort === 'largest' || view.sort === 'room'
  return isSearch(view) || sorted || onDevice || subtitles !== null || panelFilters(view.filters).length > 0
}
