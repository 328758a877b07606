import { AppFailure } from '../../shared/app-error.ts'
import type { Bookmark, FoundBookmark, History, RecordingChoice, Remembered } from '../../shared/watching.ts'
import type { LocalLibrary } from '../library/local-library.ts'
import type { OwnHistory } from './history-file.ts'

const MOST_HISTORY = 200
const MOST_FOUND = 100

/** What was watched, chosen and noted on one server. What writes fails with `disk`. */
export class SessionWatching {
  readonly #local: LocalLibrary
  readonly #clock: () => number

  constructor(local: LocalLibrary, clock: () => number) {
    this.#local = local
    this.#clock = clock
  }

  /** What is remembered of a recording and its room for the player. */
  remembered(recordId: string, roomId: string): Remembered {
    return this.#local.library.watching<Remembered>(
      (reader) => ({
        choice: reader.choice(recordId),
        roomSpeed: reader.roomSpeed(roomId),
        bookmarks: reader.bookmarksOf(recordId),
      }),
      { choice: {}, roomSpeed: null, bookmarks: [] },
    )
  }

  async saveChoice(recordId: string, choice: RecordingChoice): Promise<void> {
    written(await this.#local.note('saveChoice', recordId, choice, this.#clock()))
  }

  /** Null: the general rate again. */
  async saveRoomSpeed(roomId: string, speed: number | null): Promise<void> {
    written(await this.#local.note('saveRoomSpeed', roomId, speed))
  }

  /** What was begun and not watched to the end, the last played first. */
  history(): History {
    return this.#local.library.watching((reader) => reader.history(MOST_HISTORY), { recordings: [], total: 0 })
  }

  /** Forgets how far everything was watched. */
  async clearHistory(): Promise<void> {
    written(await this.#local.note('clearHistory'))
  }

  ownHistory(): OwnHistory {
    return this.#local.library.watching<OwnHistory>(
      (reader) => ({ positions: reader.positions(), bookmarks: reader.bookmarks() }),
      { positions: [], bookmarks: [] },
    )
  }

  /** Answers how much of it was news. */
  async importHistory({ positions, bookmarks }: OwnHistory): Promise<{ positions: number; bookmarks: number }> {
    const noted = bookmarks.map(({ createdAt, ...bookmark }) => ({ ...bookmark, at: createdAt }))
    const done = await this.#local.own('importHistory', positions, noted)
    written(done !== null)
    return done?.answer ?? { positions: 0, bookmarks: 0 }
  }

  /** Null: the bookmark that was to be changed is gone. */
  async saveBookmark(bookmark: Omit<Bookmark, 'id' | 'createdAt'> & { id: number | null }): Promise<Bookmark | null> {
    const done = await this.#local.own('saveBookmark', { ...bookmark, at: Math.floor(this.#clock() / 1000) })
    written(done !== null)
    return done?.answer ?? null
  }

  async removeBookmark(id: number): Promise<void> {
    written(await this.#local.note('removeBookmark', id))
  }

  searchBookmarks(text: string): FoundBookmark[] {
    return this.#local.library.watching((reader) => reader.searchBookmarks(text, MOST_FOUND), [])
  }
}

function written(isWritten: boolean): void {
  if (!isWritten) throw new AppFailure('disk', 'the library on this device cannot be written')
}
