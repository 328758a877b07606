import { type RefObject, useCallback, useEffect, useEffectEvent, useRef } from 'react'
import { assertNever } from '../../../shared/app-error.ts'
import { useStores } from '../../stores/context.ts'
import { pageCount } from '../../stores/library-view.ts'
import { isTyping } from '../shell/is-typing.ts'
import { type ListMove, moveFor } from './list-moves.ts'

/**
 * The library's keys: J/K and PgUp/PgDn from anywhere on the screen, arrows, Home and End within the list.
 * The answer is called when a new page is on screen, and puts the keyboard on its first row if a key turned the page.
 */
export function useListKeys(grid: RefObject<HTMLElement | null>, layout: 'list' | 'grid'): () => void {
  const { library } = useStores()
  const turned = useRef(false)
  const rows = (): HTMLElement[] => [...(grid.current?.querySelectorAll<HTMLElement>('[data-record-id]') ?? [])]

  const turnPage = (by: 1 | -1): void => {
    const { view, page, setPage } = library.getState()
    const next = view.page + by
    if (page === null || next < 1 || next > pageCount(page.total, view.pageSize)) return
    turned.current = true
    void setPage(next)
  }

  const move = (step: ListMove, row: HTMLElement | null): void => {
    const all = rows()
    const at = row === null ? -1 : all.indexOf(row)
    switch (step.to) {
      case 'page':
        turnPage(step.by)
        break
      case 'edge':
        all.at(step.at === 'first' ? 0 : -1)?.focus()
        break
      case 'actions':
        row?.querySelector('button')?.focus()
        break
      case 'row':
        // Without a row J begins at the one that Tab would lead to.
        if (at === -1) all.find((element) => element.tabIndex === 0)?.focus()
        else all[at + step.by]?.focus()
        break
      default:
        assertNever(step)
    }
  }

  const handle = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || isTyping(event.target) || !(event.target instanceof HTMLElement)) return
    if (event.target.closest('[role="listbox"]') !== null) return
    const row = event.target.closest<HTMLElement>('[data-record-id]')
    const action = event.target.closest('button')
    if (row !== null && action !== null) {
      moveWithin(event, row, action)
      return
    }
    const step = moveFor(event, { inRow: row !== null, layout, columns: columnsOf(grid.current) })
    if (step === null) return
    event.preventDefault()
    move(step, row)
  })

  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])

  return useCallback(() => {
    if (!turned.current) return
    turned.current = false
    grid.current?.querySelector<HTMLElement>('[data-record-id]')?.focus({ preventScroll: true })
  }, [grid])
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
function columnsOf(grid: HTMLElement | null): number {
  const items = grid?.querySelector('[data-items]')
  if (!items) return 1
  const { display, gridTemplateColumns } = getComputedStyle(items)
  return display === 'grid' ? gridTemplateColumns.split(' ').length : 1
}
