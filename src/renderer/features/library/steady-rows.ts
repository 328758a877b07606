/** A row that was in sight, and where: px from the top of the window, and in the whole list. */
export interface SeenRow {
  recordId: string
  top: number
  /** From 0; NaN on a page, where nobody asks. */
  index: number
}

/** What is not to move when a list is refreshed. */
export interface Held {
  /** The row that stays where it is, then those after it: the next one counts when it has gone. */
  rows: SeenRow[]
  /** The recording that the keyboard is on, then those after it; empty when it is elsewhere. */
  keyboard: string[]
}

/**
 * What is to stay where it is: the row under the pointer, else the keyboard's, else, in a list that is not at its top,
 * the first row in sight; null: nothing, new rows appear on top.
 */
export function heldRow(scroller: HTMLElement): Held | null {
  const rows = [...scroller.querySelectorAll<HTMLElement>('[data-record-id]')]
  const frame = scroller.getBoundingClientRect()
  const isInSight = (row: HTMLElement): boolean => {
    const { top, bottom } = row.getBoundingClientRect()
    return bottom > frame.top && top < frame.bottom
  }
  const focused = rows.findIndex((row) => row.contains(document.activeElement))
  const hovered = rows.findIndex((row) => row.matches(':hover'))
  const focusedInSight = rows.findIndex((row, at) => at === focused && isInSight(row))
  const first = scroller.scrollTop > 0 ? rows.findIndex(isInSight) : -1
  const at = [hovered, focusedInSight, first].find((place) => place !== -1)
  const keyboard = focused === -1 ? [] : rows.slice(focused).map((row) => row.dataset.recordId ?? '')
  if (at === undefined) return keyboard.length === 0 ? null : { rows: [], keyboard }
  return { rows: rows.slice(at).map(seen), keyboard }
}

const seen = (row: HTMLElement): SeenRow => ({
  recordId: row.dataset.recordId ?? '',
  top: row.getBoundingClientRect().top,
  index: Number(row.dataset.index ?? Number.NaN),
})

/** The first of the held rows that is still there. */
export function stillThere<T>(held: Held, find: (recordId: string) => T | null): { row: SeenRow; now: T } | null {
  for (const row of held.rows) {
    const now = find(row.recordId)
    if (now !== null) return { row, now }
  }
  return null
}

/** The row that the keyboard was on has gone, and took the focus with it: the next one has it. */
export function giveFocusBack({ keyboard }: Held, find: (recordId: string) => HTMLElement | null): void {
  if (document.activeElement !== document.body) return
  const row = keyboard.map(find).find((found) => found !== null)
  row?.focus({ preventScroll: true })
}
