import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

/** app.getPath and app.setPath: Electron's names, on this platform's places. */
export class AppPaths {
  readonly #set = new Map<string, string>()
  readonly #appName: () => string
  readonly #userDataSwitch: () => string

  constructor(appName: () => string, userDataSwitch: () => string) {
    this.#appName = appName
    this.#userDataSwitch = userDataSwitch
  }

  set(name: string, path: string): void {
    this.#set.set(name, path)
  }

  /** Throws for a name that Electron does not know. */
  get(name: string): string {
    const path = this.#set.get(name) ?? this.#usual(name)
    if (path === null) throw new Error(`Failed to get '${name}' path`)
    if (name === 'userData' || name === 'sessionData' || name === 'logs') mkdirSync(path, { recursive: true })
    return path
  }

  #usual(name: string): string | null {
    const home = homedir()
    const inHome = new Map([
      ['home', ''],
      ...['Desktop', 'Documents', 'Downloads', 'Music', 'Pictures', 'Videos'].map((folder): [string, string] => [
        folder.toLowerCase(),
        folder,
      ]),
    ])
    const folder = inHome.get(name)
    if (folder !== undefined) return join(home, folder)
    switch (name) {
      case 'appData':
        return appData(home)
      case 'userData':
        return this.#userDataSwitch() || join(this.get('appData'), this.#appName())
      case 'sessionData':
        return this.get('userData')
      case 'logs':
        return join(this.get('userData'), 'logs')
      case 'crashDumps':
        return join(this.get('userData'), 'Crashpad')
      case 'temp':
        return tmpdir()
      case 'exe':
      case 'module':
        return process.execPath
      default:
        return null
    }
  }
}

function appData(home: string): string {
  if (process.platform === 'darwin') return join(home, 'Library/Application Support')
  if (process.platform === 'win32') return process.env.APPDATA ?? join(home, 'AppData/Roaming')
  return process.env.XDG_CONFIG_HOME ?? join(home, '.config')
}
