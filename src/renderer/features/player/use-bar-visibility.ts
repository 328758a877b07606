import { useEffect, useState } from 'react'

const HIDE_AFTER_MS = 2500
const INPUTS = ['pointermove', 'pointerdown', 'wheel'] as const

/** True while somebody moves the pointer over `area` or types anywhere, and for 2.5 s after. */
export function useRecentInput(area: HTMLElement | null): boolean {
  const [recent, setRecent] = useState(true)
  useEffect(() => {
    if (area === null) return
    let timer = 0
    const hide = (): void => setRecent(false)
    const keep = (): void => {
      setRecent(true)
      window.clearTimeout(timer)
      timer = window.setTimeout(hide, HIDE_AFTER_MS)
    }
    keep()
    for (const name of INPUTS) area.addEventListener(name, keep)
    window.addEventListener('keydown', keep)
    area.addEventListener('pointerleave', hide)
    return () => {
      window.clearTimeout(timer)
      for (const name of INPUTS) area.removeEventListener(name, keep)
      window.removeEventListener('keydown', keep)
      area.removeEventListener('pointerleave', hide)
    }
  }, [area])
  return recent
}

/** True while the keyboard's focus is inside `area`: what it points at must not vanish. */
export function useKeyboardFocus(area: HTMLElement | null): boolean {
  const [focused, setFocused] = useState(false)
  useEffect(() => {
    if (area === null) return
    const enter = (event: FocusEvent): void =>
      setFocused(event.target instanceof Element && event.target.matches(':focus-visible'))
    const leave = (): void => setFocused(false)
    area.addEventListener('focusin', enter)
    area.addEventListener('focusout', leave)
    return () => {
      area.removeEventListener('focusin', enter)
      area.removeEventListener('focusout', leave)
    }
  }, [area])
  return focused
}
