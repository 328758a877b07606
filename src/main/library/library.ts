import type Database from 'better-sqlite3'
import type {
  LibraryPage,
  LibraryQuery,
  LibraryTrouble,
  Recording,
  RecordingQuery,
  RoomList,
} from '../../shared/recording.ts'
import type { ServerRecording } from '../plugnmeet/client.ts'
import { LibraryDesk, type WorkAnswer, type WorkInput, type WorkName } from './library-desk.ts'
import { type KeepFacts, LibraryReader } from './library-reader.ts'
import { LibraryFailure, type LibraryListener, type LibraryThread } from './library-thread.ts'
import { emptyLibrary, openLibrary, setAside } from './open-library.ts'
import type { Place } from './order.ts'
import { type LibraryState, NO_STATE } from './state-table.ts'
import { type SurePage, surePage } from './sure-page.ts'
import type { WatchingReader } from './watching-reader.ts'

export interface LibraryParts {
  file: string
  /** Names who answers (sourceOf): nothing that another one has said is shown. */
  source: string
  thread: LibraryThread
  /** There is something the matter with the file, or (null) no more. */
  onTrouble: (trouble: LibraryTrouble | null) => void
  /** The file had to be set aside: everything is to be fetched, and the files on this device noted, again. */
  onLost: () => void
  /** More recordings can be found by their words. */
  onIndexed: () => void
}

/** Troubles that may be over with the next piece of work. */
const PASSING = ['disk-full', 'read-only', 'locked'] as const
type Passing = (typeof PASSING)[number]
const EMPTY = { recordings: [], total: 0, last: null }

/**
 * What is known of one server, on this device. Screens read it in the window's process, along indexes, in no time;
 * whatever writes or searches is done by the thread. What goes wrong with the file is told, and takes nothing from
 * anybody: what is there is shown, and the server has the rest.
 */
export class Library {
  readonly #parts: LibraryParts
  readonly #listener: LibraryListener
  #db: Database.Database
  #reader: LibraryReader
  /** In place of the thread, for a library in memory. */
  #desk: LibraryDesk | null = null
  #trouble: LibraryTrouble | null = null
  #isClosed = false
  #searches = 0
  /** The search that is under way, however it ends. */
  #searching: Promise<void> | null = null

  constructor(parts: LibraryParts) {
    this.#parts = parts
    this.#listener = { onIndexed: parts.onIndexed, onDamaged: () => this.#startOver() }
    const { db, file, trouble } = openLibrary(parts.file, parts.source)
    this.#db = db
    this.#reader = new LibraryReader(db)
    this.#use(file, trouble)
  }

  get trouble(): LibraryTrouble | null {
    return this.#trouble
  }

  state(): LibraryState {
    return this.#read((reader) => reader.state(), NO_STATE)
  }

  /** Recordings that are known, and how many of them are not on the server any more. */
  counts(): { known: number; gone: number } {
    return this.#read((reader) => reader.counts(), { known: 0, gone: 0 })
  }

  /**
   * The page, if the library is sure of it: the server has been looked through so far, or has answered this very
   * question. Null: nobody knows. Only for the server's own questions.
   */
  surePage(question: RecordingQuery): SurePage | null {
    return this.#read((reader) => surePage(reader, question), null)
  }

  /** What is known of the page, though there may be more of it. */
  knownPage(question: RecordingQuery): { recordings: Recording[]; total: number } {
    return this.#read((reader) => reader.page(question), EMPTY)
  }

  /**
   * The page of a search, a filter, another order or many rooms. A newer search takes the place of one that waits,
   * which fails with SearchOver.
   */
  async search(query: LibraryQuery): Promise<Pick<LibraryPage, 'recordings' | 'total' | 'more' | 'sort'>> {
    const mine = ++this.#searches
    // One at a time: what was typed meanwhile is asked once, as it stands then.
    while (this.#searching !== null) await this.#searching
    if (mine !== this.#searches) throw new SearchOver()
    const searching = this.write('search', query)
    this.#searching = searching.then(
      () => this.#searched(),
      () => this.#searched(),
    )
    return searching
  }

  recording(recordId: string): ServerRecording | null {
    return this.#read((reader) => reader.recording(recordId), null)
  }

  earlierInRoom(recordId: string, limit: number): Recording[] {
    return this.#read((reader) => reader.earlierInRoom(recordId, limit), [])
  }

  /** Recordings whose file is on this device; `gone`: nowhere else. */
  onDevice(): { recordId: string; gone: boolean }[] {
    return this.#read((reader) => reader.onDevice(), [])
  }

  /** Those of these recordings that are known, in this order. */
  recordings(recordIds: readonly string[]): Recording[] {
    return recordIds.length === 0 ? [] : this.#read((reader) => reader.recordings(recordIds), [])
  }

  /** A room's recordings, newest first, at most so many; null: all of them. */
  newestOfRoom(roomId: string, limit: number | null): KeepFacts[] {
    return this.#read((reader) => reader.newestOfRoom(roomId, limit), [])
  }

  /** Recordings on this device that were watched to the end, and not played since then (ms since 1970), newest first. */
  finishedOnDevice(beforeMs: number): KeepFacts[] {
    return this.#read((reader) => reader.finishedOnDevice(beforeMs), [])
  }

  /** When these recordings were last played, in ms since 1970; those that never were are left out. */
  lastWatched(recordIds: readonly string[]): Map<string, number> {
    return this.#read((reader) => reader.lastWatched(recordIds), new Map())
  }

  rooms(): RoomList {
    return this.#read((reader) => reader.rooms(), { rooms: [], total: null, complete: false })
  }

  languages(): string[] {
    return this.#read((reader) => reader.languages(), [])
  }

  /** What was watched, chosen and noted. */
  watching<T>(read: (reader: WatchingReader) => T, otherwise: T): T {
    return this.#read(({ watching }) => read(watching), otherwise)
  }

  /** The next recordings with subtitles, newest first; null begins, and `next` is null behind the last. */
  subtitled(after: Place | null, limit: number): { recordings: ServerRecording[]; next: Place | null } {
    return this.watching((reader) => reader.subtitled(after, limit), { recordings: [], next: null })
  }

  /** How many recordings have subtitles, and how many have none. */
  subtitledCounts(): { with: number; without: number } {
    return this.watching((reader) => reader.subtitledCounts(), { with: 0, without: 0 })
  }

  /** The recording at this place of the server's list, counted from its newest. */
  liveAt(index: number): { place: Place; recordId: string } | null {
    return this.#read((reader) => reader.liveAt(index), null)
  }

  /** Does a piece of work that writes, or takes its time. Fails with LibraryFailure, and tells the trouble. */
  async write<K extends WorkName>(name: K, ...input: WorkInput<K>): Promise<WorkAnswer<K>> {
    try {
      const answer = await this.#do(name, ...input)
      if (name !== 'search') this.#hasWritten()
      return answer
    } catch (error) {
      throw this.#failed(error)
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#db.close()
    if (this.#desk === null) await this.#parts.thread.close(this.#parts.file, this.#listener).catch(() => {})
  }

  #use(file: string | null, trouble: LibraryTrouble | null): void {
    this.#desk = file === null ? new LibraryDesk(this.#db) : null
    if (file !== null) this.#parts.thread.listen(file, this.#listener)
    if (trouble !== null) this.#tell(trouble)
  }

  #read<T>(read: (reader: LibraryReader) => T, otherwise: T): T {
    if (this.#isClosed) return otherwise
    try {
      return read(this.#reader)
    } catch (error) {
      this.#failed(error)
      return otherwise
    }
  }

  #failed(error: unknown): Error {
    const failure = error instanceof Error ? error : new Error(String(error))
    const code = failure instanceof LibraryFailure ? failure.code : 'code' in failure ? String(failure.code) : ''
    if (this.#isClosed) return failure
    if (failure instanceof SyntaxError || /^SQLITE_(CORRUPT|NOTADB)/.test(code)) this.#startOver()
    else if (/^SQLITE_(FULL|IOERR_(WRITE|FSYNC|SHMSIZE))/.test(code)) this.#cannotWrite('disk-full')
    else if (/^SQLITE_READONLY/.test(code)) this.#cannotWrite('read-only')
    else if (/^SQLITE_(BUSY|LOCKED)/.test(code)) this.#cannotWrite('locked')
    else if (!(failure instanceof SearchOver)) console.error(`The library on this device: ${failure.message}`)
    return failure
  }

  /** Told once, not with each piece of work. */
  #cannotWrite(kind: Passing): void {
    if (this.#trouble?.kind !== kind) this.#tell({ kind, file: 'library.db' })
  }

  /** What kept the file from being written has passed. A library in memory stays what it is. */
  #hasWritten(): void {
    const kind = this.#trouble?.kind
    if (this.#desk === null && kind !== undefined && PASSING.some((passing) => passing === kind)) this.#tell(null)
  }

  #searched(): void {
    this.#searching = null
  }

  async #do<K extends WorkName>(name: K, ...input: WorkInput<K>): Promise<WorkAnswer<K>> {
    if (this.#isClosed) throw new LibraryFailure('', 'the library is closed')
    const desk = this.#desk
    if (desk === null) return await this.#parts.thread.do(this.#parts.file, name, ...input)
    const answer = desk.do(name, ...input)
    if (name !== 'search' && desk.writer.hasUnindexed()) setImmediate(() => this.#index(desk))
    return answer
  }

  /** What the thread does by itself. */
  #index(desk: LibraryDesk): void {
    if (this.#isClosed || this.#desk !== desk) return
    if (desk.do('index')) setImmediate(() => this.#index(desk))
    else this.#parts.onIndexed()
  }

  /** The file is damaged: a new one takes its place. Meanwhile there is an empty library in memory. */
  #startOver(): void {
    if (this.#desk !== null) return
    const { file, source, thread, onLost } = this.#parts
    this.#db.close()
    this.#open(emptyLibrary(source))
    const letGo = thread.close(file, this.#listener).catch(() => {
      // It could not be closed in order, which does not matter any more.
    })
    void letGo.then(() => {
      if (this.#isClosed) return
      this.#db.close()
      const { db, file: made, trouble } = setAside(file, source, 'damaged')
      this.#open(db)
      this.#use(made, trouble)
      onLost()
    })
  }

  #open(db: Database.Database): void {
    this.#db = db
    this.#reader = new LibraryReader(db)
    this.#desk = new LibraryDesk(db)
  }

  #tell(trouble: LibraryTrouble | null): void {
    this.#trouble = trouble
    this.#parts.onTrouble(trouble)
  }
}

/** A newer search has taken its place. */
export class SearchOver extends Error {}
