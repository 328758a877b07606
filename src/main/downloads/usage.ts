import { dirname } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import { type FileOnDisk, listFiles } from '../media/files-on-disk.ts'

/** A file, whose it is, and whether it is where new files go. */
export interface UsedFile {
  profileId: string
  file: FileOnDisk
  isInPlace: boolean
}

export interface UsageParts {
  /** Every profile there is. */
  profileIds: () => readonly string[]
  /** A profile's folders; new files go into the first. */
  directories: (profileId: string) => readonly string[]
}

/** What all files take: each profile's folders are looked through once, and again after they have changed. */
export class Usage {
  readonly #parts: UsageParts
  readonly #scans = new Map<string, Promise<UsedFile[]>>()

  constructor(parts: UsageParts) {
    this.#parts = parts
  }

  /** Files of a profile (null: of all) have come, grown or gone. */
  changed(profileId: string | null): void {
    if (profileId === null) this.#scans.clear()
    else this.#scans.delete(profileId)
  }

  async files(): Promise<UsedFile[]> {
    const ids = this.#parts.profileIds()
    for (const known of this.#scans.keys()) if (!ids.includes(known)) this.#scans.delete(known)
    return (await Promise.all(ids.map((profileId) => this.#filesOf(profileId)))).flat()
  }

  #filesOf(profileId: string): Promise<UsedFile[]> {
    const known = this.#scans.get(profileId)
    if (known !== undefined) return known
    const scan = this.#scan(profileId)
    this.#scans.set(profileId, scan)
    return scan
  }

  async #scan(profileId: string): Promise<UsedFile[]> {
    const directories = this.#parts.directories(profileId)
    const lists = await Promise.all(directories.map(readable))
    return lists.flat().map((file) => ({ profileId, file, isInPlace: dirname(file.path) === directories[0] }))
  }
}

/** A folder that cannot be read counts nothing: whoever reads or writes there hears why. */
async function readable(directory: string): Promise<FileOnDisk[]> {
  try {
    return await listFiles(directory)
  } catch (error) {
    if (error instanceof AppFailure) return []
    throw error
  }
}

export const bytesOf = (files: readonly UsedFile[]): number => files.reduce((sum, { file }) => sum + file.bytes, 0)
