import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import type { SettingsStore } from '../settings.ts'

const NAME = 'config'

/** The settings file of this user. One that cannot be read is set aside under a dated name, never overwritten. */
export function openSettingsStore(userData: string): SettingsStore {
  setAsideWhenBroken(join(userData, `${NAME}.json`))
  const store = new ElectronStore<Record<string, unknown>>({ name: NAME, cwd: userData })
  return {
    get: (key) => store.get(key),
    set: (key, value) => store.set(key, value),
  }
}

function setAsideWhenBroken(file: string): void {
  if (!existsSync(file)) return
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return
  } catch {
    // Not JSON: set aside like everything else that is no settings file.
  }
  renameSync(file, `${file}.unreadable-${new Date().toISOString().replaceAll(':', '-')}`)
}
