import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Toast as ToastFacts } from '../stores/toasts.ts'
import styles from './toast.module.css'

interface ToastsProps {
  toasts: readonly ToastFacts[]
  onGone: (toast: ToastFacts) => void
}

/** What is said for a while. Whoever points at it, or is in it with the keyboard, holds it. */
export function Toasts({ toasts, onGone }: ToastsProps) {
  const cameFrom = useRef<Element | null>(null)
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)

  const act = (toast: ToastFacts): void => {
    // The button goes: the keyboard goes back to where it was.
    if (focused && cameFrom.current instanceof HTMLElement && cameFrom.current.isConnected) cameFrom.current.focus()
    setFocused(false)
    setPointed(false)
    onGone(toast)
    toast.action?.run()
  }
  return (
    <div
      className={styles.place}
      role="status"
      // Of several, only the new one is read out.
      aria-atomic="false"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) cameFrom.current = relatedTarget
        setFocused(true)
      }}
      onBlur={() => setFocused(false)}
    >
      {toasts.map((toast) => (
        <Toast key={toast.id} toast={toast} held={pointed || focused} onGone={onGone} onAct={act} />
      ))}
    </div>
  )
}

interface ToastProps {
  toast: ToastFacts
  held: boolean
  onGone: (toast: ToastFacts) => void
  onAct: (toast: ToastFacts) => void
}

function Toast({ toast, held, onGone, onAct }: ToastProps) {
  const gone = useEffectEvent(onGone)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => gone(toast), toast.ms)
    return () => clearTimeout(timer)
  }, [toast, held])
  return (
    <span className={styles.toast}>
      <span>{toast.text}</span>
      {toast.action !== null && (
        <button type="button" onClick={() => onAct(toast)}>
          {toast.action.label}
        </button>
      )}
    </span>
  )
}
