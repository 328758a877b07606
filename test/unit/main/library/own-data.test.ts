import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { LibraryReader } from '../../../../src/main/library/library-reader.ts'
import { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import { emptyLibrary, openLibrary } from '../../../../src/main/library/open-library.ts'
import { NO_OWN_DATA, readOwnData, writeOwnData } from '../../../../src/main/library/own-data.ts'
import type { FileFacts } from '../../../../src/shared/media.ts'
import { libraryOf, lookThrough, recordings, serverQuery } from './database-fixture.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})
const empty = (): Database.Database => {
  const db = emptyLibrary('north')
  ends.push(() => db.close())
  return db
}

const FACTS: FileFacts = { durationSeconds: 90, width: 640, height: 360, videoCodec: 'vp8', audioCodec: null }

test('what is the user’s own goes from one library to another, also for what is not known there yet', () => {
  const { db, writer } = libraryOf(recordings(4, ['a', 'b', 'Éclair']))
  ends.push(() => db.close())
  writer.savePosition('RM_0-0', 7.5, null, 11)
  writer.setWatched(['RM_1-1', 'somebody else’s'], true, 12)
  writer.renameRoom('a', 'Mine')
  writer.pinRoom('Éclair', true)
  writer.fileFacts('RM_0-0', FACTS)
  writer.poster('RM_3-3', 13)
  const own = readOwnData(db)
  const other = empty()
  writeOwnData(other, own)
  expect(readOwnData(other)).toEqual(own)
  expect([own.positions.length, own.mediaFacts.length]).toEqual([3, 2])

  lookThrough(new LibraryWriter(other), recordings(4, ['a', 'b', 'Éclair']))
  const reader = new LibraryReader(other)
  expect(reader.page(serverQuery()).recordings.map(({ watched }) => watched)).toEqual([
    { seconds: 7.5, durationSeconds: 90, finished: false },
    { seconds: 0, durationSeconds: null, finished: true },
    null,
    null,
  ])
  expect(reader.page(serverQuery()).recordings.map(({ file, posterAt }) => [file, posterAt])).toEqual([
    [FACTS, null],
    [null, null],
    [null, null],
    [null, 13],
  ])
  expect(reader.rooms().rooms.map(({ roomId, name, pinned, count }) => [roomId, name, pinned, count])).toEqual([
    ['Éclair', null, true, 1],
    ['b', null, false, 1],
    ['a', 'Mine', false, 2],
  ])
})

test('what is there already is not replaced', () => {
  const db = empty()
  new LibraryWriter(db).savePosition('a-1', 50, 100, 20)
  const at = { record_id: 'a-1', seconds: 1, duration_seconds: null, finished: 0, at: 1 }
  writeOwnData(db, { ...NO_OWN_DATA, positions: [at] })
  expect(readOwnData(db).positions).toMatchObject([{ seconds: 50, at: 20 }])
  new LibraryWriter(db).poster('a-1', 30)
  const { mediaFacts } = readOwnData(db)
  writeOwnData(db, { ...NO_OWN_DATA, mediaFacts: mediaFacts.map((one) => ({ ...one, poster_at: 1 })) })
  expect(readOwnData(db).mediaFacts).toEqual(mediaFacts)
})

test('tables that are not there give nothing', () => {
  const db = new Database(':memory:')
  ends.push(() => db.close())
  expect(readOwnData(db)).toEqual(NO_OWN_DATA)
})

test('a table that is damaged in its middle gives what is before', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roomreel-own-'))
  ends.push(() => rm(folder, { recursive: true }))
  const file = join(folder, 'library.db')
  const { db } = openLibrary(file, 'north')
  const ids = Array.from({ length: 3000 }, (_, n) => `RM_${String(n).padStart(4, '0')}-${n}`)
  new LibraryWriter(db).setWatched(ids, true, 1)
  db.close()
  const content = await readFile(file)
  const middle = content.indexOf('RM_1500-1500')
  const start = Math.floor(middle / 8192) * 8192
  await writeFile(file, content.fill(0xff, start, start + 8192))
  const damaged = new Database(file)
  ends.push(() => damaged.close())
  const { positions } = readOwnData(damaged)
  expect(positions.length).toBeGreaterThan(1000)
  expect(positions.length).toBeLessThan(1501)
  expect(positions.map(({ record_id }) => record_id)).toEqual(ids.slice(0, positions.length))
})

test('bookmarks keep their numbers, and one that cannot be read costs nothing else', () => {
  const db = empty()
  const one = { id: 7, record_id: 'a-1', seconds: 3, note: 'Budget', created_at: 5 }
  const unreadable = { ...one, id: 8, note: null as unknown as string }
  const at = { record_id: 'a-1', seconds: 1, duration_seconds: null, finished: 0, at: 1 }
  writeOwnData(db, { ...NO_OWN_DATA, positions: [at], bookmarks: [unreadable, one] })
  const own = readOwnData(db)
  expect([own.positions, own.bookmarks]).toEqual([[at], [one]])
})

test('bookmarks of a history file are the newest first, and found in scripts without spaces', () => {
  const { db, writer } = libraryOf(recordings(1))
  ends.push(() => db.close())
  const bookmark = { recordId: 'RM_0-0', note: '会議の決定事項' }
  writer.importHistory(
    [],
    [30, 20, 10].map((at) => ({ ...bookmark, seconds: at, at })),
  )
  const { watching } = new LibraryReader(db)
  expect(watching.searchBookmarks('', 10).map(({ bookmark: { createdAt } }) => createdAt)).toEqual([30, 20, 10])
  expect(watching.searchBookmarks('決定', 10)).toHaveLength(3)
  expect(watching.searchBookmarks('!!', 10)).toEqual([])
})
