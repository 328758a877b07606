import { isAbsolute } from 'node:path'
import { checkType } from './checks.ts'
import { StrictEmitter } from './emitter.ts'
import { guard, unsupported } from './guard.ts'
import { checkMessageBox } from './message-box.ts'
import { asking, recorded, recording } from './recorder.ts'

/** The modules of Electron that talk to the desktop around the app: recorded, never done. */
export const shell = guard('shell', {
  openExternal: recording('shell.openExternal', () => Promise.resolve()),
  openPath: recording('shell.openPath', () => Promise.resolve('')),
  showItemInFolder(path: string): void {
    checkType(path, 'string', 'the path')
    if (!isAbsolute(path)) unsupported(`shell.showItemInFolder of a path that is not in full: ${path}`)
    recorded.push({ api: 'shell.showItemInFolder', given: [path] })
  },
  beep: recording('shell.beep', () => undefined),
})

const askMessageBox = asking('dialog.showMessageBox')
export const dialog = guard('dialog', {
  showOpenDialog: asking('dialog.showOpenDialog'),
  showSaveDialog: asking('dialog.showSaveDialog'),
  async showMessageBox(...given: unknown[]): Promise<unknown> {
    checkMessageBox(given)
    return askMessageBox(...given)
  },
  showErrorBox: recording('dialog.showErrorBox', () => undefined),
})

let clipboardText = ''
export const clipboard = guard('clipboard', {
  readText: (): string => clipboardText,
  writeText(text: string): void {
    recorded.push({ api: 'clipboard.writeText', given: [text] })
    clipboardText = text
  },
  clear(): void {
    clipboardText = ''
  },
})

class NativeTheme extends StrictEmitter {
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  #source: 'system' | 'light' | 'dark' = 'system'

  constructor() {
    super('nativeTheme', ['updated'])
  }

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source
  }

  /** Pages do not follow: tests choose a page's scheme with page.emulateMedia. */
  set themeSource(source: 'system' | 'light' | 'dark') {
    this.#source = source
    this.emit('updated')
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }
}
export const nativeTheme = guard('nativeTheme', new NativeTheme())
