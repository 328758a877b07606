import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { LibraryView } from '../../../shared/settings.ts'
import { useStores } from '../../stores/context.ts'
import type { ItemActions } from './row-actions.ts'
import type { EndlessWindow } from './use-endless-window.ts'
import { type ListRows, useListKeys } from './use-list-keys.ts'

interface EndlessKeysParts {
  grid: RefObject<HTMLElement | null>
  scroller: RefObject<HTMLElement | null>
  layout: LibraryView['layout']
  columns: number
  lineHeight: number
  total: number
  /** The row that Tab leads to. */
  current: number
  view: EndlessWindow
  actions: ItemActions
}

/** The keys of an endless list; the answer puts the keyboard on a row, which need not be drawn, or even here, yet. */
export function useEndlessKeys(parts: EndlessKeysParts): (index: number) => void {
  const { grid, scroller, layout, columns, lineHeight, total, current, view, actions } = parts
  const { library } = useStores()
  /** A row that gets the focus once it is drawn, unless the user has put it elsewhere by then. */
  const coming = useRef<{ index: number; from: Element | null } | null>(null)

  const expect = (row: { index: number; from: Element | null } | null): void => {
    coming.current = row
    grid.current?.toggleAttribute('data-focus-coming', row !== null)
  }
  const rowAt = (index: number): HTMLElement | null =>
    scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"][data-record-id]`) ?? null

  const focusComing = (): void => {
    if (coming.current === null) return
    const { index, from } = coming.current
    const { activeElement, body } = document
    const elsewhere = activeElement !== from && activeElement !== body
    const row = elsewhere ? null : rowAt(index)
    if (row !== null) row.focus({ preventScroll: true })
    if (elsewhere || row !== null) expect(null)
  }
  useLayoutEffect(focusComing)

  const focus = (index: number): void => {
    const to = Math.max(0, Math.min(index, total - 1))
    expect({ index: to, from: document.activeElement })
    view.reveal(Math.floor(to / columns))
    focusComing()
  }
  const indexOf = (row: HTMLElement | null): number =>
    row === null ? (coming.current?.index ?? current) : Number(row.dataset.index)

  const rows: ListRows = {
    count: () => total,
    indexOf,
    recordIdAt: (index) => library.getState().rowAt(index)?.recordId ?? null,
    focus,
    turn: (by) => {
      const lines = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / lineHeight) - 1)
      const row = document.activeElement?.closest<HTMLElement>('[data-record-id]') ?? null
      focus(indexOf(row) + by * lines * columns)
    },
  }
  useListKeys(grid, layout, rows, actions)
  return focus
}
