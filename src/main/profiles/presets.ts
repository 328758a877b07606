import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { posix, win32 } from 'node:path'
import { z } from 'zod'
import type { ServerFields } from '../../shared/profile.ts'
import { understoodOrNull } from './profile-store.ts'
import { readServerEntry } from './server-entry.ts'

const MOST_PRESETS = 1000

/** A server that an administrator has preset. */
export interface Preset {
  /** The same at every start, as long as address, key and rooms are the same. */
  id: string
  fields: ServerFields
}

export interface Presets {
  servers: Preset[]
  /** The file, or something in it, could not be understood; what could be is in `servers`. */
  unreadable: boolean
}

const presetFile = z.object({ servers: z.array(z.unknown()) })

/** Where an administrator presets servers on this platform (`process.platform`, `process.env`). */
export function presetsPath(platform: string, environment: Record<string, string | undefined>): string {
  if (platform === 'darwin') return '/Library/Application Support/Roomreel/servers.json'
  if (platform !== 'win32') return posix.join('/etc', 'roomreel', 'servers.json')
  // Windows does not care how the name is written; a copy of its environment does.
  const [, folder] = Object.entries(environment).find(([name]) => name.toLowerCase() === 'programdata') ?? []
  return win32.join(folder || 'C:\\ProgramData', 'Roomreel', 'servers.json')
}

/**
 * The servers in an administrator's file: what `servers` holds in an exported file, and never a secret. No file is no
 * servers. Read at once: the first list shows them.
 */
export function loadPresets(file: string): Presets {
  const entries = readEntries(file)
  if (entries === null) return { servers: [], unreadable: true }
  const presets = new Map<string, Preset>()
  let unreadable = entries.length > MOST_PRESETS
  for (const entry of entries.slice(0, MOST_PRESETS)) {
    const fields = readServerEntry(entry)
    // One with a proxy or a path that means nothing would otherwise be missing without a word.
    if (fields === null || understoodOrNull(fields) === null) {
      unreadable = true
      continue
    }
    const id = presetId(fields)
    if (!presets.has(id)) presets.set(id, { id, fields })
  }
  return { servers: [...presets.values()], unreadable }
}

/** What stands in the file; null: it is there and cannot be read. */
function readEntries(file: string): unknown[] | null {
  try {
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
    return presetFile.parse(JSON.parse(text)).servers
  } catch (error) {
    return isMissing(error) ? [] : null
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

function presetId({ url, apiKey, rooms }: ServerFields): string {
  const what = JSON.stringify([url, apiKey, [...rooms].sort()])
  return `m-${createHash('sha256').update(what).digest('hex').slice(0, 16)}`
}
