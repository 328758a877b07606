import { AppWindow } from './browser-window.ts'
import { checkObject, checkOneOf, checkType } from './checks.ts'
import { unsupported } from './guard.ts'
import { runtime } from './runtime.ts'

const TYPES = ['none', 'info', 'error', 'question', 'warning']
const TEXTS = new Set(['message', 'title', 'detail'])
const INDEXES = new Set(['defaultId', 'cancelId'])

/** What Electron checks of `dialog.showMessageBox([window, ]options)` before it shows anything. */
export function checkMessageBox(given: readonly unknown[]): void {
  if (!runtime.ready) throw new Error('dialog module can only be used after app is ready')
  const options = given.length > 1 ? given[1] : given[0]
  if (given.length > 1 && !(given[0] instanceof AppWindow)) throw new TypeError('the parent must be a window')
  checkObject(options, 'Options')
  for (const [name, value] of Object.entries(options)) checkOption(name, value)
  if (!('message' in options)) throw new TypeError('Message must be a string')
  const buttons = 'buttons' in options && Array.isArray(options.buttons) ? options.buttons.length : 0
  for (const name of INDEXES) {
    const index: unknown = Reflect.get(options, name)
    if (typeof index === 'number' && index >= buttons) unsupported(`a message box whose ${name} is no button`)
  }
}

function checkOption(name: string, value: unknown): void {
  if (name === 'type') checkOneOf(value, TYPES, 'the type of a message box')
  else if (name === 'buttons') checkButtons(value)
  else if (name === 'noLink') checkType(value, 'boolean', name)
  else if (TEXTS.has(name)) checkType(value, 'string', name)
  else if (INDEXES.has(name)) checkType(value, 'number', name)
  else unsupported(`dialog.showMessageBox with '${name}'`)
}

function checkButtons(value: unknown): void {
  if (!Array.isArray(value)) throw new TypeError('Buttons must be an array')
  for (const label of value) checkType(label, 'string', 'a button')
}
