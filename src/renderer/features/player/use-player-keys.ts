import { useEffect, useRef } from 'react'
import { type PlayerCommand, playerCommand } from './keys.ts'

const TEXT_FIELDS = 'input:not([type=range]), textarea, select, [contenteditable]'
const MENUS = '[role=menu], [role=dialog], dialog, [role=listbox]'
const BUTTONS = 'button, a, [role=button]'
/** Marks what moves by the arrows itself: the volume slider. */
const OWN_ARROWS = '[data-own-arrows]'
const ARROWS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'])

/** Runs `run` for each key of the player's keyboard map, wherever on the page the focus is. */
export function usePlayerKeys(run: (command: PlayerCommand) => void): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : document.body
      if (target.closest(`${TEXT_FIELDS}, ${MENUS}`) !== null) return
      const { key, shiftKey, ctrlKey, altKey, metaKey } = event
      if (ARROWS.has(key) && target.closest(OWN_ARROWS) !== null) return
      const command = playerCommand(
        { key, shiftKey, ctrlKey, altKey, metaKey, altGraph: event.getModifierState('AltGraph') },
        { onButton: target.closest(BUTTONS) !== null, inBar: target.closest('[data-player-bar]') !== null },
      )
      if (command === null) return
      event.preventDefault()
      latest.current(command)
    }
    // Captured, because the scrubber's own steps of a slider would be a second map for the same keys.
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [])
}
