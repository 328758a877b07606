import { BrowserWindow, nativeTheme, shell } from 'electron'
import { APP_URL, guardContents, guardSession } from './guards.ts'

/** Title bar and background per theme: the values of --bg and --text-2 in tokens.css, before the page has painted. */
const COLORS = {
  dark: { background: '#191817', symbols: '#b1aea8' },
  light: { background: '#fefdfc', symbols: '#55514c' },
}
const TITLE_BAR_HEIGHT = 52

const overlay = () => {
  const { background, symbols } = nativeTheme.shouldUseDarkColors ? COLORS.dark : COLORS.light
  return { color: background, symbolColor: symbols, height: TITLE_BAR_HEIGHT }
}

/** The app's window: sandboxed, isolated, kept on its own pages, without permissions. The only place that makes one. */
export function createSecureWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    minWidth: 880,
    minHeight: 600,
    useContentSize: true,
    show: false,
    title: 'Roomreel',
    backgroundColor: overlay().color,
    titleBarStyle: 'hidden',
    ...(process.platform === 'darwin' ? {} : { titleBarOverlay: overlay() }),
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // The spell checker would fetch dictionaries from a server of its maker.
      spellcheck: false,
    },
  })
  guardSession(window.webContents.session)
  guardContents(window.webContents, (url) => void shell.openExternal(url))

  const followTheme = (): void => {
    if (process.platform !== 'darwin') window.setTitleBarOverlay(overlay())
    window.setBackgroundColor(overlay().color)
  }
  nativeTheme.on('updated', followTheme)
  window.on('closed', () => nativeTheme.off('updated', followTheme))
  window.once('ready-to-show', () => window.show())
  // Closing the window while it loads is no error; anything else is for whoever started the app from a terminal.
  window.loadURL(APP_URL).catch((error: unknown) => console.error('The window could not load:', error))
  return window
}
