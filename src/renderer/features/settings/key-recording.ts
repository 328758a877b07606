import { useEffect, useEffectEvent } from 'react'
import { type KeyPress, keyOf } from '../shell/shortcuts.ts'

/** What a key press means while a new key is waited for. */
export type Recorded =
  | { kind: 'key'; key: string }
  /** The action is to have no key. */
  | { kind: 'none' }
  | { kind: 'cancelled' }
  /** It leads on to the next button, as always. */
  | { kind: 'left' }
  /** Buttons, fields or the system would not work any more. */
  | { kind: 'refused'; key: string }
  /** Not a key yet: a modifier, or one that is still held. */
  | { kind: 'waiting' }

const REFUSED = new Set(['Enter', 'Shift+Enter', 'Mod+c', 'Mod+v', 'Mod+x', 'Mod+z', 'Mod+q', 'Mod+w'])

/** What a key press means while a new key is waited for. */
export function recordedOf(press: KeyPress & { repeat: boolean }): Recorded {
  const key = keyOf(press)
  if (key === null || press.repeat) return { kind: 'waiting' }
  switch (key) {
    case 'Escape':
      return { kind: 'cancelled' }
    case 'Backspace':
      return { kind: 'none' }
    case 'Tab':
    case 'Shift+Tab':
      return { kind: 'left' }
    default:
      return { kind: REFUSED.has(key) ? 'refused' : 'key', key }
  }
}

/** While `active`, each key press is told, and no other part of the window hears of it. */
export function useKeyRecording(active: boolean, onKey: (recorded: Recorded) => void): void {
  const handle = useEffectEvent((event: KeyboardEvent): void => {
    const recorded = recordedOf(event)
    if (recorded.kind !== 'left') {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    if (recorded.kind !== 'waiting') onKey(recorded)
  })
  useEffect(() => {
    if (!active) return
    // Captured, before anything that has a use for the key.
    window.addEventListener('keydown', handle, { capture: true })
    return () => window.removeEventListener('keydown', handle, { capture: true })
  }, [active])
}
