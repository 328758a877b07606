import type Database from 'better-sqlite3'
import type { Place } from './order.ts'

/** How far the server has been looked through, from its newest recording on. */
export interface Crawl {
  /** The last recording that was met; null: none yet. */
  place: Place | null
  /** How many recordings of the server's list that was, when it was met. */
  offset: number
}

/** What is remembered beside the recordings; each value is written in the transaction that makes it true. */
export interface LibraryState {
  /** Names what answers (sourceOf); null: not known yet. */
  source: string | null
  /** The look through the server that is under way; null: none. */
  crawl: Crawl | null
  /** The server has been looked through wholly at least once. */
  complete: boolean
  /** When that was last; ms since 1970. */
  crawledAt: number | null
  /** When its newest recordings were last looked at. */
  checkedAt: number | null
  /** How many recordings the server says it has. */
  serverTotal: number | null
  /** From this place on nothing is missing that is newer than the crawl's; above it something may be. Null: nowhere. */
  openBelow: Place | null
  /** The file was closed in order, and nobody has written to it since. */
  isClosed: boolean
}

/** Of a library that knows nothing. */
export const NO_STATE: LibraryState = {
  source: null,
  crawl: null,
  complete: false,
  crawledAt: null,
  checkedAt: null,
  serverTotal: null,
  openBelow: null,
  isClosed: true,
}

/** The state's rows: one JSON value a name. */
export class StateTable {
  readonly #all
  readonly #set

  constructor(db: Database.Database) {
    this.#all = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM state')
    this.#set = db.prepare<[string, string]>('INSERT OR REPLACE INTO state VALUES (?, ?)')
  }

  read(): LibraryState {
    const stored = this.#all.all().map(({ name, value }) => [name, JSON.parse(value) as unknown])
    return { ...NO_STATE, ...(Object.fromEntries(stored) as Partial<LibraryState>) }
  }

  write(change: Partial<LibraryState>): void {
    for (const [name, value] of Object.entries(change)) this.#set.run(name, JSON.stringify(value))
  }
}
