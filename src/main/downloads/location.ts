import { mkdir, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { z } from 'zod'
import { AppFailure } from '../../shared/app-error.ts'
import { listFiles, namesIn } from '../media/files-on-disk.ts'
import { onDisk, syncFolder } from '../media/on-disk.ts'
import { folderOf } from '../profiles/profile-folder.ts'
import { type DiskSpace, freeSpace, isSameDisk } from './disk-space.ts'

/** What stays free on a disk, in bytes: the system and other programs need room, too. */
export const SPARE_BYTES = 500_000_000

/** Null: the profiles' own folders. Else a folder of the user's choice; files are below its folder `Roomreel`. */
export type Place = string | null

export interface LocationParts {
  /** Roomreel's folder of this user. */
  userData: string
  /** Where the choice is kept. `set` may fail with `disk`. */
  state: { get(): unknown; set(value: unknown): void }
  freeSpace?: (folder: string) => Promise<DiskSpace | null>
  isSameDisk?: (one: string, other: string) => Promise<boolean>
}

const OWN_FOLDER = 'Roomreel'
/** Shows that the folder is ours, and that its disk is connected. */
export const MARKER = '.roomreel'
/** As `folderOf` takes them. */
const PROFILE_ID = /^[\w-]{1,64}$/
const place = z.string().min(1).max(4096).nullable()
const locationState = z.object({ folder: place, from: z.array(place).max(100) }).catch({ folder: null, from: [] })

/** Where the recordings' files are: in one place for all profiles, and in those that are still being emptied. */
export class Location {
  readonly #parts: LocationParts
  #folder: Place
  #from: readonly Place[]

  constructor(parts: LocationParts) {
    this.#parts = parts
    const { folder, from } = locationState.parse(parts.state.get())
    this.#folder = folder
    this.#from = from.filter((other) => other !== folder)
  }

  get current(): Place {
    return this.#folder
  }

  /** Places that are still being emptied, those left first before the others. */
  get from(): readonly Place[] {
    return this.#from
  }

  /** The folder that holds all files, to be shown. */
  get shown(): string {
    return this.folderOf(this.#folder)
  }

  /** A profile's folders: new files go into the first; the others still have some. Fails with `no-profile`. */
  directories(profileId: string): [string, ...string[]] {
    return [this.directoryIn(this.#folder, profileId), ...this.#from.map((from) => this.directoryIn(from, profileId))]
  }

  /** A profile's folder in a place. Fails with `no-profile`. */
  directoryIn(from: Place, profileId: string): string {
    const folder = folderOf(this.folderOf(from), profileId)
    return from === null ? join(folder, 'media') : folder
  }

  /** The folder with all profiles' files in a place. */
  folderOf(from: Place): string {
    return from === null ? join(this.#parts.userData, 'profiles') : join(from, OWN_FOLDER)
  }

  /** Profiles that have a folder in a place, known in this run or not. Fails with `disk`. */
  async profilesIn(from: Place): Promise<string[]> {
    return (await namesIn(this.folderOf(from))).filter((name) => PROFILE_ID.test(name))
  }

  /** Whether a place can be used now: a folder on a disk that is not connected cannot. */
  async isThere(from: Place = this.#folder): Promise<boolean> {
    return from === null || (await isFile(join(this.folderOf(from), MARKER)))
  }

  /**
   * From now on new files go to this folder (null: to the profiles' own ones); what is elsewhere is to be moved.
   * Fails with `disk` or `disk-full`, and then changes nothing.
   */
  async choose(folder: Place): Promise<void> {
    const chosen = folder === null ? null : await this.#understood(folder)
    const isHere = chosen === this.#folder
    if (isHere && (await this.isThere())) throw new AppFailure('disk', `recordings are in ${this.shown} already`)
    if (!isHere) await this.#checkRoom(chosen)
    if (chosen !== null) await prepare(this.folderOf(chosen))
    if (isHere) return
    const from = [...this.#from, this.#folder].filter((other) => other !== chosen)
    this.#save(chosen, from)
  }

  /** Nothing is left in a place. Fails with `disk` when that cannot be written down. */
  emptied(from: Place): void {
    this.#save(
      this.#folder,
      this.#from.filter((other) => other !== from),
    )
  }

  #save(folder: Place, from: readonly Place[]): void {
    this.#parts.state.set({ folder, from })
    this.#folder = folder
    this.#from = from
  }

  /** The place that a folder means: our own folders mean the one they are in. Fails with `disk`. */
  async #understood(folder: string): Promise<Place> {
    const real = await realpath(folder).catch((cause: unknown) => {
      throw new AppFailure('disk', `${folder} is not there`, { cause })
    })
    const { userData } = this.#parts
    const [profiles, own] = await Promise.all([resolved(this.folderOf(null)), resolved(userData)])
    // Beside it, too: what is below the chosen folder would be this very folder, with all that is in it.
    if (real === profiles || real === own || isSameName(this.folderOf(real), own)) return null
    if (isInside(real, profiles)) throw new AppFailure('disk', `${folder} is inside a server's own folder`)
    const chosen = basename(real) === OWN_FOLDER && (await isFile(join(real, MARKER))) ? dirname(real) : real
    for (const used of [this.#folder, ...this.#from]) {
      if (used !== null && isInside(chosen, this.folderOf(used)))
        throw new AppFailure('disk', `${folder} is inside the folder that recordings are in`)
    }
    return chosen
  }

  async #checkRoom(chosen: Place): Promise<void> {
    const target = this.folderOf(chosen)
    const space = await (this.#parts.freeSpace ?? freeSpace)(target)
    if (space === null) return
    const bytes = await this.#bytesToMove(chosen, target)
    if (bytes === 0 || space.freeBytes >= bytes + SPARE_BYTES) return
    throw notEnough(bytes + SPARE_BYTES, space.freeBytes)
  }

  /** Of files that would have to be copied: on one disk a file only gets another name. */
  async #bytesToMove(chosen: Place, target: string): Promise<number> {
    const sameDisk = this.#parts.isSameDisk ?? isSameDisk
    let bytes = 0
    for (const from of [this.#folder, ...this.#from]) {
      if (from === chosen || (await sameDisk(this.folderOf(from), target))) continue
      for (const profileId of await this.profilesIn(from)) {
        const files = await listFiles(this.directoryIn(from, profileId))
        bytes += files.reduce((sum, file) => sum + file.bytes, 0)
      }
    }
    return bytes
  }
}

/** The failure of what needs more bytes than the disk has free. */
export const notEnough = (neededBytes: number, freeBytes: number): AppFailure =>
  new AppFailure('disk-full', `${inWords(neededBytes)} are needed on the disk, and ${inWords(freeBytes)} are free`, {
    raw: `${neededBytes} bytes needed · ${freeBytes} bytes free`,
  })

/** For messages: "510 MB", "31.5 GB". */
export const inWords = (bytes: number): string =>
  bytes < 10e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`

/** Makes the folder, proves that it takes files, and marks it, so that it is known again. Fails with `disk`, `disk-full`. */
async function prepare(folder: string): Promise<void> {
  try {
    await onDisk(async () => {
      await mkdir(folder, { recursive: true })
      const probe = join(folder, `${MARKER}.probe`)
      await writeFile(probe, new Uint8Array(4096), { flush: true })
      await rm(probe)
      await writeFile(join(folder, MARKER), 'Roomreel keeps recordings in this folder.\n', { flush: true })
      await syncFolder(folder)
    })
  } catch (cause) {
    if (!(cause instanceof AppFailure)) throw cause
    const { code, raw } = cause.error
    throw new AppFailure(code, `${dirname(folder)} takes no files: ${raw ?? cause.message}`, { raw, cause })
  }
}

/** Most systems take capitals for the same letters; on the others nobody has both. */
const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return !isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`)
}

const resolved = (path: string): Promise<string> => realpath(path).catch(() => path)

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
