import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { PartPaths } from './part-file.ts'

/** A complete file on disk. Its name holds what must be known about it, so that there is nothing to get out of step. */
export interface KeptFile {
  /** Which recording: `recordKey` of its ID. */
  key: string
  path: string
  bytes: number
  /** When its download began, in ms since the epoch. */
  startedAt: number
  /** When it was last played, in ms since the epoch. */
  usedAt: number
  /** True: until the user removes it. False: it is here because it was watched. */
  kept: boolean
}

/** What is here of a file that is not whole. */
export interface LeftPart extends PartPaths {
  key: string
  startedAt: number
}

const FACTS_NAME = /^([0-9a-f]{64})\.facts\.json$/
const COMPLETE_NAME = /^([0-9a-f]{64})-(\d{1,15})-(\d{1,15})\.(kept|media)$/
const PART_NAME = /^([0-9a-f]{64})-(\d{1,15})\.part$/
const MAP_NAME = /^([0-9a-f]{64}-\d{1,15})\.map$/
/** What was removed, and can be brought back for a moment. */
const REMOVED = '.removed'

/** Where a complete file is while it can still be brought back. */
export const asidePath = ({ path }: KeptFile): string => `${path}${REMOVED}`

/** Names a recording's files: a hash, because the ID is the server's text and never a path. */
export const recordKey = (recordId: string): string => createHash('sha256').update(recordId).digest('hex')

/** Whose part a path names. */
export const keyOfPart = (path: string): string => basename(path).split('-', 1)[0] ?? ''

/** The files of one profile: in the first of its folders, and in others while they are moved there. */
export class MediaFolder {
  readonly #directories: () => readonly string[]

  constructor(directories: () => readonly string[]) {
    this.#directories = directories
  }

  /** Where new files go. */
  get directory(): string {
    const [first] = this.#directories()
    if (first === undefined) throw new Error('a profile has no folder for its files')
    return first
  }

  partPaths(key: string, startedAt: number): PartPaths {
    const base = join(this.directory, `${key}-${startedAt}`)
    return { part: `${base}.part`, map: `${base}.map` }
  }

  /** The final name of a file that is whole now, beside where it grew. */
  completePath(partPath: string, key: string, startedAt: number, bytes: number, kept: boolean): string {
    return join(dirname(partPath), `${key}-${startedAt}-${bytes}.${kept ? 'kept' : 'media'}`)
  }

  /** Makes the folder when it is missing. */
  async ensure(): Promise<void> {
    await mkdir(this.directory, { recursive: true })
  }

  /**
   * The complete files, after removing what an interrupted run has left and nobody can use: older copies, maps without
   * a part, facts without a file, what had been removed. A kept file of a wrong length is set aside as `….damaged`.
   * A folder that is missing or cannot be read is empty: whoever downloads into it hears why.
   */
  async scan(): Promise<Map<string, KeptFile>> {
    const complete = await this.complete()
    await this.#sweep(complete)
    return complete
  }

  /** The complete files; of two copies the older one is removed. */
  async complete(): Promise<Map<string, KeptFile>> {
    const complete = new Map<string, KeptFile>()
    for (const { directory, names } of await this.#listing()) {
      for (const name of names) {
        const file = await this.#completeFile(directory, name)
        if (file === null) continue
        const other = complete.get(file.key)
        // While it is moved to another disk it is in both for a moment: who moves it removes what is to go.
        if (other !== undefined && basename(other.path) === name) continue
        const [better, worse] = other !== undefined && isBetter(other, file) ? [other, file] : [file, other]
        complete.set(file.key, better)
        if (worse !== undefined && worse.path !== better.path) await this.remove(worse.path)
      }
    }
    return complete
  }

  /** What is left of a recording's file that is not whole: the newest; null: nothing. */
  async part(key: string): Promise<LeftPart | null> {
    const parts = (await this.parts()).filter((part) => part.key === key)
    const startedAt = Math.max(...parts.map((part) => part.startedAt))
    const newest = parts.filter((part) => part.startedAt === startedAt)
    for (const part of parts) if (!newest.includes(part)) await this.removePart(part)
    // While it is moved to another disk it is in both for a moment: it counts where its map is.
    for (const part of newest) if ((await statsOf(part.map)) !== null) return part
    return newest[0] ?? null
  }

  /** Everything that is not whole. */
  async parts(): Promise<LeftPart[]> {
    const found: LeftPart[] = []
    for (const { directory, names } of await this.#listing()) {
      for (const name of names) {
        const [, key, startedAt] = PART_NAME.exec(name) ?? []
        if (key === undefined) continue
        const part = join(directory, name)
        found.push({ key, startedAt: Number(startedAt), part, map: part.replace(/\.part$/, '.map') })
      }
    }
    return found
  }

  async removePart({ part, map }: PartPaths): Promise<void> {
    await this.remove(map)
    await this.remove(part)
  }

  /** Gives a complete file its other ending. Fails with the file system's error. */
  async setKept(file: KeptFile, kept: boolean): Promise<KeptFile> {
    const path = file.path.replace(/\.(kept|media)$/, kept ? '.kept' : '.media')
    if (path !== file.path) await rename(file.path, path)
    return { ...file, path, kept }
  }

  /** Puts a complete file out of sight; it takes its room until it is dropped. Fails with the file system's error. */
  async setAside(file: KeptFile): Promise<void> {
    await rename(file.path, asidePath(file))
  }

  /** Undoes `setAside`. Fails with the file system's error. */
  async bringBack(file: KeptFile): Promise<void> {
    await rename(asidePath(file), file.path)
  }

  /** What was kept about a recording beside its file; null when there is nothing, or it cannot be read. */
  async facts(key: string): Promise<unknown | null> {
    for (const directory of this.#directories()) {
      try {
        return JSON.parse(await readFile(join(directory, `${key}.facts.json`), 'utf8'))
      } catch {
        // Facts are a second copy: a file plays without them.
      }
    }
    return null
  }

  /** Keeps facts (JSON) beside a recording's file: all of them or, when the disk does not take them, none. */
  async saveFacts(key: string, facts: unknown): Promise<void> {
    const path = join(this.directory, `${key}.facts.json`)
    const fresh = path.replace(/json$/, 'new')
    try {
      await writeFile(fresh, JSON.stringify(facts), { flush: true })
      await rename(fresh, path)
    } catch {
      // The recording is here and plays; facts matter only once the library and the server have forgotten it.
      await this.remove(fresh)
    }
  }

  /** Removes a complete file and what was kept about it. */
  async drop({ key, path }: KeptFile): Promise<void> {
    await this.remove(path)
    await this.removeFacts(key)
  }

  /** What was kept about a recording goes. */
  async removeFacts(key: string): Promise<void> {
    for (const directory of this.#directories()) await this.remove(join(directory, `${key}.facts.json`))
  }

  /** False for a file that is gone, or another one by now. A disk that does not say so now says nothing against it. */
  async isThere({ path, bytes }: Pick<KeptFile, 'path' | 'bytes'>): Promise<boolean> {
    const found = await statsOf(path)
    return found === 'unknown' || found?.size === bytes
  }

  /** Removes a file if it can be; one that cannot is found again at the next start. */
  async remove(path: string): Promise<void> {
    await rm(path, { force: true }).catch(() => {})
  }

  async #listing(): Promise<{ directory: string; names: string[] }[]> {
    return await Promise.all(
      this.#directories().map(async (directory) => ({ directory, names: await readdir(directory).catch(() => []) })),
    )
  }

  async #sweep(complete: ReadonlyMap<string, KeptFile>): Promise<void> {
    for (const { directory, names } of await this.#listing()) {
      const parts = new Set(names.flatMap((name) => (PART_NAME.test(name) ? [name.slice(0, -'.part'.length)] : [])))
      for (const name of names) {
        const [, facts] = FACTS_NAME.exec(name) ?? []
        const [, map] = MAP_NAME.exec(name) ?? []
        const isOrphan = (facts !== undefined && !complete.has(facts)) || (map !== undefined && !parts.has(map))
        if (isOrphan || name.endsWith(REMOVED) || name.endsWith('.new')) await this.remove(join(directory, name))
      }
    }
  }

  async #completeFile(directory: string, name: string): Promise<KeptFile | null> {
    const [, key, startedAt, length, ending] = COMPLETE_NAME.exec(name) ?? []
    if (key === undefined) return null
    const path = join(directory, name)
    const bytes = Number(length)
    const kept = ending === 'kept'
    const found = await statsOf(path)
    if (found === 'unknown' || found?.size === bytes) {
      const usedAt = found === 'unknown' ? Number(startedAt) : found.mtimeMs
      return { key, path, bytes, startedAt: Number(startedAt), usedAt, kept }
    }
    // The user wanted it: what is left of it is theirs to throw away.
    if (kept) await rename(path, `${path}.damaged`).catch(() => {})
    else await this.remove(path)
    return null
  }
}

/** What the user wanted to keep outlives what was only watched, and a newer copy an older one. */
const isBetter = (one: KeptFile, other: KeptFile): boolean =>
  one.kept === other.kept ? one.startedAt > other.startedAt : one.kept

/** Null: there is no such file. `unknown`: the disk does not say (too many open files, a network drive that is slow). */
async function statsOf(path: string): Promise<Stats | null | 'unknown'> {
  try {
    return await stat(path)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : 'unknown'
  }
}
