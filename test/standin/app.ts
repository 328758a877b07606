import { AppPaths } from './app-paths.ts'
import { BrowserWindow } from './browser-window.ts'
import { CancelableEvent, StrictEmitter } from './emitter.ts'
import { guard, unsupported } from './guard.ts'
import { log } from './log.ts'
import { recorded } from './recorder.ts'
import { commandLine, runtime } from './runtime.ts'
import { SingleInstance } from './single-instance.ts'

const EVENTS = [
  ...['ready', 'will-finish-launching', 'window-all-closed', 'before-quit', 'will-quit', 'quit', 'activate'],
  ...['second-instance', 'open-file', 'open-url', 'browser-window-created', 'web-contents-created'],
  ...['child-process-gone', 'render-process-gone', 'certificate-error', 'session-created', 'login'],
  ...['browser-window-focus', 'browser-window-blur', 'select-client-certificate', 'gpu-info-update'],
]

class App extends StrictEmitter {
  readonly isPackaged = false
  readonly commandLine = guard('app.commandLine', commandLine)
  readonly #ready = Promise.withResolvers<void>()
  readonly #paths = new AppPaths(
    () => this.getName(),
    () => commandLine.getSwitchValue('user-data-dir'),
  )
  readonly #instance = new SingleInstance()
  readonly #schemes = new Set<string>()
  #name = ''

  constructor() {
    super('app', EVENTS)
  }

  get name(): string {
    return this.getName()
  }

  set name(name: string) {
    this.#name = name
  }

  isReady = (): boolean => runtime.ready
  whenReady = (): Promise<void> => this.#ready.promise
  getName = (): string => this.#name || runtime.name
  getVersion = (): string => runtime.version
  getAppPath = (): string => runtime.appPath
  getLocale = (): string => systemLocale()
  getSystemLocale = (): string => systemLocale()
  getPreferredSystemLanguages = (): string[] => [systemLocale()]
  getPath = (name: string): string => this.#paths.get(name)
  setPath = (name: string, path: string): void => this.#paths.set(name, path)
  hasSingleInstanceLock = (): boolean => this.#instance.held
  releaseSingleInstanceLock = (): void => this.#instance.release()

  setName(name: string): void {
    this.#name = name
  }

  setAppUserModelId(): void {}

  /** Written down, never done: the desktop's settings stay as they are. */
  setAsDefaultProtocolClient(scheme: string): boolean {
    recorded.push({ api: 'app.setAsDefaultProtocolClient', given: [schemeAlone(scheme)] })
    this.#schemes.add(scheme)
    return true
  }

  removeAsDefaultProtocolClient(scheme: string): boolean {
    recorded.push({ api: 'app.removeAsDefaultProtocolClient', given: [schemeAlone(scheme)] })
    return this.#schemes.delete(scheme)
  }

  isDefaultProtocolClient(scheme: string): boolean {
    return this.#schemes.has(schemeAlone(scheme))
  }

  /** Every window is sandboxed here anyway. */
  enableSandbox(): void {
    if (runtime.ready) throw new Error('app.enableSandbox() can only be called before app is ready')
  }

  requestSingleInstanceLock(data?: unknown): boolean {
    return this.#instance.request(this.getPath('userData'), data, (hello) => {
      // Never before 'ready'.
      void this.whenReady().then(() => this.emit('second-instance', {}, hello.argv, hello.cwd, hello.data))
    })
  }

  /** before-quit, each window's close, will-quit, quit: any of the first three may say no. */
  quit(): void {
    if (runtime.quitting) return
    runtime.quitting = true
    if (!this.#allow('before-quit')) return
    const windows = BrowserWindow.getAllWindows()
    if (windows.length === 0) this.#finish()
    for (const window of windows) if (runtime.quitting) window.close()
  }

  exit(code = 0): void {
    log('exit', code)
    const end = (): never => process.exit(code)
    if (runtime.chromium === null) end()
    else void runtime.chromium.close().finally(end)
  }

  /** The last window is gone. */
  allClosed(): void {
    if (runtime.quitting) this.#finish()
    else if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  becomeReady(): void {
    runtime.ready = true
    this.emit('will-finish-launching')
    this.emit('ready', {}, {})
    this.#ready.resolve()
  }

  #finish(): void {
    if (!this.#allow('will-quit')) return
    this.emit('quit', {}, 0)
    this.exit(0)
  }

  #allow(event: string): boolean {
    const cancelable = new CancelableEvent()
    this.emit(event, cancelable)
    if (cancelable.defaultPrevented) runtime.quitting = false
    return !cancelable.defaultPrevented
  }
}

/** Electron wants the scheme's name without its "://". */
function schemeAlone(scheme: string): string {
  if (!/^[a-z][a-z0-9+.-]*$/i.test(scheme)) unsupported(`the protocol '${scheme}'`)
  return scheme
}

const systemLocale = (): string => Intl.DateTimeFormat().resolvedOptions().locale

/** The app without its guard, for the stand-in's own start. */
export const rawApp = new App()
export const app = guard('app', rawApp, { absent: ['dock'] })
