import { useLayoutEffect, useRef, useState } from 'react'
import type { Recording } from '../../../shared/recording.ts'
import { useStores } from '../../stores/context.ts'
import type { SelectHow } from '../../stores/library-selection.ts'

/** Where a menu opens: under a button, or where the pointer is. */
export type MenuAnchor = Element | { getBoundingClientRect: () => DOMRect }

/** What the list asks of its screen. */
export interface RowActions {
  onOpen: (recording: Recording) => void
  onMenu: (recording: Recording, anchor: MenuAnchor) => void
  /** Keeps recordings on this device. */
  onKeep: (recordIds: string[]) => void
  onExport: (recordIds: string[]) => void
  /** A file is being dragged out of the window. */
  onDrag: (recordId: string) => void
}

/** What rows and cards can do. */
export interface ItemActions extends RowActions {
  onFocus: (recordId: string) => void
  onSelect: (recordId: string, how: SelectHow) => void
}

/** The same functions at every render, so that a row is drawn again only when it has something else to show. */
export function useItemActions(actions: RowActions): ItemActions {
  const { library } = useStores()
  const latest = useRef(actions)
  useLayoutEffect(() => {
    latest.current = actions
  })
  const [steady] = useState<ItemActions>(() => ({
    onOpen: (recording) => latest.current.onOpen(recording),
    onMenu: (recording, anchor) => latest.current.onMenu(recording, anchor),
    onKeep: (recordIds) => latest.current.onKeep(recordIds),
    onExport: (recordIds) => latest.current.onExport(recordIds),
    onDrag: (recordId) => latest.current.onDrag(recordId),
    onFocus: (recordId) => library.getState().keepPosition({ recordId }),
    onSelect: (recordId, how) => library.getState().select(recordId, how),
  }))
  return steady
}

/** A place on screen as an anchor; the context menu key reports the focused row's. */
export const anchorAt = (x: number, y: number): MenuAnchor => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) })

/** The row or card of a recording on screen. */
export const rowOf = (recordId: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-record-id="${CSS.escape(recordId)}"]`)
