import type { KeyPress } from '../../../../src/renderer/features/shell/shortcuts.ts'

/** A key press without modifiers, unless they are said. */
export const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  isComposing: false,
  getModifierState: () => false,
  ...change,
})
