import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { isDamage } from '../library/open-library.ts'
import { defineSessionHash } from '../library/session-hash.ts'

const VERSION = 1

/** Cues of a track, at most: what a track's number is multiplied by to make the numbers of its cues in the word index. */
export const MOST_CUES = 2 ** 20

/**
 * A track's number is the time of its recording, so that the word index is in the order of time: the newest is found
 * first without sorting, and whose a match is follows from its number alone. A track is `filling` until all its cues are
 * in the word index; then it takes the place of the one before. The index holds no text: `cues` has a track's, packed.
 */
const SCHEMA = `
  CREATE TABLE tracks (
    id INTEGER PRIMARY KEY, record_id TEXT NOT NULL, track_id TEXT NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL,
    label TEXT NOT NULL, source TEXT NOT NULL, state TEXT NOT NULL, error TEXT, cues INTEGER NOT NULL,
    version INTEGER NOT NULL, etag TEXT, last_modified TEXT, fetched_at INTEGER NOT NULL, recorded_at INTEGER
  );
  CREATE INDEX tracks_by_recording ON tracks (record_id);
  CREATE TABLE cues (id INTEGER PRIMARY KEY, packed BLOB NOT NULL);
  CREATE VIRTUAL TABLE cue_words USING fts5 (
    text, speaker, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
  );
`

/** How long another program may hold the file. */
const BUSY_MS = 1000

/**
 * Opens or makes the file; one that is damaged, or of a newer Roomreel, is begun anew: all of it comes from elsewhere.
 * Where the disk allows no file, transcripts live in memory. Fails as SQLite does where another program holds it.
 */
export function openTranscripts(file: string): Database.Database {
  try {
    mkdirSync(dirname(file), { recursive: true })
    return whole(file)
  } catch (error) {
    if (!isRefused(error)) throw error
    return usable(':memory:')
  }
}

function whole(file: string): Database.Database {
  try {
    return usable(file)
  } catch (error) {
    if (!(error instanceof OtherVersion) && !isDamage(error)) throw error
    removeTranscripts(file)
    return usable(file)
  }
}

/** True for what a disk makes SQLite, or Node, say that is read-only or full. */
const isRefused = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^(SQLITE_(READONLY|CANTOPEN|FULL|IOERR)|EACCES|EPERM|EROFS|ENOSPC|EEXIST|ENOTDIR)/.test(String(error.code))

/** Removes the file and what lies beside it. */
export function removeTranscripts(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}

class OtherVersion extends Error {}

function usable(file: string): Database.Database {
  const db = new Database(file, { timeout: BUSY_MS })
  try {
    const version = Number(db.pragma('user_version', { simple: true }))
    if (version > VERSION) throw new OtherVersion('the file is of a newer Roomreel')
    if (version === 0) db.pragma('page_size = 8192')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('cache_size = -8000')
    db.pragma('wal_autocheckpoint = 4000')
    defineSessionHash(db)
    if (version === 0) db.transaction(() => db.exec(`${SCHEMA} PRAGMA user_version = ${VERSION}`))()
    for (const table of ['tracks', 'cues', 'cue_words']) db.prepare(`SELECT rowid FROM ${table} LIMIT 1`).get()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** The library beside it, for as long as `work` takes: what lists are limited to is known there. */
export function withLibrary<T>(db: Database.Database, libraryFile: string, work: () => T): T | null {
  // Attaching would make one that is not there.
  if (!existsSync(libraryFile)) return null
  db.prepare('ATTACH DATABASE ? AS library').run(libraryFile)
  try {
    return work()
  } finally {
    db.exec('DETACH DATABASE library')
  }
}
