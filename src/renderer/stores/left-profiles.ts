import type { OpenedProfile } from '../../shared/contract.ts'
import type { LibraryPage, LibraryStatus, RecordingSort } from '../../shared/recording.ts'
import type { LibraryView } from '../../shared/settings.ts'
import type { Memory } from './library-asking.ts'
import type { ListPosition } from './library-state.ts'

/** How a profile was left. */
export interface Left {
  view: LibraryView
  /** Null when what was on screen did not answer the last question. */
  page: LibraryPage | null
  position: ListPosition
  library: LibraryStatus
  memory: Memory
  /** The sort that the end of a search goes back to. */
  sortBefore: RecordingSort | null
}

/** How the profiles were left in this run. */
export class LeftProfiles {
  readonly #left = new Map<string, Left>()

  leave(profileId: string, left: Left): void {
    this.#left.set(profileId, left)
  }

  /** How the profile was left; it counts as open from then on. */
  take(profileId: string): Left | null {
    const left = this.#left.get(profileId) ?? null
    this.#left.delete(profileId)
    return left
  }

  remembered(profileId: string): Pick<OpenedProfile, 'view' | 'library'> | null {
    const left = this.#left.get(profileId)
    return left === undefined ? null : { view: left.view, library: left.library }
  }

  forgetOthers(profileIds: readonly string[]): void {
    const kept = new Set(profileIds)
    for (const profileId of this.#left.keys()) if (!kept.has(profileId)) this.#left.delete(profileId)
  }
}
