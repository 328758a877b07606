import { utimes } from 'node:fs/promises'
import { MediaFile } from './media-file.ts'
import { asidePath, type KeptFile, type MediaFolder, recordKey } from './media-folder.ts'
import { onDisk } from './on-disk.ts'

/** A complete file has come or gone. */
export interface FileChange {
  /** `recordKey` of its recording. */
  key: string
  /** Null when only the key is known. */
  recordId: string | null
  here: boolean
}

/** What the owner of the files may want to know and say. */
export interface FileHooks {
  /** Hears of each complete file that comes, was removed, or is found missing. */
  onFiles?: (change: FileChange) => void
  /** True for a key whose file must not make room for others: there is no other copy of it. */
  isOnlyCopy?: (key: string) => boolean
  /** What to keep (as JSON) beside a recording's file; null = nothing. Must not fail. */
  facts?: (recordId: string) => unknown | null
}

export interface KeptFilesParts extends FileHooks {
  folder: MediaFolder
  clock: () => number
  /** How long a file stays open after its last reader. */
  handleIdleMs: number
}

/** The complete files of a profile: finds, opens, adds and removes them. */
export class KeptFiles {
  readonly #parts: KeptFilesParts
  /** Files that were played in this run, by key. */
  readonly #open = new Map<string, MediaFile>()
  /** Removed, and still to be brought back, by key. */
  readonly #aside = new Map<string, KeptFile>()
  /** Being moved to another folder, by key. */
  readonly #moves = new Map<string, Promise<void>>()
  #files: Promise<Map<string, KeptFile>> | null = null
  #closed = false

  constructor(parts: KeptFilesParts) {
    this.#parts = parts
  }

  async all(): Promise<KeptFile[]> {
    return [...(await this.#scanned()).values()]
  }

  /** A folder that was not there has come back: what is in it is known from now on. */
  async lookAgain(): Promise<void> {
    const [files, found] = await Promise.all([this.#scanned(), this.#parts.folder.complete()])
    for (const [key, file] of found) if (!files.has(key)) files.set(key, file)
  }

  /** The recording's file, if it is still what it was: people tidy up folders. */
  async find(recordId: string): Promise<KeptFile | null> {
    const files = await this.#scanned()
    const key = recordKey(recordId)
    const file = files.get(key)
    if (file === undefined) return null
    if (await this.#parts.folder.isThere(file)) return file
    // Another one who asked at the same time may have noticed first, or it has another name by now.
    const now = files.get(key)
    if (now !== file) return now ?? null
    files.delete(key)
    await this.#forget(file)
    await this.#parts.folder.drop(file)
    this.#tell({ key, recordId, here: false })
    return null
  }

  async open(kept: KeptFile): Promise<MediaFile> {
    const usedAt = this.#parts.clock()
    kept.usedAt = usedAt
    const open = this.#open.get(kept.key)
    if (open !== undefined) return open
    const { key, path, startedAt, bytes } = kept
    const file = MediaFile.complete({ path, startedAt, bytes, idleMs: this.#parts.handleIdleMs })
    this.#open.set(key, file)
    // For the next run's order; a file whose time cannot be set is only forgotten sooner.
    await utimes(path, usedAt / 1000, usedAt / 1000).catch(() => {})
    return file
  }

  /** A recording's download is complete, and `file` may have readers. */
  async add(
    recordId: string,
    { file, path, bytes, kept }: { file: MediaFile; path: string; bytes: number; kept: boolean },
  ): Promise<KeptFile> {
    const { folder, clock, facts } = this.#parts
    const key = recordKey(recordId)
    const added = { key, path, bytes, startedAt: file.startedAt, usedAt: clock(), kept }
    const files = await this.#scanned()
    files.set(key, added)
    this.#open.set(key, file)
    const said = facts?.(recordId) ?? null
    if (said !== null) await folder.saveFacts(key, said)
    this.#tell({ key, recordId, here: true })
    return added
  }

  /** From now on the file stays until the user removes it. Fails with `disk`. */
  async keep(file: KeptFile): Promise<KeptFile> {
    if (file.kept) return file
    const now = await this.#still(file)
    const usedAt = this.#parts.clock()
    const kept = { ...(await onDisk(() => this.#parts.folder.setKept(now, true))), usedAt }
    await this.#moved(now, kept)
    // What is kept now was not kept to be removed for having been watched long ago.
    await utimes(kept.path, usedAt / 1000, usedAt / 1000).catch(() => {})
    return kept
  }

  /** Removes a file that is here because it was watched. False: it is kept, being read, or the only copy. */
  async evict(key: string): Promise<boolean> {
    const file = (await this.#scanned()).get(key)
    if (file === undefined || file.kept || this.#isInUse(key) || this.#parts.isOnlyCopy?.(key) === true) return false
    await this.#takeOut(file)
    await this.#parts.folder.drop(file)
    this.#tell({ key, recordId: null, here: false })
    return true
  }

  /** Puts a file out of sight, to be brought back or dropped. Fails with `disk`. */
  async setAside(found: KeptFile, recordId: string): Promise<void> {
    const { folder } = this.#parts
    const file = await this.#still(found)
    await onDisk(() => folder.setAside(file))
    const before = this.#aside.get(file.key)
    // Without its facts: they are as good for this one.
    if (before !== undefined) await folder.remove(asidePath(before))
    this.#aside.set(file.key, file)
    await this.#takeOut(file)
    this.#tell({ key: file.key, recordId, here: false })
  }

  /** Undoes `setAside`; false when there is nothing to bring back. Fails with `disk`. */
  async bringBack(recordId: string): Promise<boolean> {
    const key = recordKey(recordId)
    const file = this.#aside.get(key)
    const files = await this.#scanned()
    if (file === undefined) return false
    if (files.has(key)) {
      // It has come anew meanwhile.
      await this.dropAside(recordId)
      return false
    }
    await onDisk(() => this.#parts.folder.bringBack(file))
    this.#aside.delete(key)
    files.set(key, file)
    this.#tell({ key, recordId, here: true })
    return true
  }

  /** What was set aside goes for good. */
  async dropAside(recordId: string): Promise<void> {
    const { folder } = this.#parts
    const file = this.#aside.get(recordKey(recordId))
    if (file === undefined) return
    this.#aside.delete(file.key)
    await folder.remove(asidePath(file))
    // One that has come anew meanwhile has the same facts.
    if (!(await this.#scanned()).has(file.key)) await folder.removeFacts(file.key)
  }

  /** Its file is being moved to another folder; null: no complete file of that path is known. */
  async relocate(path: string): Promise<{ done: (newPath: string | null) => Promise<void> } | null> {
    const file = [...(await this.#scanned()).values()].find((candidate) => candidate.path === path)
    if (file === undefined) return null
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#moves.set(file.key, promise)
    const done = async (newPath: string | null): Promise<void> => {
      this.#moves.delete(file.key)
      if (newPath !== null) await this.#moved(file, { ...file, path: newPath })
      resolve()
    }
    return { done }
  }

  /** Lets go of every file, and tells nobody any more. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#open.values()].map((file) => file.close()))
    this.#open.clear()
  }

  #scanned(): Promise<Map<string, KeptFile>> {
    this.#files ??= this.#parts.folder.scan()
    return this.#files
  }

  async #moved(file: KeptFile, now: KeptFile): Promise<void> {
    this.#open.get(file.key)?.moveTo(now.path)
    const files = await this.#scanned()
    if (files.get(file.key) === file) files.set(file.key, now)
  }

  /** The file once it is where it stays. */
  async #still(file: KeptFile): Promise<KeptFile> {
    await this.#moves.get(file.key)
    return (await this.#scanned()).get(file.key) ?? file
  }

  #isInUse(key: string): boolean {
    return this.#moves.has(key) || (this.#open.get(key)?.readers ?? 0) > 0
  }

  async #takeOut(file: KeptFile): Promise<void> {
    const files = await this.#scanned()
    if (files.get(file.key) === file) files.delete(file.key)
    await this.#forget(file)
  }

  async #forget({ key }: KeptFile): Promise<void> {
    const open = this.#open.get(key)
    this.#open.delete(key)
    await open?.close()
  }

  #tell(change: FileChange): void {
    if (!this.#closed) this.#parts.onFiles?.(change)
  }
}
