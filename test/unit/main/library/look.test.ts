import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PackedPage } from '../../../../src/main/library/facts.ts'
import { LibraryReader } from '../../../../src/main/library/library-reader.ts'
import { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import type { Looked } from '../../../../src/main/library/look.ts'
import { usable } from '../../../../src/main/library/open-library.ts'
import type { Crawl } from '../../../../src/main/library/state-table.ts'
import { packed, recounted } from './sync-fixture.ts'

const TOP: Crawl = { place: null, offset: 0 }

let folder: string
let db: Database.Database
let writer: LibraryWriter
let reader: LibraryReader
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roomreel-look-'))
  db = usable(join(folder, 'library.db'))
  writer = new LibraryWriter(db)
  reader = new LibraryReader(db)
})
afterEach(async () => {
  expect(recounted(join(folder, 'library.db'))).toEqual([])
  db.close()
  await rm(folder, { recursive: true, force: true })
})

/** A page of four out of a list that is named by letters, newest first. */
function page(list: string, from: number, total = list.length): PackedPage {
  const recordings = [...list.slice(from, from + 4)].map((name) =>
    packed(name, { createdAt: 1_794_484_800 - name.charCodeAt(0) * 60 }),
  )
  return { recordings, total, from, limit: 4, leftOut: 0 }
}

const crawled = (from: Crawl, pages: PackedPage[], isSure = false): Looked =>
  writer.look({ from, pages, isCrawl: true, isSure, at: 7 })

function ids(): string {
  const found = reader.page({ roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 100 })
  return found.recordings.map(({ recordId }) => recordId).join('')
}

test('pages that overlap are one list, up to its end', () => {
  const list = 'abcdefghij'
  const { outcome } = crawled(TOP, [page(list, 0), page(list, 3), page(list, 6), page(list, 9)])
  expect(outcome).toBe('end')
  expect(ids()).toBe(list)
  expect(reader.state()).toMatchObject({ complete: true, crawl: null, crawledAt: 7, serverTotal: 10 })
})

test('a page that does not follow on what was met is a gap, and nothing of it is taken', () => {
  const { outcome, at } = crawled(TOP, [page('abcdefghij', 0), page('bcdefghij', 3)])
  expect(outcome).toBe('gap')
  expect(ids()).toBe('abcd')
  expect(reader.state().crawl).toEqual(at)
})

test('an empty page behind what was met is a gap, not the end: the list has become shorter', () => {
  const first = crawled(TOP, [page('abcdefghij', 0), page('abcdefghij', 3)])
  const { outcome } = crawled(first.at, [page('ghij', 6)], true)
  expect(outcome).toBe('gap')
  expect(reader.state().complete).toBe(false)
  const again = crawled(TOP, [page('ghij', 0), page('ghij', 3)])
  expect(again.outcome).toBe('end')
  expect(ids()).toBe('ghij')
})

test('recordings that came meanwhile are met again, not twice', () => {
  const { outcome } = crawled(TOP, [page('defghij', 0), page('cdefghij', 3), page('bcdefghij', 6)])
  expect(outcome).toBe('end')
  expect(ids()).toBe('defghij')
})

test('a total that says more than the list shows is asked about once, and then not believed', () => {
  const first = crawled(TOP, [page('abcdef', 0, 90), page('abcdef', 3, 90)])
  expect(first.outcome).toBe('more')
  const second = crawled(first.at, [page('abcdef', 5, 90)])
  expect(second.outcome).toBe('empty')
  const third = crawled(second.at, [page('abcdef', 5, 90)], true)
  expect(third.outcome).toBe('end')
  expect(ids()).toBe('abcdef')
})

test('a list that shows nothing and says that there is something is never believed', () => {
  crawled(TOP, [page('abc', 0)])
  expect(crawled(TOP, [page('', 0, 3)], true).outcome).toBe('empty')
  expect(ids()).toBe('abc')
})

test('a list that is empty is believed the second time, and the first where nothing is known', () => {
  expect(crawled(TOP, [page('', 0)]).outcome).toBe('end')
  crawled(TOP, [page('abc', 0)])
  expect(crawled(TOP, [page('', 0)]).outcome).toBe('empty')
  expect(ids()).toBe('abc')
  expect(crawled(TOP, [page('', 0)], true)).toMatchObject({ outcome: 'end', changed: true })
  expect(ids()).toBe('')
})

test('a look that begins in the middle is no look through everything', () => {
  crawled(TOP, [page('abcdefg', 0), page('abcdefg', 3), page('abcdefg', 6)])
  const { place } = reader.liveAt(4) ?? { place: null }
  const looked = writer.look({
    from: { place, offset: 5 },
    pages: [page('abcdeg', 4)],
    isCrawl: false,
    isSure: false,
    at: 99,
  })
  expect(looked).toMatchObject({ outcome: 'end', changed: true })
  expect(ids()).toBe('abcdeg')
  expect(reader.state().crawledAt).toBe(7)
})

/** A library that has looked through a server of so many; answers what the server listed. */
function many(count: number): PackedPage {
  const recordings = Array.from({ length: count }, (_, at) => packed(`r-${at}`, { createdAt: 1_794_484_800 - at * 60 }))
  const all: PackedPage = { recordings, total: count, from: 0, limit: count + 1, leftOut: 0 }
  expect(crawled(TOP, [all]).outcome).toBe('end')
  return all
}

test('a list that has suddenly come to its end is believed the second time', () => {
  const all = many(700)
  const short = { ...all, recordings: all.recordings.slice(0, 3), total: 3 }
  expect(crawled(TOP, [short])).toMatchObject({ outcome: 'empty', changed: false, at: TOP })
  expect(reader.counts().known).toBe(700)
  expect(crawled(TOP, [short], true)).toMatchObject({ outcome: 'end', changed: true })
  expect(reader.counts().known).toBe(3)
})

test('a page that says so is news, and takes away nothing that is behind it', () => {
  const all = many(700)
  const short = { ...all, recordings: all.recordings.slice(1, 4), total: 3, limit: 20 }
  expect(writer.page({ roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 20 }, short, 8)).toBe(true)
  expect(reader.counts().known).toBe(699)
  expect(writer.page({ roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 20 }, short, 9)).toBe(true)
})

test('answers are remembered until everything is known, and those about a session always', () => {
  const remembered = () => db.prepare('SELECT count(*) FROM questions').pluck().get()
  const question = { roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 4 } as const
  writer.page({ ...question, roomIds: [] }, page('abcdef', 0), 1)
  expect(remembered()).toBe(1)
  crawled(TOP, [page('abcdef', 0), page('abcdef', 3)])
  writer.page({ ...question, roomIds: [] }, page('abcdef', 0), 2)
  expect(remembered()).toBe(0)
  writer.page({ ...question, roomIds: [], roomSid: 'a' }, page('a', 0), 3)
  expect(remembered()).toBe(1)
})
