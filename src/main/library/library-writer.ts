import type Database from 'better-sqlite3'
import type { FileFacts } from '../../shared/media.ts'
import type { RecordingQuery } from '../../shared/recording.ts'
import type { Bookmark, RecordingChoice } from '../../shared/watching.ts'
import type { RoomTitle } from '../plugnmeet/client.ts'
import { BookmarksTable, type NewBookmark } from './bookmarks-table.ts'
import { ChoicesTable } from './choices-table.ts'
import type { PackedPage, PackedRecording } from './facts.ts'
import { FilesTable } from './files-table.ts'
import { type Look, type Looked, LookThrough } from './look.ts'
import { MediaFactsTable } from './media-facts-table.ts'
import { Merger, type Stretch } from './merge.ts'
import type { Place } from './order.ts'
import { type Position, PositionsTable } from './positions-table.ts'
import { questionKey } from './question.ts'
import { RecordingsTable } from './recordings-table.ts'
import { type LibraryState, StateTable } from './state-table.ts'
import { WordIndex } from './word-index.ts'

/** More pages than a server of 200 000 has, 20 a page, while it is looked through for the first time. */
const MOST_QUESTIONS = 10_000

/** Everything that is written to a library; each call is one transaction. Fails as SQLite does. */
export class LibraryWriter {
  readonly #db: Database.Database
  readonly #table: RecordingsTable
  readonly #merger: Merger
  readonly #state: StateTable
  readonly #words: WordIndex
  readonly #looks: LookThrough
  readonly #files: FilesTable
  readonly #positions: PositionsTable
  readonly #mediaFacts: MediaFactsTable
  readonly #bookmarks: BookmarksTable
  readonly #choices: ChoicesTable
  readonly #newest
  readonly #keepQuestion
  readonly #forgetQuestions
  readonly #forgetOldest

  constructor(db: Database.Database) {
    this.#db = db
    this.#table = new RecordingsTable(db)
    this.#merger = new Merger(db, this.#table)
    this.#state = new StateTable(db)
    this.#words = new WordIndex(db)
    this.#looks = new LookThrough(db, this.#table, this.#merger)
    this.#files = new FilesTable(db, this.#table)
    this.#positions = new PositionsTable(db)
    this.#mediaFacts = new MediaFactsTable(db)
    this.#bookmarks = new BookmarksTable(db)
    this.#choices = new ChoicesTable(db)
    this.#newest = db.prepare<[], Place | null>('SELECT min(place) FROM recordings').pluck()
    this.#keepQuestion = db.prepare<[string, string, number, number, number]>(
      'INSERT OR REPLACE INTO questions VALUES (?, ?, ?, ?, ?)',
    )
    // Of a session only the server can tell which recordings it has.
    this.#forgetQuestions = db.prepare("DELETE FROM questions WHERE question ->> '$[1]' IS NULL")
    this.#forgetOldest = db.prepare(
      `DELETE FROM questions WHERE question IN
       (SELECT question FROM questions ORDER BY at DESC LIMIT -1 OFFSET ${MOST_QUESTIONS})`,
    )
  }

  remember(change: Partial<LibraryState>): void {
    this.#write(() => this.#state.write(change))
  }

  /** Goes on with a look through the server. */
  look(look: Look): Looked {
    return this.#write(() => {
      const newest = this.#newest.get() ?? null
      const looked = this.#looks.look(look)
      const isFromTop = look.from.place === null
      // A look that began in the middle has not seen what is above.
      const isEnd = looked.outcome === 'end' && (look.isCrawl || isFromTop)
      const total = look.pages.at(-1)?.total
      this.#state.write({
        ...(look.isCrawl ? { crawl: looked.at } : this.#openAbove(newest, looked.changed)),
        ...(total === undefined ? {} : { serverTotal: total }),
        // A crawl meets everything below its beginning. What comes above it meanwhile is not met by it.
        ...(isFromTop && (look.isCrawl || isEnd) ? { openBelow: null } : {}),
        ...(isEnd ? { complete: true, crawledAt: look.at, checkedAt: look.at, crawl: null } : {}),
      })
      if (isEnd) this.#forgetQuestions.run()
      return looked
    })
  }

  /** Keeps the server's answer to one question. Answers whether the library knows anything new. */
  page(query: RecordingQuery, page: PackedPage, at: number): boolean {
    return this.#write(() => {
      const newest = this.#newest.get() ?? null
      const stretch = this.#stretchOf(query, page)
      // Whoever hears of news looks at the server again: a look asks twice before it believes that.
      const losesMany = this.#merger.losesMany(stretch)
      const { added, changed, removed } = this.#merger.merge(losesMany ? { ...stretch, isEnd: false } : stretch)
      // A library that knows everything knows every page, but not which recordings are a session's.
      if (query.roomSid !== null || !this.#state.read().complete) {
        const ids = JSON.stringify(page.recordings.map(({ recordId }) => recordId))
        this.#keepQuestion.run(questionKey(query), ids, page.total, page.leftOut, at)
      }
      this.#state.write(this.#openAbove(newest, added > 0))
      return losesMany || added + changed + removed > 0
    })
  }

  /** What the server says of one recording. */
  recording(recording: PackedRecording): boolean {
    return this.#write(() => {
      const { added, changed } = this.#merger.merge(alone(recording))
      return added + changed > 0
    })
  }

  /**
   * What a kept file tells of its recording, where nobody else does. A library that knows all of the server's
   * recordings would know it, if the server had it.
   */
  keptRecording(recording: PackedRecording): void {
    this.#write(() => {
      if (this.#table.find(recording.recordId) !== null) return
      const { last } = this.#merger.merge(alone(recording))
      if (last !== null && this.#state.read().complete) this.#table.vanish(last)
    })
  }

  /** The server says that it does not have it. */
  vanished(recordId: string): boolean {
    return this.#write(() => {
      const known = this.#table.find(recordId)
      if (known === null || known.gone === 1) return false
      this.#table.vanish(known.place)
      return true
    })
  }

  /** The files on this device, all of them (recordKey): what was noted about others is forgotten. */
  files(keys: readonly string[]): boolean {
    return this.#write(() => this.#files.set(keys))
  }

  /** A recording's file has come or gone. A recording that is nowhere else any more goes with it. */
  file(key: string, recordId: string | null, here: boolean): void {
    this.#write(() => this.#files.change(key, recordId, here))
  }

  /** How far a recording was played, in seconds; from 95 % on it is watched to the end. */
  savePosition(recordId: string, seconds: number, durationSeconds: number | null, at: number): void {
    this.#write(() => {
      this.#positions.save(recordId, seconds, durationSeconds, at)
      this.#table.lookForOwn()
    })
  }

  /** Watched to the end, or never begun. */
  setWatched(recordIds: readonly string[], finished: boolean, at: number): void {
    this.#write(() => {
      for (const recordId of recordIds) {
        if (finished) this.#positions.finish(recordId, at)
        else this.#positions.forget(recordId)
      }
      this.#table.lookForOwn()
    })
  }

  /** Forgets how far everything was watched. */
  clearHistory(): void {
    this.#write(() => this.#positions.clear())
  }

  /** Takes what was watched and noted elsewhere; of a recording that both know, what was played later counts. */
  importHistory(
    positions: readonly Position[],
    bookmarks: readonly Omit<NewBookmark, 'id'>[],
  ): { positions: number; bookmarks: number } {
    return this.#write(() => {
      const taken = positions.filter((position) => this.#positions.take(position))
      const added = bookmarks.filter((bookmark) => this.#bookmarks.add(bookmark))
      this.#table.lookForOwn()
      return { positions: taken.length, bookmarks: added.length }
    })
  }

  /** Null: the bookmark that was to be changed is gone. */
  saveBookmark(bookmark: NewBookmark): Bookmark | null {
    return this.#write(() => this.#bookmarks.save(bookmark))
  }

  removeBookmark(id: number): void {
    this.#write(() => this.#bookmarks.remove(id))
  }

  /** What was chosen for a recording; nothing: it is as any other. */
  saveChoice(recordId: string, choice: RecordingChoice, at: number): void {
    this.#write(() => this.#choices.save(recordId, choice, at))
  }

  /** A room's playback rate; null: the general one. */
  saveRoomSpeed(roomId: string, speed: number | null): void {
    this.#write(() => this.#choices.saveSpeed(roomId, speed))
  }

  /** What a recording's file says of itself. Answers whether that is news. */
  fileFacts(recordId: string, facts: FileFacts): boolean {
    return this.#write(() => {
      const isNews = this.#mediaFacts.save(recordId, facts)
      this.#table.lookForOwn()
      return isNews
    })
  }

  /** When a recording's poster was made, ms since 1970; null: it has none any more. Answers whether that is news. */
  poster(recordId: string, at: number | null): boolean {
    return this.#write(() => {
      const isNews = this.#mediaFacts.savePoster(recordId, at)
      this.#table.lookForOwn()
      return isNews
    })
  }

  renameRoom(roomId: string, name: string | null): void {
    this.#write(() => {
      const room = this.#table.rooms.rename(roomId, name)
      if (room !== null) this.#words.queueRoom(room)
    })
  }

  pinRoom(roomId: string, pinned: boolean): void {
    this.#write(() => this.#table.rooms.pin(roomId, pinned))
  }

  /** Rooms that have no title, those with the newest recordings first. */
  untitledRooms(): string[] {
    return this.#table.rooms.untitled()
  }

  titleRooms(titles: readonly RoomTitle[]): boolean {
    return this.#write(() => {
      const rooms = this.#table.rooms.giveTitles(titles)
      for (const room of rooms) this.#words.queueRoom(room)
      return rooms.length > 0
    })
  }

  /** True when recordings wait to be made searchable. */
  hasUnindexed(): boolean {
    return this.#words.hasMore()
  }

  /** Makes some more recordings searchable. Answers whether there are more to do. */
  index(): boolean {
    return this.#write(() => this.#words.indexSome())
  }

  /** Looks through the whole file; answers what is wrong with it, or null. Takes seconds for a large one. */
  check(): string | null {
    const said = this.#db.pragma('quick_check(1)', { simple: true })
    return said === 'ok' ? null : String(said)
  }

  /** Keeps the file small before it is closed. */
  tidy(): void {
    this.#write(() => {
      this.#forgetOldest.run()
      this.#choices.tidy()
    })
    this.#db.pragma('optimize')
  }

  /** What came above the place that was the newest may have others beside it, which nobody has met yet. */
  #openAbove(newest: Place | null, isNew: boolean): Partial<LibraryState> {
    return isNew && this.#state.read().openBelow === null ? { openBelow: newest ?? Number.MAX_SAFE_INTEGER } : {}
  }

  /** A page as a stretch of the list, newest first. Its ends are believed only where it is not full. */
  #stretchOf(
    { roomIds, roomSid, order }: RecordingQuery,
    { recordings, from, limit, total, leftOut }: PackedPage,
  ): Stretch {
    const listed = recordings.length + leftOut
    const isLast = listed > 0 && listed < limit && from + listed >= total
    const isFirst = listed > 0 && from === 0
    const isNewest = order === 'newest'
    return {
      recordings: isNewest ? recordings : recordings.toReversed(),
      after: null,
      isTop: isNewest ? isFirst : isLast,
      isEnd: isNewest ? isLast : isFirst,
      scope:
        roomSid !== null ? 'session' : roomIds.length === 0 ? 'all' : roomIds.map((id) => this.#table.rooms.id(id)),
    }
  }

  #write<T>(work: () => T): T {
    try {
      return this.#db.transaction(() => {
        const answer = work()
        this.#table.flush()
        return answer
      })()
    } catch (error) {
      this.#table.forget()
      throw error
    }
  }
}

/** One recording says nothing about those around it. */
const alone = (recording: PackedRecording): Stretch => ({
  recordings: [recording],
  after: null,
  isTop: false,
  isEnd: false,
  scope: 'session',
})
