import { type DragEvent, type FocusEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { movedBeside, movedBy, sameOrder } from './server-order.ts'

/** Says to other drop targets, such as the window's for files, that this is none of theirs. */
const DRAGGED_TYPE = 'application/x-roomreel-server'

interface ListMovesParts {
  /** All servers, in order. */
  ids: readonly string[]
  /** Those of them that are on screen. */
  shown: readonly string[]
  currentId: string | null
  /** Null: the order cannot be changed now. */
  onReorder: ((ids: string[]) => void) | null
}

interface Drop {
  id: string
  side: 'before' | 'after'
}

export interface ListMoves {
  /** For the list itself: rows have none of their own, so that a thousand of them stay light. */
  handlers: {
    ref: RefObject<HTMLUListElement | null>
    onFocus: (event: FocusEvent) => void
    onKeyDown: (event: KeyboardEvent) => void
    onDragStart: (event: DragEvent) => void
    onDragOver: (event: DragEvent) => void
    onDrop: (event: DragEvent) => void
    onDragEnd: () => void
  }
  /** The one row that Tab stops at. */
  tabStop: string | null
  /** Where a dragged row would land. */
  drop: Drop | null
  /** The row that was moved last by keys, to say so. */
  moved: string | null
}

/** Going through the rows, and moving them, by keys and by dragging. */
export function useListMoves({ ids, shown, currentId, onReorder }: ListMovesParts): ListMoves {
  const list = useRef<HTMLUListElement>(null)
  const [at, setAt] = useState<string | null>(null)
  const [dragged, setDragged] = useState<string | null>(null)
  const [drop, setDrop] = useState<Drop | null>(null)
  const [moved, setMoved] = useState<string | null>(null)
  const tabStop = [at, currentId, shown[0]].find((id) => id != null && shown.includes(id)) ?? null

  const reorder = (order: string[]): void => {
    if (!sameOrder(order, ids)) onReorder?.(order)
  }
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
  const endDrag = (): void => {
    setDragged(null)
    setDrop(null)
  }
  const onDragOver = (event: DragEvent): void => {
    const row = rowOf(event)
    if (dragged === null || row === null) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'move'
    const next: Drop = { id: row.id, side: sideOf(row.element, event.clientY) }
    // Asked many times a second, mostly with the same answer.
    if (drop?.id !== next.id || drop.side !== next.side) setDrop(next)
  }
  return {
    tabStop,
    drop,
    moved,
    handlers: {
      ref: list,
      onFocus: (event) => setAt(rowOf(event)?.id ?? null),
      onKeyDown,
      onDragStart: (event) => {
        setDragged(rowOf(event)?.id ?? null)
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData(DRAGGED_TYPE, '')
      },
      onDragOver,
      onDrop: (event) => {
        if (dragged === null || drop === null) return
        event.preventDefault()
        reorder(movedBeside(ids, dragged, drop.id, drop.side))
        endDrag()
      },
      onDragEnd: endDrag,
    },
  }
}

/** The row that something happens in. */
function rowOf({ target }: { target: EventTarget }): { element: HTMLElement; id: string } | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-server]') : null
  const id = element?.dataset.server
  return element === null || id === undefined ? null : { element, id }
}

/** The half of a row that the pointer is in. */
function sideOf(row: HTMLElement, clientY: number): Drop['side'] {
  const { top, height } = row.getBoundingClientRect()
  return clientY < top + height / 2 ? 'before' : 'after'
}

const stepOf = (key: string): 1 | -1 | null => (key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : null)

/** The place that a key leads to; null: it is none of the list's. */
function targetOf(key: string, at: number, count: number): number | null {
  const step = stepOf(key)
  if (step !== null) return Math.max(0, Math.min(at + step, count - 1))
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}
