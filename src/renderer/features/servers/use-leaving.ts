import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useServers } from '../../stores/context.ts'

export interface Leaving {
  /** The form writes here whether leaving it would lose something. */
  dirty: RefObject<boolean>
  /** Does it at once, or once the user has agreed to lose what was typed. */
  leave: (action: () => void) => void
  asking: boolean
  keep: () => void
  discard: () => void
}

/** Nothing that was typed is lost without a question. Esc leaves the way that `onEscape` says. */
export function useLeaving(onEscape: () => void): Leaving {
  const dirty = useRef(false)
  const [pending, setPending] = useState<{ action: () => void } | null>(null)
  const guardLeaving = useServers((state) => state.guardLeaving)

  const leave = (action: () => void): void => {
    if (dirty.current) setPending({ action })
    else action()
  }
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    if (document.querySelector('dialog[open], [role="menu"]') !== null) return
    event.preventDefault()
    leave(onEscape)
  })
  useEffect(() => {
    // The window's own Esc comes after the document's, and leaves alone what was dealt with.
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  const guard = useEffectEvent(leave)
  useEffect(() => guardLeaving((action) => guard(action)), [guardLeaving])
  return {
    dirty,
    leave,
    asking: pending !== null,
    keep: () => setPending(null),
    discard: () => {
      dirty.current = false
      setPending(null)
      pending?.action()
    },
  }
}
