import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { LibraryTrouble } from '../../shared/recording.ts'
import { NO_OWN_DATA, type OwnData, readOwnData, writeOwnData } from './own-data.ts'
import { migrate, SCHEMA_VERSION, schemaVersion } from './schema.ts'
import { defineSessionHash } from './session-hash.ts'
import { StateTable } from './state-table.ts'

/** A library's database, and what had to be done to get one. */
export interface OpenedDatabase {
  db: Database.Database
  /** Null when it lives in memory: no other thread can open it then. */
  file: string | null
  trouble: LibraryTrouble | null
}

/** How long another program may hold the file. The window waits for it. */
const BUSY_MS = 200
/** A file that cannot be written is read into memory up to this size. */
const MOST_IN_MEMORY = 200_000_000
const BESIDE = ['', '-wal', '-shm'] as const

/**
 * Opens or makes the file. Whatever is the matter with it, there is a library to work with: a damaged or newer file is
 * set aside and a new one made, with the positions and room names that can still be read; where the disk does not allow
 * a file, the library lives in memory. `source` names who answers: what another source has answered is forgotten.
 */
export function openLibrary(file: string, source: string): OpenedDatabase {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const db = usable(file)
    return isOf(db, source) ? { db, file, trouble: null } : startOver(db, file, source)
  } catch (error) {
    return withTrouble(file, source, error)
  }
}

/** True when this source's answers are in it; one that is nobody's becomes this source's. On failure it is closed. */
function isOf(db: Database.Database, source: string): boolean {
  try {
    const state = new StateTable(db)
    const known = state.read().source
    if (known === null) state.write({ source })
    return known === null || known === source
  } catch (error) {
    db.close()
    throw error
  }
}

/** Puts a damaged file out of the way, and starts a new one with what can still be read of the user's own. */
export function setAside(file: string, source: string, kind: 'damaged' | 'newer'): OpenedDatabase {
  const aside = `${file}.${kind}`
  try {
    removeFiles(aside)
    for (const suffix of BESIDE) move(file + suffix, aside + suffix)
    const db = usable(file)
    writeOwnData(db, ownDataIn(aside))
    new StateTable(db).write({ source })
    return { db, file, trouble: { kind, file: basename(aside) } }
  } catch {
    return inMemory(file, source, 'in-memory')
  }
}

/** Opens a file that is known to be a library; used by the thread that writes. Fails as SQLite does. */
export function usable(file: string): Database.Database {
  const db = new Database(file, { timeout: BUSY_MS })
  try {
    const version = schemaVersion(db)
    if (version > SCHEMA_VERSION) throw new NewerLibrary()
    // Pages of 8 KiB: the narrow table and the word index are read in fewer, larger steps. Only an empty file takes it.
    if (version === 0) db.pragma('page_size = 8192')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    // Some megabytes for each connection, whatever the library's size.
    db.pragma('cache_size = -8000')
    defineSessionHash(db)
    migrate(db)
    for (const table of ['recordings', 'details', 'rooms', 'words'])
      db.prepare(`SELECT rowid FROM ${table} LIMIT 1`).get()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** True for what a damaged file makes SQLite say when it is opened; an error then is a table that is missing. */
export function isDamage(error: unknown): boolean {
  if (error instanceof SyntaxError) return true
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|ERROR|FORMAT|MISMATCH)/.test(error.code)
}

class NewerLibrary extends Error {}

function withTrouble(file: string, source: string, error: unknown): OpenedDatabase {
  if (error instanceof NewerLibrary) return setAside(file, source, 'newer')
  // An error without a code is neither SQLite's nor the disk's: what the file holds is nothing that a Roomreel has written.
  const code = error instanceof Error && 'code' in error ? String(error.code) : null
  if (code === null || isDamage(error)) return setAside(file, source, 'damaged')
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return inMemory(file, source, 'locked')
  return inMemory(file, source, existing(file) === null ? 'in-memory' : 'read-only')
}

/**
 * Its server was edited: of another server's recordings nothing is shown. The new file takes the old one's place once
 * it is whole, so that the user's own data is always in one of them.
 */
function startOver(db: Database.Database, file: string, source: string): OpenedDatabase {
  const own = readOwnData(db)
  db.close()
  const next = `${file}.next`
  removeFiles(next)
  const fresh = usable(next)
  try {
    writeOwnData(fresh, own)
    new StateTable(fresh).write({ source })
  } finally {
    fresh.close()
  }
  for (const suffix of BESIDE.slice(1)) rmSync(file + suffix, { force: true })
  renameSync(next, file)
  return { db: usable(file), file, trouble: null }
}

/** What can be read of the file, in memory: it can be browsed, and what is new is forgotten at the end. */
function inMemory(file: string, source: string, kind: LibraryTrouble['kind']): OpenedDatabase {
  const trouble: LibraryTrouble = { kind, file: basename(file) }
  const copy = copyOf(file)
  if (copy !== null) {
    try {
      const db = new Database(copy)
      defineSessionHash(db)
      migrate(db)
      const known = new StateTable(db).read().source
      if (known === null || known === source) return { db, file: null, trouble }
      db.close()
    } catch {
      // Not even that: it begins empty.
    }
  }
  return { db: emptyLibrary(source), file: null, trouble }
}

/** A library in memory that knows nothing yet. */
export function emptyLibrary(source: string): Database.Database {
  const db = new Database(':memory:')
  defineSessionHash(db)
  migrate(db)
  new StateTable(db).write({ source })
  return db
}

/** A file's bytes, as those of a database that keeps no log beside it; null when they cannot be had. */
function copyOf(file: string): Buffer | null {
  try {
    if ((existing(file) ?? Number.POSITIVE_INFINITY) > MOST_IN_MEMORY) return null
    const bytes = readFileSync(file)
    // The header's version numbers: 2 is a log beside the file (https://www.sqlite.org/fileformat2.html), which memory has not.
    bytes[18] = 1
    bytes[19] = 1
    return bytes
  } catch {
    return null
  }
}

/** The file's size, in bytes; null when there is none, or something else has its name. */
function existing(file: string): number | null {
  const found = statSync(file, { throwIfNoEntry: false })
  return found?.isFile() === true ? found.size : null
}

function ownDataIn(aside: string): OwnData {
  try {
    const db = new Database(aside, { timeout: BUSY_MS })
    try {
      // Otherwise SQLite reads nothing at all of a file that is shorter than it should be.
      db.unsafeMode().pragma('writable_schema = ON')
      return readOwnData(db)
    } finally {
      db.close()
    }
  } catch {
    return NO_OWN_DATA
  }
}

function move(from: string, to: string): void {
  if (existing(from) !== null) renameSync(from, to)
}

function removeFiles(file: string): void {
  for (const suffix of BESIDE) rmSync(file + suffix, { force: true })
}
