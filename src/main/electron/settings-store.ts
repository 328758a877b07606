import { join } from 'node:path'
import ElectronStore, { type Options, type Schema } from 'electron-store'
import { z } from 'zod'
import { AppFailure } from '../../shared/app-error.ts'
import type { SettingsStore } from '../settings.ts'
import { mendSettingsFile } from './mend-settings.ts'

type Values = Record<string, unknown>

const NAME = 'config'
const OWNER_ONLY = 0o600

const object = z.record(z.string(), z.unknown())
/** What the file may hold under each key; what is inside the objects is for Settings to check. */
const SHAPES = {
  player: object,
  lastProfile: z.string().nullable(),
  views: object,
  profiles: z.array(object),
  order: z.array(z.string()),
  certificates: object,
  demoRemoved: z.boolean(),
}

/** By the version that first needed it; each runs once on a file from before, in this order. */
const MIGRATIONS: NonNullable<Options<Values>['migrations']> = {
  /** Before that no server outlived a restart: a last profile other than the demo is one that nobody can open. */
  '0.2.0': (store) => {
    if (!store.has('profiles') && store.get('lastProfile') !== 'demo') store.set('lastProfile', null)
  },
}

export interface OpenedSettings {
  store: SettingsStore
  /**
   * The user has to know: base name of the file that was set aside because it, or a part of it, was unreadable. When
   * it is the settings file's own name, nothing can be written there, and settings last until Roomreel quits.
   */
  setAside: string | null
}

/**
 * The settings file of this user, brought to this version. Never fails: what cannot be read is set aside under a dated
 * name, and defaults take its place; keys of a later version stay as they are.
 */
export function openSettingsStore(userData: string, version: string): OpenedSettings {
  const file = join(userData, `${NAME}.json`)
  const { values, setAside, usable } = mendSettingsFile(file, SHAPES)
  if (!usable) return { store: inMemory(values), setAside: `${NAME}.json` }
  try {
    return { store: onDisk(userData, version), setAside }
  } catch (error) {
    console.error('The settings file cannot be used; settings last until Roomreel quits:', error)
    return { store: inMemory(values), setAside: `${NAME}.json` }
  }
}

/** `set` fails with `disk` when nothing can be written, and leaves the file alone when the value fits no settings file. */
function onDisk(userData: string, version: string): SettingsStore {
  const { properties } = z.toJSONSchema(z.object(SHAPES))
  const store = new ElectronStore<Values>({
    name: NAME,
    cwd: userData,
    configFileMode: OWNER_ONLY,
    projectVersion: version,
    schema: properties as Schema<Values>,
    // The schema is our own: having it checked against JSON Schema's would take longer than everything else at start.
    ajvOptions: { meta: false, validateSchema: false },
    migrations: MIGRATIONS,
  })
  return {
    get: (key) => store.get(key),
    set: (key, value) => {
      try {
        store.set(key, value)
      } catch (cause) {
        if (!(cause instanceof Error && 'syscall' in cause)) throw cause
        throw new AppFailure('disk', 'the settings could not be written', { cause })
      }
    },
  }
}

function inMemory(values: Values): SettingsStore {
  const kept = new Map(Object.entries(values))
  return {
    get: (key) => structuredClone(kept.get(key)),
    set: (key, value) => void kept.set(key, structuredClone(value)),
  }
}
