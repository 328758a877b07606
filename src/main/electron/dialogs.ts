import { dialog, type FileFilter, type OpenDialogOptions } from 'electron'
import { frontWindow } from './front-window.ts'

const JSON_FILES: FileFilter[] = [{ name: 'JSON', extensions: ['json'] }]

/** The system's own windows for files and folders; every answer is a full path, or null when the user cancels. */
export interface Dialogs {
  chooseFolder(title: string): Promise<string | null>
  /**
   * `name`: what the file is called unless the user says otherwise. `filters`: which files there are, JSON unless said.
   * The system has asked before it answers with a file that is there.
   */
  chooseSaveFile(about: { title: string; name: string; filters?: FileFilter[] }): Promise<string | null>
  /** `filters`: which files there are, JSON unless said. */
  chooseOpenFile(title: string, filters?: FileFilter[]): Promise<string | null>
}

export function createDialogs(): Dialogs {
  return {
    chooseFolder: (title) => chooseOne({ title, properties: ['openDirectory', 'createDirectory'] }),
    chooseOpenFile: (title, filters = JSON_FILES) => chooseOne({ title, properties: ['openFile'], filters }),
    chooseSaveFile: async ({ title, name, filters = JSON_FILES }) => {
      // On Linux this question is optional.
      const options = { title, defaultPath: name, filters, properties: ['showOverwriteConfirmation' as const] }
      const parent = frontWindow()
      const { canceled, filePath } = await (parent === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options))
      return canceled || filePath === '' ? null : filePath
    },
  }
}

// A dialog without a parent can end up behind the window that asked.
async function chooseOne(options: OpenDialogOptions): Promise<string | null> {
  const parent = frontWindow()
  const { canceled, filePaths } = await (parent === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options))
  return canceled ? null : (filePaths[0] ?? null)
}
