import { Throttle } from '../library/throttle.ts'

export interface ProfileNewsParts {
  profileIds: () => readonly string[]
  /** A profile's queue, files, or what they take have changed. */
  onNews: (profileId: string) => void
}

/** At most so often, for each profile. */
const TOLD_MS = 250

/** Says of which profiles something has changed: often, and never as often as it does. */
export class ProfileNews {
  readonly #parts: ProfileNewsParts
  readonly #told = new Map<string, Throttle>()

  constructor(parts: ProfileNewsParts) {
    this.#parts = parts
  }

  /** Something of this profile has changed. */
  of(profileId: string): void {
    const { onNews } = this.#parts
    const throttle =
      this.#told.get(profileId) ??
      new Throttle(
        () => onNews(profileId),
        () => TOLD_MS,
      )
    this.#told.set(profileId, throttle)
    throttle.ask()
  }

  /** Something has changed that all profiles show. */
  ofAll(): void {
    for (const profileId of this.#parts.profileIds()) this.of(profileId)
  }

  /** Nothing is said any more of what has changed up to now. */
  stop(): void {
    for (const throttle of this.#told.values()) throttle.stop()
  }
}
