import type Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packRecording } from '../../../../src/main/library/facts.ts'
import { LibraryReader } from '../../../../src/main/library/library-reader.ts'
import { LibrarySearch } from '../../../../src/main/library/library-search.ts'
import type { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { NO_FILTERS } from '../../../../src/shared/recording.ts'
import { idsOf, libraryOf, lookThrough, recording, recordings, searchQuery, serverQuery } from './database-fixture.ts'

let db: Database.Database
let writer: LibraryWriter
beforeEach(() => {
  const made = libraryOf(recordings(4))
  db = made.db
  writer = made.writer
})
afterEach(() => db.close())

const keys = (...ids: string[]): string[] => ids.map(recordKey)
const here = (): string[] => {
  const query = searchQuery('', { sort: 'newest' })
  return idsOf(new LibrarySearch(db).search({ ...query, filters: { ...NO_FILTERS, onDevice: true } }).recordings)
}
const known = (): string[] => idsOf(new LibraryReader(db).page(serverQuery()).recordings)

test('the files that are here are noted, and others are forgotten', () => {
  expect(writer.files(keys('RM_1-1', 'RM_3-3', 'nobody'))).toBe(true)
  expect(here()).toEqual(['RM_1-1', 'RM_3-3'])
  expect(writer.files(keys('nobody', 'RM_3-3', 'RM_1-1'))).toBe(false)
  expect(writer.files(keys('RM_2-2', 'RM_3-3'))).toBe(true)
  expect(here()).toEqual(['RM_2-2', 'RM_3-3'])
  expect(writer.files([])).toBe(true)
  expect(here()).toEqual([])
})

test('a file that comes and goes, with its recording’s ID and without', () => {
  writer.file(recordKey('RM_1-1'), 'RM_1-1', true)
  expect(here()).toEqual(['RM_1-1'])
  writer.file(recordKey('RM_1-1'), null, false)
  expect(here()).toEqual([])
  writer.file(recordKey('RM_2-2'), 'RM_2-2', true)
  writer.file(recordKey('RM_2-2'), 'RM_2-2', false)
  expect(here()).toEqual([])
})

test('a file waits for its recording', () => {
  writer.files(keys('RM_8-8'))
  writer.file(recordKey('RM_9-9'), null, true)
  writer.recording(packRecording(recording('RM_8-8')))
  writer.recording(packRecording(recording('RM_9-9')))
  expect(here().toSorted()).toEqual(['RM_8-8', 'RM_9-9'])
})

test('a recording that has vanished stays for as long as its file is here', () => {
  writer.files(keys('RM_1-1', 'RM_2-2'))
  lookThrough(writer, recordings(1))
  expect(known()).toEqual(['RM_0-0', 'RM_1-1', 'RM_2-2'])
  expect(new LibraryReader(db).onDevice()).toEqual([
    { recordId: 'RM_1-1', gone: true },
    { recordId: 'RM_2-2', gone: true },
  ])
  writer.file(recordKey('RM_1-1'), null, false)
  writer.files([])
  expect(known()).toEqual(['RM_0-0'])
  expect(new LibraryReader(db).rooms().rooms[0]?.count).toBe(1)
})

test('a recording that is on the server again is as before', () => {
  writer.files(keys('RM_1-1'))
  lookThrough(writer, recordings(1))
  lookThrough(writer, recordings(4))
  expect(new LibraryReader(db).onDevice()).toEqual([{ recordId: 'RM_1-1', gone: false }])
  writer.files([])
  expect(known()).toHaveLength(4)
})

test('a file stays with a recording that moves', () => {
  writer.files(keys('RM_1-1'))
  lookThrough(writer, recordings(4).toReversed())
  expect(here()).toEqual(['RM_1-1'])
  lookThrough(writer, [])
  expect(known()).toEqual(['RM_1-1'])
})
