import { t } from '@lingui/core/macro'

/** The part of a KeyboardEvent, the browser's or React's, that says which key it is. */
export interface KeyPress {
  key: string
  /** The key's place on the keyboard, whatever is printed on it. */
  code: string
  ctrlKey: boolean
  altKey: boolean
  shiftKey: boolean
  metaKey: boolean
  /** An input method is at work: the key belongs to the text. */
  isComposing?: boolean
  getModifierState: (key: 'AltGraph') => boolean
}

const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'ScrollLock', 'Fn'])
const NO_KEYS = new Set(['Dead', 'Process', 'Unidentified', 'Compose'])

/**
 * A key press in its normal form, by which shortcuts are kept: `Mod+` (Ctrl or Cmd), `Alt+`, `Shift+`, then the key ("c",
 * "ArrowLeft", "Space"). Null: modifiers alone, and what belongs to an input method.
 */
export function keyOf(press: KeyPress): string | null {
  if (press.isComposing || MODIFIERS.has(press.key) || NO_KEYS.has(press.key)) return null
  // AltGr types a character, and says Ctrl and Alt on Windows.
  const typed = press.getModifierState('AltGraph')
  const mod = !typed && (press.ctrlKey || press.metaKey)
  const key = nameOf(press, mod)
  const shift = press.shiftKey && hasOwnShift(key)
  return `${mod ? 'Mod+' : ''}${!typed && press.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`
}

/** The digit of a key: the one it types, else the one at its place; NaN for other keys. */
export const digitOf = ({ key, code }: Pick<KeyPress, 'key' | 'code'>): number =>
  Number(/^[0-9]$/.test(key) ? key : digitAt(code))

const digitAt = (code: string): string | undefined => /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1]

function nameOf({ key, code }: KeyPress, mod: boolean): string {
  if (key === ' ') return 'Space'
  const digit = mod ? digitAt(code) : undefined
  if (digit !== undefined) return digit
  if ([...key].length !== 1) return key
  // What a Greek or Russian keyboard types is no shortcut of anybody's: the key's place means the Latin letter there.
  const latin = /^Key([A-Z])$/.exec(code)?.[1]
  const foreign = /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key)
  return (foreign && latin !== undefined ? latin : key).toLowerCase()
}

/** A sign as "?" says by itself that Shift was needed for it, and not on every keyboard. */
const hasOwnShift = (key: string): boolean => [...key].length > 1 || key.toLowerCase() !== key.toUpperCase()

/** A key in its normal form as it is written for people: "Ctrl F", "⌘ F", "Shift ←", "[". */
export function keyWords(key: string, isMac: boolean): string {
  const { mod, alt, shift, name } = partsOf(key)
  const parts = [mod && (isMac ? '⌘' : 'Ctrl'), alt && (isMac ? '⌥' : 'Alt'), shift && 'Shift', nameWords(name)]
  return parts.filter(Boolean).join(' ')
}

/** A key in its normal form as `aria-keyshortcuts` has it. */
export function ariaKey(key: string, isMac: boolean): string {
  const { mod, alt, shift, name } = partsOf(key)
  const parts = [mod && (isMac ? 'Meta' : 'Control'), alt && 'Alt', shift && 'Shift', name === '+' ? 'Plus' : name]
  return parts.filter(Boolean).join('+')
}

interface KeyParts {
  mod: boolean
  alt: boolean
  shift: boolean
  name: string
}

function partsOf(key: string): KeyParts {
  const [, mod, alt, shift, name = key] = /^(Mod\+)?(Alt\+)?(Shift\+)?(.+)$/.exec(key) ?? []
  return { mod: mod !== undefined, alt: alt !== undefined, shift: shift !== undefined, name }
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
  Delete: 'Del',
  Insert: 'Ins',
}

const nameWords = (name: string): string =>
  name === 'Space' ? t`Space` : (SIGNS[name] ?? (name.length === 1 ? name.toUpperCase() : name))
