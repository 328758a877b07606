import type { EntryKey } from './queue-entries.ts'

/** A download that has arrived. */
export interface FinishedDownload extends EntryKey {
  /** ms since 1970. */
  at: number
}

const MOST_PER_PROFILE = 200

/** Downloads that have arrived since their profile's list was cleared, the last 200 of each. */
export class FinishedDownloads {
  readonly #byProfile = new Map<string, FinishedDownload[]>()

  /** The newest first. */
  of(profileId: string): readonly FinishedDownload[] {
    return this.#byProfile.get(profileId) ?? []
  }

  all(): FinishedDownload[] {
    return [...this.#byProfile.values()].flat()
  }

  add(download: FinishedDownload): void {
    this.forget(download)
    const { profileId } = download
    this.#byProfile.set(profileId, [download, ...this.of(profileId)].slice(0, MOST_PER_PROFILE))
  }

  forget({ profileId, recordId }: EntryKey): void {
    const others = this.of(profileId).filter((other) => other.recordId !== recordId)
    this.#byProfile.set(profileId, others)
  }

  /** False: there were none. */
  clear(profileId: string): boolean {
    const { length } = this.of(profileId)
    this.#byProfile.delete(profileId)
    return length > 0
  }
}
