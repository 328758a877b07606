import { type KeyboardEvent, useState } from 'react'
import { type DraggedRows, rowOf, stepOf, useDraggedRows } from '../../ui/use-dragged-rows.ts'
import { droppedPlace, type Place, steppedPlace } from './queue-order.ts'

const ROW = { type: 'application/x-roomreel-download', row: 'download' }

export interface QueueMoves extends Pick<DraggedRows, 'drop'> {
  /** For the list itself: rows have none of their own. */
  handlers: DraggedRows['handlers'] & { onKeyDown: (event: KeyboardEvent) => void }
  /** Where the row went that was moved last by keys, from 1, to say so; null: none was. */
  movedTo: number | null
}

/** Going through the rows by ↑ and ↓, and moving them: by Alt+↑ and Alt+↓, or by dragging. */
export function useQueueMoves(ids: readonly string[], onMove: (id: string, place: Place) => void): QueueMoves {
  const [movedTo, setMovedTo] = useState<number | null>(null)
  const { drop, handlers } = useDraggedRows({
    ...ROW,
    onDrop: (dragged, target, side) => {
      const place = droppedPlace(ids, dragged, target, side)
      if (place !== null) onMove(dragged, place)
    },
  })
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rowOf(event, ROW.row)
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
  return { drop, movedTo, handlers: { ...handlers, onKeyDown } }
}

const titleOf = (row: Element | null): HTMLElement | null => row?.querySelector<HTMLElement>('[data-title]') ?? null
