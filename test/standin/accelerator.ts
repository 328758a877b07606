const MODIFIERS = new Set([
  ...['command', 'cmd', 'control', 'ctrl', 'commandorcontrol', 'cmdorctrl'],
  ...['alt', 'option', 'altgr', 'shift', 'super', 'meta'],
])
const KEYS = new Set([
  ...['plus', 'space', 'tab', 'capslock', 'numlock', 'scrolllock', 'backspace', 'delete', 'insert', 'return', 'enter'],
  ...['up', 'down', 'left', 'right', 'home', 'end', 'pageup', 'pagedown', 'escape', 'esc', 'printscreen'],
])

/** Throws for what Electron cannot read as an accelerator: modifiers and one key, joined by "+". */
export function checkAccelerator(accelerator: string): void {
  const words = accelerator.toLowerCase().split('+')
  const key = words.pop() ?? ''
  const known = /^([!-*,-~]|f([1-9]|1\d|2[0-4])|num[0-9])$/.test(key) || KEYS.has(key)
  if (!known || !words.every((word) => MODIFIERS.has(word))) throw new Error(`Invalid accelerator: ${accelerator}`)
}
