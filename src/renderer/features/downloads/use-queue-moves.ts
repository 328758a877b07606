import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { droppedPlace, type Place, steppedPlace } from './queue-order.ts'

/** Says to other drop targets, such as the window's for files, that this is none of theirs. */
const DRAGGED_TYPE = 'application/x-roomreel-download'

interface Drop {
  id: string
  side: 'before' | 'after'
}

export interface QueueMoves {
  /** For the list itself: rows have none of their own. */
  handlers: {
    onKeyDown: (event: KeyboardEvent) => void
    onDragStart: (event: DragEvent) => void
    onDragOver: (event: DragEvent) => void
    onDrop: (event: DragEvent) => void
    onDragEnd: () => void
  }
  /** Where a dragged row would land. */
  drop: Drop | null
  /** Where the row went that was moved last by keys, from 1, to say so; null: none was. */
  movedTo: number | null
}

/** Going through the rows by ↑ and ↓, and moving them: by Alt+↑ and Alt+↓, or by dragging. */
export function useQueueMoves(ids: readonly string[], onMove: (id: string, place: Place) => void): QueueMoves {
  const [dragged, setDragged] = useState<string | null>(null)
  const [drop, setDrop] = useState<Drop | null>(null)
  const [movedTo, setMovedTo] = useState<number | null>(null)

  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rowOf(event)
    const step = stepOf(event.key)
    if (row === null || step === null || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (!event.altKey) {
      titleOf(step === 1 ? row.element.nextElementSibling : row.element.previousElementSibling)?.focus()
      return
    }
    const place = steppedPlace(ids, row.id, step)
    if (place === null) return
    onMove(row.id, place)
    setMovedTo(ids.indexOf(row.id) + step + 1)
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
    drop,
    movedTo,
    handlers: {
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
        const place = droppedPlace(ids, dragged, drop.id, drop.side)
        if (place !== null) onMove(dragged, place)
        endDrag()
      },
      onDragEnd: endDrag,
    },
  }
}

/** The row that something happens in. */
function rowOf({ target }: { target: EventTarget }): { element: HTMLElement; id: string } | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-download]') : null
  const id = element?.dataset.download
  return element === null || id === undefined ? null : { element, id }
}

const titleOf = (row: Element | null): HTMLElement | null => row?.querySelector<HTMLElement>('[data-title]') ?? null

/** The half of a row that the pointer is in. */
function sideOf(row: HTMLElement, clientY: number): Drop['side'] {
  const { top, height } = row.getBoundingClientRect()
  return clientY < top + height / 2 ? 'before' : 'after'
}

const stepOf = (key: string): 1 | -1 | null => (key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : null)
