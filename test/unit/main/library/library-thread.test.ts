import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packPage } from '../../../../src/main/library/facts.ts'
import { LibraryFailure, LibraryThread } from '../../../../src/main/library/library-thread.ts'
import { openLibrary } from '../../../../src/main/library/open-library.ts'
import { StateTable } from '../../../../src/main/library/state-table.ts'
import { LIBRARY_THREAD } from '../roomreel-fixture.ts'
import { idsOf, recordings, searchQuery, serverPage, serverQuery } from './database-fixture.ts'

let folder = ''
let file = ''
let thread: LibraryThread
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roomreel-thread-'))
  file = join(folder, 'library.db')
  openLibrary(file, 'north').db.close()
  thread = new LibraryThread(LIBRARY_THREAD)
})
afterEach(async () => {
  await thread.stop()
  await rm(folder, { recursive: true })
})

const keep = (count: number, path = file): Promise<boolean> =>
  thread.do(path, 'page', serverQuery(), packPage(serverPage(recordings(count))), 1)
const newest = async (path = file): Promise<string[]> =>
  idsOf((await thread.do(path, 'search', searchQuery('', { sort: 'newest' }))).recordings)
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error) => (error instanceof LibraryFailure ? error.code : error),
  )

test('work is done in the order in which it was asked for', async () => {
  const done: string[] = []
  const note = (name: string) => () => void done.push(name)
  const first = keep(3).then(note('page'))
  const rename = thread.do(file, 'renameRoom', 'physics', 'Matter').then(note('rename'))
  const found = newest()
  const close = thread.close(file).then(note('close'))
  await Promise.all([first, rename, close])
  expect([await found, done]).toEqual([
    ['RM_0-0', 'RM_1-1', 'RM_2-2'],
    ['page', 'rename', 'close'],
  ])
})

test('a failure comes with its code, and the next work is done', async () => {
  const blocked = join(folder, 'blocked')
  await mkdir(blocked)
  const text = join(folder, 'text')
  await writeFile(text, 'no database '.repeat(100))
  expect(await codeOf(newest(blocked))).toBe('SQLITE_CANTOPEN')
  expect(await codeOf(newest(text))).toBe('SQLITE_NOTADB')
  expect(await codeOf(thread.do(file, 'setWatched', null as unknown as string[], true, 1))).toBe('')
  expect(await codeOf(keep(1))).toBe('no failure')
})

test('work that fails changes nothing', async () => {
  const page = packPage(serverPage(recordings(3)))
  const broken = { ...page, recordings: [...page.recordings, null as unknown as (typeof page.recordings)[number]] }
  expect(await codeOf(thread.do(file, 'page', serverQuery(), broken, 1))).toBe('')
  expect(await newest()).toEqual([])
  expect(await keep(3)).toBe(true)
  await thread.close(file)
  const { db } = openLibrary(file, 'north')
  expect(db.prepare('SELECT count FROM rooms').pluck().all()).toEqual([3])
  db.close()
})

test('many files are kept apart', async () => {
  const files = Array.from({ length: 8 }, (_, n) => join(folder, `${n}.db`))
  for (const path of files) openLibrary(path, 'north').db.close()
  await Promise.all(files.map((path, n) => keep(n, path)))
  const counts = await Promise.all(files.map(async (path) => (await newest(path)).length))
  expect(counts).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test('a file that is closed in order leaves no log, and says so', async () => {
  await keep(3)
  const { db } = openLibrary(file, 'north')
  expect(new StateTable(db).read().isClosed).toBe(false)
  db.close()
  await thread.close(file)
  const closed = new Database(file)
  expect(new StateTable(closed).read().isClosed).toBe(true)
  closed.close()
  expect(await readdir(folder)).toEqual(['library.db'])
})

test('a search alone writes nothing', async () => {
  const { db } = openLibrary(file, 'north')
  await newest()
  expect(new StateTable(db).read().isClosed).toBe(true)
  db.close()
})

test('words are filled in by themselves, and that is told', async () => {
  const told = new Promise<void>((resolve) => thread.listen(file, { onIndexed: resolve, onDamaged: () => {} }))
  await keep(700)
  await told
  const found = await thread.do(file, 'search', searchQuery('699'))
  expect(idsOf(found.recordings)).toEqual(['RM_699-699'])
})

test('words that were not filled in before the end are filled in by the next beginning', async () => {
  await keep(3)
  await thread.stop()
  const told = new Promise<void>((resolve) => thread.listen(file, { onIndexed: resolve, onDamaged: () => {} }))
  expect((await thread.do(file, 'search', searchQuery('title'))).total).toBe(0)
  await told
  expect((await thread.do(file, 'search', searchQuery('title'))).total).toBe(3)
})

test('the end of the thread fails what waits for it, and the next work starts it anew', async () => {
  await keep(3)
  const waiting = [keep(2), newest()].map(codeOf)
  const stopped = thread.stop()
  const next = newest()
  expect(await Promise.all(waiting)).toEqual(['', ''])
  await stopped
  expect(await next).toHaveLength(3)
  await thread.stop()
  expect(await newest()).toHaveLength(3)
})

test('a thread that cannot start fails its work', async () => {
  const none = new LibraryThread(new URL('./no-such-thread.ts', import.meta.url))
  expect(await codeOf(none.do(file, 'untitledRooms'))).toBe('')
  expect(await codeOf(none.do(file, 'untitledRooms'))).toBe('')
})

test('closing what was never opened, or not by a thread at all, is nothing', async () => {
  await expect(thread.close(join(folder, 'nobody.db'))).resolves.toBeUndefined()
  await keep(1)
  await expect(thread.close(join(folder, 'nobody.db'))).resolves.toBeUndefined()
  expect(await readdir(folder)).not.toContain('nobody.db')
})

test('a process whose thread has nothing to do ends by itself', async () => {
  const script = `
    import { LibraryThread } from ${JSON.stringify(new URL('./library-thread.ts', LIBRARY_THREAD).href)}
    const thread = new LibraryThread(new URL(${JSON.stringify(LIBRARY_THREAD.href)}))
    await thread.do(process.argv[1], 'renameRoom', 'physics', 'Matter')
    console.log('done')
  `
  const child = spawn(process.execPath, ['-e', script, file], { stdio: 'pipe' })
  const said = child.stdout.setEncoding('utf8').toArray()
  const [code] = await once(child, 'exit')
  expect([code, (await said).join('')]).toEqual([0, 'done\n'])
})
