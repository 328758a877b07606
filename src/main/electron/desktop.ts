import { app, BrowserWindow, dialog, Notification, powerMonitor, powerSaveBlocker, shell } from 'electron'
import { AppFailure } from '../../shared/app-error.ts'
import type { Desktop, QuitWords } from '../downloads/desktop-port.ts'
import { createDragIcon } from './drag-icon.ts'
import { frontWindow } from './front-window.ts'

/** The desktop through Electron. Everything but making it waits for the app to be ready. */
export function createDesktop(): Desktop {
  return {
    progress: (share, mode) => {
      const options = { mode: share === null ? ('none' as const) : mode }
      for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(share ?? -1, options)
    },
    notify: createNotify(),
    keepAwake: createKeepAwake(),
    askQuit,
    showInFolder: (path) => shell.showItemInFolder(path),
    startDrag,
  }
}

function createNotify(): Desktop['notify'] {
  // One that nobody holds is collected, and its click with it.
  let latest: Notification | null = null
  return ({ title, body }, onClick) => {
    onceReady(() => {
      if (!Notification.isSupported()) return
      latest?.close()
      latest = new Notification({ title, body })
      latest.on('click', onClick)
      latest.show()
    })
  }
}

/** Downloads go on while the app is still starting: what needs a desktop that is there waits for it. */
function onceReady(act: () => void): void {
  if (app.isReady()) act()
  else void app.whenReady().then(act)
}

function createKeepAwake(): Desktop['keepAwake'] {
  let isWanted = false
  let blocker: number | null = null
  const look = (): void => {
    const isOn = isWanted && !powerMonitor.isOnBatteryPower()
    if (isOn) blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
  powerMonitor.on('on-ac', look)
  powerMonitor.on('on-battery', look)
  return (on) => {
    isWanted = on
    onceReady(look)
  }
}

async function askQuit({ message, detail, quit, stay }: QuitWords): Promise<'quit' | 'stay'> {
  const options = { type: 'question' as const, message, detail, buttons: [quit, stay], defaultId: 1, cancelId: 1 }
  const parent = frontWindow()
  const { response } = await (parent === null
    ? dialog.showMessageBox({ ...options, noLink: true })
    : dialog.showMessageBox(parent, { ...options, noLink: true }))
  return response === 0 ? 'quit' : 'stay'
}

function startDrag(path: string): void {
  const window = frontWindow()
  if (window === null) throw new AppFailure('internal', 'there is no window to drag a file out of')
  window.webContents.startDrag({ file: path, icon: createDragIcon() })
}
