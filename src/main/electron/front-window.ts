import { BrowserWindow } from 'electron'

/** The window that the user is at, or any; null: there is none. */
export const frontWindow = (): BrowserWindow | null =>
  BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0] ?? null
