/** Where a key leads in the list. */
export type ListMove =
  | { to: 'row'; by: number }
  | { to: 'edge'; at: 'first' | 'last' }
  | { to: 'page'; by: 1 | -1 }
  | { to: 'actions' }

export interface ListPlaceOfKeys {
  /** The keyboard is on a row or card. */
  inRow: boolean
  layout: 'list' | 'grid'
  /** Cards beside each other; 1 in the list. */
  columns: number
}

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>

/** The move that a key asks for; null: none, and the key stays the browser's. */
export function moveFor(event: Key, { inRow, layout, columns }: ListPlaceOfKeys): ListMove | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return null
  switch (event.key) {
    case 'j':
      return { to: 'row', by: 1 }
    case 'k':
      return { to: 'row', by: -1 }
    case 'PageDown':
      return { to: 'page', by: 1 }
    case 'PageUp':
      return { to: 'page', by: -1 }
  }
  if (!inRow) return null
  switch (event.key) {
    case 'ArrowDown':
      return { to: 'row', by: columns }
    case 'ArrowUp':
      return { to: 'row', by: -columns }
    case 'ArrowRight':
      return layout === 'list' ? { to: 'actions' } : { to: 'row', by: 1 }
    case 'ArrowLeft':
      return layout === 'list' ? null : { to: 'row', by: -1 }
    case 'Home':
      return { to: 'edge', at: 'first' }
    case 'End':
      return { to: 'edge', at: 'last' }
    default:
      return null
  }
}
