import type { ShortcutSettings } from '../../../shared/settings.ts'
import { type KeyPress, keyOf, keyWords } from './key-press.ts'
import { type ActionId, SHORTCUT_GROUPS, SHORTCUTS, type ShortcutGroup } from './shortcut-list.ts'

export { digitOf, type KeyPress, keyOf, keyWords } from './key-press.ts'
export type { ActionId, ShortcutGroup } from './shortcut-list.ts'

export type KnownShortcut = (typeof SHORTCUTS)[number]

/** The same key for several things that can be meant at the same time. */
export interface KeyConflict {
  key: string
  ids: ActionId[]
}

/** More keys than these are shown as the first and the last of them. */
const MOST_SHOWN = 4

export const isFixed = (shortcut: KnownShortcut): boolean => 'fixed' in shortcut

/** The keys of an action: the user's, else the usual ones; empty: none. */
export function keysOf(id: ActionId, overrides: ShortcutSettings): readonly string[] {
  const shortcut = SHORTCUTS.find((each) => each.id === id)
  return shortcut === undefined ? [] : keysOfShortcut(shortcut, overrides)
}

const keysOfShortcut = (shortcut: KnownShortcut, overrides: ShortcutSettings): readonly string[] =>
  (isFixed(shortcut) ? undefined : overrides[shortcut.id]) ?? shortcut.keys

/** What a key does where these groups count, the first group first; null: nothing. */
export function actionFor(
  press: KeyPress,
  overrides: ShortcutSettings,
  groups: readonly ShortcutGroup[],
): ActionId | null {
  const key = keyOf(press)
  if (key === null) return null
  const meant = SHORTCUTS.filter((shortcut) => keysOfShortcut(shortcut, overrides).includes(key))
  for (const group of groups) {
    const found = meant.find((shortcut) => shortcut.group === group)
    if (found !== undefined) return found.id
  }
  return null
}

/** Keys that mean several things at once, in the order of the list. What is fixed meets only what can be changed. */
export function conflictsOf(overrides: ShortcutSettings): KeyConflict[] {
  const byKey = new Map<string, KnownShortcut[]>()
  for (const shortcut of SHORTCUTS)
    for (const key of new Set(keysOfShortcut(shortcut, overrides)))
      byKey.set(key, [...(byKey.get(key) ?? []), shortcut])
  return [...byKey].flatMap(([key, shortcuts]) => {
    const meeting = shortcuts.filter((one) => shortcuts.some((other) => meet(one, other)))
    return meeting.length === 0 ? [] : [{ key, ids: meeting.map(({ id }) => id) }]
  })
}

/** Those that this one shares a key with, in the order of the list. */
export function meetsWith(id: ActionId, overrides: ShortcutSettings): ActionId[] {
  const mine = SHORTCUTS.find((each) => each.id === id)
  if (mine === undefined) return []
  const keys = keysOfShortcut(mine, overrides)
  return SHORTCUTS.filter(
    (other) => meet(mine, other) && keysOfShortcut(other, overrides).some((key) => keys.includes(key)),
  ).map((other) => other.id)
}

/** True when both can be meant in the same moment; what is fixed was made to fit together. */
function meet(one: KnownShortcut, other: KnownShortcut): boolean {
  if (one.id === other.id || (isFixed(one) && isFixed(other))) return false
  return one.group === other.group || one.group === 'anywhere' || other.group === 'anywhere'
}

/** Overrides with other keys for an action; those that are the usual ones again, or null, leave nothing behind. */
export function withKeys(overrides: ShortcutSettings, id: ActionId, keys: readonly string[] | null): ShortcutSettings {
  const { [id]: _, ...others } = overrides
  const usual = keysOf(id, {})
  const same = keys === null || (keys.length === usual.length && keys.every((key) => usual.includes(key)))
  return same ? others : { ...others, [id]: [...keys] }
}

/** The keys of an action as they are written for people, each alone; many (0 to 9) are one range. */
export function keyChips(id: ActionId, overrides: ShortcutSettings, isMac: boolean): string[] {
  const words = keysOf(id, overrides).map((key) => keyWords(key, isMac))
  return words.length > MOST_SHOWN ? [`${words.at(0)} – ${words.at(-1)}`] : words
}

/** All shortcuts as they are before anybody changes them, in words: for docs/player.md. */
export const shortcutTables = (): { title: string; actions: { keys: string[]; words: string; fixed: boolean }[] }[] =>
  SHORTCUT_GROUPS.map(({ group, words }) => ({
    title: words(),
    actions: SHORTCUTS.filter((shortcut) => shortcut.group === group).map((shortcut) => ({
      keys: keyChips(shortcut.id, {}, false),
      words: shortcut.words(),
      fixed: isFixed(shortcut),
    })),
  }))
