import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { app, BrowserWindow, clipboard, net, protocol } from 'electron'
import { compose, type Roomreel } from './compose.ts'
import { createAppProtocol } from './electron/app-protocol.ts'
import { createDesktop } from './electron/desktop.ts'
import { createDialogs } from './electron/dialogs.ts'
import { APP_SCHEME } from './electron/guards.ts'
import { registerCalls, sendEvent } from './electron/ipc.ts'
import { setAppMenu } from './electron/menu.ts'
import { createProfileNetwork } from './electron/profile-network.ts'
import { createSecretBox } from './electron/secret-box.ts'
import { openSettingsStore } from './electron/settings-store.ts'
import { onOpenUrl, onSecondInstance, registerLinks, takeInstanceLock } from './electron/start-arguments.ts'
import { createSecureWindow } from './electron/window.ts'
import { readLaunchOptions } from './launch-options.ts'
import { presetsPath } from './profiles/presets.ts'

protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
])
app.enableSandbox()

const CLOSING_MS = 2000
const SUBTITLE_FILES = [{ name: 'Subtitles', extensions: ['vtt', 'srt'] }]
const options = readLaunchOptions(process.argv, process.env)
// Before the lock: it is one instance per folder.
if (options.userData !== null) app.setPath('userData', resolve(options.userData))
if (takeInstanceLock()) start()
else app.quit()

function start(): void {
  // Nothing that this process starts needs to know it.
  delete process.env.ROOMREEL_API_SECRET
  for (const complaint of options.complaints) console.error(complaint)

  const userData = app.getPath('userData')
  const dialogs = createDialogs()
  /** Null while it is being built: what changes then is in the menu that is made once the app is ready. */
  let built: Roomreel | null = null
  const roomreel = compose({
    userData,
    demoResources: join(app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources'), 'demo'),
    options,
    argv: process.argv,
    libraryThread: new URL('./library-thread.js', import.meta.url),
    probeThread: new URL('./probe-thread.js', import.meta.url),
    transcriptThread: new URL('./transcript-thread.js', import.meta.url),
    desktop: createDesktop(),
    presetsFile: options.serversFile ?? presetsPath(process.platform, process.env),
    settings: openSettingsStore(userData, app.getVersion()),
    secretBox: createSecretBox(process.platform),
    network: createProfileNetwork(),
    dialogs: {
      chooseFolder: () => dialogs.chooseFolder('Folder for the files'),
      chooseSaveFile: () => dialogs.chooseSaveFile({ title: 'Export servers', name: 'roomreel-servers.json' }),
      chooseOpenFile: () => dialogs.chooseOpenFile('Import servers'),
      chooseExportFolder: () => dialogs.chooseFolder('Export recordings to'),
      chooseExportFile: (name) => dialogs.chooseSaveFile({ title: 'Export recording', name, filters: [] }),
      chooseLocation: () => dialogs.chooseFolder('Folder for recordings'),
      chooseWatchSave: (title, name, ending) =>
        dialogs.chooseSaveFile({ title, name, filters: [{ name: ending.toUpperCase(), extensions: [ending] }] }),
      chooseSubtitles: () => dialogs.chooseOpenFile('Load subtitle file', SUBTITLE_FILES),
      chooseHistory: () => dialogs.chooseOpenFile('Import history'),
    },
    clock: Date.now,
    system: { locale: () => app.getSystemLocale(), platform: process.platform, version: app.getVersion() },
    writeClipboard: (text) => clipboard.writeText(text),
    send: sendEvent,
    onProfiles: () => showMenu(built),
    showWindow: () => openWindow(),
  })
  built = roomreel
  const openWindow = (): void => showWindow(roomreel)
  const devServer = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null)

  void app.whenReady().then(() => {
    protocol.handle(
      APP_SCHEME,
      createAppProtocol({
        rendererDirectory: join(import.meta.dirname, '../renderer'),
        devServer,
        fetch: (url, init) => net.fetch(url, init),
        media: roomreel.media,
        cues: roomreel.cues,
        posters: roomreel.posters,
      }),
    )
    registerCalls(roomreel.handlers, (call, error) => console.error(roomreel.mask(`${call}: ${stackOf(error)}`)))
    registerLinks()
    openWindow()
    showMenu(roomreel)
  })
  onSecondInstance((argv) => {
    openWindow()
    roomreel.handOver(argv, readLaunchOptions(argv, {}))
  })
  onOpenUrl((url) => {
    if (app.isReady()) openWindow()
    roomreel.handOver([url], readLaunchOptions([], {}))
  })
  app.on('browser-window-focus', () => roomreel.retryNow())
  app.on('activate', openWindow)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('before-quit', (event) => askFirst(event, roomreel, () => app.quit()))
  app.on('will-quit', (event) => closeFirst(event, roomreel))
}

/** Running downloads are not ended without a question; after a yes there is none any more. */
function askFirst(event: Electron.Event, roomreel: Roomreel, go: () => void): void {
  const answer = roomreel.mayQuit()
  if (answer === true) return
  event.preventDefault()
  void answer.then((yes) => {
    if (yes) go()
  })
}

let isClosing = false

/** What is open is closed in order, so that the next start need not look for damage; nobody waits longer for it. */
function closeFirst(event: Electron.Event, roomreel: Roomreel): void {
  if (isClosing) return
  isClosing = true
  event.preventDefault()
  void Promise.race([roomreel.close(), delay(CLOSING_MS)])
    .catch((error: unknown) => console.error(roomreel.mask(`Closing: ${stackOf(error)}`)))
    .finally(() => app.quit())
}

function showMenu(roomreel: Roomreel | null): void {
  if (roomreel === null || !app.isReady()) return
  setAppMenu({
    platform: process.platform,
    profiles: roomreel.store.list(),
    openedId: roomreel.openId(),
    send: (command) => sendEvent('app.command', command),
  })
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))

/** Brings the window to the front, or makes it. */
function showWindow(roomreel: Roomreel): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) {
    const made = createSecureWindow(join(import.meta.dirname, '../preload/index.cjs'))
    made.on('closed', roomreel.pageGone)
    // Where the last window takes the app with it, the question comes while there still is one.
    if (process.platform !== 'darwin') made.on('close', (event) => askFirst(event, roomreel, () => made.close()))
    return
  }
  if (window.isMinimized()) window.restore()
  window.focus()
}
