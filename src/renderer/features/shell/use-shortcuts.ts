import { useEffect, useEffectEvent } from 'react'
import { useStores } from '../../stores/context.ts'
import { isTyping } from './is-typing.ts'
import { type ActionId, actionFor, type ShortcutGroup } from './shortcuts.ts'

/**
 * Runs what a key does in these groups, but from text fields, menus and dialogs. `run` answers false when it is not for
 * it now: the key then stays the browser's.
 */
export function useShortcuts(
  groups: readonly ShortcutGroup[],
  run: (id: ActionId, event: KeyboardEvent) => boolean | undefined,
): void {
  const { settings } = useStores()
  const handle = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || isTyping(event.target)) return
    if (document.querySelector('dialog[open], [role="menu"]') !== null) return
    const id = actionFor(event, settings.getState().shortcuts, groups)
    if (id !== null && run(id, event) !== false) event.preventDefault()
  })
  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}
