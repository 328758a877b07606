import { type RefObject, useLayoutEffect } from 'react'

/** Among rows and what is found in them Tab leads to one: to that which had the keyboard last, else to the first. */
export function useOneTabStop(scroller: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const onFocus = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && target.matches('[data-record-id]')) moveStop(element, target)
    }
    element.addEventListener('focusin', onFocus)
    return () => element.removeEventListener('focusin', onFocus)
  })
  // What is found comes and goes with every answer, and the one that had the keyboard with it.
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || element.querySelector('[data-record-id][tabindex="0"]') !== null) return
    moveStop(element, element.querySelector<HTMLElement>('[data-record-id]'))
  })
}

function moveStop(among: HTMLElement, to: HTMLElement | null): void {
  for (const other of among.querySelectorAll<HTMLElement>('[data-record-id][tabindex="0"]')) other.tabIndex = -1
  if (to !== null) to.tabIndex = 0
}
