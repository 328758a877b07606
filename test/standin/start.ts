import { rawApp } from './app.ts'
import { contentsOfTarget, dropAllWindows, windowHooks } from './browser-window.ts'
import { Chromium } from './chromium.ts'
import { answerSync } from './ipc.ts'
import { log } from './log.ts'
import { newToken, startPageServer } from './page-server.ts'
import { handlerOf } from './protocol.ts'
import { runtime, sealSwitches } from './runtime.ts'
import { sessionOf } from './session.ts'

interface SyncCall {
  target: string
  channel: string
  payload: string
}

/** Starts Chromium; resolves once it runs, not once it answers: the app's main script loads meanwhile. */
export async function startChromium(): Promise<Chromium> {
  windowHooks.token = newToken()
  const port = await startPageServer({
    token: windowHooks.token,
    handlerOf,
    answerSync: (body) => syncCall(JSON.parse(body) as SyncCall),
    permissionsPolicy: () => sessionOf('').permissions.policy(),
  })
  const chromium = new Chromium({ port, switches: sealSwitches() })
  runtime.chromium = chromium
  chromium.onExit = (code) => {
    if (!runtime.quitting) console.error(`Chromium ended (exit code ${code})`)
    runtime.quitting = true
    dropAllWindows()
    process.exit(code === 0 ? 0 : 1)
  }
  log('chromium spawned')
  return chromium
}

/** 'ready': Chromium answers and the main script has been loaded. */
export async function becomeReady(chromium: Chromium): Promise<void> {
  const version = await chromium.started()
  Object.defineProperty(process.versions, 'chrome', { value: version, enumerable: true })
  windowHooks.allClosed = () => rawApp.allClosed()
  windowHooks.created = (window) => {
    if (window.isDestroyed()) return
    rawApp.emit('web-contents-created', {}, window.webContents)
    rawApp.emit('browser-window-created', {}, window)
  }
  log('ready')
  rawApp.becomeReady()
}

/** A signal asks the app to quit; a second one does not ask. */
export function quitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (runtime.quitting || !runtime.ready) rawApp.exit(0)
      else rawApp.quit()
    })
  }
}

async function syncCall({ target, channel, payload }: SyncCall): Promise<string> {
  const contents = contentsOfTarget(target)
  if (contents === undefined) throw new Error('sendSync from a page that is gone')
  return answerSync(contents, channel, payload)
}
