import { StrictEmitter } from './emitter.ts'
import { guard } from './guard.ts'
import { asking, recorded, recording } from './recorder.ts'

/** The modules of Electron that talk to the desktop around the app: recorded, never done. */
export const shell = guard('shell', {
  openExternal: recording('shell.openExternal', () => Promise.resolve()),
  openPath: recording('shell.openPath', () => Promise.resolve('')),
  showItemInFolder: recording('shell.showItemInFolder', () => undefined),
  beep: recording('shell.beep', () => undefined),
})

export const dialog = guard('dialog', {
  showOpenDialog: asking('dialog.showOpenDialog'),
  showSaveDialog: asking('dialog.showSaveDialog'),
  showMessageBox: asking('dialog.showMessageBox'),
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

interface NotificationOptions {
  title?: string
  body?: string
  silent?: boolean
}

export class Notification extends StrictEmitter {
  readonly #options: NotificationOptions

  constructor(options: NotificationOptions = {}) {
    super('Notification', ['show', 'click', 'close', 'failed', 'action', 'reply'])
    this.#options = options
  }

  static isSupported = (): boolean => true

  show(): void {
    recorded.push({ api: 'Notification', given: [this.#options] })
    this.emit('show', {})
  }

  close(): void {
    this.emit('close', {})
  }
}
