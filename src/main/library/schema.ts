import type Database from 'better-sqlite3'
import { migrateFrom2 } from './migrate-from-2.ts'

/** Of the schema below. A file with a higher number was written by a newer Roomreel. */
export const SCHEMA_VERSION = 5

/**
 * What files say of themselves, and when posters were made. By recordings' IDs: it outlives files and recordings. Lists
 * have it as `details.media` (media-facts-table.ts): joined, it would make a page of rows that have it a third slower.
 */
const MEDIA_FACTS = `
  CREATE TABLE media_facts (
    record_id TEXT PRIMARY KEY, duration_seconds REAL, width INTEGER, height INTEGER, video_codec TEXT,
    audio_codec TEXT, poster_at INTEGER
  ) WITHOUT ROWID;
`

/**
 * What the user has chosen and noted, by recordings' and rooms' IDs: no server can give it back, and it outlives both.
 */
const OWN = `
  CREATE TABLE bookmarks (
    id INTEGER PRIMARY KEY AUTOINCREMENT, record_id TEXT NOT NULL, seconds REAL NOT NULL, note TEXT NOT NULL,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX bookmarks_by_recording ON bookmarks (record_id, seconds);
  CREATE TABLE choices (record_id TEXT PRIMARY KEY, choice TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE room_speeds (room_id TEXT PRIMARY KEY, speed REAL NOT NULL) WITHOUT ROWID;
  CREATE INDEX positions_begun ON positions (at) WHERE finished = 0;
  CREATE INDEX recordings_subtitled ON recordings (place) WHERE languages <> '';
`

/**
 * `recordings` is narrow, because lists are counted, filtered and skipped through in it; what a row shows is in
 * `details`. `place` is the server's order (order.ts): the smaller, the newer, so that looking a server through from its
 * newest recording on appends to every table. `words` holds no text of its own, and is filled from `unindexed` when
 * there is time. Recordings are found by a number made of their session's ID (session-hash.ts): an index on the IDs
 * themselves would be three times as large, and is met at random places while a server is looked through.
 */
export const SCHEMA = `
  CREATE TABLE rooms (
    id INTEGER PRIMARY KEY, room_id TEXT NOT NULL UNIQUE, title TEXT, name TEXT, pinned INTEGER NOT NULL DEFAULT 0,
    count INTEGER NOT NULL DEFAULT 0, newest INTEGER, last_at INTEGER, sort_name TEXT NOT NULL
  );
  CREATE INDEX rooms_by_name ON rooms (sort_name);
  CREATE TABLE recordings (
    place INTEGER PRIMARY KEY, room INTEGER NOT NULL REFERENCES rooms, recorded_at INTEGER, size_bytes INTEGER,
    languages TEXT NOT NULL, sort_title TEXT NOT NULL, on_device INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0, watched INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX recordings_by_room ON recordings (room);
  CREATE INDEX recordings_on_device ON recordings (on_device) WHERE on_device = 1;
  CREATE INDEX recordings_gone ON recordings (gone) WHERE gone = 1;
  CREATE INDEX recordings_watched ON recordings (watched) WHERE watched > 0;
  CREATE TABLE details (place INTEGER PRIMARY KEY, session INTEGER NOT NULL, record_id TEXT NOT NULL, facts TEXT NOT NULL, media TEXT);
  CREATE INDEX details_by_session ON details (session);
  CREATE TABLE languages (language TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE positions (
    record_id TEXT PRIMARY KEY, seconds REAL NOT NULL, duration_seconds REAL, finished INTEGER NOT NULL, at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE files (record_key TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE questions (
    question TEXT PRIMARY KEY, record_ids TEXT NOT NULL, total INTEGER NOT NULL, left_out INTEGER NOT NULL,
    at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE unindexed (place INTEGER PRIMARY KEY);
  CREATE VIRTUAL TABLE words USING fts5 (
    title, description, room, extra, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
  );
  ${MEDIA_FACTS}
  ${OWN}
`

/** One step for each older version, in order; each runs in one transaction with its new number. */
const MIGRATIONS: Readonly<Record<number, (db: Database.Database) => void>> = {
  // 1 did not know whose recordings it held; the next opening finds no source and takes them for its own.
  1: (db) => db.exec('CREATE TABLE source (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL)'),
  2: (db) => migrateFrom2(db, SCHEMA),
  3: migrateFrom3,
  4: (db) => {
    if (!hasTable(db, 'bookmarks')) db.exec(OWN)
  },
}

function migrateFrom3(db: Database.Database): void {
  // A file of version 2 has got the schema of today on its way.
  if (!hasTable(db, 'media_facts')) db.exec(`${MEDIA_FACTS} ALTER TABLE details ADD COLUMN media TEXT`)
}

const hasTable = (db: Database.Database, name: string): boolean =>
  db.prepare<[string]>('SELECT 1 FROM sqlite_master WHERE name = ?').get(name) !== undefined

export const schemaVersion = (db: Database.Database): number => Number(db.pragma('user_version', { simple: true }))

/** Brings a file to this version, step by step. Fails as SQLite does. */
export function migrate(db: Database.Database): void {
  if (schemaVersion(db) === 0) {
    db.transaction(() => db.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}`))()
  }
  for (let version = schemaVersion(db); version < SCHEMA_VERSION; version = schemaVersion(db)) {
    const step = MIGRATIONS[version]
    if (step === undefined) throw new Error(`there is no way from schema ${version}`)
    db.transaction(() => {
      step(db)
      db.pragma(`user_version = ${version + 1}`)
    })()
  }
}
