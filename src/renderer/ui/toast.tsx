import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Toast as ToastFacts } from '../stores/toasts.ts'
import styles from './toast.module.css'

interface ToastProps {
  /** Null: nothing is to be said. */
  toast: ToastFacts | null
  onGone: (toast: ToastFacts) => void
}

/** Says something for a while. Whoever points at it, or is in it with the keyboard, holds it. */
export function Toast({ toast, onGone }: ToastProps) {
  const place = useRef<HTMLDivElement>(null)
  const cameFrom = useRef<Element | null>(null)
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const held = pointed || focused
  const gone = useEffectEvent(onGone)
  useEffect(() => {
    if (toast === null || held) return
    const timer = setTimeout(() => gone(toast), toast.ms)
    return () => clearTimeout(timer)
  }, [toast, held])

  const act = ({ action }: ToastFacts): void => {
    // The button goes: the keyboard goes back to where it was.
    if (focused && cameFrom.current instanceof HTMLElement && cameFrom.current.isConnected) cameFrom.current.focus()
    setFocused(false)
    setPointed(false)
    action?.run()
  }
  return (
    <div
      ref={place}
      className={styles.place}
      role="status"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={(event) => {
        if (!place.current?.contains(event.relatedTarget)) cameFrom.current = event.relatedTarget
        setFocused(true)
      }}
      onBlur={() => setFocused(false)}
    >
      {toast !== null && (
        <span className={styles.toast}>
          <span>{toast.text}</span>
          {toast.action !== null && (
            <button
              type="button"
              onClick={() => {
                onGone(toast)
                act(toast)
              }}
            >
              {toast.action.label}
            </button>
          )}
        </span>
      )}
    </div>
  )
}
