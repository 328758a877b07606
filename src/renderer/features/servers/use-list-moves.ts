import { type FocusEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { type DraggedRows, rowOf, stepOf, useDraggedRows } from '../../ui/use-dragged-rows.ts'
import { movedBeside, movedBy, sameOrder } from './server-order.ts'

const ROW = { type: 'application/x-roomreel-server', row: 'server' }

interface ListMovesParts {
  /** All servers, in order. */
  ids: readonly string[]
  /** Those of them that are on screen. */
  shown: readonly string[]
  currentId: string | null
  /** Null: the order cannot be changed now. */
  onReorder: ((ids: string[]) => void) | null
}

export interface ListMoves extends Pick<DraggedRows, 'drop'> {
  /** For the list itself: rows have none of their own, so that a thousand of them stay light. */
  handlers: DraggedRows['handlers'] & {
    ref: RefObject<HTMLUListElement | null>
    onFocus: (event: FocusEvent) => void
    onKeyDown: (event: KeyboardEvent) => void
  }
  /** The one row that Tab stops at. */
  tabStop: string | null
  /** The row that was moved last by keys, to say so. */
  moved: string | null
}

/** Going through the rows, and moving them, by keys and by dragging. */
export function useListMoves({ ids, shown, currentId, onReorder }: ListMovesParts): ListMoves {
  const list = useRef<HTMLUListElement>(null)
  const [at, setAt] = useState<string | null>(null)
  const [moved, setMoved] = useState<string | null>(null)
  const tabStop = [at, currentId, shown[0]].find((id) => id != null && shown.includes(id)) ?? null

  const reorder = (order: string[]): void => {
    if (!sameOrder(order, ids)) onReorder?.(order)
  }
  const { drop, handlers } = useDraggedRows({
    ...ROW,
    onDrop: (dragged, target, side) => reorder(movedBeside(ids, dragged, target, side)),
  })
  const onFocus = (event: FocusEvent): void => setAt(rowOf(event, ROW.row)?.id ?? null)
  const move = (id: string, step: 1 | -1): void => {
    reorder(movedBy(ids, id, step))
    setMoved(id)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (tabStop === null || event.ctrlKey || event.metaKey || event.shiftKey) return
    const step = stepOf(event.key)
    const to = targetOf(event.key, shown.indexOf(tabStop), shown.length)
    if (event.altKey ? step === null || onReorder === null : to === null) return
    event.preventDefault()
    if (event.altKey && step !== null) move(tabStop, step)
    else if (to !== null) list.current?.querySelectorAll<HTMLElement>('[data-server] > button')[to]?.focus()
  }
  return { tabStop, drop, moved, handlers: { ...handlers, ref: list, onFocus, onKeyDown } }
}

/** The place that a key leads to; null: it is none of the list's. */
function targetOf(key: string, at: number, count: number): number | null {
  const step = stepOf(key)
  if (step !== null) return Math.max(0, Math.min(at + step, count - 1))
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}
