import type { ShortcutSettings } from '../../../shared/settings.ts'
import { actionFor, type KeyPress } from '../shell/shortcuts.ts'

/** What a key does in the list. */
export type ListMove =
  | { to: 'row'; by: number; extend: boolean }
  | { to: 'edge'; at: 'first' | 'last' }
  | { to: 'page'; by: 1 | -1 }
  | { to: 'actions' }
  | { to: 'selection'; what: 'toggle' | 'all' | 'none' }
  /** What is done with the selected recordings, else with the row's. */
  | { to: 'files'; what: 'keep' | 'export' }
  /** The details of the row's recording. */
  | { to: 'edit' }

export interface ListPlaceOfKeys {
  /** The keyboard is on a row or card. */
  inRow: boolean
  layout: 'list' | 'grid'
  /** Cards beside each other; 1 in the list. */
  columns: number
  /** Something is selected: Esc is for that. */
  selecting: boolean
}

/** The move that a key asks for; null: none, and the key stays the browser's. */
export function moveFor(press: KeyPress, place: ListPlaceOfKeys, shortcuts: ShortcutSettings): ListMove | null {
  switch (actionFor(press, shortcuts, ['library'])) {
    case 'library.next':
      return { to: 'row', by: 1, extend: false }
    case 'library.previous':
      return { to: 'row', by: -1, extend: false }
    case 'library.selectAll':
      return { to: 'selection', what: 'all' }
    case 'library.keep':
      return isAbout(place) ? { to: 'files', what: 'keep' } : null
    case 'library.export':
      return isAbout(place) ? { to: 'files', what: 'export' } : null
    case 'library.edit':
      return place.inRow ? { to: 'edit' } : null
    default:
      return fixedMove(press, place)
  }
}

/** Keys that are the same in every list. */
function fixedMove({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyPress, place: ListPlaceOfKeys): ListMove | null {
  if (altKey || ctrlKey || metaKey) return null
  const by = stepOf(key, place)
  if (by !== null) return { to: 'row', by, extend: shiftKey }
  if (shiftKey) return null
  return moveAnywhere(key, place) ?? (place.inRow ? moveInRow(key, place.layout) : null)
}

/** There is a recording that a key can be about. */
const isAbout = ({ inRow, selecting }: ListPlaceOfKeys): boolean => inRow || selecting

/** How far an arrow leads within the list. */
function stepOf(key: string, { inRow, layout, columns }: ListPlaceOfKeys): number | null {
  if (!inRow) return null
  if (key === 'ArrowDown') return columns
  if (key === 'ArrowUp') return -columns
  if (layout === 'list') return null
  if (key === 'ArrowRight') return 1
  return key === 'ArrowLeft' ? -1 : null
}

function moveAnywhere(key: string, { selecting }: ListPlaceOfKeys): ListMove | null {
  switch (key) {
    case 'PageDown':
      return { to: 'page', by: 1 }
    case 'PageUp':
      return { to: 'page', by: -1 }
    case 'Escape':
      return selecting ? { to: 'selection', what: 'none' } : null
    default:
      return null
  }
}

function moveInRow(key: string, layout: ListPlaceOfKeys['layout']): ListMove | null {
  switch (key) {
    case 'ArrowRight':
      return layout === 'list' ? { to: 'actions' } : null
    case 'Home':
      return { to: 'edge', at: 'first' }
    case 'End':
      return { to: 'edge', at: 'last' }
    case ' ':
      return { to: 'selection', what: 'toggle' }
    default:
      return null
  }
}
