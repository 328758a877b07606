import { isAbsolute } from 'node:path'
import type { PageTarget } from './chromium.ts'
import { checkDragItem } from './drag-item.ts'
import { CancelableEvent, StrictEmitter } from './emitter.ts'
import { guard, unsupported } from './guard.ts'
import { type PageMessage, receiveFromPage } from './ipc.ts'
import { traceIpc } from './ipc-trace.ts'
import { log } from './log.ts'
import { codec } from './page/codec.js'
import { PRELOAD_WORLD, type PreloadSource, pageScripts, RECEIVE, readPreload, SEND_BINDING } from './page-scripts.ts'
import { TOKEN_COOKIE } from './page-server.ts'
import { recorded } from './recorder.ts'
import { runningChromium } from './runtime.ts'
import { fromHttp, isRegistered, schemeOf, toHttp } from './schemes.ts'
import { type Session, sessionOf } from './session.ts'

const EVENTS = [
  ...['did-finish-load', 'did-fail-load', 'dom-ready', 'did-start-loading', 'did-stop-loading', 'did-navigate'],
  ...['did-navigate-in-page', 'did-start-navigation', 'will-navigate', 'will-frame-navigate', 'will-redirect'],
  ...['will-attach-webview', 'page-title-updated', 'console-message', 'preload-error', 'render-process-gone'],
  ...['destroyed', 'before-input-event', 'context-menu', 'unresponsive', 'responsive', 'did-create-window'],
]

export interface WebPreferences {
  preload?: string
  sandbox?: boolean
  contextIsolation?: boolean
  nodeIntegration?: boolean
  nodeIntegrationInWorker?: boolean
  nodeIntegrationInSubFrames?: boolean
  webSecurity?: boolean
  allowRunningInsecureContent?: boolean
  webviewTag?: boolean
  partition?: string
  session?: Session
}
export interface PageOptions {
  width: number
  height: number
  webPreferences: WebPreferences
  token: string
}
export interface PageEvents {
  painted: () => void
  gone: () => void
  titled: (title: string) => void
}
type OpenHandler = (details: { url: string; frameName: string; features: string; disposition: string }) => {
  action: string
}
type Posted = { op: 'event'; channel: string; payload: string } | { op: 'reply'; id: number }

let lastId = 0

/** One page: its target in Chromium, its preload's world, and what Electron tells about it. */
export class WebContents extends StrictEmitter {
  readonly id = ++lastId
  readonly session: Session
  readonly preload: string | undefined
  readonly page: Promise<PageTarget>
  readonly guarded: WebContents
  readonly #options: PageOptions
  readonly #events: PageEvents
  /** Addresses that the app itself asked for: no will-navigate. */
  readonly #asked = new Set<string>()
  #targetId = ''
  #url = ''
  #title = ''
  #loading = false
  #destroyed = false
  #world = ''
  #queue: Posted[] = []
  #openHandler: OpenHandler = () => ({ action: 'allow' })

  constructor(options: PageOptions, events: PageEvents) {
    super('webContents', EVENTS)
    checkPreferences(options.webPreferences)
    this.session = options.webPreferences.session ?? sessionOf(options.webPreferences.partition ?? '')
    if (this.session.partition !== '') unsupported('a window outside of the default session')
    this.preload = options.webPreferences.preload
    this.#options = options
    this.#events = events
    this.guarded = guard('webContents', this, { check: (key) => this.#checkAlive(key) })
    this.page = this.#attach()
    this.page.catch((error: unknown) => log('window failed', error))
  }

  get targetId(): string {
    return this.#targetId
  }

  get mainFrame(): object {
    const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(this.#url)?.[0] ?? 'null'
    return guard('WebFrameMain', { url: this.#url, origin, parent: null, processId: 1, routingId: 1, detached: false })
  }

  /** Sends to the preload's world, or keeps the message until there is one. */
  post(message: Posted & object): void {
    if (this.#destroyed) return
    if (this.#world === '') {
      // A reply belongs to a page that has left.
      if (message.op === 'event') this.#queue.push(message)
      return
    }
    const text = JSON.stringify(message)
    const call = { uniqueContextId: this.#world, expression: `${RECEIVE}(${text})` }
    // A page that leaves at this moment takes along what was meant for it, as with Electron.
    this.page
      .then(({ session }) => session.send('Runtime.evaluate', call))
      .catch((error: unknown) => log('a message came too late', error))
  }

  send(channel: string, ...given: unknown[]): void {
    const payload = codec.encode(given)
    traceIpc('event', channel, payload)
    this.post({ op: 'event', channel, payload })
  }

  async loadURL(url: string): Promise<void> {
    const { session } = await this.page
    const { browser } = runningChromium()
    const httpUrl = toHttp(url)
    if (isRegistered(schemeOf(url))) {
      const cookie = { name: TOKEN_COOKIE, value: this.#options.token, url: httpUrl }
      void browser.send('Storage.setCookies', { cookies: [{ ...cookie, httpOnly: true, sameSite: 'Strict' }] })
      this.session.permissions.apply(browser, this.guarded, url, httpUrl)
    }
    this.#asked.add(httpUrl)
    const loaded = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()))
    const { errorText } = await session.send('Page.navigate', { url: httpUrl })
    if (!errorText) return loaded
    this.emit('did-fail-load', {}, -2, 'ERR_FAILED', url, true)
    throw Object.assign(new Error(`ERR_FAILED (-2) loading '${url}'`), { code: 'ERR_FAILED', errno: -2, url })
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const { session } = await this.page
    const options = { awaitPromise: true, returnByValue: true, userGesture }
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression: code, ...options })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  /** Asks the app about a window that the page wants: by window.open, or by a link. */
  askToOpen(httpUrl: string, frameName: string, features: string): void {
    const details = { url: fromHttp(httpUrl), frameName, features, disposition: 'new-window' }
    if (this.#openHandler(details).action !== 'deny') unsupported('a window.open that the app allows')
  }

  getProcessId = (): number => 1
  getURL = (): string => this.#url
  getTitle = (): string => this.#title
  isLoading = (): boolean => this.#loading
  isDestroyed = (): boolean => this.#destroyed
  isCrashed = (): boolean => false
  isDevToolsOpened = (): boolean => false

  /** Written down: a drag beyond the window needs a desktop. */
  startDrag(item: unknown): void {
    const { file } = checkDragItem(item)
    recorded.push({ api: 'webContents.startDrag', given: [file] })
  }

  openDevTools(): void {
    log('openDevTools: not shown')
  }

  reload(): void {
    void this.page.then(({ session }) => session.send('Page.reload'))
  }

  focus(): void {
    void this.page.then(({ session }) => session.send('Page.bringToFront'))
  }

  close(): void {
    void this.page.then(({ targetId }) => runningChromium().browser.send('Target.closeTarget', { targetId }))
  }

  /** Chromium has ended, and the page with it. */
  gone(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.emit('destroyed')
    this.#events.gone()
  }

  /** Objects whose window is gone throw, except for the ways to find that out or to let go. */
  #checkAlive(key: string): void {
    const harmless = ['isDestroyed', 'id', 'off', 'removeListener', 'removeAllListeners', 'constructor', 'then']
    if (this.#destroyed && !harmless.includes(key)) throw new TypeError('Object has been destroyed')
  }

  /**
   * Commands are sent without waiting for each other, but a page must not be opened before all of them are answered: a
   * navigation to another process forgets what the old one has not confirmed, the preload among it.
   */
  async #attach(): Promise<PageTarget> {
    const preload = this.#readPreload()
    const page = await runningChromium().openPage(this.#options)
    this.#targetId = page.targetId
    this.#listen(page)
    const { session } = page
    const scripts = pageScripts(page.targetId, preload)
    const source = scripts.preloadWorld
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.mainWorld }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: PRELOAD_WORLD }),
      session.send('Runtime.addBinding', { name: SEND_BINDING, executionContextName: PRELOAD_WORLD }),
      session.send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Request' }] }),
    ])
    log('window attached')
    return page
  }

  #readPreload(): PreloadSource {
    const nothing = { path: this.preload ?? 'none', code: '' }
    if (this.preload === undefined) return nothing
    try {
      return readPreload(this.preload)
    } catch (error) {
      console.error(`Unable to load preload script: ${this.preload}`, error)
      queueMicrotask(() => this.emit('preload-error', {}, this.preload, error))
      return nothing
    }
  }

  #listen({ targetId, session }: PageTarget): void {
    const { browser } = runningChromium()
    browser.on('Target.detachedFromTarget', (gone) => {
      if (gone.targetId === targetId) this.gone()
    })
    browser.on('Target.targetInfoChanged', ({ targetInfo }) => {
      if (targetInfo.targetId === targetId) this.#titled(targetInfo.title)
    })
    session.on('Runtime.bindingCalled', ({ payload }) => {
      void receiveFromPage(this, JSON.parse(payload) as PageMessage)
    })
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name !== PRELOAD_WORLD || context.auxData?.frameId !== targetId) return
      this.#world = context.uniqueId
      for (const message of this.#queue.splice(0)) this.post(message)
    })
    session.on('Runtime.executionContextsCleared', () => {
      this.#world = ''
    })
    session.on('Fetch.requestPaused', ({ requestId, frameId, request }) => {
      const proceed = frameId !== targetId || this.#mayNavigate(request.url)
      if (proceed) void session.send('Fetch.continueRequest', { requestId })
      else void session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
    })
    session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      this.askToOpen(url, windowName, windowFeatures.join(','))
    })
    session.on('Inspector.targetCrashed', () => {
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    })
    this.#listenToLoading({ targetId, session })
  }

  #listenToLoading({ targetId, session }: PageTarget): void {
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return
      this.#url = fromHttp(frame.url + (frame.urlFragment ?? ''))
      this.emit('did-navigate', {}, this.#url, 200, 'OK')
    })
    session.on('Page.navigatedWithinDocument', ({ url }) => {
      this.#url = fromHttp(url)
      this.emit('did-navigate-in-page', {}, this.#url, true)
    })
    session.on('Page.domContentEventFired', () => this.emit('dom-ready', {}))
    session.on('Page.frameStartedLoading', ({ frameId }) => {
      if (frameId !== targetId) return
      this.#loading = true
      this.emit('did-start-loading')
    })
    session.on('Page.frameStoppedLoading', ({ frameId }) => {
      if (frameId !== targetId) return
      this.#loading = false
      this.emit('did-stop-loading')
      if (this.#url !== '') this.emit('did-finish-load', {})
    })
    session.on('Page.lifecycleEvent', ({ name, frameId }) => {
      if (name !== 'firstContentfulPaint' || frameId !== targetId) return
      log('first contentful paint')
      this.#events.painted()
    })
    session.on('Runtime.consoleAPICalled', ({ type, args }) => {
      const message = args.map((item) => String(item.value ?? item.description)).join(' ')
      this.emit('console-message', { level: type, message, frame: this.mainFrame })
    })
  }

  #titled(title: string): void {
    if (title === this.#title || this.#url === '') return
    this.#title = title
    this.emit('page-title-updated', {}, title, true)
    this.#events.titled(title)
  }

  /** Asks the app about a navigation that the page started. */
  #mayNavigate(httpUrl: string): boolean {
    const url = fromHttp(httpUrl)
    if (this.#asked.delete(httpUrl) || url === this.#url) return true
    const details = { url, isMainFrame: true, isSameDocument: false }
    const frameEvent = Object.assign(new CancelableEvent(), details)
    this.emit('will-frame-navigate', frameEvent)
    const event = Object.assign(new CancelableEvent(), details)
    this.emit('will-navigate', event, url)
    return !event.defaultPrevented && !frameEvent.defaultPrevented
  }
}

/** What would weaken the window is refused, so that no test can pass in a window that no user should get. */
function checkPreferences(preferences: WebPreferences): void {
  const weakened =
    preferences.sandbox === false ||
    preferences.contextIsolation === false ||
    preferences.webSecurity === false ||
    preferences.nodeIntegration === true ||
    preferences.nodeIntegrationInWorker === true ||
    preferences.nodeIntegrationInSubFrames === true ||
    preferences.allowRunningInsecureContent === true ||
    preferences.webviewTag === true
  if (weakened) unsupported('a window without sandbox, context isolation or web security, or with Node in its pages')
  const { preload } = preferences
  if (preload !== undefined && !isAbsolute(preload)) throw new Error('preload script must have absolute path')
}
