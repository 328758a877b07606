export const SCHEMA_VERSION = 3

/**
 * `recordings` is narrow, because lists are counted, filtered and skipped through in it; what a row shows is in
 * `details`. `place` is the server's order (order.ts): the smaller, the newer, so that looking a server through from its
 * newest recording on appends to every table. `words` holds no text of its own, and is filled from `unindexed` when
 * there is time. Recordings are found by a number made of their session's ID (session-hash.ts): an index on the IDs
 * themselves would be three times as large, and is met at random places while a server is looked through.
 */
/** The schema of version 3, as it was. */
export const SCHEMA_3 = `
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
  CREATE TABLE details (place INTEGER PRIMARY KEY, session INTEGER NOT NULL, record_id TEXT NOT NULL, facts TEXT NOT NULL);
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
`
