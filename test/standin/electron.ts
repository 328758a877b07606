/** What `import … from 'electron'` means under the stand-in: every name of Electron's main process. */
import { app } from './app.ts'
import { allContents, BrowserWindow, contentsOfTarget } from './browser-window.ts'
import { guard, missing } from './guard.ts'
import { ipcMain } from './ipc.ts'
import { Menu, MenuItem } from './menu.ts'
import { nativeImage } from './native-image.ts'
import { net } from './net.ts'
import { Notification } from './notification.ts'
import { powerMonitor, powerSaveBlocker } from './power.ts'
import { protocol } from './protocol.ts'
import { safeStorage } from './safe-storage.ts'
import { session } from './session.ts'
import { clipboard, dialog, nativeTheme, shell } from './system.ts'

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  shell,
}

export const webContents = guard('webContents (module)', {
  getAllWebContents: allContents,
  fromId: (id: number) => allContents().find((contents) => contents.id === id),
  fromDevToolsTargetId: contentsOfTarget,
  getFocusedWebContents: () => BrowserWindow.getFocusedWindow()?.webContents ?? null,
})

export const autoUpdater = missing('autoUpdater')
export const BaseWindow = missing('BaseWindow')
export const BrowserView = missing('BrowserView')
export const contentTracing = missing('contentTracing')
export const crashReporter = missing('crashReporter')
export const desktopCapturer = missing('desktopCapturer')
export const globalShortcut = missing('globalShortcut')
export const ImageView = missing('ImageView')
export const inAppPurchase = missing('inAppPurchase')
export const MessageChannelMain = missing('MessageChannelMain')
export const netLog = missing('netLog')
export const parentPort = missing('parentPort')
export const pushNotifications = missing('pushNotifications')
export const screen = missing('screen')
export const ServiceWorkerMain = missing('ServiceWorkerMain')
export const ShareMenu = missing('ShareMenu')
export const sharedTexture = missing('sharedTexture')
export const systemPreferences = missing('systemPreferences')
export const TouchBar = missing('TouchBar')
export const Tray = missing('Tray')
export const utilityProcess = missing('utilityProcess')
export const View = missing('View')
export const WebContentsView = missing('WebContentsView')
export const webFrameMain = missing('webFrameMain')

/** `import electron from 'electron'` and `require('electron')`. */
const electron = guard('electron', {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  net,
  Notification,
  nativeImage,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  shell,
  webContents,
  autoUpdater,
  BaseWindow,
  BrowserView,
  contentTracing,
  crashReporter,
  desktopCapturer,
  globalShortcut,
  ImageView,
  inAppPurchase,
  MessageChannelMain,
  netLog,
  parentPort,
  pushNotifications,
  screen,
  ServiceWorkerMain,
  ShareMenu,
  sharedTexture,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  WebContentsView,
  webFrameMain,
})

export { electron as default, electron as 'module.exports' }
