import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { packPage, packRecording } from '../../../../src/main/library/facts.ts'
import { LibraryReader } from '../../../../src/main/library/library-reader.ts'
import { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import { migrate } from '../../../../src/main/library/schema.ts'
import { defineSessionHash } from '../../../../src/main/library/session-hash.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import type { ServerRecording } from '../../../../src/main/plugnmeet/client.ts'
import type { RecordingQuery } from '../../../../src/shared/recording.ts'
import {
  idsOf,
  libraryOf,
  lookThrough,
  NEWEST_AT,
  recording,
  recordings,
  serverPage,
  serverQuery,
  subtitles,
} from './database-fixture.ts'

const open: Database.Database[] = []
afterEach(() => {
  for (const db of open.splice(0)) db.close()
})

function known(all: ServerRecording[]) {
  const { db, writer } = libraryOf(all)
  open.push(db)
  return { db, writer, reader: new LibraryReader(db) }
}

const ROOMS = Array.from({ length: 45 }, (_, n) => `room-${n}`)
/** Rooms of very different sizes, one without recordings, in the order of a server whose clock is not to be trusted. */
const MANY = Array.from({ length: 400 }, (_, n) =>
  recording(`RM_${n % 90}-${n}`, {
    roomId: ROOMS[Math.floor((n * n) / 7) % (n % 3 === 0 ? 44 : 6)] ?? '',
    createdAt: n % 29 === 0 ? null : NEWEST_AT - Math.floor(n / 4) * 60 + (n % 31 === 0 ? 86_400 : 0),
  }),
)
const expected = (all: readonly ServerRecording[], { roomIds, order, from, limit }: RecordingQuery) => {
  const match = all.filter(({ roomId }) => roomIds.length === 0 || roomIds.includes(roomId))
  const ordered = order === 'newest' ? match : match.toReversed()
  return { ids: idsOf(ordered.slice(from, from + limit)), total: match.length }
}

describe('a page', () => {
  const questions = fc.record({
    roomIds: fc
      .constantFrom(0, 1, 5, 8, 9, 40)
      .chain((count) => fc.shuffledSubarray(ROOMS, { minLength: count, maxLength: count })),
    roomSid: fc.constant(null),
    order: fc.constantFrom('newest', 'oldest'),
    from: fc.oneof(fc.nat(420), fc.constantFrom(0, 1, 399, 400)),
    limit: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constantFrom(1, 100)),
  }) satisfies fc.Arbitrary<RecordingQuery>

  test('is what the server’s list has there, for any rooms, from both ends', () => {
    const { reader } = known(MANY)
    fc.assert(
      fc.property(questions, (question) => {
        const { recordings: found, total } = reader.page(question)
        expect({ ids: idsOf(found), total }).toEqual(expected(MANY, question))
      }),
      { numRuns: 600 },
    )
  })

  test.each([
    ['newest', 1],
    ['oldest', 8],
    ['newest', 8],
    ['oldest', 9],
    ['newest', 40],
  ] as const)('at all borders, %s first, %i rooms', (order, count) => {
    const { reader } = known(MANY)
    const roomIds = ROOMS.slice(0, count)
    const { total } = expected(MANY, serverQuery({ roomIds }))
    for (const limit of [1, 7, total - 1, total, total + 1])
      for (const from of [0, 1, Math.floor((total - limit) / 2), total - limit, total - 1, total, total + 5]) {
        const question = serverQuery({ roomIds, order, from: Math.max(0, from), limit: Math.max(1, limit) })
        expect(idsOf(reader.page(question).recordings)).toEqual(expected(MANY, question).ids)
      }
  })

  test('has each recording once when a room is asked for twice', () => {
    const { reader } = known(MANY)
    const question = serverQuery({ roomIds: ['room-1', 'room-2', 'room-1'], limit: 100 })
    const { recordings: found, total } = reader.page(question)
    expect({ ids: idsOf(found), total }).toEqual(expected(MANY, question))
  })

  test('of rooms that nobody knows is empty', () => {
    const { reader } = known(MANY)
    const page = reader.page(serverQuery({ roomIds: ['nobody', 'room-44', 'a"b', '\0', '\ud800'] }))
    expect(page).toEqual({ recordings: [], total: 0, last: null })
  })

  test('of one session has its recordings only, from both ends', () => {
    const others = ['RM_1-9', 'RM_12-3', 'RM_1.5-1', 'RM_1', 'XRM_1-2'].map((id) => recording(id))
    const session = ['RM_1-4', 'RM_1-3', 'RM_1-2'].map((id) => recording(id))
    const { reader } = known([...others.slice(1), ...session, ...others.slice(0, 1)])
    const page = (change: Partial<RecordingQuery>) =>
      reader.page(serverQuery({ roomSid: 'RM_1', roomIds: ['elsewhere'], ...change }))
    expect([idsOf(page({}).recordings), page({}).total]).toEqual([['RM_1-4', 'RM_1-3', 'RM_1-2', 'RM_1-9'], 4])
    expect(idsOf(page({ order: 'oldest', from: 1, limit: 2 }).recordings)).toEqual(['RM_1-2', 'RM_1-3'])
    expect(page({ roomSid: "RM_1' OR 1" }).total).toBe(0)
  })

  test('shows what is known on this device of each', () => {
    const { reader, writer } = known(recordings(4))
    writer.savePosition('RM_1-1', 40, 100, 5)
    writer.setWatched(['RM_2-2'], true, 5)
    writer.file(recordKey('RM_3-3'), 'RM_3-3', true)
    writer.vanished('RM_3-3')
    writer.renameRoom('physics', 'Matter')
    expect(reader.page(serverQuery()).recordings).toMatchObject([
      { watched: null, onDevice: false, onServer: true, roomTitle: 'Matter' },
      { watched: { seconds: 40, durationSeconds: 100, finished: false } },
      { watched: { seconds: 0, durationSeconds: null, finished: true } },
      { onDevice: true, onServer: false },
    ])
    expect(reader.page(serverQuery()).recordings[0]).not.toHaveProperty('subtitleSources')
  })
})

test('an answer is remembered as it came, without what has gone since', () => {
  const all = recordings(5)
  const { reader, writer } = known([])
  writer.remember({ complete: false })
  const question = serverQuery({ roomIds: ['b', 'physics'], from: 40, limit: 5 })
  expect(reader.remembered(question)).toBeNull()
  writer.page(question, packPage(serverPage(all.toReversed(), { from: 40, total: 77, leftOut: 2 })), 6000)
  const remembered = reader.remembered({ ...question, roomIds: ['physics', 'b'] })
  expect(remembered).toMatchObject({ total: 77, leftOut: 2, at: 6000 })
  expect(idsOf(remembered?.recordings ?? [])).toEqual(idsOf(all.toReversed()))
  writer.vanished('RM_2-2')
  expect(idsOf(reader.remembered(question)?.recordings ?? [])).toEqual(['RM_4-4', 'RM_3-3', 'RM_1-1', 'RM_0-0'])
  for (const other of [{ from: 20 }, { limit: 6 }, { order: 'oldest' }, { roomIds: ['b'] }, { roomSid: 'b' }] as const)
    expect(reader.remembered({ ...question, ...other, roomIds: [...(other.roomIds ?? question.roomIds)] })).toBeNull()
})

test('a recording is known with the addresses of its subtitles', () => {
  const one = recording('RM_ü"\0-1', { ...subtitles('de'), extraData: { a: '"', ü: '\0' }, title: '\ud83d\ude00' })
  const { reader, writer } = known([one])
  expect(reader.recording(one.recordId)).toEqual(one)
  expect(reader.recording('nobody')).toBeNull()
  writer.recording(packRecording({ ...one, title: 'Another' }))
  expect(reader.recording(one.recordId)?.title).toBe('Another')
})

test('earlier recordings of a room are the next older ones of it', () => {
  const { reader } = known(recordings(12, ['a', 'b']))
  expect(idsOf(reader.earlierInRoom('RM_4-4', 3))).toEqual(['RM_6-6', 'RM_8-8', 'RM_10-10'])
  expect(idsOf(reader.earlierInRoom('RM_9-9', 3))).toEqual(['RM_11-11'])
  expect([reader.earlierInRoom('RM_11-11', 3), reader.earlierInRoom('nobody', 3)]).toEqual([[], []])
})

test('a place of the server’s list leaves out what is not on the server', () => {
  const { reader, writer } = known(recordings(5))
  for (const id of ['RM_0-0', 'RM_2-2']) {
    writer.file(recordKey(id), id, true)
    writer.vanished(id)
  }
  expect([0, 1, 2, 3].map((index) => reader.liveAt(index)?.recordId ?? null)).toEqual([
    'RM_1-1',
    'RM_3-3',
    'RM_4-4',
    null,
  ])
  expect(reader.counts()).toEqual({ known: 5, gone: 2 })
  expect(reader.onDevice()).toEqual([
    { recordId: 'RM_0-0', gone: true },
    { recordId: 'RM_2-2', gone: true },
  ])
})

describe('rooms', () => {
  const inRooms = (...rooms: string[]): ServerRecording[] => recordings(rooms.length, rooms)

  test('pinned ones come first, then by name, whatever its accents and letter case', () => {
    const { reader, writer } = known(inRooms('zoo', 'Éclair', 'apple', 'eclipse', 'apple'))
    writer.pinRoom('zoo', true)
    writer.renameRoom('apple', 'Fruit')
    expect(reader.rooms()).toEqual({
      rooms: [
        { roomId: 'zoo', title: null, name: null, pinned: true, count: 1, lastAt: NEWEST_AT },
        { roomId: 'Éclair', title: null, name: null, pinned: false, count: 1, lastAt: NEWEST_AT - 60 },
        { roomId: 'eclipse', title: null, name: null, pinned: false, count: 1, lastAt: NEWEST_AT - 180 },
        { roomId: 'apple', title: null, name: 'Fruit', pinned: false, count: 2, lastAt: NEWEST_AT - 120 },
      ],
      total: 5,
      complete: true,
    })
    writer.pinRoom('zoo', false)
    writer.renameRoom('apple', null)
    expect(reader.rooms().rooms.map(({ roomId }) => roomId)).toEqual(['apple', 'Éclair', 'eclipse', 'zoo'])
  })

  test('have no counts until everything is known', () => {
    const { reader, writer } = known([])
    writer.remember({ complete: false })
    writer.page(serverQuery(), packPage(serverPage(inRooms('a', 'b'), { total: 40, limit: 2 })), 1)
    writer.remember({ serverTotal: 40 })
    expect(reader.rooms()).toMatchObject({ rooms: [{ count: null }, { count: null }], total: 40, complete: false })
  })

  test('that have lost their recordings go, unless they are the user’s', () => {
    const { reader, writer } = known(inRooms('a', 'b', 'c'))
    writer.pinRoom('b', true)
    writer.renameRoom('c', 'Mine')
    lookThrough(writer, [])
    expect(reader.rooms().rooms.map(({ roomId, count }) => [roomId, count])).toEqual([
      ['b', 0],
      ['c', 0],
    ])
  })
})

test('languages are counted, the most frequent first', () => {
  const all = recordings(4).map((one, n) => ({ ...one, ...subtitles(...['DE', 'en', 'pt BR'].slice(0, n)) }))
  const { reader, writer } = known(all)
  expect(reader.languages()).toEqual(['de', 'en', 'pt_br'])
  lookThrough(writer, all.slice(0, 2))
  expect(reader.languages()).toEqual(['de'])
})

describe.each(['as it is', 'after SQLite has counted its tables'])('the way to an answer, %s', (state) => {
  /** What SQLite says of each statement that this work runs. */
  function plansOf(work: (reader: LibraryReader) => unknown): string[] {
    const said: string[] = []
    const db = new Database(':memory:', { verbose: (sql) => void said.push(String(sql)) })
    open.push(db)
    defineSessionHash(db)
    migrate(db)
    lookThrough(new LibraryWriter(db), MANY)
    if (state !== 'as it is') db.exec('ANALYZE')
    const reader = new LibraryReader(db)
    said.length = 0
    work(reader)
    const plan = (sql: string): string =>
      db
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail)
        .join('\n')
    return [...said].map(plan)
  }
  test.each([0, 1, 2, 5, 8])('to a page of %i rooms is along an index, from both ends', (count) => {
    for (const order of ['newest', 'oldest'] as const)
      for (const from of [0, 20, 30]) {
        const question = serverQuery({ roomIds: ROOMS.slice(0, count), order, from, limit: 5 })
        const plans = plansOf((reader) => expect(reader.page(question).recordings.length).toBeGreaterThan(0))
        expect(plans).toHaveLength(2)
        expect(plans.join('\n')).not.toMatch(/TEMP B-TREE|SCAN (d|details|r)\b/)
      }
  })

  test('to a page of more rooms sorts, and looks at no details but its own', () => {
    const plans = plansOf((reader) => reader.page(serverQuery({ roomIds: ROOMS.slice(0, 9) }))).join('\n')
    expect(plans).toMatch(/TEMP B-TREE/)
    expect(plans).not.toMatch(/SCAN (d|details|r|recordings)\b/)
  })

  test('to anything else looks through no details', () => {
    const plans = plansOf((reader) => {
      reader.page(serverQuery({ roomSid: 'RM_1' }))
      reader.recording('RM_1-1')
      reader.recordings(['RM_1-1', 'RM_2-2'])
      reader.remembered(serverQuery())
      reader.earlierInRoom('RM_1-1', 3)
      reader.liveAt(7)
      reader.onDevice()
      reader.newestOfRoom('room-1', 3)
      reader.newestOfRoom('room-1', null)
      reader.finishedOnDevice(5)
      reader.lastWatched(['RM_1-1', 'RM_2-2'])
      reader.counts()
      reader.rooms()
      reader.languages()
    })
    expect(plans.length).toBeGreaterThan(13)
    expect(plans.join('\n')).not.toMatch(/SCAN (d|details|r|w|positions)\b/)
  })
})
