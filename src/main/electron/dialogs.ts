import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron'

const JSON_FILES = [{ name: 'JSON', extensions: ['json'] }]

/** The system's own windows for files and folders; every answer is a full path, or null when the user cancels. */
export interface Dialogs {
  chooseFolder(title: string): Promise<string | null>
  /** `name`: what the file is called unless the user says otherwise. */
  chooseSaveFile(about: { title: string; name: string }): Promise<string | null>
  chooseOpenFile(title: string): Promise<string | null>
}

export function createDialogs(): Dialogs {
  return {
    chooseFolder: (title) => chooseOne({ title, properties: ['openDirectory', 'createDirectory'] }),
    chooseOpenFile: (title) => chooseOne({ title, properties: ['openFile'], filters: JSON_FILES }),
    chooseSaveFile: async ({ title, name }) => {
      const options = { title, defaultPath: name, filters: JSON_FILES }
      const parent = parentWindow()
      const { canceled, filePath } = await (parent === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options))
      return canceled || filePath === '' ? null : filePath
    },
  }
}

async function chooseOne(options: OpenDialogOptions): Promise<string | null> {
  const parent = parentWindow()
  const { canceled, filePaths } = await (parent === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options))
  return canceled ? null : (filePaths[0] ?? null)
}

/** A dialog without a parent can end up behind the window that asked. */
const parentWindow = (): BrowserWindow | null =>
  BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0] ?? null
