import type Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packRecording } from '../../../../src/main/library/facts.ts'
import { LibraryReader } from '../../../../src/main/library/library-reader.ts'
import { LibrarySearch } from '../../../../src/main/library/library-search.ts'
import type { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import type { RecordingFilters } from '../../../../src/shared/recording.ts'
import { idsOf, libraryOf, lookThrough, recording, recordings, searchQuery, serverQuery } from './database-fixture.ts'

let db: Database.Database
let writer: LibraryWriter
beforeEach(() => {
  const made = libraryOf(recordings(3))
  db = made.db
  writer = made.writer
})
afterEach(() => db.close())

const watched = (recordId = 'RM_1-1') =>
  new LibraryReader(db).recordings([recordId]).map((one) => one.watched)[0] ?? null
const filtered = (state: RecordingFilters['watched']): string[] => {
  const query = searchQuery('', { sort: 'newest' })
  const filters = { ...query.filters, watched: state }
  return idsOf(new LibrarySearch(db).search({ ...query, filters }).recordings)
}
const all = () => ({ new: filtered('new'), started: filtered('started'), finished: filtered('finished') })

test('never begun, started, and watched from 95 % on', () => {
  expect(watched()).toBeNull()
  expect(all()).toEqual({ new: ['RM_0-0', 'RM_1-1', 'RM_2-2'], started: [], finished: [] })
  writer.savePosition('RM_1-1', 94.9, 100, 1)
  expect(watched()).toEqual({ seconds: 94.9, durationSeconds: 100, finished: false })
  expect(all()).toEqual({ new: ['RM_0-0', 'RM_2-2'], started: ['RM_1-1'], finished: [] })
  writer.savePosition('RM_1-1', 95, 100, 2)
  expect(watched()).toEqual({ seconds: 95, durationSeconds: 100, finished: true })
  expect(all()).toEqual({ new: ['RM_0-0', 'RM_2-2'], started: [], finished: ['RM_1-1'] })
})

test('who looks into it again has still seen it, and its length stays known', () => {
  writer.savePosition('RM_1-1', 99, 100, 1)
  writer.savePosition('RM_1-1', 3, null, 2)
  expect(watched()).toEqual({ seconds: 3, durationSeconds: 100, finished: true })
  expect(filtered('finished')).toEqual(['RM_1-1'])
})

test.each([null, 0])('without a length (%j) nothing is the end', (duration) => {
  writer.savePosition('RM_1-1', 5000, duration, 1)
  expect(watched()).toEqual({ seconds: 5000, durationSeconds: duration, finished: false })
})

test('marked by hand as watched, and as never begun', () => {
  writer.savePosition('RM_0-0', 10, 100, 1)
  writer.setWatched(['RM_0-0', 'RM_2-2'], true, 2)
  expect(all()).toEqual({ new: ['RM_1-1'], started: [], finished: ['RM_0-0', 'RM_2-2'] })
  expect(watched('RM_0-0')).toEqual({ seconds: 10, durationSeconds: 100, finished: true })
  writer.setWatched(['RM_0-0', 'RM_1-1'], false, 3)
  expect(all()).toEqual({ new: ['RM_0-0', 'RM_1-1'], started: [], finished: ['RM_2-2'] })
  expect(watched('RM_0-0')).toBeNull()
})

test('a position waits for its recording, and outlives it', () => {
  writer.savePosition('RM_9-9', 10, 100, 1)
  writer.setWatched(['RM_8-8'], true, 1)
  writer.recording(packRecording(recording('RM_9-9')))
  writer.recording(packRecording(recording('RM_8-8')))
  expect([filtered('started'), filtered('finished')]).toEqual([['RM_9-9'], ['RM_8-8']])
  lookThrough(writer, recordings(3))
  expect(watched('RM_9-9')).toBeNull()
  lookThrough(writer, [recording('RM_9-9'), ...recordings(3)])
  expect(watched('RM_9-9')).toEqual({ seconds: 10, durationSeconds: 100, finished: false })
})

test('a position stays with a recording that moves or changes', () => {
  writer.savePosition('RM_1-1', 10, 100, 1)
  lookThrough(writer, recordings(3).toReversed())
  expect(filtered('started')).toEqual(['RM_1-1'])
  lookThrough(
    writer,
    recordings(3).map((one) => ({ ...one, title: 'Another' })),
  )
  expect(filtered('started')).toEqual(['RM_1-1'])
  const { recordings: page } = new LibraryReader(db).page(serverQuery())
  expect(page.map((one) => one.watched?.seconds ?? null)).toEqual([null, 10, null])
})
