import { AppFailure } from '../../shared/app-error.ts'
import type { DownloadSettings, RoomBytes, StorageState } from '../../shared/download.ts'
import type { FileOnDisk } from '../media/files-on-disk.ts'
import { type DiskSpace, freeSpace } from './disk-space.ts'
import { inWords, type Location, notEnough, SPARE_BYTES } from './location.ts'
import { type Reservation, Reservations } from './storage-reservations.ts'
import { bytesOf, Usage, type UsedFile } from './usage.ts'

/** A recording's room, as its profile's library knows it. */
export interface RoomOfFile {
  roomId: string
  name: string | null
}

export interface StorageParts {
  /** Every profile there is. */
  profileIds: () => readonly string[]
  location: Pick<Location, 'shown' | 'isThere' | 'directories'>
  settings: () => Pick<DownloadSettings, 'limitBytes'>
  /** Removes a file that is only a copy; false: it stays (it is being read, is an only copy, or somebody wants it). */
  evict: (profileId: string, file: FileOnDisk) => Promise<boolean>
  /** Keys of the profile's recordings that somebody wants here: what has come of them does not make room. */
  wantedKeys?: (profileId: string) => ReadonlySet<string>
  /** How a move of the files goes. */
  moving: () => StorageState['moving']
  /** Files were removed to make room. */
  onChange: () => void
  freeSpace?: (folder: string) => Promise<DiskSpace | null>
}

/** What the user gets who has set no limit. */
const DEFAULT_LIMIT_BYTES = 20_000_000_000
const DEFAULT_SHARE = 0.1
const MOST_ROOMS = 100

/** What files may take: says who gets room, and makes it by removing what was only watched. */
export class Storage {
  readonly #parts: StorageParts
  readonly #usage: Usage
  readonly #reservations = new Reservations()
  /** One decision after the other, each with all that were made before. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: StorageParts) {
    this.#parts = parts
    const { profileIds, location } = parts
    this.#usage = new Usage({ profileIds, directories: (profileId) => location.directories(profileId) })
  }

  /** Files of a profile have come, grown or gone; null: of any. */
  changed(profileId: string | null): void {
    this.#usage.changed(profileId)
  }

  /** What may be used, in bytes. */
  async limitBytes(): Promise<number> {
    return limitOf(this.#parts.settings(), await this.#space())
  }

  /** How things stand, as a profile sees it; `roomOf` knows the rooms of its files by their key. */
  async state(profileId: string, roomOf: (key: string) => RoomOfFile | null): Promise<StorageState> {
    const { location, settings, moving } = this.#parts
    const [files, space, isThere] = await Promise.all([this.#usage.files(), this.#space(), location.isThere()])
    const own = files.filter((file) => file.profileId === profileId)
    const usedBytes = bytesOf(files)
    return {
      usedBytes,
      limitBytes: limitOf(settings(), space),
      isDefaultLimit: settings().limitBytes === null,
      freeBytes: space?.freeBytes ?? null,
      rooms: byRoom(own, roomOf),
      otherServersBytes: usedBytes - bytesOf(own),
      watchedBytes: bytesOf(files.filter(({ file }) => file.kind === 'watched')),
      location: location.shown,
      locationMissing: !isThere,
      moving: moving(),
    }
  }

  /**
   * Gives room to a download that will write so many bytes more, and makes that room where it can. What is watched may
   * go beyond the limit: it plays all the same. Fails with `location-missing`, `disk-full` or `storage-limit`.
   * `profileId` spares looking through the other profiles' folders whenever it grows.
   */
  admit(bytes: number, why: 'keep' | 'watch', profileId: string | null = null): Promise<Reservation> {
    return this.#inTurn(async () => {
      const { location } = this.#parts
      if (!(await location.isThere()))
        throw new AppFailure('location-missing', `${location.shown} is not there: its disk is not connected`)
      const missing = await this.#makeLimitRoom(bytes, { anyway: why === 'watch', except: null })
      if (missing > 0 && why === 'keep') throw overLimit(bytes, missing, await this.limitBytes())
      await this.#makeDiskRoom(bytes)
      return this.#reservations.add(bytes, () => this.#usage.changed(profileId))
    })
  }

  /** Removes what was watched longest ago until everything is below the limit again; never the file at `except`. */
  makeRoom(except: string | null): Promise<void> {
    return this.#inTurn(async () => void (await this.#makeLimitRoom(0, { anyway: true, except })))
  }

  async #makeDiskRoom(bytes: number): Promise<void> {
    const missing = async (): Promise<number> => {
      // Before the disk is asked: what is written meanwhile must not be missed by both.
      const promised = this.#reservations.bytes
      const space = await this.#space()
      return space === null ? 0 : bytes + SPARE_BYTES + promised - space.freeBytes
    }
    const first = await missing()
    if (first <= 0) return
    const candidates = this.#evictable(await this.#usage.files()).filter(({ isInPlace }) => isInPlace)
    // What would not be enough is left alone.
    if (bytesOf(candidates) >= first) await this.#evict(candidates, async () => (await missing()) <= 0)
    if ((await missing()) <= 0) return
    const free = (await this.#space())?.freeBytes ?? 0
    throw notEnough(bytes + SPARE_BYTES, Math.max(0, free - this.#reservations.bytes))
  }

  /** How many bytes are missing below the limit after all; nothing is removed in vain unless `anyway`. */
  async #makeLimitRoom(bytes: number, options: { anyway: boolean; except: string | null }): Promise<number> {
    const promised = this.#reservations.bytes
    const files = await this.#usage.files()
    let missing = bytesOf(files) + promised + bytes - (await this.limitBytes())
    if (missing <= 0) return missing
    const candidates = this.#evictable(files).filter(({ file }) => file.path !== options.except)
    if (!options.anyway && bytesOf(candidates) < missing) return missing
    await this.#evict(candidates, async (gone) => {
      missing -= gone
      return missing <= 0
    })
    return missing
  }

  /** What could make room: all that nobody has kept, or wants here, what was used longest ago first. */
  #evictable(files: readonly UsedFile[]): UsedFile[] {
    const wanted = new Map(this.#parts.profileIds().map((id) => [id, this.#parts.wantedKeys?.(id)]))
    const isWanted = ({ profileId, file }: UsedFile): boolean => wanted.get(profileId)?.has(file.key) === true
    return files
      .filter((used) => used.file.kind === 'watched' || (used.file.kind === 'part' && !isWanted(used)))
      .toSorted((a, b) => a.file.usedAt - b.file.usedAt)
  }

  /** Removes files in their order until it is enough; `isEnough` hears how many bytes have gone each time. */
  async #evict(candidates: readonly UsedFile[], isEnough: (bytes: number) => Promise<boolean>): Promise<void> {
    let hasChanged = false
    for (const { profileId, file } of candidates) {
      if (!(await this.#parts.evict(profileId, file))) continue
      hasChanged = true
      this.#usage.changed(profileId)
      if (await isEnough(file.bytes)) break
    }
    if (hasChanged) this.#parts.onChange()
  }

  #space(): Promise<DiskSpace | null> {
    return (this.#parts.freeSpace ?? freeSpace)(this.#parts.location.shown)
  }

  #inTurn<T>(decide: () => Promise<T>): Promise<T> {
    const decided = this.#turn.then(decide)
    this.#turn = decided.catch(() => {})
    return decided
  }
}

function overLimit(bytes: number, missing: number, limit: number): AppFailure {
  const about = { raw: `${bytes} bytes needed · ${Math.max(0, bytes - missing)} bytes left below the limit` }
  return new AppFailure(
    'storage-limit',
    `${inWords(bytes)} do not fit below the storage limit of ${inWords(limit)}`,
    about,
  )
}

function limitOf({ limitBytes }: Pick<DownloadSettings, 'limitBytes'>, space: DiskSpace | null): number {
  if (limitBytes !== null) return limitBytes
  if (space === null) return DEFAULT_LIMIT_BYTES
  return Math.min(DEFAULT_LIMIT_BYTES, Math.floor(space.totalBytes * DEFAULT_SHARE))
}

function byRoom(files: readonly UsedFile[], roomOf: (key: string) => RoomOfFile | null): RoomBytes[] {
  const rooms = new Map<string | null, RoomBytes>()
  for (const { file } of files) {
    const room = roomOf(file.key)
    const roomId = room?.roomId ?? null
    const known = rooms.get(roomId) ?? { roomId, name: room?.name ?? null, bytes: 0 }
    rooms.set(roomId, { ...known, bytes: known.bytes + file.bytes })
  }
  return [...rooms.values()].toSorted((a, b) => b.bytes - a.bytes).slice(0, MOST_ROOMS)
}
