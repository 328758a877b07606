import { type DragEvent, useState } from 'react'

export type Side = 'before' | 'after'

export interface Drop {
  id: string
  side: Side
}

export interface DraggedRows {
  /** For the list itself: rows have none of their own, so that a thousand of them stay light. */
  handlers: {
    onDragStart: (event: DragEvent) => void
    onDragOver: (event: DragEvent) => void
    onDrop: (event: DragEvent) => void
    onDragEnd: () => void
  }
  /** Where the dragged row would land. */
  drop: Drop | null
}

interface DraggedRowsParts {
  /** Says to other drop targets, such as the window's for files, that this is none of theirs. */
  type: string
  /** The data attribute that names a row, without `data-`. */
  row: string
  onDrop: (dragged: string, target: string, side: Side) => void
}

/** Rows of a list that are dragged to another place in it. */
export function useDraggedRows({ type, row: name, onDrop }: DraggedRowsParts): DraggedRows {
  const [dragged, setDragged] = useState<string | null>(null)
  const [drop, setDrop] = useState<Drop | null>(null)
  const end = (): void => {
    setDragged(null)
    setDrop(null)
  }
  const onDragOver = (event: DragEvent): void => {
    const row = rowOf(event, name)
    if (dragged === null || row === null) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'move'
    const next: Drop = { id: row.id, side: sideOf(row.element, event.clientY) }
    // Asked many times a second, mostly with the same answer.
    if (drop?.id !== next.id || drop.side !== next.side) setDrop(next)
  }
  return {
    drop,
    handlers: {
      onDragStart: (event) => {
        setDragged(rowOf(event, name)?.id ?? null)
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData(type, '')
      },
      onDragOver,
      onDrop: (event) => {
        if (dragged === null || drop === null) return
        event.preventDefault()
        onDrop(dragged, drop.id, drop.side)
        end()
      },
      onDragEnd: end,
    },
  }
}

/** The row that something happens in; `name`: its data attribute, without `data-`. */
export function rowOf({ target }: { target: EventTarget }, name: string): { element: HTMLElement; id: string } | null {
  const element = target instanceof Element ? target.closest<HTMLElement>(`[data-${name}]`) : null
  const id = element?.dataset[name]
  return element === null || id === undefined ? null : { element, id }
}

/** Which way a key leads among rows; null: it is none of theirs. */
export const stepOf = (key: string): 1 | -1 | null => (key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : null)

/** The half of a row that the pointer is in. */
function sideOf(row: HTMLElement, clientY: number): Side {
  const { top, height } = row.getBoundingClientRect()
  return clientY < top + height / 2 ? 'before' : 'after'
}
