import type Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { sortKey } from '../../../../src/main/library/facts.ts'
import { LibrarySearch } from '../../../../src/main/library/library-search.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import type { ServerRecording } from '../../../../src/main/plugnmeet/client.ts'
import { type LibraryQuery, NO_FILTERS, type RecordingFilters } from '../../../../src/shared/recording.ts'
import {
  idsOf,
  indexAll,
  libraryOf,
  NEWEST_AT,
  recording,
  recordings,
  searchable,
  searchQuery,
  subtitles,
} from './database-fixture.ts'

const open: Database.Database[] = []
afterEach(() => {
  for (const db of open.splice(0)) db.close()
})

const known = (all: ServerRecording[]) => searchable(all, open)

describe('against a plain look through the same recordings', () => {
  const ROOMS = ['maths', 'Physics', 'éclairs', 'zoo', 'nobody']
  const WORDS = ['Optics', 'algebra', 'Étude', 'forces', '日本']
  const LANGUAGES = [[], ['de'], ['EN', 'de'], ['pt BR']]
  const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T
  const ALL = Array.from({ length: 260 }, (_, n) =>
    recording(`RM_${n % 40}-${n}`, {
      roomId: pick(ROOMS.slice(0, 4), n * n + (n % 3)),
      roomTitle: n % 5 === 0 ? 'Evening class' : null,
      title: n % 7 === 0 ? null : `${pick(WORDS, n)} ${pick(WORDS, n * 3 + 1)} ${n % 50}`,
      description: n % 4 === 0 ? `about ${pick(WORDS, n + 2)}` : null,
      sizeBytes: n % 9 === 0 ? null : (n % 20) * 1_000_000,
      createdAt: n % 23 === 0 ? null : NEWEST_AT - n * 3600,
      startedAt: n % 3 === 0 ? NEWEST_AT - n * 3600 - 1800 : null,
      extraData: { course: `7${pick(['a', 'b', 'c'], n)}`, 'meeting-title': 'hidden' },
      ...subtitles(...pick(LANGUAGES, n)),
    }),
  )
  const onDevice = new Set(idsOf(ALL.filter((_, n) => n % 6 === 1)))
  const watched = new Map(
    ALL.flatMap(({ recordId }, n) => (n % 8 < 2 ? [[recordId, n % 8 === 0 ? 'started' : 'finished']] : [])),
  )
  const { db, writer } = libraryOf(ALL)
  afterAll(() => db.close())
  for (const id of onDevice) writer.file(recordKey(id), id, true)
  for (const [id, state] of watched)
    if (state === 'started') writer.savePosition(id, 5, 100, 1)
    else writer.setWatched([id], true, 1)
  writer.renameRoom('zoo', 'Animals of Africa')
  indexAll(writer)
  const search = new LibrarySearch(db)

  const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const roomTitles = new Map<string, string>(
    ROOMS.flatMap((room) => {
      const titled = ALL.find(({ roomId, roomTitle }) => roomId === room && roomTitle !== null)
      return titled === undefined ? [] : [[room, titled.roomTitle ?? '']]
    }),
  )
  const nameOf = (room: string): string => (room === 'zoo' ? 'Animals of Africa' : (roomTitles.get(room) ?? room))
  const wordsOf = ({ title, description, roomId, roomTitle, extraData }: ServerRecording): string[] => {
    const room = [roomId, roomId === 'zoo' ? nameOf(roomId) : '', roomTitle ?? roomTitles.get(roomId)]
    const text = plain([title, description, ...room, extraData.course].join(' '))
    return text.replaceAll('日本', ' 日 本 ').split(/[^\p{L}\p{N}]+/u)
  }
  const words = new Map(ALL.map((one) => [one.recordId, wordsOf(one)]))
  const timeOf = ({ startedAt, createdAt }: ServerRecording): number | null => startedAt ?? createdAt

  function passes(one: ServerRecording, { roomIds, roomSid, filters }: LibraryQuery): boolean {
    const { text, since, until, minBytes } = filters
    const time = timeOf(one)
    const size = one.sizeBytes
    const languages = one.subtitles.map(({ language }) => language.toLowerCase())
    const isTyped = plain(text)
      .replaceAll('日本', '日 本')
      .split(' ')
      .every((word) => words.get(one.recordId)?.some((other) => other.startsWith(word)))
    return [
      roomSid !== null ? one.roomSid === roomSid : roomIds.length === 0 || roomIds.includes(one.roomId),
      isTyped,
      since === null || (time !== null && time >= since),
      until === null || (time !== null && time < until),
      minBytes === null || (size !== null && size >= minBytes),
      filters.subtitles === null ||
        (filters.subtitles === 'any' ? languages.length > 0 : languages.includes(filters.subtitles)),
      !filters.onDevice || onDevice.has(one.recordId),
      filters.watched === null || (watched.get(one.recordId) ?? 'new') === filters.watched,
    ].every(Boolean)
  }
  const compare = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)
  const titleOf = ({ title, roomTitle, roomId }: ServerRecording): string => sortKey(title ?? roomTitle ?? roomId)
  const ORDERS: Record<string, (a: ServerRecording, b: ServerRecording) => number> = {
    title: (a, b) => compare(titleOf(a), titleOf(b)),
    largest: (a, b) => compare(b.sizeBytes ?? -1, a.sizeBytes ?? -1),
    room: (a, b) => compare(sortKey(nameOf(a.roomId)), sortKey(nameOf(b.roomId))) || byRoomId(a, b),
  }
  const roomOrder = db.prepare<[], string>('SELECT room_id FROM rooms ORDER BY id').pluck().all()
  const byRoomId = (a: ServerRecording, b: ServerRecording): number =>
    roomOrder.indexOf(a.roomId) - roomOrder.indexOf(b.roomId)
  function expected(query: LibraryQuery): string[] {
    const passing = ALL.filter((one) => passes(one, query))
    if (query.sort === 'oldest') return idsOf(passing.reverse())
    return idsOf(passing.sort(ORDERS[query.sort] ?? (() => 0)))
  }

  const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 2 })
  const filters: fc.Arbitrary<RecordingFilters> = fc.record({
    text: fc.constantFrom(
      '',
      '',
      '',
      'opt',
      'Etude',
      'étu alg',
      '7b',
      'about for',
      'afri',
      'even',
      '本',
      'ecl',
      'hidden',
    ),
    since: orNull(fc.nat(250).map((hours) => NEWEST_AT - hours * 3600)),
    until: orNull(fc.nat(250).map((hours) => NEWEST_AT - hours * 3600)),
    minBytes: orNull(fc.nat(19).map((size) => size * 1_000_000)),
    subtitles: orNull(fc.constantFrom('any', 'de', 'en', 'fr', 'e', '')),
    onDevice: fc.boolean(),
    watched: orNull(fc.constantFrom('new', 'started', 'finished')),
  })
  const queries: fc.Arbitrary<LibraryQuery> = fc.record({
    roomIds: fc.oneof(fc.constant<string[]>([]), fc.subarray(ROOMS)),
    roomSid: fc.oneof(
      { arbitrary: fc.constant(null), weight: 5 },
      { arbitrary: fc.constantFrom('RM_3', 'RM_12', 'RM_99'), weight: 1 },
    ),
    sort: fc.constantFrom('newest', 'oldest', 'title', 'largest', 'room', 'match'),
    filters: fc
      .tuple(filters, fc.subarray(Object.keys(NO_FILTERS) as (keyof RecordingFilters)[]))
      .map(([all, used]) => ({ ...NO_FILTERS, ...Object.fromEntries(used.map((name) => [name, all[name]])) })),
    from: fc.constant(0),
    limit: fc.constantFrom(7, 20, 100),
  })

  test('filters, searches, rooms and sessions come to the same, page after page', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const want = expected(query)
        const got: string[] = []
        for (let from = 0; from <= want.length; from += query.limit) {
          const { recordings: page, total, more, sort } = search.search({ ...query, from })
          expect([total, more]).toEqual([want.length, false])
          expect(sort).toBe(query.sort === 'match' && query.filters.text === '' ? 'newest' : query.sort)
          got.push(...idsOf(page))
        }
        if (query.sort === 'match' && query.filters.text !== '') expect(got.toSorted()).toEqual(want.toSorted())
        else expect(got).toEqual(want)
      }),
      { numRuns: 300 },
    )
  })

  test.each(
    Object.entries({
      since: NEWEST_AT - 200_000,
      until: NEWEST_AT - 200_000,
      minBytes: 9_000_000,
      subtitles: 'de',
      onDevice: true,
      watched: 'started',
      text: 'optics',
    }),
  )('%s alone limits the list', (name, value) => {
    const query = searchQuery('', { sort: 'newest', limit: 100 })
    const limited = { ...query, filters: { ...query.filters, [name]: value } }
    const { recordings: page, total } = search.search(limited)
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThan(ALL.length)
    expect(idsOf(page)).toEqual(expected(limited).slice(0, 100))
  })
})

describe('the best match', () => {
  test('is in the title, then in the room’s name, then in the description, then in the rest', () => {
    const four: Partial<ServerRecording>[] = [
      { extraData: { a: 'optics' } },
      { description: 'optics' },
      { roomTitle: 'optics' },
      { title: 'optics' },
    ]
    const all = four.map((change, n) => recording(`r-${n}`, { title: 'x', roomId: `q${n}`, ...change }))
    expect(known([...all, ...recordings(40)]).found('optics')).toEqual(['r-3', 'r-2', 'r-1', 'r-0'])
  })

  test('among equals is the newest', () => {
    const all = recordings(60).map((one) => ({ ...one, title: 'Optics', description: null }))
    expect(known(all).found('optics', { limit: 100 })).toEqual(idsOf(all))
  })

  test('of too many is the newest, and says so; more than can be counted are said to be more', () => {
    const all = recordings(10_002).map((one, n) => {
      const words = ['every', n < 10_001 ? 'exact' : '', n % 2 === 0 ? 'half' : '', n < 5000 ? 'ranked' : '']
      return { ...one, title: n === 4001 ? 'ranked' : words.join(' ') }
    })
    const { search } = known(all)
    const said = (text: string, change: Partial<LibraryQuery> = {}) => {
      const { recordings: page, ...rest } = search.search(searchQuery(text, { limit: 2, ...change }))
      return { ...rest, ids: idsOf(page) }
    }
    const first = ['RM_0-0', 'RM_1-1']
    expect(said('every')).toEqual({ total: 10_000, more: true, sort: 'newest', ids: first })
    expect(said('exact')).toEqual({ total: 10_000, more: false, sort: 'newest', ids: first })
    expect(said('half')).toMatchObject({ total: 5001, more: false, sort: 'newest' })
    expect(said('ranked')).toMatchObject({ total: 5000, more: false, sort: 'match' })
    expect(said('ranked').ids[0]).toBe('RM_4001-4001')
    expect(said('every', { sort: 'oldest' })).toMatchObject({ more: true, ids: ['RM_10001-10001', 'RM_10000-10000'] })
    expect(said('', { sort: 'title' })).toMatchObject({ total: 10_002, more: false })
  })
})
