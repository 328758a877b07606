import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

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
}

const FACTS_NAME = /^([0-9a-f]{64})\.facts\.json$/
const KEPT_NAME = /^([0-9a-f]{64})-(\d{1,15})-(\d{1,15})\.media$/

/** Names a recording's files: a hash, because the ID is the server's text and never a path. */
export const recordKey = (recordId: string): string => createHash('sha256').update(recordId).digest('hex')

/** The files of one profile. */
export class MediaFolder {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  partPath(key: string, startedAt: number): string {
    return join(this.#directory, `${key}-${startedAt}.part`)
  }

  keptPath(key: string, startedAt: number, bytes: number): string {
    return join(this.#directory, `${key}-${startedAt}-${bytes}.media`)
  }

  /** Makes the folder when it is missing. */
  async ensure(): Promise<void> {
    await mkdir(this.#directory, { recursive: true })
  }

  /**
   * The complete files, after removing what an interrupted run has left: parts, files of a wrong length, older copies,
   * facts without a file.
   * A folder that is missing or cannot be read is empty: whoever downloads into it hears why.
   */
  async scan(): Promise<Map<string, KeptFile>> {
    const kept = new Map<string, KeptFile>()
    const names = await readdir(this.#directory).catch(() => [])
    await Promise.all(names.filter((name) => name.endsWith('.part')).map((name) => this.remove(this.#path(name))))
    for (const name of names) {
      const file = await this.#keptFile(name)
      if (file === null) continue
      const other = kept.get(file.key)
      const [newer, older] = other !== undefined && other.startedAt > file.startedAt ? [other, file] : [file, other]
      kept.set(file.key, newer)
      if (older !== undefined) await this.remove(older.path)
    }
    for (const name of names) {
      const [, key] = FACTS_NAME.exec(name) ?? []
      if (key !== undefined && !kept.has(key)) await this.remove(this.#path(name))
    }
    return kept
  }

  /** What was kept about a recording beside its file; null when there is nothing, or it cannot be read. */
  async facts(key: string): Promise<unknown | null> {
    try {
      return JSON.parse(await readFile(this.#factsPath(key), 'utf8'))
    } catch {
      // Facts are a second copy: a file plays without them.
      return null
    }
  }

  /** Keeps facts (JSON) beside a recording's file: all of them or, when the disk does not take them, none. */
  async saveFacts(key: string, facts: unknown): Promise<void> {
    const part = this.#path(`${key}.facts.part`)
    try {
      await writeFile(part, JSON.stringify(facts), { flush: true })
      await rename(part, this.#factsPath(key))
    } catch {
      // The recording is here and plays; facts matter only once the library and the server have forgotten it.
      await this.remove(part)
    }
  }

  /** Removes a complete file and what was kept about it. */
  async drop({ key, path }: KeptFile): Promise<void> {
    await this.remove(path)
    await this.remove(this.#factsPath(key))
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

  #factsPath(key: string): string {
    return this.#path(`${key}.facts.json`)
  }

  #path(name: string): string {
    return join(this.#directory, name)
  }

  async #keptFile(name: string): Promise<KeptFile | null> {
    const [, key, startedAt, bytes] = KEPT_NAME.exec(name) ?? []
    if (key === undefined) return null
    const path = this.#path(name)
    const found = await statsOf(path)
    if (found === 'unknown' || found?.size === Number(bytes)) {
      const usedAt = found === 'unknown' ? Number(startedAt) : found.mtimeMs
      return { key, path, bytes: Number(bytes), startedAt: Number(startedAt), usedAt }
    }
    await this.remove(path)
    return null
  }
}

/** Null: there is no such file. `unknown`: the disk does not say (too many open files, a network drive that is slow). */
async function statsOf(path: string): Promise<Stats | null | 'unknown'> {
  try {
    return await stat(path)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : 'unknown'
  }
}
