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

/** The same for electron-store, at each write. */
const SCHEMA: Schema<Values> = {
  player: { type: 'object' },
  lastProfile: { type: ['string', 'null'] },
  views: { type: 'object' },
  profiles: { type: 'array' },
  order: { type: 'array' },
  certificates: { type: 'object' },
  demoRemoved: { type: 'boolean' },
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
    return { store: onDisk(userData, version, values), setAside }
  } catch (error) {
    console.error('The settings file cannot be used; settings last until Roomreel quits:', error)
    return { store: inMemory(values), setAside: `${NAME}.json` }
  }
}

/**
 * `set` fails with `disk` when nothing can be written, and leaves the file alone when the value fits no settings file.
 * electron-store is made when it is needed: to migrate, or to write. Compiling its checks costs a start about 50 ms,
 * and what the file holds has been read already.
 */
function onDisk(userData: string, version: string, values: Values): SettingsStore {
  let store: ElectronStore<Values> | null = null
  const opened = (): ElectronStore<Values> => {
    store ??= makeStore(userData, version)
    return store
  }
  if (writtenBy(values) !== version) opened()
  return {
    get: (key) => (store === null ? structuredClone(values[key]) : store.get(key)),
    set: (key, value) => {
      try {
        opened().set(key, value)
      } catch (cause) {
        if (!(cause instanceof Error && 'syscall' in cause)) throw cause
        throw new AppFailure('disk', 'the settings could not be written', { cause })
      }
    },
  }
}

/** The version that has migrated the file last, by electron-store's own note; undefined: none. */
function writtenBy({ __internal__: notes }: Values): unknown {
  const { migrations } = (notes ?? {}) as { migrations?: { version?: unknown } }
  return migrations?.version
}

const makeStore = (userData: string, version: string): ElectronStore<Values> =>
  new ElectronStore<Values>({
    name: NAME,
    cwd: userData,
    configFileMode: OWNER_ONLY,
    projectVersion: version,
    schema: SCHEMA,
    // The schema is our own: having it checked against JSON Schema's would take as long again.
    ajvOptions: { meta: false, validateSchema: false },
    migrations: MIGRATIONS,
  })

function inMemory(values: Values): SettingsStore {
  const kept = new Map(Object.entries(values))
  return {
    get: (key) => structuredClone(kept.get(key)),
    set: (key, value) => void kept.set(key, structuredClone(value)),
  }
}
