import { mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { RecordingQuery, RoomList } from '../../shared/recording.ts'
import { recordKey } from '../media/media-folder.ts'
import type { ServerPage, ServerRecording } from '../plugnmeet/client.ts'

/** A page as the server answered it, and when (ms since 1970). */
export interface CachedPage {
  page: ServerPage
  at: number
}

interface PageRow {
  record_keys: string
  total: number
  first: number
  page_limit: number
  left_out: number
  at: number
}

/** Of the schema below; a file with another number was written by another Roomreel and starts over. */
const VERSION = 2
/** At 20 recordings a page: a server of 200 000, looked through from end to end. */
const MOST_PAGES = 10_000
const SCHEMA = `
  CREATE TABLE recordings (record_key TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE pages (
    question TEXT PRIMARY KEY, record_keys TEXT NOT NULL, total INTEGER NOT NULL, first INTEGER NOT NULL,
    page_limit INTEGER NOT NULL, left_out INTEGER NOT NULL, at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE rooms (id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT NOT NULL);
  CREATE TABLE source (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL);
`

/**
 * What one server has answered, on this device: a screen shows it at once, before the server says anything.
 * It holds nothing that the server does not have, so a file that cannot be used is set aside and made anew, and what
 * cannot be read or kept in it (damage, a full disk) takes nothing from anybody: the server is asked anyway.
 */
export class PageCache {
  readonly #db: Database.Database
  readonly #page
  readonly #recording
  readonly #recordingsOf
  readonly #rooms
  readonly #savePage
  readonly #saveRecording
  readonly #saveRooms

  /**
   * Opens or makes the file; where the disk does not allow it, the cache lives in memory. `source` names who answers:
   * what another source has answered is forgotten at once.
   */
  constructor(file: string, source: string | null = null) {
    this.#db = openDatabase(file, source)
    this.#page = this.#db.prepare<[string], PageRow>('SELECT * FROM pages WHERE question = ?')
    this.#recording = this.#db.prepare<[string], { json: string }>('SELECT json FROM recordings WHERE record_key = ?')
    this.#recordingsOf = this.#db.prepare<[string], { json: string }>(
      'SELECT r.json FROM json_each(?) k JOIN recordings r ON r.record_key = k.value ORDER BY k.key',
    )
    this.#rooms = this.#db.prepare<[], { json: string }>('SELECT json FROM rooms')
    this.#savePage = this.#db.prepare('INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)')
    this.#saveRecording = this.#db.prepare(
      'INSERT INTO recordings VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json WHERE json <> excluded.json',
    )
    this.#saveRooms = this.#db.prepare('INSERT OR REPLACE INTO rooms VALUES (1, ?)')
    orElse(undefined, () => this.#forgetOldest())
  }

  /** The last answer to this question, or null. */
  page(query: RecordingQuery): CachedPage | null {
    return orElse(null, () => {
      const row = this.#page.get(questionOf(query))
      if (row === undefined) return null
      const recordings = this.#recordingsOf.all(row.record_keys).map(readRecording)
      const { total, first, page_limit, left_out, at } = row
      return { page: { recordings, total, from: first, limit: page_limit, leftOut: left_out }, at }
    })
  }

  /** Keeps an answer; it replaces the one before. */
  keepPage(query: RecordingQuery, page: ServerPage, at: number): void {
    const keepAll = this.#db.transaction(() => {
      const keys = page.recordings.map((recording) => this.#keep(recording))
      const { total, from, limit, leftOut } = page
      this.#savePage.run(questionOf(query), JSON.stringify(keys), total, from, limit, leftOut, at)
    })
    orElse(undefined, keepAll)
  }

  /** A recording that has been on some page, or null. */
  recording(recordId: string): ServerRecording | null {
    return this.recordingByKey(recordKey(recordId))
  }

  /** The same by the name of its file. */
  recordingByKey(key: string): ServerRecording | null {
    return orElse(null, () => {
      const row = this.#recording.get(key)
      return row === undefined ? null : readRecording(row)
    })
  }

  keepRecording(recording: ServerRecording): void {
    orElse(undefined, () => void this.#keep(recording))
  }

  rooms(): RoomList | null {
    return orElse(null, () => {
      const row = this.#rooms.get()
      return row === undefined ? null : (JSON.parse(row.json) as RoomList)
    })
  }

  keepRooms(rooms: RoomList): void {
    orElse(undefined, () => void this.#saveRooms.run(JSON.stringify(rooms)))
  }

  close(): void {
    this.#db.close()
  }

  /** Answers the name of the recording's file. */
  #keep(recording: ServerRecording): string {
    const key = recordKey(recording.recordId)
    this.#saveRecording.run(key, JSON.stringify(recording))
    return key
  }

  #forgetOldest(): void {
    const count = this.#db.prepare<[], number>('SELECT count(*) FROM pages').pluck().get() ?? 0
    if (count <= MOST_PAGES) return
    this.#db
      .prepare('DELETE FROM pages WHERE question IN (SELECT question FROM pages ORDER BY at LIMIT ?)')
      .run(count - MOST_PAGES)
  }
}

/** The same for every order of the same rooms. */
function questionOf({ roomIds, roomSid, order, from, limit }: RecordingQuery): string {
  return JSON.stringify([roomIds.toSorted(), roomSid, order, from, limit])
}

/** What a step on the file comes to, or `otherwise` when the file does not allow it. */
function orElse<T>(otherwise: T, step: () => T): T {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof Database.SqliteError) && !(error instanceof SyntaxError)) throw error
    const reason = error instanceof Database.SqliteError ? error.code : error.name
    console.error(`What a server has answered cannot be read or kept on this device: ${reason}`)
    return otherwise
  }
}

const readRecording = ({ json }: { json: string }): ServerRecording => JSON.parse(json) as ServerRecording

function openDatabase(file: string, source: string | null): Database.Database {
  try {
    mkdirSync(dirname(file), { recursive: true })
    return usable(file, source)
  } catch {
    return setAsideAndOpen(file, source)
  }
}

/** A damaged file is kept for whoever wants to look at it; without a usable disk nothing is remembered. */
function setAsideAndOpen(file: string, source: string | null): Database.Database {
  try {
    renameSync(file, `${file}.unreadable`)
    return usable(file, source)
  } catch {
    return usable(':memory:', source)
  }
}

function usable(file: string, source: string | null): Database.Database {
  const db = new Database(file)
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    const version = db.pragma('user_version', { simple: true })
    if (version === 0) db.transaction(() => db.exec(`${SCHEMA} PRAGMA user_version = ${VERSION}`))()
    else if (version !== VERSION) throw new Error(`the cache has schema ${String(version)}, not ${VERSION}`)
    // A file that only looks whole fails here instead of under a screen.
    db.prepare('SELECT json FROM rooms').get()
    if (source !== null) forgetOthers(db, source)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Empties a cache that another source has filled: its server was edited, and perhaps the app ended right then. */
function forgetOthers(db: Database.Database, source: string): void {
  const known = db.prepare<[], string>('SELECT name FROM source').pluck().get()
  if (known === source) return
  db.transaction(() => {
    if (known !== undefined) db.exec('DELETE FROM pages; DELETE FROM recordings; DELETE FROM rooms')
    db.prepare('INSERT OR REPLACE INTO source VALUES (1, ?)').run(source)
  })()
}
