import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PackedRecording } from '../../../../src/main/library/facts.ts'
import { LibraryReader } from '../../../../src/main/library/library-reader.ts'
import { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import { usable } from '../../../../src/main/library/open-library.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import type { RecordingOrder } from '../../../../src/shared/recording.ts'
import { packed, recounted } from './sync-fixture.ts'

const NOON = 1_794_484_800

let folder: string
let db: Database.Database
let writer: LibraryWriter
let reader: LibraryReader
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roomreel-merge-'))
  db = usable(join(folder, 'library.db'))
  writer = new LibraryWriter(db)
  reader = new LibraryReader(db)
})
afterEach(async () => {
  expect(recounted(join(folder, 'library.db'))).toEqual([])
  db.close()
  await rm(folder, { recursive: true, force: true })
})

interface Asked {
  from?: number
  total?: number
  limit?: number
  order?: RecordingOrder
  roomIds?: string[]
  roomSid?: string | null
}

/** The server's answer to a question for a page. */
function answered(recordings: PackedRecording[], asked: Asked = {}): boolean {
  const { from = 0, total = recordings.length, limit = 20, order = 'newest', roomIds = [], roomSid = null } = asked
  const query = { roomIds, roomSid, order, from, limit }
  return writer.page(query, { recordings, total, from, limit, leftOut: 0 }, 1)
}

function ids(roomIds: string[] = []): string[] {
  const page = reader.page({ roomIds, roomSid: null, order: 'newest', from: 0, limit: 10_000 })
  return page.recordings.map(({ recordId }) => recordId)
}

/** A list of recordings named so, newest first, an hour apart. */
const list = (names: string, room = 'lab'): PackedRecording[] =>
  [...names].map((name) => packed(name, { roomId: room, createdAt: NOON - name.charCodeAt(0) * 3600 }))

test('recordings of one second stay in the order in which the server has them, whatever else comes in between', () => {
  const second = [...'abcdef'].map((name) => packed(name, { createdAt: NOON }))
  answered(second)
  expect(ids().join('')).toBe('abcdef')
  expect(answered(second)).toBe(false)
  const [a, b, ...others] = second
  if (a === undefined || b === undefined) throw new Error('a list of six')
  answered([a, packed('x', { createdAt: NOON }), packed('y', { createdAt: NOON }), b, ...others])
  expect(ids().join('')).toBe('axybcdef')
})

test('more recordings of one second than there is room for keep their order', () => {
  const second = Array.from({ length: 100 }, (_, at) => packed(`r${at}`, { createdAt: NOON }))
  answered([packed('newer', { createdAt: NOON + 1 }), ...second, packed('older', { createdAt: NOON - 1 })], {
    limit: 200,
  })
  expect(ids()).toEqual(['newer', ...second.map(({ recordId }) => recordId), 'older'])
})

test('clocks that are years off, and no times at all, change nothing about the order', () => {
  const times = [NOON, NOON + 3e8, null, NOON - 3e8, NOON - 60, null, NOON + 60]
  const odd = times.map((createdAt, at) => packed(`r${at}`, { createdAt }))
  answered(odd)
  expect(ids()).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6'])
  const untimed = [...'abc'].map((name) => packed(name, { createdAt: null }))
  answered([...untimed, ...odd])
  expect(ids().join(' ')).toBe('a b c r0 r1 r2 r3 r4 r5 r6')
})

test('a page that was met from the far end on is joined by the one before it', () => {
  const untimed = [...'abcdef'].map((name) => packed(name, { createdAt: null }))
  answered(untimed.slice(3), { from: 3, total: 6, limit: 3 })
  answered(untimed.slice(0, 4), { from: 0, total: 6, limit: 4 })
  expect(ids().join('')).toBe('abcdef')
})

test('the oldest first is the same list', () => {
  answered(list('efghi').toReversed(), { order: 'oldest', total: 9, limit: 5 })
  answered(list('abcde'), { total: 9, limit: 5 })
  expect(ids().join('')).toBe('abcdefghi')
})

test('one that has moved is moved, and not there twice', () => {
  const all = list('abcdef')
  answered(all)
  const [a, b, ...others] = all
  if (a === undefined || b === undefined) throw new Error('a list of six')
  expect(answered([b, ...others, a])).toBe(true)
  expect(ids().join('')).toBe('bcdefa')
})

test('what is between two neighbours, and the server does not have, goes; what is around them stays', () => {
  answered(list('abcdefgh'))
  answered(list('cf'), { from: 2, total: 9, limit: 2 })
  expect(ids().join('')).toBe('abcfgh')
})

test('above the first and below the last of a short page there is nothing', () => {
  answered(list('abcdefgh'))
  answered(list('cd'), { total: 2 })
  expect(ids().join('')).toBe('cd')
})

test('a full page says nothing about what is behind it', () => {
  answered(list('abcdefgh'))
  answered(list('bc'), { total: 7, limit: 2 })
  expect(ids().join('')).toBe('bcdefgh')
})

test('too many between two neighbours: the later one has moved, and the others wait until they are met', () => {
  const many = Array.from({ length: 900 }, (_, at) => packed(`r${at}`, { createdAt: NOON - at * 60 }))
  for (let from = 0; from < 900; from += 100) answered(many.slice(from, from + 100), { from, total: 900, limit: 100 })
  const [first, last] = [many[10], many[850]]
  if (first === undefined || last === undefined) throw new Error('a list of 900')
  answered([first, last], { from: 10, total: 900, limit: 2 })
  expect(ids()).toHaveLength(900)
  expect(ids().slice(9, 13)).toEqual(['r9', 'r10', 'r850', 'r11'])
})

test('a page of a room says nothing about other rooms', () => {
  const mixed = [...list('ac', 'lab'), ...list('bd', 'hall')]
  answered(mixed.toSorted((one, other) => one.recordId.localeCompare(other.recordId)))
  answered(list('c', 'lab'), { total: 1, roomIds: ['lab'] })
  expect(ids().join('')).toBe('bcd')
  expect(ids(['hall']).join('')).toBe('bd')
})

test('a page of a session says nothing about what is around it', () => {
  answered(list('abcd'))
  answered(list('bd'), { total: 2, roomSid: 'a session' })
  expect(ids().join('')).toBe('abcd')
})

test('what has gone stays, marked, while its file is here, and is no neighbour of anything', () => {
  answered(list('abcd'))
  writer.file(recordKey('b'), 'b', true)
  answered(list('acd'))
  expect(ids().join('')).toBe('abcd')
  expect(reader.counts()).toEqual({ known: 4, gone: 1 })
  answered(list('abcd'))
  expect(reader.counts()).toEqual({ known: 4, gone: 0 })
})

test('any pages of any list, in any order, end up as the list', () => {
  const time = fc.option(fc.integer({ min: NOON - 40, max: NOON }))
  const story = fc.record({
    times: fc.array(time, { minLength: 1, maxLength: 40 }),
    pages: fc.array(fc.record({ from: fc.nat(39), limit: fc.integer({ min: 1, max: 12 }) }), { maxLength: 12 }),
  })
  fc.assert(
    fc.property(story, ({ times, pages }) => {
      db.exec('DELETE FROM recordings; DELETE FROM details; DELETE FROM rooms; DELETE FROM unindexed')
      writer = new LibraryWriter(db)
      const all = times.map((createdAt, at) => packed(`r${at}`, { createdAt }))
      const total = all.length
      for (const { from, limit } of pages)
        if (from < total) answered(all.slice(from, from + limit), { from, limit, total })
      answered(all, { limit: 100 })
      expect(ids()).toEqual(all.map(({ recordId }) => recordId))
    }),
  )
})

test('another address of the same subtitles is known, and no news', () => {
  const withSubtitles = (at: string, label = 'Deutsch') => {
    const url = `https://files.example.org/a.vtt?expires=${at}`
    const subtitles = [{ language: 'de', label }]
    return packed('a', { createdAt: NOON, subtitles, subtitleSources: [{ language: 'de', label, url }] })
  }
  expect(answered([withSubtitles('1')])).toBe(true)
  expect(answered([withSubtitles('2')])).toBe(false)
  expect(reader.recording('a')?.subtitleSources[0]?.url).toBe('https://files.example.org/a.vtt?expires=2')
  expect(answered([withSubtitles('3', 'German')])).toBe(true)
  expect(reader.recording('a')?.subtitles).toEqual([{ language: 'de', label: 'German' }])
})
