import type Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LibraryReader } from '../../../../src/main/library/library-reader.ts'
import type { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { idsOf, libraryOf, recordings } from './database-fixture.ts'

let db: Database.Database
let reader: LibraryReader
let writer: LibraryWriter
beforeEach(() => {
  const made = libraryOf(recordings(6, ['a', 'b']).map((one, n) => ({ ...one, sizeBytes: n === 4 ? null : n + 1 })))
  db = made.db
  writer = made.writer
  reader = new LibraryReader(db)
})
afterEach(() => db.close())

const here = (...recordIds: string[]): void => {
  for (const recordId of recordIds) writer.file(recordKey(recordId), recordId, true)
}

test('a room has its newest recordings first, with what is to be known to keep them', () => {
  here('RM_2-2', 'RM_4-4')
  writer.vanished('RM_4-4')
  writer.setWatched(['RM_0-0'], true, 70)
  writer.savePosition('RM_2-2', 5, 100, 80)
  const [first, second, third] = [
    { recordId: 'RM_0-0', sizeBytes: 1, onDevice: false, onServer: true, finishedAt: 70 },
    { recordId: 'RM_2-2', sizeBytes: 3, onDevice: true, onServer: true, finishedAt: null },
    { recordId: 'RM_4-4', sizeBytes: null, onDevice: true, onServer: false, finishedAt: null },
  ]
  expect(reader.newestOfRoom('a', null)).toEqual([first, second, third])
  expect(reader.newestOfRoom('a', 2)).toEqual([first, second])
  expect(idsOf(reader.newestOfRoom('b', 10))).toEqual(['RM_1-1', 'RM_3-3', 'RM_5-5'])
  expect([reader.newestOfRoom('a', 0), reader.newestOfRoom('nobody', null)]).toEqual([[], []])
})

test('finished ones are those that are here, watched to the end, and not played since', () => {
  here('RM_0-0', 'RM_1-1', 'RM_2-2', 'RM_3-3')
  writer.vanished('RM_3-3')
  writer.setWatched(['RM_0-0', 'RM_3-3', 'RM_5-5'], true, 50)
  writer.savePosition('RM_1-1', 99, 100, 60)
  writer.savePosition('RM_2-2', 50, 100, 10)
  expect(reader.finishedOnDevice(51)).toEqual([
    { recordId: 'RM_0-0', sizeBytes: 1, onDevice: true, onServer: true, finishedAt: 50 },
    { recordId: 'RM_3-3', sizeBytes: 4, onDevice: true, onServer: false, finishedAt: 50 },
  ])
  expect(idsOf(reader.finishedOnDevice(61))).toEqual(['RM_0-0', 'RM_1-1', 'RM_3-3'])
  expect(reader.finishedOnDevice(50)).toEqual([])
  writer.savePosition('RM_0-0', 1, 100, 90)
  writer.file(recordKey('RM_1-1'), 'RM_1-1', false)
  expect(idsOf(reader.finishedOnDevice(61))).toEqual(['RM_3-3'])
})

test('when recordings were last played, of those that were, known or not', () => {
  writer.savePosition('RM_0-0', 1, 100, 90)
  writer.setWatched(['RM_1-1', 'RM_9-9'], true, 40)
  const asked = ['RM_9-9', 'RM_2-2', 'RM_0-0', 'RM_0-0', '"', '\0']
  expect([...reader.lastWatched(asked)]).toEqual([
    ['RM_9-9', 40],
    ['RM_0-0', 90],
  ])
  expect(reader.lastWatched([]).size).toBe(0)
})
