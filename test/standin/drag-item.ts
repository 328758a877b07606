import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { checkObject, checkType } from './checks.ts'
import { unsupported } from './guard.ts'
import { checkIcon } from './native-image.ts'

/** What `webContents.startDrag` takes here: one file that is there, and a picture that is not empty (macOS wants one). */
export function checkDragItem(item: unknown): { file: string } {
  checkObject(item, 'item')
  if (!('icon' in item)) throw new Error("'icon' parameter is required")
  if ('files' in item) unsupported('webContents.startDrag with several files')
  if (!('file' in item)) throw new Error("Must specify either 'file' or 'files' option")
  const { file, icon } = item
  checkType(file, 'string', 'file')
  const path = String(file)
  if (!isAbsolute(path) || !existsSync(path)) throw new Error(`there is no file to be dragged: ${path}`)
  checkIcon(icon)
  return { file: path }
}
