import { type RefObject, useEffect, useEffectEvent } from 'react'
import { assertNever } from '../../../shared/app-error.ts'
import { useStores } from '../../stores/context.ts'
import { isTyping } from '../shell/is-typing.ts'
import { type ListMove, moveFor } from './list-moves.ts'
import type { ItemActions } from './row-actions.ts'

/** The list as its keys see it: rows by their index, on screen or not. */
export interface ListRows {
  /** How many rows there are. */
  count: () => number
  /** Where an element's row stands, or, without one, the row that Tab leads to. */
  indexOf: (row: HTMLElement | null) => number
  /** The recording of a row; null: it is not here yet. */
  recordIdAt: (index: number) => string | null
  focus: (index: number) => void
  /** PgUp and PgDn. */
  turn: (by: 1 | -1) => void
}

/** What can be done with the files of recordings. */
type FileKeys = Pick<ItemActions, 'onKeep' | 'onExport'>

/**
 * The library's keys (shortcut-list.ts): some count anywhere on the screen, arrows, Home, End and Space within the list
 * only, and what is done with files is done with the selection, else with the row.
 */
export function useListKeys(
  grid: RefObject<HTMLElement | null>,
  layout: 'list' | 'grid',
  rows: ListRows,
  files: FileKeys,
): void {
  const { library, settings, dialogs } = useStores()

  const withFiles = (what: 'keep' | 'export', recordId: string | null): void => {
    const { selection } = library.getState()
    const recordIds = selection.size > 0 ? [...selection] : recordId === null ? [] : [recordId]
    if (recordIds.length === 0) return
    if (what === 'keep') files.onKeep(recordIds)
    else files.onExport(recordIds)
  }

  const edit = (recordId: string | null): void => {
    if (recordId !== null) dialogs.getState().open({ kind: 'edit', recordId })
  }

  const changeSelection = (what: 'toggle' | 'all' | 'none', recordId: string | null): void => {
    const { select, selectAll, clearSelection } = library.getState()
    if (what === 'all') selectAll()
    else if (what === 'none') clearSelection()
    else if (recordId !== null) select(recordId, 'toggle')
  }

  const step = (by: number, extend: boolean, row: HTMLElement | null): void => {
    const at = rows.indexOf(row)
    // Without a row J begins at the one that Tab would lead to.
    const to = row === null ? at : at + by
    if (to < 0 || to >= rows.count()) return
    if (extend) extendTo(rows.recordIdAt(at), rows.recordIdAt(to))
    rows.focus(to)
  }

  const extendTo = (from: string | null, to: string | null): void => {
    const { select, selection } = library.getState()
    if (selection.size === 0 && from !== null) select(from, 'only')
    if (to !== null) select(to, 'range')
  }

  const move = (what: ListMove, row: HTMLElement | null): void => {
    switch (what.to) {
      case 'page':
        rows.turn(what.by)
        break
      case 'edge':
        rows.focus(what.at === 'first' ? 0 : rows.count() - 1)
        break
      case 'actions':
        row?.querySelector('button')?.focus()
        break
      case 'row':
        step(what.by, what.extend, row)
        break
      case 'selection':
        changeSelection(what.what, row?.dataset.recordId ?? null)
        break
      case 'files':
        withFiles(what.what, row?.dataset.recordId ?? null)
        break
      case 'edit':
        edit(row?.dataset.recordId ?? null)
        break
      default:
        assertNever(what)
    }
  }

  const handle = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || isTyping(event.target) || !(event.target instanceof HTMLElement)) return
    if (event.target.closest('[role="listbox"], [role="menu"], dialog') !== null) return
    const row = event.target.closest<HTMLElement>('[data-record-id]')
    const action = event.target.closest('button')
    // A hit of a search is a button and a row at once: Space presses it.
    if (action !== null && action === row && event.key === ' ') return
    if (row !== null && action !== null && action !== row) {
      moveWithin(event, row, action)
      return
    }
    const selecting = library.getState().selection.size > 0
    const place = { inRow: row !== null, layout, columns: columnsOf(grid.current), selecting }
    const what = moveFor(event, place, settings.getState().shortcuts)
    if (what === null) return
    event.preventDefault()
    move(what, row)
  })

  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}

/** Between a row's own buttons: left of the first one is the row itself. */
function moveWithin(event: KeyboardEvent, row: HTMLElement, action: HTMLButtonElement): void {
  const buttons = [...row.querySelectorAll('button')]
  const at = buttons.indexOf(action)
  if (event.key === 'ArrowRight') buttons[at + 1]?.focus()
  else if (event.key === 'ArrowLeft') (buttons[at - 1] ?? row).focus()
  else if (event.key === 'Escape') row.focus()
  else return
  event.preventDefault()
}

/** How many cards stand beside each other. */
export function columnsOf(grid: HTMLElement | null): number {
  const items = grid?.querySelector('[data-items]')
  if (!items) return 1
  const { display, gridTemplateColumns } = getComputedStyle(items)
  return display === 'grid' ? gridTemplateColumns.split(' ').length : 1
}
