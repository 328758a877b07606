import { type RefObject, useEffect } from 'react'
import { giveFocusBack, insideOut } from './focus-back.ts'

/** Menus and dialogs give the focus back themselves. */
const BY_ITSELF = '[role="menu"], dialog'

/**
 * What takes itself away when it is used, as a filter's chip does, leaves the keyboard beside it and not nowhere. Who
 * uses the pointer has no such place: a row with the focus would only hold back what is new above it.
 */
export function useFocusStays(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const screen = ref.current
    if (screen === null) return
    let cameFrom: Element[] = []
    let byKeys = false
    const onInput = ({ type }: Event): void => {
      byKeys = type === 'keydown'
    }
    const onFocus = ({ target }: FocusEvent): void => {
      const own = target instanceof Element && target.closest(BY_ITSELF) === null
      cameFrom = own ? insideOut(target) : []
    }
    const onBlur = (): void => {
      const [left] = cameFrom
      // What is being removed loses the focus too, and is gone only after this.
      queueMicrotask(() => {
        if (left === cameFrom[0] && left?.isConnected) cameFrom = []
      })
    }
    const observer = new MutationObserver(() => {
      if (byKeys && cameFrom[0]?.isConnected === false) giveFocusBack(cameFrom)
    })
    const inputs = ['keydown', 'pointerdown']
    for (const input of inputs) screen.addEventListener(input, onInput, { capture: true })
    screen.addEventListener('focusin', onFocus)
    screen.addEventListener('focusout', onBlur)
    observer.observe(screen, { childList: true, subtree: true })
    return () => {
      for (const input of inputs) screen.removeEventListener(input, onInput, { capture: true })
      screen.removeEventListener('focusin', onFocus)
      screen.removeEventListener('focusout', onBlur)
      observer.disconnect()
    }
  }, [ref])
}
