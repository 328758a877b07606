import { mkdir, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type AppError, AppFailure } from '../../shared/app-error.ts'
import type { StorageState } from '../../shared/download.ts'
import { sweepDrags } from '../export/drag-file.ts'
import { type FileOnDisk, listFiles } from '../media/files-on-disk.ts'
import { onDisk } from '../media/on-disk.ts'
import { type Location, MARKER, type Place } from './location.ts'
import { type Bringing, bring, copy, sizeOf } from './mover-copy.ts'
import { mapOf, mend, moveFacts, moveRest, remove, removeEmpty, removeOwnFolder } from './mover-rest.ts'

/** The right to move a file, until `done`. */
export interface Release {
  /** Where the file is now; null: where it was. */
  done(newPath: string | null): Promise<void>
}

export interface MoverParts {
  location: Location
  /** Asks whoever uses the file to let go of it; null: not now, it is being written. */
  begin: (profileId: string, path: string) => Promise<Release | null>
  /** Told with each piece that was copied. */
  onChange: () => void
  /** ms since 1970. */
  clock: () => number
  /** How soon files that could not be moved are looked at again. 5 s unless told. */
  againMs?: number
  rename?: Bringing['rename']
}

const AGAIN_MS = 5000

/**
 * Moves all files into the place that was chosen, one by one, in the background. It may end at any moment, by a kill or
 * a disk that is pulled out: each file is then whole in one of the two places, and the next start goes on.
 */
export class Mover {
  readonly #parts: MoverParts
  readonly #ending = new AbortController()
  #run: Promise<void> | null = null
  #wake: (() => void) | null = null
  #error: AppError | null = null
  #progress = { files: 0, filesDone: 0, bytes: 0, bytesDone: 0 }
  #hasMended = false

  constructor(parts: MoverParts) {
    this.#parts = parts
  }

  /** Moves what is to be moved; also after a place was chosen. The first call removes what a move has left behind. */
  start(): void {
    this.look()
    if (this.#run !== null || this.#ending.signal.aborted) return
    this.#error = null
    this.#progress = { files: 0, filesDone: 0, bytes: 0, bytesDone: 0 }
    this.#run = this.#moveAll().then(() => this.#ended())
  }

  /** Goes on after a failure. */
  retry(): void {
    this.start()
  }

  /** A file that was busy may be free now. */
  look(): void {
    this.#wake?.()
  }

  /** How the move goes; null: nothing is to be moved. */
  state(): StorageState['moving'] {
    return this.#parts.location.from.length === 0 ? null : { ...this.#progress, error: this.#error }
  }

  /** Stops between two pieces of a file. */
  async close(): Promise<void> {
    this.#ending.abort()
    this.look()
    await this.#run
  }

  #ended(): void {
    this.#run = null
    // A place was chosen while the last file was being moved.
    if (this.#error === null && this.#parts.location.from.length > 0) this.start()
    this.#parts.onChange()
  }

  async #moveAll(): Promise<void> {
    const { location } = this.#parts
    try {
      await this.#mendOnce()
      while (location.from.length > 0) {
        await this.#count()
        if (await this.#pass()) await this.#pause()
        this.#checkEnding()
      }
    } catch (error) {
      if (!(error instanceof AppFailure)) console.error('Moving files has stopped:', error)
      const failure = error instanceof AppFailure ? error : new AppFailure('internal', 'there was an unexpected error')
      if (failure.error.code !== 'aborted') this.#error = stopped(failure)
    }
  }

  async #mendOnce(): Promise<void> {
    const { location } = this.#parts
    if (this.#hasMended) return
    for (const profileId of await location.profilesIn(location.current)) await mend(location.directories(profileId)[0])
    this.#hasMended = true
  }

  /** What is left to do, beside what is done. */
  async #count(): Promise<void> {
    const { location } = this.#parts
    const { filesDone, bytesDone } = this.#progress
    this.#progress = { files: filesDone, filesDone, bytes: bytesDone, bytesDone }
    for (const place of location.from) {
      for (const profileId of await location.profilesIn(place)) {
        const files = await listFiles(location.directoryIn(place, profileId))
        this.#progress.files += files.length
        this.#progress.bytes += files.reduce((sum, file) => sum + file.bytes, 0)
      }
    }
    this.#parts.onChange()
  }

  /** Goes through all places once; true: something was busy. Fails with `location-missing` when one was not there. */
  async #pass(): Promise<boolean> {
    const { location } = this.#parts
    let busy = false
    let missing: AppFailure | null = null
    for (const place of location.from) {
      if (!(await location.isThere(place))) missing ??= notThere(location.folderOf(place))
      else if (await this.#isBusy(place)) busy = true
      else await this.#leave(place)
    }
    if (missing !== null) throw missing
    return busy
  }

  /** Moves what is in a place; true: something stayed. */
  async #isBusy(place: Place): Promise<boolean> {
    const { location, clock } = this.#parts
    let busy = false
    for (const profileId of await location.profilesIn(place)) {
      const directory = location.directoryIn(place, profileId)
      for (const file of await listFiles(directory)) {
        this.#checkEnding()
        // It was chosen again meanwhile: its files may stay.
        if (!location.from.includes(place)) return false
        if (!(await this.#move(profileId, file))) busy = true
      }
      const [target] = location.directories(profileId)
      if (target === directory) return false
      await this.#checkTarget()
      if (
        await moveRest(
          directory,
          target,
          this.#bringing(() => {}),
          clock(),
        )
      )
        busy = true
      // One that has come since the folder was read.
      if ((await listFiles(directory)).length > 0) busy = true
    }
    return busy
  }

  async #leave(place: Place): Promise<void> {
    const { location } = this.#parts
    if (!location.from.includes(place)) return
    for (const profileId of await location.profilesIn(place)) await removeEmpty(location.directoryIn(place, profileId))
    location.emptied(place)
    // Their links would hold the bytes of files that have gone.
    await sweepDrags(location.folderOf(place))
    if (place !== null) await removeOwnFolder(location.folderOf(place), MARKER)
    this.#parts.onChange()
  }

  /** False: it is busy. */
  async #move(profileId: string, file: FileOnDisk): Promise<boolean> {
    const { location, begin } = this.#parts
    await this.#checkTarget()
    const target = join(location.directories(profileId)[0], basename(file.path))
    const release = await begin(profileId, file.path)
    if (release === null) return false
    const { bytesDone } = this.#progress
    const bringing = this.#bringing((bytes) => {
      this.#progress.bytesDone = Math.min(this.#progress.bytesDone + bytes, bytesDone + file.bytes)
      this.#parts.onChange()
    })
    let movedTo: string | null = null
    try {
      if ((await sizeOf(file.path)) !== null) {
        await onDisk(() => mkdir(dirname(target), { recursive: true }))
        if (file.kind === 'part') await bringPart(file.path, target, bringing)
        else await bringWhole(file.path, target, bringing)
        // While it is in both places, somebody who tidies up may take either for an older copy.
        if ((await sizeOf(target)) === null) return false
        movedTo = target
        if (file.kind === 'part') await remove(mapOf(file.path))
        await remove(file.path)
        const facts = `${file.key}.facts.json`
        await moveFacts(join(dirname(file.path), facts), join(dirname(target), facts), bringing)
      }
    } finally {
      if (movedTo === null) this.#progress.bytesDone = bytesDone
      await release.done(movedTo)
    }
    this.#progress.filesDone += 1
    this.#progress.bytesDone = bytesDone + file.bytes
    this.#parts.onChange()
    return true
  }

  #bringing(onBytes: (bytes: number) => void): Bringing {
    return { signal: this.#ending.signal, onBytes, rename: this.#parts.rename ?? rename }
  }

  /** Without this a folder would be made where the disk is not connected. */
  async #checkTarget(): Promise<void> {
    const { location } = this.#parts
    if (!(await location.isThere())) throw notThere(location.shown)
  }

  #checkEnding(): void {
    if (this.#ending.signal.aborted) throw new AppFailure('aborted', 'moving files was stopped')
  }

  async #pause(): Promise<void> {
    if (this.#ending.signal.aborted) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#parts.againMs ?? AGAIN_MS)
      timer.unref()
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = null
  }
}

/** A whole file's name and length say that it is the same: then only the source has to go. */
async function bringWhole(source: string, target: string, bringing: Bringing): Promise<void> {
  if ((await sizeOf(target)) === (await sizeOf(source))) return
  await onDisk(() => bring(source, target, bringing))
}

/**
 * A part counts where its map is, too. The map is copied first and its source goes last, so that one of the two places
 * has both at every moment; a part that is beside its map in the target came after that map, and is the newer one.
 */
async function bringPart(source: string, target: string, bringing: Bringing): Promise<void> {
  const [map, targetMap] = [mapOf(source), mapOf(target)]
  if ((await sizeOf(target)) !== null) {
    if ((await sizeOf(targetMap)) !== null) return
    await remove(target)
  }
  if ((await sizeOf(map)) === null) await remove(targetMap)
  else await copy(map, targetMap, { ...bringing, onBytes: () => {} })
  await onDisk(() => bring(source, target, bringing))
}

const notThere = (folder: string): AppFailure =>
  new AppFailure('location-missing', `${folder} is not there: its disk is not connected`)

/** What the user is told: all that was moved is in the new folder, the rest is where it was. */
function stopped({ error }: AppFailure): AppError {
  const why = error.code === 'disk-full' ? 'the disk of the new folder is full' : error.message
  return { ...error, message: `moving files has stopped: ${why}; what was not moved is still where it was` }
}
