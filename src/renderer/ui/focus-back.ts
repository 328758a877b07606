const FOCUSABLE = ':is(button, input, select, [tabindex]):not([tabindex="-1"])'
/** In a list, the row that Tab leads to. */
const ROW = '[data-record-id][tabindex="0"]'
/** A list without end whose row is being drawn: it takes the keyboard itself then. */
const COMING = '[data-focus-coming]'

/** An element and what it stands in, but the page itself. */
export function insideOut(element: Element | null): Element[] {
  return element === null || element === document.body ? [] : [element, ...insideOut(element.parentElement)]
}

/**
 * Where nothing has the focus, because what had it is gone: it goes to a list's row, else to what comes first, in the
 * smallest part around its place (`cameFrom`, inside out) that is still there. The keyboard never starts over at the
 * window's top.
 */
export function giveFocusBack(cameFrom: readonly Element[]): void {
  for (const place of cameFrom) {
    if (document.activeElement !== document.body) return
    if (!place.isConnected) continue
    if (place.closest(COMING) !== null || place.querySelector(COMING) !== null) return
    // Who is reading further down the list stays there.
    place.querySelector<HTMLElement>(ROW)?.focus({ preventScroll: true })
    if (document.activeElement === document.body) place.querySelector<HTMLElement>(FOCUSABLE)?.focus()
  }
}
