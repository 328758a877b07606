import { join, resolve } from 'node:path'
import { app, BrowserWindow, clipboard, net, protocol } from 'electron'
import { compose } from './compose.ts'
import { createAppProtocol } from './electron/app-protocol.ts'
import { APP_SCHEME } from './electron/guards.ts'
import { registerCalls, sendEvent } from './electron/ipc.ts'
import { openSettingsStore } from './electron/settings-store.ts'
import { createSecureWindow } from './electron/window.ts'
import { readLaunchOptions } from './launch-options.ts'
import { createHttpClient } from './plugnmeet/http.ts'

protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
])
app.enableSandbox()

const options = readLaunchOptions(process.argv, process.env)
// Before the lock: it is one instance per folder.
if (options.userData !== null) app.setPath('userData', resolve(options.userData))
if (app.requestSingleInstanceLock()) start()
else app.quit()

function start(): void {
  // Nothing that this process starts needs to know it.
  delete process.env.ROOMREEL_API_SECRET
  for (const complaint of options.complaints) console.error(complaint)

  const roomreel = compose({
    userData: app.getPath('userData'),
    demoResources: join(app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources'), 'demo'),
    options,
    settingsStore: openSettingsStore(app.getPath('userData')),
    http: createHttpClient(),
    clock: Date.now,
    system: { locale: () => app.getSystemLocale(), platform: process.platform, version: app.getVersion() },
    writeClipboard: (text) => clipboard.writeText(text),
    send: sendEvent,
  })
  const devServer = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null)

  void app.whenReady().then(() => {
    protocol.handle(
      APP_SCHEME,
      createAppProtocol({
        rendererDirectory: join(import.meta.dirname, '../renderer'),
        devServer,
        fetch: (url, init) => net.fetch(url, init),
        media: roomreel.media,
        subtitles: roomreel.subtitles,
      }),
    )
    registerCalls(roomreel.handlers, (call, error) => console.error(`${call}:`, error))
    openWindow()
  })
  app.on('second-instance', openWindow)
  app.on('activate', openWindow)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', () => void roomreel.close())
}

/** Brings the window to the front, or makes it. */
function openWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) {
    createSecureWindow(join(import.meta.dirname, '../preload/index.cjs'))
    return
  }
  if (window.isMinimized()) window.restore()
  window.focus()
}
