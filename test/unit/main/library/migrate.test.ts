import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LibraryReader } from '../../../../src/main/library/library-reader.ts'
import { LibrarySearch } from '../../../../src/main/library/library-search.ts'
import { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import { openLibrary, usable } from '../../../../src/main/library/open-library.ts'
import { migrate, SCHEMA_VERSION, schemaVersion } from '../../../../src/main/library/schema.ts'
import { defineSessionHash } from '../../../../src/main/library/session-hash.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import type { ServerRecording } from '../../../../src/main/plugnmeet/client.ts'
import type { RecordingQuery } from '../../../../src/shared/recording.ts'
import { idsOf, indexAll, NEWEST_AT, recording, searchQuery, serverQuery, subtitles } from './database-fixture.ts'

let folder = ''
let file = ''
const open: Database.Database[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roomreel-migrate-'))
  file = join(folder, 'library.db')
})
afterEach(async () => {
  for (const db of open.splice(0)) db.close()
  await rm(folder, { recursive: true })
})

/** What versions 1 and 2 kept: answers of the server, page by page. */
const OLD_SCHEMA = `
  CREATE TABLE recordings (record_key TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE pages (
    question TEXT PRIMARY KEY, record_keys TEXT NOT NULL, total INTEGER NOT NULL, first INTEGER NOT NULL,
    page_limit INTEGER NOT NULL, left_out INTEGER NOT NULL, at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE rooms (id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT NOT NULL);
`
const OLD_SOURCE = 'CREATE TABLE source (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL);'

interface OldPage {
  query: RecordingQuery
  ids: string[]
  total: number
  leftOut: number
  at: number
}

/** A file as an older Roomreel has left it. */
function oldFile(version: 1 | 2, recordings: readonly ServerRecording[], pages: readonly OldPage[]): void {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.exec(`${OLD_SCHEMA} ${version === 2 ? OLD_SOURCE : ''} PRAGMA user_version = ${version}`)
  const keep = db.prepare('INSERT INTO recordings VALUES (?, ?)')
  for (const one of recordings) keep.run(recordKey(one.recordId), JSON.stringify(one))
  const keepPage = db.prepare('INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)')
  for (const { query, ids, total, leftOut, at } of pages) {
    const { roomIds, roomSid, order, from, limit } = query
    const question = JSON.stringify([roomIds.toSorted(), roomSid, order, from, limit])
    keepPage.run(question, JSON.stringify(ids.map(recordKey)), total, from, limit, leftOut, at)
  }
  db.prepare('INSERT INTO rooms VALUES (1, ?)').run(JSON.stringify({ rooms: [], total: 3, complete: true }))
  if (version === 2) db.prepare("INSERT INTO source VALUES (1, 'north')").run()
  db.close()
}

const migrated = (): { db: Database.Database; reader: LibraryReader } => {
  const db = usable(file)
  open.push(db)
  return { db, reader: new LibraryReader(db) }
}

/** Everything that is in a file but its version. */
function contentOf(path: string): unknown {
  const db = new Database(path)
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck()
  const content = tables.all().map((name) => [name, db.prepare(`SELECT * FROM ${name}`).all()])
  db.close()
  return content
}

const ALGEBRA = recording('RM_a-3', {
  title: 'Algebra',
  roomId: 'maths',
  roomTitle: 'Maths',
  createdAt: NEWEST_AT,
  startedAt: NEWEST_AT - 3600,
  extraData: { course: '7b' },
  ...subtitles('de', 'en'),
})
const OPTICS = recording('RM_b-2', { title: 'Optics', createdAt: NEWEST_AT - 60, sizeBytes: null })
const UNDATED = recording('RM_c-1', { title: null, createdAt: null })
const ALL = [ALGEBRA, OPTICS, UNDATED]
const PAGE: OldPage = { query: serverQuery(), ids: idsOf(ALL), total: 45, leftOut: 2, at: 7000 }

describe('an empty file', () => {
  test('gets the schema of today, once', () => {
    const { db, reader } = migrated()
    expect(schemaVersion(db)).toBe(SCHEMA_VERSION)
    expect(reader.counts()).toEqual({ known: 0, gone: 0 })
    const [schema, changes] = ['SELECT * FROM sqlite_master', 'SELECT total_changes()'].map((sql) => db.prepare(sql))
    const before = [schema?.all(), changes?.all()]
    migrate(db)
    expect([schema?.all(), changes?.all()]).toEqual(before)
  })
})

describe.each([1, 2] as const)('a file of version %i', (version) => {
  test('keeps its recordings, with all that was known of each', () => {
    oldFile(version, ALL, [])
    const { db, reader } = migrated()
    expect(schemaVersion(db)).toBe(SCHEMA_VERSION)
    expect(ALL.map(({ recordId }) => reader.recording(recordId))).toEqual(ALL)
    expect(reader.counts()).toEqual({ known: 3, gone: 0 })
  })

  test('lists them newest first, and counts rooms and languages', () => {
    oldFile(version, ALL, [])
    const { reader } = migrated()
    expect(idsOf(reader.page(serverQuery()).recordings).slice(0, 2)).toEqual(['RM_a-3', 'RM_b-2'])
    expect(reader.rooms().rooms.map(({ roomId, title, lastAt }) => [roomId, title, lastAt])).toEqual([
      ['maths', 'Maths', NEWEST_AT - 3600],
      ['physics', null, NEWEST_AT - 60],
    ])
    expect(reader.languages()).toEqual(['de', 'en'])
    expect(reader.state()).toMatchObject({ complete: false, crawl: null })
  })

  test('keeps the answers to questions, in the order of the server', () => {
    const others = { query: serverQuery({ roomIds: ['physics', 'maths'], from: 20 }), total: 24, leftOut: 0, at: 6000 }
    oldFile(version, ALL, [PAGE, { ...others, ids: ['RM_c-1', 'RM_a-3'] }])
    const { reader } = migrated()
    const page = reader.remembered(PAGE.query)
    expect(page).toMatchObject({ total: 45, leftOut: 2, at: 7000 })
    expect(idsOf(page?.recordings ?? [])).toEqual(PAGE.ids)
    const other = reader.remembered({ ...others.query, roomIds: ['maths', 'physics'] })
    expect(idsOf(other?.recordings ?? [])).toEqual(['RM_c-1', 'RM_a-3'])
  })

  test('forgets an answer of which a recording is missing', () => {
    oldFile(version, [ALGEBRA], [PAGE])
    expect(migrated().reader.remembered(PAGE.query)).toBeNull()
  })

  test('finds the words of its recordings', () => {
    oldFile(version, ALL, [])
    const { db } = migrated()
    indexAll(new LibraryWriter(db))
    expect(idsOf(new LibrarySearch(db).search(searchQuery('alge 7b')).recordings)).toEqual(['RM_a-3'])
  })

  test('is left as it was when the way is interrupted', () => {
    oldFile(version, ALL, [PAGE])
    const db = new Database(file)
    // Read last: by then the others have been written.
    db.prepare('UPDATE recordings SET json = \'{"createdAt": -1e9}\' WHERE record_key = ?').run(recordKey('RM_c-1'))
    db.close()
    const before = contentOf(file)
    expect(() => usable(file)).toThrow()
    const after = new Database(file)
    const left = schemaVersion(after)
    after.close()
    expect(left).toBe(2)
    const oldTables = version === 2 ? before : [...(before as unknown[]), ['source', []]]
    expect(contentOf(file)).toEqual(oldTables)
  })

  test('keeps the newest 5000 of many, so that a start does not wait long', () => {
    const many = Array.from({ length: 5002 }, (_, n) => recording(`RM_${n}-${n}`, { createdAt: NEWEST_AT - n }))
    oldFile(version, many, [])
    const { reader } = migrated()
    expect(reader.counts().known).toBe(5000)
    expect([reader.recording('RM_4999-4999')?.title, reader.recording('RM_5000-5000')]).toEqual([
      'Title of RM_4999-4999',
      null,
    ])
  })
})

test('version 2 keeps whose recordings it has; version 1 takes the next one who opens it', () => {
  oldFile(2, ALL, [])
  const other = openLibrary(file, 'south')
  open.push(other.db)
  expect(new LibraryReader(other.db).counts().known).toBe(0)
  oldFileAnew(1)
  const first = openLibrary(file, 'south')
  open.push(first.db)
  expect(new LibraryReader(first.db).counts().known).toBe(3)
  expect(new LibraryReader(first.db).state().source).toBe('south')
})

function oldFileAnew(version: 1 | 2): void {
  file = join(folder, 'another.db')
  oldFile(version, ALL, [])
}

test('a version that never was is refused, and the file stays as it is', () => {
  const db = new Database(':memory:')
  open.push(db)
  defineSessionHash(db)
  db.pragma('user_version = -7')
  expect(() => migrate(db)).toThrow('schema -7')
  expect([schemaVersion(db), db.prepare('SELECT count(*) FROM sqlite_master').pluck().get()]).toEqual([-7, 0])
})
