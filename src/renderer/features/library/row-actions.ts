import type { Recording } from '../../../shared/recording.ts'

/** Where a menu opens: under a button, or where the pointer is. */
export type MenuAnchor = Element | { getBoundingClientRect: () => DOMRect }

/** What rows and cards can do. */
export interface RowActions {
  onOpen: (recording: Recording) => void
  onMenu: (recording: Recording, anchor: MenuAnchor) => void
}

/** A place on screen as an anchor; the context menu key reports the focused row's. */
export const anchorAt = (x: number, y: number): MenuAnchor => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) })

/** The row or card of a recording on screen. */
export const rowOf = (recordId: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-record-id="${CSS.escape(recordId)}"]`)
