import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Events } from '../../shared/contract.ts'
import type { ProfileSummary } from '../../shared/profile.ts'

/** Servers in the menu; the others are found by "Manage servers". */
const MOST_LISTED = 30
/** Ctrl/Cmd+1 … 9. */
const WITH_NUMBER = 9

export interface AppMenuParts {
  platform: string
  /** In the user's order. */
  profiles: readonly ProfileSummary[]
  openedId: string | null
  send: (command: Events['app.command']) => void
}

/** Sets the application's menu; called again whenever the servers or the open one change. */
export function setAppMenu(parts: AppMenuParts): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(parts.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
      { role: 'fileMenu' },
      { label: 'Edit', submenu: [...EDIT, SEPARATOR, settingsItem(parts)] },
      { label: 'View', submenu: viewItems() },
      { label: 'Servers', submenu: serverItems(parts) },
      { role: 'windowMenu' },
    ]),
  )
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' }
const EDIT: MenuItemConstructorOptions[] = [
  { role: 'undo' },
  { role: 'redo' },
  SEPARATOR,
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'delete' },
  SEPARATOR,
  { role: 'selectAll' },
]

function settingsItem({ platform, send }: AppMenuParts): MenuItemConstructorOptions {
  return {
    id: 'settings',
    label: 'Settings…',
    // Elsewhere the page has the key, and the user may have given it another one.
    ...(platform === 'darwin' ? { accelerator: 'Cmd+,' } : {}),
    click: () => send({ command: 'settings' }),
  }
}

function viewItems(): MenuItemConstructorOptions[] {
  // Reloading is for developers: users would lose what they were doing.
  const developing: MenuItemConstructorOptions[] = [{ role: 'reload' }, { role: 'toggleDevTools' }, SEPARATOR]
  return [
    ...(app.isPackaged ? [] : developing),
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    SEPARATOR,
    { role: 'togglefullscreen' },
  ]
}

function serverItems(parts: AppMenuParts): MenuItemConstructorOptions[] {
  const { profiles, send } = parts
  return [
    ...profileItems(parts),
    ...(profiles.length > 0 ? [SEPARATOR] : []),
    { id: 'add-server', label: 'Add a server…', click: () => send({ command: 'add-server' }) },
    { id: 'manage-servers', label: 'Manage servers', click: () => send({ command: 'manage-servers' }) },
    { id: 'import-servers', label: 'Import servers…', click: () => send({ command: 'import-servers' }) },
  ]
}

function profileItems({ platform, profiles, openedId, send }: AppMenuParts): MenuItemConstructorOptions[] {
  const listed = profiles.slice(0, MOST_LISTED)
  // A radio group without a choice would show its first item as chosen.
  const type = listed.some(({ id }) => id === openedId) ? 'radio' : 'normal'
  return listed.map((profile, at) => ({
    id: `server-${profile.id}`,
    label: labelOf(profile),
    type,
    ...(type === 'radio' ? { checked: profile.id === openedId } : {}),
    ...(at < WITH_NUMBER ? { accelerator: `CmdOrCtrl+${at + 1}` } : {}),
    // The page has these keys itself; registered here too, one key press would switch twice.
    ...(platform === 'darwin' ? {} : { registerAccelerator: false }),
    click: () => send({ command: 'open', profileId: profile.id }),
  }))
}

/** "&" marks a letter in a menu; twice it is an ampersand. */
function labelOf({ kind, name, host }: ProfileSummary): string {
  return (name || (kind === 'demo' ? 'Demo' : host)).replaceAll('&', '&&')
}
