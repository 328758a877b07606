import type Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packRecording } from '../../../../src/main/library/facts.ts'
import { LibraryReader } from '../../../../src/main/library/library-reader.ts'
import { LibrarySearch } from '../../../../src/main/library/library-search.ts'
import { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import type { FileFacts } from '../../../../src/shared/media.ts'
import { libraryOf, lookThrough, recording, recordings, searchQuery, serverQuery } from './database-fixture.ts'

const FACTS: FileFacts = {
  durationSeconds: 3600.25,
  width: 1280,
  height: 720,
  videoCodec: 'avc1.64001f',
  audioCodec: 'mp4a.40.2',
}
const SILENT: FileFacts = { durationSeconds: null, width: null, height: null, videoCodec: null, audioCodec: null }

let db: Database.Database
let writer: LibraryWriter
beforeEach(() => {
  const made = libraryOf(recordings(3))
  db = made.db
  writer = made.writer
})
afterEach(() => db.close())

const shown = (recordId = 'RM_1-1') => {
  const [one] = new LibraryReader(db).recordings([recordId])
  return one === undefined ? null : { file: one.file, posterAt: one.posterAt }
}

test('nobody knows anything of a file that nobody has looked into', () => {
  expect(shown()).toEqual({ file: null, posterAt: null })
})

test('what a file says shows wherever its recording does, and only there', () => {
  writer.fileFacts('RM_1-1', FACTS)
  writer.poster('RM_1-1', 7000)
  const reader = new LibraryReader(db)
  const pages = [
    reader.page(serverQuery()),
    reader.page(serverQuery({ roomIds: ['physics'] })),
    new LibrarySearch(db).search(searchQuery('title')),
  ]
  for (const { recordings: found } of pages) {
    const [first, second, third] = found.toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1))
    expect(second).toMatchObject({ recordId: 'RM_1-1', file: FACTS, posterAt: 7000 })
    for (const other of [first, third]) expect(other).toMatchObject({ file: null, posterAt: null })
  }
  expect(reader.earlierInRoom('RM_0-0', 1)).toMatchObject([{ file: FACTS, posterAt: 7000 }])
})

test('each part may come alone, and leaves the other as it is', () => {
  writer.poster('RM_1-1', 7000)
  expect(shown()).toEqual({ file: null, posterAt: 7000 })
  writer.fileFacts('RM_1-1', FACTS)
  expect(shown()).toEqual({ file: FACTS, posterAt: 7000 })
  writer.poster('RM_1-1', null)
  expect(shown()).toEqual({ file: FACTS, posterAt: null })
  const sound: FileFacts = { ...SILENT, durationSeconds: 60, audioCodec: 'opus' }
  writer.fileFacts('RM_1-1', sound)
  expect(shown()).toEqual({ file: sound, posterAt: null })
})

test.each<[keyof FileFacts, FileFacts[keyof FileFacts]]>([
  ['durationSeconds', 1.5],
  ['width', 640],
  ['videoCodec', 'vp8'],
  ['audioCodec', 'opus'],
])('a file of which only %s is known is known', (name, value) => {
  writer.fileFacts('RM_1-1', { ...SILENT, [name]: value })
  expect(shown()?.file).toEqual({ ...SILENT, [name]: value })
})

test('a file that says nothing is none that is known', () => {
  writer.fileFacts('RM_1-1', SILENT)
  expect(shown()?.file).toBeNull()
})

test('whether it is news is answered', () => {
  expect([writer.fileFacts('RM_1-1', FACTS), writer.fileFacts('RM_1-1', { ...FACTS })]).toEqual([true, false])
  expect(writer.fileFacts('RM_1-1', { ...FACTS, height: null })).toBe(true)
  expect(writer.fileFacts('RM_1-1', { ...FACTS, height: null })).toBe(false)
  expect([writer.poster('RM_1-1', null), writer.poster('RM_1-1', 5), writer.poster('RM_1-1', 5)]).toEqual([
    false,
    true,
    false,
  ])
  expect([writer.poster('RM_1-1', 6), writer.poster('RM_1-1', null), writer.poster('RM_1-1', null)]).toEqual([
    true,
    true,
    false,
  ])
  expect(writer.poster('RM_2-2', null)).toBe(false)
})

test('it waits for its recording, and outlives it', () => {
  writer.fileFacts('RM_9-9', FACTS)
  writer.poster('RM_8-8', 8000)
  writer.recording(packRecording(recording('RM_9-9')))
  new LibraryWriter(db).recording(packRecording(recording('RM_8-8')))
  expect([shown('RM_9-9'), shown('RM_8-8')]).toEqual([
    { file: FACTS, posterAt: null },
    { file: null, posterAt: 8000 },
  ])
  lookThrough(writer, recordings(3))
  expect(shown('RM_9-9')).toBeNull()
  lookThrough(writer, [recording('RM_9-9'), ...recordings(3)])
  expect(shown('RM_9-9')).toEqual({ file: FACTS, posterAt: null })
})

test('it stays with a recording that moves or changes', () => {
  writer.fileFacts('RM_1-1', FACTS)
  lookThrough(writer, recordings(3).toReversed())
  expect(shown()).toEqual({ file: FACTS, posterAt: null })
  lookThrough(
    writer,
    recordings(3).map((one) => ({ ...one, title: 'Another' })),
  )
  expect(shown()).toEqual({ file: FACTS, posterAt: null })
})

test('the length of what was watched is the player’s, else the file’s', () => {
  const watched = () => new LibraryReader(db).recordings(['RM_1-1']).map((one) => one.watched)
  writer.fileFacts('RM_1-1', FACTS)
  expect(watched()).toEqual([null])
  writer.savePosition('RM_1-1', 60, null, 1)
  expect(watched()).toEqual([{ seconds: 60, durationSeconds: 3600.25, finished: false }])
  writer.savePosition('RM_1-1', 60, 3599, 2)
  expect(watched()).toEqual([{ seconds: 60, durationSeconds: 3599, finished: false }])
})
