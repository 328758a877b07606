import { useLayoutEffect, useMemo, useRef } from 'react'
import type { LibraryPage } from '../../../shared/recording.ts'
import type { LibraryView } from '../../../shared/settings.ts'
import { useLibrary, useStores } from '../../stores/context.ts'
import { pageCount } from '../../stores/library-view.ts'
import { ListFrame } from './list-frame.tsx'
import { RecordingCard, RecordingRow } from './recording-item.tsx'
import { type ItemActions, rowOf } from './row-actions.ts'
import { useFirstRows } from './use-first-rows.ts'
import { type ListRows, useListKeys } from './use-list-keys.ts'
import { useSteadyPage } from './use-steady-page.ts'

interface PagedListProps {
  page: LibraryPage
  layout: LibraryView['layout']
  busy: boolean
  menuOf: string | null
  actions: ItemActions
}

/** A page of recordings. */
export function PagedList({ page, layout, busy, menuOf, actions }: PagedListProps) {
  const { library } = useStores()
  const focused = useLibrary((state) => state.position.recordId)
  const pageKey = useLibrary((state) => state.pageKey)
  const grid = useRef<HTMLTableElement>(null)
  const scroller = useRef<HTMLTableSectionElement>(null)
  /** A key has turned the page: the keyboard goes on at the new one's first row. */
  const turned = useRef(false)
  const { recordings } = page
  const current = recordings.some(({ recordId }) => recordId === focused) ? focused : recordings[0]?.recordId
  const Item = layout === 'list' ? RecordingRow : RecordingCard
  const drawn = useFirstRows(layout, library.getState().position.scrollTop)

  const rows = useMemo((): ListRows => {
    const all = (): HTMLElement[] => [...(grid.current?.querySelectorAll<HTMLElement>('[data-record-id]') ?? [])]
    return {
      count: () => all().length,
      indexOf: (row) => all().findIndex((element) => (row === null ? element.tabIndex === 0 : element === row)),
      recordIdAt: (index) => all()[index]?.dataset.recordId ?? null,
      focus: (index) => all()[index]?.focus(),
      turn: (by) => {
        const { view, page, setPage } = library.getState()
        const next = view.page + by
        if (page === null || next < 1 || next > pageCount(page.total, view.pageSize)) return
        turned.current = true
        void setPage(next)
      },
    }
  }, [library])
  useListKeys(grid, layout, rows, actions)
  useSteadyPage(scroller, page)

  // A page that comes back is where it was left, with the keyboard on what was open; a new one begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page that is another one, not for its refreshes.
  useLayoutEffect(() => {
    const { position, page } = library.getState()
    if (scroller.current !== null) scroller.current.scrollTop = Math.max(0, position.scrollTop)
    const isHere = page?.recordings.some(({ recordId }) => recordId === position.recordId) === true
    const row = isHere ? rowOf(position.recordId ?? '') : null
    if (row !== null && keyboardIsNowhere()) {
      row.focus({ preventScroll: true })
      if (!isInside(row, scroller.current)) row.scrollIntoView({ block: 'nearest' })
    } else if (turned.current)
      grid.current?.querySelector<HTMLElement>('[data-record-id]')?.focus({ preventScroll: true })
    turned.current = false
  }, [pageKey, library])

  return (
    <ListFrame grid={grid} scroller={scroller} layout={layout} busy={busy}>
      {recordings.slice(0, drawn).map((recording) => (
        <Item
          key={recording.recordId}
          recording={recording}
          current={recording.recordId === current}
          menuOpen={recording.recordId === menuOf}
          actions={actions}
        />
      ))}
    </ListFrame>
  )
}

/** Nothing on screen has the focus. */
export const keyboardIsNowhere = (): boolean =>
  document.activeElement === null || document.activeElement === document.body

function isInside(row: HTMLElement, scroller: HTMLElement | null): boolean {
  if (scroller === null) return true
  const { top, bottom } = row.getBoundingClientRect()
  const frame = scroller.getBoundingClientRect()
  return top >= frame.top && bottom <= frame.bottom
}
