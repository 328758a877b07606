import { type RefObject, useEffect } from 'react'

/**
 * What comes or goes above the list, as the banner of a silent server does, moves none of its rows while somebody is
 * among them: a pointer that merely lay there when the list came is nobody. At the very top there may be too little to
 * scroll by.
 */
export function useSteadyTop(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    let top = element.getBoundingClientRect().top
    let isPointed = false
    const onPoint = (): void => {
      isPointed = true
    }
    element.addEventListener('pointermove', onPoint, { once: true })
    // It is told after the layout and before the picture: nobody sees the rows elsewhere.
    const observer = new ResizeObserver(() => {
      const now = element.getBoundingClientRect().top
      const isAmong = (isPointed && element.matches(':hover')) || element.contains(document.activeElement)
      if (now !== top && (isAmong || element.scrollTop > 0)) element.scrollTop += now - top
      top = now
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      element.removeEventListener('pointermove', onPoint)
    }
  }, [scroller])
}
