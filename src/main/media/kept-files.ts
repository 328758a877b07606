import { utimes } from 'node:fs/promises'
import { MediaFile } from './media-file.ts'
import { type KeptFile, type MediaFolder, recordKey } from './media-folder.ts'

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
  /** Hears of each complete file that comes, was removed to make room, or is found missing. */
  onFiles?: (change: FileChange) => void
  /** True for a key whose file must not make room for others: there is no other copy of it. */
  isOnlyCopy?: (key: string) => boolean
  /** What to keep (as JSON) beside a recording's file; null = nothing. Must not fail. */
  facts?: (recordId: string) => unknown | null
}

export interface KeptFilesParts extends FileHooks {
  folder: MediaFolder
  clock: () => number
  /** How much all files may take; those played longest ago go first. */
  maxBytes: number
  /** How long a file stays open after its last reader. */
  handleIdleMs: number
}

/** The complete files of a profile: finds, opens, adds and removes them. */
export class KeptFiles {
  readonly #parts: KeptFilesParts
  /** Files that were played in this run, by path. */
  readonly #open = new Map<string, MediaFile>()
  #kept: Promise<Map<string, KeptFile>> | null = null
  #closed = false

  constructor(parts: KeptFilesParts) {
    this.#parts = parts
  }

  async all(): Promise<KeptFile[]> {
    return [...(await this.#files()).values()]
  }

  /** The recording's file, if it is still what it was: people tidy up folders. */
  async find(recordId: string): Promise<KeptFile | null> {
    const files = await this.#files()
    const key = recordKey(recordId)
    const kept = files.get(key)
    if (kept === undefined) return null
    if (await this.#parts.folder.isThere(kept)) return kept
    // Another one who asked at the same time may have noticed first.
    if (files.get(key) !== kept) return null
    files.delete(key)
    await this.#drop(kept, recordId)
    return null
  }

  async open(kept: KeptFile): Promise<MediaFile> {
    const usedAt = this.#parts.clock()
    kept.usedAt = usedAt
    const open = this.#open.get(kept.path)
    if (open !== undefined) return open
    const { path, startedAt, bytes } = kept
    const file = new MediaFile({
      path,
      startedAt,
      available: bytes,
      total: bytes,
      idleMs: this.#parts.handleIdleMs,
    })
    this.#open.set(path, file)
    // For the next run's order; a file whose time cannot be set is only forgotten sooner.
    await utimes(path, usedAt / 1000, usedAt / 1000).catch(() => {})
    return file
  }

  /** A recording's download is complete, and `file` may have readers. */
  async add(recordId: string, file: MediaFile, { path, bytes }: { path: string; bytes: number }): Promise<KeptFile> {
    const { folder, clock, facts } = this.#parts
    const key = recordKey(recordId)
    const kept = { key, path, bytes, startedAt: file.startedAt, usedAt: clock() }
    const files = await this.#files()
    files.set(key, kept)
    this.#open.set(path, file)
    const said = facts?.(recordId) ?? null
    if (said !== null) await folder.saveFacts(key, said)
    this.#tell({ key, recordId, here: true })
    return kept
  }

  /** Removes what was played longest ago until the rest fits; never `newest`, an only copy, or what is being read. */
  async makeRoom(newest: KeptFile): Promise<void> {
    const { maxBytes, isOnlyCopy } = this.#parts
    const files = await this.#files()
    let bytes = [...files.values()].reduce((sum, file) => sum + file.bytes, 0)
    for (const file of [...files.values()].toSorted((a, b) => a.usedAt - b.usedAt)) {
      if (bytes <= maxBytes) return
      if (file === newest || (this.#open.get(file.path)?.readers ?? 0) > 0 || isOnlyCopy?.(file.key)) continue
      bytes -= file.bytes
      // Another download that is complete may have removed it meanwhile.
      if (files.delete(file.key)) await this.#drop(file, null)
    }
  }

  /** Lets go of every file, and tells nobody any more. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#open.values()].map((file) => file.close()))
    this.#open.clear()
  }

  #files(): Promise<Map<string, KeptFile>> {
    this.#kept ??= this.#parts.folder.scan()
    return this.#kept
  }

  async #drop(kept: KeptFile, recordId: string | null): Promise<void> {
    const open = this.#open.get(kept.path)
    this.#open.delete(kept.path)
    await open?.close()
    await this.#parts.folder.drop(kept)
    this.#tell({ key: kept.key, recordId, here: false })
  }

  #tell(change: FileChange): void {
    if (!this.#closed) this.#parts.onFiles?.(change)
  }
}
