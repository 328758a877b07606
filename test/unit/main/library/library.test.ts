import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { packPage } from '../../../../src/main/library/facts.ts'
import { Library, SearchOver } from '../../../../src/main/library/library.ts'
import { LibraryFailure, LibraryThread } from '../../../../src/main/library/library-thread.ts'
import { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import { openLibrary } from '../../../../src/main/library/open-library.ts'
import { StateTable } from '../../../../src/main/library/state-table.ts'
import type { LibraryTrouble } from '../../../../src/shared/recording.ts'
import {
  idsOf,
  indexAll,
  lookThrough,
  recordings,
  searchQuery,
  serverPage,
  serverQuery,
  withModes,
} from './database-fixture.ts'

const TRIED_THREAD = new URL('./tried-thread.ts', import.meta.url)
const KNOWN = 120

let folder = ''
let file = ''
let thread: LibraryThread
const libraries: Library[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roomreel-library-'))
  file = join(folder, 'library.db')
  thread = new LibraryThread(TRIED_THREAD)
})
afterEach(async () => {
  for (const library of libraries.splice(0)) await library.close()
  await thread.stop()
  await rm(folder, { recursive: true })
})

/** A library, and all that it tells. */
function open(path = file) {
  const told: (LibraryTrouble | null)[] = []
  const lost = vi.fn()
  const indexed = vi.fn()
  const library = new Library({
    file: path,
    source: 'north',
    thread,
    onTrouble: (trouble) => void told.push(trouble),
    onLost: lost,
    onIndexed: indexed,
  })
  libraries.push(library)
  return { library, told, lost, indexed }
}

/** A file with recordings, a position and a room's name, as a run that ended (in order or not) has left it. */
function make(isClosed: boolean): void {
  const { db } = openLibrary(file, 'north')
  const writer = new LibraryWriter(db)
  lookThrough(writer, recordings(KNOWN, ['physics', 'maths']))
  indexAll(writer)
  writer.savePosition('RM_1-1', 60, 100, 5)
  writer.renameRoom('maths', 'Sums')
  new StateTable(db).write({ isClosed })
  db.close()
}

const look = (library: Library, count: number) =>
  library.write('look', {
    from: { place: null, offset: 0 },
    pages: [packPage(serverPage(recordings(count)))],
    isCrawl: true,
    isSure: true,
    at: 1,
  })
const page = (library: Library): string[] => idsOf(library.knownPage(serverQuery({ limit: 3 })).recordings)
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error) => (error instanceof LibraryFailure ? error.code : error),
  )

async function overwritePage(number: number): Promise<void> {
  const content = await readFile(file)
  content.fill(0xff, number * 8192, (number + 1) * 8192)
  await writeFile(file, content)
}

/** The place of a table's first page in the file, from 0. */
function pageOf(table: string): number {
  const db = new Database(file)
  const root = db.prepare<[string], number>('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck().get(table)
  db.close()
  return (root ?? 0) - 1
}

describe('a library', () => {
  test('shows what was written, also after a restart', async () => {
    const { library, told } = open()
    await look(library, 5)
    await library.write('savePosition', 'RM_1-1', 99, 100, 1)
    await library.close()
    const again = open().library
    expect(page(again)).toEqual(['RM_0-0', 'RM_1-1', 'RM_2-2'])
    expect(again.recording('RM_4-4')?.title).toBe('Title of RM_4-4')
    expect(again.knownPage(serverQuery()).recordings[1]?.watched).toEqual({
      seconds: 99,
      durationSeconds: 100,
      finished: true,
    })
    expect(told).toEqual([])
  })

  test('answers the newest of the searches that wait for one, and fails the others', async () => {
    const { library, indexed } = open()
    await look(library, 30)
    await vi.waitFor(() => expect(indexed).toHaveBeenCalled())
    const searches = ['1', '12', '17'].map((text) => library.search(searchQuery(text)))
    const [first, second, third] = await Promise.allSettled(searches)
    expect(first).toMatchObject({ status: 'fulfilled', value: { total: 11 } })
    expect(second).toMatchObject({ status: 'rejected', reason: expect.any(SearchOver) })
    expect(third).toMatchObject({ status: 'fulfilled', value: { total: 1, recordings: [{ recordId: 'RM_17-17' }] } })
  })

  test('that is closed answers with nothing, and does not open its file again', async () => {
    const { library, told } = open()
    await look(library, 5)
    await library.close()
    await library.close()
    expect([page(library), library.counts().known, library.rooms().rooms]).toEqual([[], 0, []])
    expect(await codeOf(look(library, 7))).toBe('')
    expect(await codeOf(library.search(searchQuery('title')))).toBe('')
    expect(await readdir(folder)).toEqual(['library.db'])
    expect(told).toEqual([])
  })

  test('that is closed while it works does that work', async () => {
    const { library } = open()
    const work = look(library, 5)
    await library.close()
    expect(await work).toMatchObject({ outcome: 'end' })
    expect(open().library.counts().known).toBe(5)
  })

  test('in memory does all of it without the thread, and tells why it is there', async () => {
    await writeFile(join(folder, 'blocked'), '')
    const { library, told, indexed } = open(join(folder, 'blocked', 'library.db'))
    expect(told).toEqual([{ kind: 'in-memory', file: 'library.db' }])
    await look(library, 300)
    await vi.waitFor(() => expect(indexed).toHaveBeenCalled())
    expect(page(library)).toEqual(['RM_0-0', 'RM_1-1', 'RM_2-2'])
    expect(idsOf((await library.search(searchQuery('299'))).recordings)).toEqual(['RM_299-299'])
    expect(library.trouble?.kind).toBe('in-memory')
  })
})

describe('damage that is found later', () => {
  const DAMAGED = { kind: 'damaged', file: 'library.db.damaged' }

  async function expectStartedOver({ library, told, lost }: ReturnType<typeof open>): Promise<void> {
    await vi.waitFor(() => expect(lost).toHaveBeenCalled(), { timeout: 5000, interval: 5 })
    expect(told).toEqual([DAMAGED])
    expect(library.trouble).toEqual(DAMAGED)
    expect(library.state()).toMatchObject({ source: 'north', complete: false, crawl: null })
    await look(library, 7)
    expect([page(library), library.counts().known]).toEqual([['RM_0-0', 'RM_1-1', 'RM_2-2'], 7])
    expect(lost).toHaveBeenCalledTimes(1)
    expect(told).toEqual([DAMAGED])
    expect(existsSync(join(folder, DAMAGED.file))).toBe(true)
  }

  test('while a page is read: nothing is shown, and everything starts over, once', async () => {
    make(true)
    await overwritePage(pageOf('details'))
    const opened = openLibrary(file, 'north')
    opened.db.close()
    if (opened.trouble !== null) throw new Error('this damage is found at once')
    const shown = open()
    for (let time = 0; time < 3; time += 1) expect(page(shown.library)).toEqual([])
    await expectStartedOver(shown)
  })

  test('while the thread writes', async () => {
    make(true)
    await overwritePage(pageOf('files'))
    const shown = open()
    const codes = await Promise.all([shown.library.write('file', 'a'.repeat(64), null, true)].map(codeOf))
    expect(codes).toEqual(['SQLITE_CORRUPT'])
    await expectStartedOver(shown)
    expect(shown.library.rooms().rooms.map(({ roomId, name }) => [roomId, name])).toContainEqual(['maths', 'Sums'])
  })

  test('while the thread searches', async () => {
    make(true)
    const shown = open()
    await overwritePage(pageOf('words_data'))
    expect(await codeOf(shown.library.search(searchQuery('title')))).toMatch(/^SQLITE_CORRUPT/)
    await expectStartedOver(shown)
  })

  test('by the check after an unclean end, wherever it is', async () => {
    make(false)
    const whole = await readFile(file)
    for (let number = 1; number < whole.length / 8192; number += 1) {
      for (const name of await readdir(folder)) await rm(join(folder, name))
      await writeFile(file, whole)
      await overwritePage(number)
      const shown = open()
      await codeOf(shown.library.search(searchQuery('', { sort: 'newest' })))
      await vi.waitFor(() => expect(shown.told, `page ${number}`).toEqual([DAMAGED]), { timeout: 5000, interval: 5 })
      expect(await codeOf(look(shown.library, 3)), `page ${number}`).toBe('no failure')
      await shown.library.close()
    }
  }, 30_000)

  test('a file that is whole after an unclean end stays', async () => {
    make(false)
    const shown = open()
    const begun = performance.now()
    // Longer than this thread waits with its check.
    while (performance.now() - begun < 300) await look(shown.library, KNOWN)
    await shown.library.close()
    expect(shown.told).toEqual([])
    expect(await readdir(folder)).toEqual(['library.db'])
  })
})

describe('a full disk', () => {
  const FULL = { kind: 'disk-full', file: 'library.db' }
  const full = (): string => `${file}.full`

  test('is told once; what is there is shown, and writing goes on when there is room', async () => {
    make(true)
    const { library, told, lost } = open()
    await writeFile(full(), '')
    for (let time = 0; time < 3; time += 1) expect(await codeOf(look(library, 3000))).toBe('SQLITE_FULL')
    expect(told).toEqual([FULL])
    expect([page(library), library.counts().known]).toEqual([['RM_0-0', 'RM_1-1', 'RM_2-2'], KNOWN])
    const found = await library.search(searchQuery('title', { sort: 'newest' }))
    expect([found.total, library.trouble]).toEqual([KNOWN, FULL])
    await rm(full())
    expect(await look(library, 3000)).toMatchObject({ outcome: 'end' })
    expect([told, library.trouble, library.counts().known]).toEqual([[FULL, null], null, 3000])
    expect(lost).not.toHaveBeenCalled()
  })

  test('while words are filled in fails nobody, and they are filled in later', async () => {
    const { library, told, indexed } = open()
    await look(library, 2000)
    await writeFile(full(), '')
    expect(await codeOf(look(library, 4000))).toBe('SQLITE_FULL')
    await rm(full())
    await library.write('pinRoom', 'physics', true)
    await vi.waitFor(() => expect(indexed).toHaveBeenCalled(), { timeout: 5000, interval: 5 })
    expect((await library.search(searchQuery('title', { sort: 'newest' }))).total).toBe(2000)
    expect(told).toEqual([FULL, null])
  })
})

test('a file that cannot be written is read and searched, and that is told once', async () => {
  make(true)
  await withModes({ [folder]: 0o700, [file]: 0o400 }, async () => {
    const { library, told } = open()
    expect((await library.search(searchQuery('title', { sort: 'newest' }))).total).toBe(KNOWN)
    for (let time = 0; time < 2; time += 1) expect(await codeOf(look(library, 5))).toBe('SQLITE_READONLY')
    expect(told).toEqual([{ kind: 'read-only', file: 'library.db' }])
    expect(page(library)).toEqual(['RM_0-0', 'RM_1-1', 'RM_2-2'])
    await library.close()
  })
})

describe('a file that another program writes to', () => {
  test('is told once, searched and read, and it goes with the first success', async () => {
    make(true)
    const { library, told } = open()
    const other = new Database(file)
    other.exec('BEGIN IMMEDIATE')
    for (let time = 0; time < 2; time += 1) expect(await codeOf(look(library, 5))).toBe('SQLITE_BUSY')
    expect(told).toEqual([{ kind: 'locked', file: 'library.db' }])
    expect((await library.search(searchQuery('title', { sort: 'newest' }))).total).toBe(KNOWN)
    expect(page(library)).toEqual(['RM_0-0', 'RM_1-1', 'RM_2-2'])
    other.exec('COMMIT')
    other.close()
    await look(library, 5)
    expect([told.length, told[1], library.trouble]).toEqual([2, null, null])
  })
})
