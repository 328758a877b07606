import { useSession, useSettings } from '../../stores/context.ts'
import { ariaKey } from './key-press.ts'
import { type ActionId, keysOf, keyWords } from './shortcuts.ts'

/** True on macOS, where Mod is Cmd. */
export const useIsMac = (): boolean => useSession((session) => session.system.platform === 'darwin')

/** Tells an action's first key in words ("Shift C"), for tooltips and menus; '' = it has none. */
export function useKeyWords(): (id: ActionId) => string {
  const shortcuts = useSettings((settings) => settings.shortcuts)
  const isMac = useIsMac()
  return (id) => {
    const [key] = keysOf(id, shortcuts)
    return key === undefined ? '' : keyWords(key, isMac)
  }
}

/** Tells an action's keys as `aria-keyshortcuts` wants them; undefined: it has none. */
export function useAriaKeys(): (id: ActionId) => string | undefined {
  const shortcuts = useSettings((settings) => settings.shortcuts)
  const isMac = useIsMac()
  return (id) =>
    keysOf(id, shortcuts)
      .map((key) => ariaKey(key, isMac))
      .join(' ') || undefined
}

/** A name with its key, as a tooltip has it: "Captions (C)". */
export const withKey = (label: string, key: string): string => (key === '' ? label : `${label} (${key})`)
