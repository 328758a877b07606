import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packRecording } from '../../../../src/main/library/facts.ts'
import { LibraryReader } from '../../../../src/main/library/library-reader.ts'
import { LibrarySearch } from '../../../../src/main/library/library-search.ts'
import { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import { openLibrary, usable } from '../../../../src/main/library/open-library.ts'
import { SCHEMA_VERSION, schemaVersion } from '../../../../src/main/library/schema.ts'
import { sessionHash } from '../../../../src/main/library/session-hash.ts'
import type { ServerRecording } from '../../../../src/main/plugnmeet/client.ts'
import { idsOf, recording, recordings, searchQuery, serverQuery } from './database-fixture.ts'
import { SCHEMA_3 } from './schema-3-fixture.ts'

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

const ALL = recordings(3)
const FACTS = { durationSeconds: 60, width: 1280, height: 720, videoCodec: 'avc1.64001f', audioCodec: 'mp4a.40.2' }

/** A file as version 3 has left it: recordings of one room, one of them watched and with a row in each other table. */
function oldFile(all: readonly ServerRecording[]): void {
  const db = new Database(file)
  db.pragma('page_size = 8192')
  db.pragma('journal_mode = WAL')
  db.exec(`${SCHEMA_3} PRAGMA user_version = 3`)
  db.exec(`
    INSERT INTO rooms VALUES (1, 'physics', 'Physics', 'Matter', 1, ${all.length}, 0, 5, 'matter');
    INSERT INTO positions VALUES ('RM_1-1', 30, NULL, 0, 9), ('RM_9-9', 1, 2, 1, 8);
    INSERT INTO languages VALUES ('de', 2);
    INSERT INTO files VALUES ('a-key');
    INSERT INTO questions VALUES ('a question', '["RM_1-1"]', 1, 0, 7);
    INSERT INTO state VALUES ('source', '"north"'), ('complete', 'true');
    INSERT INTO unindexed VALUES (2);
  `)
  const add = db.prepare("INSERT INTO recordings VALUES (?, 1, ?, ?, '', ?, 0, 0, ?)")
  const addDetails = db.prepare('INSERT INTO details VALUES (?, ?, ?, ?)')
  const addWords = db.prepare("INSERT INTO words (rowid, title, description, room, extra) VALUES (?, ?, '', '', '')")
  all.forEach((one, place) => {
    const { recordId, recordedAt, sizeBytes, sortTitle, facts } = packRecording(one)
    add.run(place, recordedAt, sizeBytes, sortTitle, recordId === 'RM_1-1' ? 1 : 0)
    addDetails.run(place, sessionHash(recordId), recordId, facts)
    addWords.run(place, one.title)
  })
  db.close()
}

function migrated() {
  const { db, trouble } = openLibrary(file, 'north')
  open.push(db)
  return { db, trouble, reader: new LibraryReader(db), writer: new LibraryWriter(db) }
}

test('everything that was known is known', () => {
  oldFile(ALL)
  const before = contentOf(file)
  const { db, trouble, reader } = migrated()
  expect([schemaVersion(db), trouble]).toEqual([SCHEMA_VERSION, null])
  expect(ALL.map(({ recordId }) => reader.recording(recordId))).toEqual(ALL)
  expect(reader.page(serverQuery()).recordings).toMatchObject([
    { recordId: 'RM_0-0', watched: null, file: null, posterAt: null, roomTitle: 'Matter' },
    { recordId: 'RM_1-1', watched: { seconds: 30, durationSeconds: null, finished: false }, file: null },
    { recordId: 'RM_2-2', watched: null, file: null },
  ])
  expect(idsOf(new LibrarySearch(db).search(searchQuery('title')).recordings)).toHaveLength(3)
  expect(reader.state()).toMatchObject({ source: 'north', complete: true })
  const after = contentOf(file)
  expect([...before.keys()].filter((table) => after.get(table) !== before.get(table))).toEqual(['details'])
})

test('it takes what files say, and recordings that are new', () => {
  oldFile(ALL)
  const { reader, writer } = migrated()
  writer.fileFacts('RM_1-1', FACTS)
  writer.recording(packRecording(recording('RM_7-7')))
  writer.poster('RM_7-7', 70)
  expect(reader.recordings(['RM_1-1', 'RM_7-7'])).toMatchObject([
    { file: FACTS, posterAt: null, watched: { durationSeconds: 60 } },
    { file: null, posterAt: 70 },
  ])
})

test('it has the schema of a file that is made today', () => {
  oldFile(ALL)
  const schemaOf = ({ db }: { db: Database.Database }): unknown => {
    const tables = db.prepare<[], string>('SELECT name FROM sqlite_master WHERE sql NOT NULL ORDER BY name').pluck()
    return tables.all().map((name) => [name, db.pragma(`table_info(${name})`)])
  }
  const old = schemaOf(migrated())
  file = join(folder, 'another.db')
  expect(schemaOf(migrated())).toEqual(old)
})

test('it is left as it was when the way is interrupted', () => {
  oldFile(ALL)
  const holder = new Database(file)
  open.push(holder)
  holder.exec('CREATE TABLE other (media)')
  holder.exec("ALTER TABLE details ADD COLUMN media TEXT; INSERT INTO other VALUES ('in the way')")
  const before = contentOf(file)
  expect(() => usable(file)).toThrow('duplicate column')
  expect([schemaVersion(holder), contentOf(file)]).toEqual([3, before])
})

/** Each table's rows, but not of those that belong to the index of words. */
function contentOf(path: string): Map<string, string> {
  const db = new Database(path)
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words%'")
    .pluck()
  const rows = tables.all().map((name) => [name, JSON.stringify(db.prepare(`SELECT * FROM ${name}`).all())] as const)
  db.close()
  return new Map(rows)
}
