import { checkObject, checkOneOf, checkType } from './checks.ts'
import { CancelableEvent, StrictEmitter } from './emitter.ts'
import { guard, unsupported } from './guard.ts'
import { log } from './log.ts'
import { recorded } from './recorder.ts'
import { runningChromium, runtime } from './runtime.ts'
import { WebContents, type WebPreferences } from './web-contents.ts'

const EVENTS = [
  ...['ready-to-show', 'show', 'hide', 'close', 'closed', 'focus', 'blur', 'minimize', 'maximize', 'unmaximize'],
  ...['restore', 'resize', 'resized', 'will-resize', 'move', 'moved', 'enter-full-screen', 'leave-full-screen'],
  ...['page-title-updated', 'unresponsive', 'responsive', 'session-end', 'query-session-end', 'app-command'],
]
const PROGRESS_MODES = ['none', 'normal', 'indeterminate', 'error', 'paused']

interface TitleBarOverlay {
  color?: string
  symbolColor?: string
  height?: number
}
interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}
export interface BrowserWindowOptions extends Partial<Rectangle> {
  minWidth?: number
  minHeight?: number
  show?: boolean
  title?: string
  backgroundColor?: string
  titleBarOverlay?: boolean | TitleBarOverlay
  webPreferences?: WebPreferences
}
type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen'

/** What windows need from the app around them. */
export const windowHooks = {
  token: '',
  created: (_window: AppWindow): void => undefined,
  allClosed: (): void => undefined,
}

const windows: { raw: AppWindow; guarded: AppWindow }[] = []

/**
 * A window of Chromium whose page area has the size that the app asked for. Chromium draws the frame, so what Electron
 * calls window size and content size is one here.
 */
export class AppWindow extends StrictEmitter {
  readonly id: number
  readonly webContents: WebContents
  readonly #contents: WebContents
  readonly #bounds: Rectangle
  #minimum: [number, number]
  #background: string
  #overlay: boolean | TitleBarOverlay
  #title: string
  #state: WindowState = 'normal'
  #visible: boolean
  #painted = false
  #destroyed = false

  constructor(options: BrowserWindowOptions = {}) {
    super('BrowserWindow', EVENTS)
    if (!runtime.ready) throw new Error('Cannot create BrowserWindow before app is ready')
    const { x = 0, y = 0, width = 800, height = 600, webPreferences = {} } = options
    this.#bounds = { x, y, width, height }
    this.#minimum = [options.minWidth ?? 0, options.minHeight ?? 0]
    this.#background = options.backgroundColor ?? '#FFFFFF'
    this.#overlay = options.titleBarOverlay ?? false
    this.#title = options.title ?? runtime.name
    this.#visible = options.show !== false
    const page = { width, height, webPreferences, token: windowHooks.token }
    this.#contents = new WebContents(page, {
      painted: () => this.#firstPaint(),
      gone: () => this.#gone(),
      titled: (title) => this.#retitle(title),
    })
    this.webContents = this.#contents.guarded
    this.id = this.#contents.id
    this.#resize()
  }

  /** The window as the app gets it: names that are missing throw, and all of them once it is gone. */
  guarded(): AppWindow {
    const guarded = guard('BrowserWindow', this as AppWindow, { check: (key) => this.#checkAlive(key) })
    windows.push({ raw: this, guarded })
    queueMicrotask(() => windowHooks.created(guarded))
    return guarded
  }

  static getAllWindows(): AppWindow[] {
    return windows.map(({ guarded }) => guarded)
  }

  static getFocusedWindow(): AppWindow | null {
    return windows.find(({ raw }) => raw.isVisible())?.guarded ?? null
  }

  static fromId(id: number): AppWindow | null {
    return windows.find(({ raw }) => raw.id === id)?.guarded ?? null
  }

  static fromWebContents(contents: WebContents): AppWindow | null {
    return AppWindow.fromId(contents.id)
  }

  loadURL = (url: string): Promise<void> => this.#contents.loadURL(url)
  isDestroyed = (): boolean => this.#destroyed
  isVisible = (): boolean => this.#visible && this.#state !== 'minimized'
  isFocused = (): boolean => this.isVisible()
  isMinimized = (): boolean => this.#state === 'minimized'
  isMaximized = (): boolean => this.#state === 'maximized'
  isFullScreen = (): boolean => this.#state === 'fullscreen'
  getTitle = (): string => this.#title
  getBackgroundColor = (): string => this.#background
  getMinimumSize = (): [number, number] => this.#minimum
  getBounds = (): Rectangle => ({ ...this.#bounds })
  getContentBounds = (): Rectangle => this.getBounds()
  getSize = (): [number, number] => [this.#bounds.width, this.#bounds.height]
  getContentSize = (): [number, number] => this.getSize()

  show(): void {
    this.#visible = true
    // Headless there is nothing to bring to the front, and the first window is there already.
    if (!runningChromium().headless) this.#contents.focus()
    this.emit('show')
  }

  hide(): void {
    this.#visible = false
    this.emit('hide')
  }

  focus(): void {
    this.#contents.focus()
    this.emit('focus')
  }

  /** Asks first; destroy() does not. */
  close(): void {
    const event = new CancelableEvent()
    this.emit('close', event)
    if (!event.defaultPrevented) this.#contents.close()
    else runtime.quitting = false
  }

  destroy(): void {
    this.#contents.close()
  }

  minimize = (): void => this.#setState('minimized', 'minimize')
  maximize = (): void => this.#setState('maximized', 'maximize')
  unmaximize = (): void => this.#setState('normal', 'unmaximize')
  restore = (): void => this.#setState('normal', 'restore')
  setFullScreen = (full: boolean): void =>
    this.#setState(full ? 'fullscreen' : 'normal', full ? 'enter-full-screen' : 'leave-full-screen')

  setMinimumSize(width: number, height: number): void {
    this.#minimum = [width, height]
  }

  setSize(width: number, height: number): void {
    this.#bounds.width = Math.max(width, this.#minimum[0])
    this.#bounds.height = Math.max(height, this.#minimum[1])
    this.#resize()
    this.emit('resize')
    this.emit('resized')
  }

  setContentSize(width: number, height: number): void {
    this.setSize(width, height)
  }

  setBounds(bounds: Partial<Rectangle>): void {
    Object.assign(this.#bounds, bounds)
    this.setSize(this.#bounds.width, this.#bounds.height)
  }

  setTitle(title: string): void {
    this.#title = title
  }

  setBackgroundColor(color: string): void {
    this.#background = color
  }

  setTitleBarOverlay(overlay: TitleBarOverlay): void {
    if (this.#overlay === false) throw new Error('Titlebar overlay is not enabled')
    this.#overlay = overlay
  }

  /** Written down: there is no taskbar here. Below 0: none; above 1: no known share. */
  setProgressBar(progress: number, options: { mode?: string } = {}): void {
    checkType(progress, 'number', 'progress')
    checkObject(options, 'the options of a progress bar')
    if (options.mode !== undefined) checkOneOf(options.mode, PROGRESS_MODES, 'the mode of a progress bar')
    recorded.push({ api: 'BrowserWindow.setProgressBar', given: [progress, options] })
  }

  getTitleBarOverlay = (): boolean | TitleBarOverlay => this.#overlay

  setMenu(): void {}
  setMenuBarVisibility(): void {}
  setAutoHideMenuBar(): void {}
  removeMenu(): void {}

  /** Chromium has ended. */
  dropped(): void {
    this.#contents.gone()
  }

  #checkAlive(key: string): void {
    const harmless = ['isDestroyed', 'id', 'webContents', 'off', 'removeListener', 'removeAllListeners', 'constructor']
    if (this.#destroyed && !harmless.includes(key)) throw new TypeError('Object has been destroyed')
  }

  #firstPaint(): void {
    if (this.#painted) return
    this.#painted = true
    this.emit('ready-to-show')
  }

  #retitle(title: string): void {
    const event = new CancelableEvent()
    this.emit('page-title-updated', event, title, true)
    if (!event.defaultPrevented) this.#title = title
  }

  #gone(): void {
    this.#destroyed = true
    const index = windows.findIndex(({ raw }) => raw === this)
    if (index >= 0) windows.splice(index, 1)
    this.emit('closed')
    if (windows.length === 0) windowHooks.allClosed()
  }

  #resize(): void {
    const { width, height } = this.#bounds
    void this.#withWindow((browser, windowId) => browser.send('Browser.setContentsSize', { windowId, width, height }))
  }

  #setState(windowState: WindowState, event: string): void {
    this.#state = windowState
    void this.#withWindow((browser, windowId) => {
      return browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState } })
    })
    this.emit(event)
  }

  async #withWindow(
    act: (browser: ReturnType<typeof runningChromium>['browser'], windowId: number) => Promise<unknown>,
  ): Promise<void> {
    try {
      const { targetId } = await this.#contents.page
      const { browser } = runningChromium()
      const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId })
      await act(browser, windowId)
    } catch (error) {
      log('window', error)
    }
  }
}

/** What `new BrowserWindow()` means in the app. */
export const BrowserWindow = new Proxy(AppWindow, {
  construct: (target, [options]) => new target(options).guarded(),
  get(target, key) {
    if (typeof key === 'string' && !(key in target)) unsupported(`BrowserWindow.${key}`)
    return Reflect.get(target, key)
  },
})

/** Every window's page, for webContents.getAllWebContents and for the lookups by target. */
export const allContents = (): WebContents[] => windows.map(({ raw }) => raw.webContents)

export function contentsOfTarget(targetId: string): WebContents | undefined {
  return allContents().find((contents) => contents.targetId === targetId)
}

/** Chromium has ended: so have its windows. */
export function dropAllWindows(): void {
  for (const { raw } of [...windows]) raw.dropped()
}
