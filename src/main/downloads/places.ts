import { Location } from './location.ts'
import { LocationWatch } from './location-watch.ts'
import { Mover, type Release } from './mover.ts'

/** A profile's files, for a move. */
export interface MovedFiles {
  /** Null: the file is being written now. */
  letGo(path: string): Promise<Release | null>
}

export interface PlacesParts {
  /** Roomreel's folder of this user. */
  userData: string
  /** Where the choice is kept. */
  settings: { location: unknown }
  /** Of a profile that has a session now. */
  filesOf: (profileId: string) => MovedFiles | null
  /** A session of the profile is being closed. */
  isEnding: (profileId: string) => boolean
  clock: () => number
  /** The folder for files has gone, or is there again: its disk was pulled out, or connected. */
  onDisk: (isThere: boolean) => void
  /** A move has gone on, or has stopped. */
  onMove: () => void
}

/** Where the files are: the place that was chosen, whether its disk is there, and moving what is elsewhere. */
export class Places {
  readonly location: Location
  readonly mover: Mover
  readonly #parts: PlacesParts
  readonly #watch: LocationWatch

  constructor(parts: PlacesParts) {
    this.#parts = parts
    const { userData, settings, clock, onMove } = parts
    const state = {
      get: () => settings.location,
      set: (value: unknown) => {
        settings.location = value
      },
    }
    this.location = new Location({ userData, state })
    this.#watch = new LocationWatch({ location: this.location, onChange: (isThere) => this.#diskChanged(isThere) })
    this.mover = new Mover({
      location: this.location,
      begin: (profileId, path) => this.#letGo(profileId, path),
      onChange: onMove,
      clock,
    })
  }

  /** Goes on with a move that the last run has left. Never fails. */
  async start(): Promise<void> {
    await this.#watch.look()
    this.mover.start()
  }

  /** From now on files belong into this folder; they are moved in the background. Fails with `disk`, `disk-full`. */
  async choose(folder: string): Promise<void> {
    await this.location.choose(folder)
    this.mover.start()
  }

  /** False while one of the places is on a disk that is not connected. */
  async areThere(): Promise<boolean> {
    const { current, from } = this.location
    const all = await Promise.all([current, ...from].map((place) => this.location.isThere(place)))
    if (!all.includes(false)) return true
    // It may be there again before the next look.
    void this.#watch.look()
    return false
  }

  /** The disks are looked at no more. */
  stopWatching(): void {
    this.#watch.close()
  }

  #diskChanged(isThere: boolean): void {
    this.#parts.onDisk(isThere)
    if (isThere) this.mover.start()
  }

  async #letGo(profileId: string, path: string): Promise<Release | null> {
    const { filesOf, isEnding } = this.#parts
    const files = filesOf(profileId)
    // Nobody uses the files of a profile that is not open, once its last session has ended.
    if (files !== null) return await files.letGo(path)
    if (isEnding(profileId)) return null
    const done = async (newPath: string | null): Promise<void> => {
      // Opened while the file was on its way, it knows the old place only.
      const late = await filesOf(profileId)?.letGo(path)
      await late?.done(newPath)
    }
    return { done }
  }
}
