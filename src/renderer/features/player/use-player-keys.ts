import { useEffect, useEffectEvent } from 'react'
import { useStores } from '../../stores/context.ts'
import { type PlayerCommand, playerCommand } from './keys.ts'

const TEXT_FIELDS = 'input:not([type=range]), textarea, select, [contenteditable]'
const MENUS = '[role=menu], [role=dialog], dialog, [role=listbox]'
const BUTTONS = 'button, a, [role=button]'
/** Marks what moves by the arrows itself: the volume slider, the transcript. */
const OWN_ARROWS = '[data-own-arrows]'
const REPEATED = new Set<PlayerCommand['do']>(['seek-by', 'frame', 'shift-captions', 'change-volume'])
const ARROWS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'])

/** Runs `run` for each key that means something in the player, wherever on the page the focus is. */
export function usePlayerKeys(run: (command: PlayerCommand) => void): void {
  const { settings } = useStores()
  const press = useEffectEvent((event: KeyboardEvent): void => {
    const target = event.target instanceof Element ? event.target : document.body
    if (target.closest(`${TEXT_FIELDS}, ${MENUS}`) !== null) return
    // A dialog whose focused button has gone leaves the focus to the page below it.
    if (document.querySelector('dialog[open]') !== null) return
    if (ARROWS.has(event.key) && target.closest(OWN_ARROWS) !== null) return
    const place = {
      onButton: target.closest(BUTTONS) !== null,
      inBar: target.closest('[data-player-bar]') !== null,
    }
    const command = playerCommand(event, place, settings.getState().shortcuts)
    if (command === null) return
    event.preventDefault()
    // A key that is held down moves on and on, but does everything else once.
    if (!event.repeat || REPEATED.has(command.do)) run(command)
  })
  useEffect(() => {
    // Captured, because the scrubber's own steps of a slider would be a second map for the same keys.
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [])
}
