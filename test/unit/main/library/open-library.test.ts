import { mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LibraryReader } from '../../../../src/main/library/library-reader.ts'
import { openLibrary, setAside } from '../../../../src/main/library/open-library.ts'
import { SCHEMA_VERSION } from '../../../../src/main/library/schema.ts'
import { withModes } from './database-fixture.ts'
import { expectUsable, KNOWN, libraryFolder, make, OWN, seen } from './open-library-fixture.ts'

let place: Awaited<ReturnType<typeof libraryFolder>>
let folder = ''
let file = ''
beforeEach(async () => {
  place = await libraryFolder()
  folder = place.folder
  file = place.file
})
afterEach(() => place.clean())

const open = (source?: string) => place.open(file, source)

async function overwrite(at: number, bytes: Buffer): Promise<void> {
  const content = await readFile(file)
  bytes.copy(content, at)
  await writeFile(file, content)
}

test('a file that is not there is made, with its folder', async () => {
  file = join(folder, 'deep', 'deeper', 'library.db')
  const opened = open()
  expect(opened).toMatchObject({ file, trouble: null })
  expectUsable(opened)
})

test('a file of no bytes is an empty library', async () => {
  await writeFile(file, '')
  const opened = open()
  expect(opened).toMatchObject({ file, trouble: null })
  expectUsable(opened)
  await place.expectFiles()
})

test('a file that is whole comes back as it was', async () => {
  make(file)
  const opened = open()
  expect(opened.trouble).toBeNull()
  expect(seen(opened)).toEqual({ known: KNOWN, ...OWN })
  await place.expectFiles()
})

describe('a damaged file', () => {
  const DAMAGE = { file: 'library.db.damaged', kind: 'damaged' }
  const size = async (): Promise<number> => (await stat(file)).size
  const damages: [string, () => Promise<void>][] = [
    ['its header is overwritten', () => overwrite(0, Buffer.alloc(100, 7))],
    ['its first words are', () => overwrite(0, Buffer.alloc(16, 7))],
    ['its schema is', () => overwrite(100, Buffer.alloc(8000, 7))],
    ['its page size is no page size', () => overwrite(16, Buffer.from([3, 3]))],
    ['its version is no version', () => overwrite(60, Buffer.alloc(4, 0xff))],
    ['all but its first page is overwritten', async () => overwrite(8192, Buffer.alloc((await size()) - 8192, 255))],
    ['it is a text', () => writeFile(file, 'Not a database, though it is long enough. '.repeat(500))],
    ...[10, 99, 100, 512, 8192, 8192 * 10 + 5].map((bytes): [string, () => Promise<void>] => [
      `it ends after ${bytes} bytes`,
      () => truncate(file, bytes),
    ]),
  ]
  test.each(damages)('is set aside: %s', async (_, damage) => {
    make(file)
    await damage()
    const before = await readFile(file)
    const opened = open()
    expect(opened).toMatchObject({ file, trouble: DAMAGE })
    expect(new LibraryReader(opened.db).counts().known).toBe(0)
    expectUsable(opened)
    await place.expectFiles('library.db.damaged')
    expect((await readFile(join(folder, 'library.db.damaged'))).length).toBe(before.length)
  })

  test('gives back positions and room names that can still be read: it is cut off', async () => {
    make(file)
    await truncate(file, (await size()) - 8192)
    const opened = open()
    expect(opened.trouble).toEqual(DAMAGE)
    expect(seen(opened)).toEqual({ known: 0, ...OWN })
  })

  test('gives them back when it is only its contents that cannot be read', async () => {
    make(file)
    const db = new Database(file)
    db.exec("UPDATE state SET value = '{'")
    db.close()
    const opened = open()
    expect(opened.trouble).toEqual(DAMAGE)
    expect(seen(opened)).toEqual({ known: 0, ...OWN })
    await place.expectFiles('library.db.damaged')
  })

  test('is set aside when an older one holds what no older Roomreel has written', async () => {
    const db = new Database(file)
    db.exec(`CREATE TABLE recordings (record_key, json); CREATE TABLE pages (a); CREATE TABLE rooms (a);
             CREATE TABLE source (name); INSERT INTO recordings VALUES ('x', '{}'); PRAGMA user_version = 2`)
    db.close()
    const opened = open()
    expect(opened.trouble).toEqual(DAMAGE)
    expectUsable(opened)
  })

  test('takes the place of one that was set aside before', async () => {
    for (const content of ['first', 'second']) {
      await writeFile(file, content.repeat(100))
      openLibrary(file, 'north').db.close()
    }
    expect(await readFile(join(folder, 'library.db.damaged'), 'utf8')).toContain('second')
    await place.expectFiles('library.db.damaged')
  })

  test('that cannot be put aside leaves a library in memory', async () => {
    make(file)
    await overwrite(0, Buffer.alloc(100, 7))
    await mkdir(join(folder, 'library.db.damaged'))
    const opened = open()
    expect(opened).toMatchObject({ file: null, trouble: { kind: 'in-memory', file: 'library.db' } })
    expectUsable(opened)
  })
})

describe('a newer file', () => {
  const newer = (change: string): void => {
    make(file)
    const db = new Database(file)
    db.exec(`${change}; PRAGMA user_version = ${SCHEMA_VERSION + 1}`)
    db.close()
  }
  const NEWER = { kind: 'newer', file: 'library.db.newer' }

  test('is set aside as it is, and what is the user’s own is taken over', async () => {
    newer('ALTER TABLE positions ADD COLUMN speed REAL; CREATE TABLE chapters (id)')
    const opened = open()
    expect(opened).toMatchObject({ file, trouble: NEWER })
    expect(seen(opened)).toEqual({ known: 0, ...OWN })
    await place.expectFiles('library.db.newer')
    const kept = new Database(join(folder, 'library.db.newer'), { readonly: true })
    const count = kept.prepare('SELECT count(*) FROM recordings').pluck().get()
    expect([kept.pragma('user_version', { simple: true }), count]).toEqual([SCHEMA_VERSION + 1, KNOWN])
    kept.close()
  })

  test('whose positions look different gives what can be understood', () => {
    newer('ALTER TABLE positions RENAME COLUMN at TO changed_at')
    const opened = open()
    expect(opened).toMatchObject({ file, trouble: NEWER })
    expect(seen(opened)).toEqual({ known: 0, positions: [], rooms: OWN.rooms })
  })
})

describe('another source', () => {
  test('starts over, and keeps what is the user’s own', async () => {
    make(file)
    const opened = open('south')
    expect(opened).toMatchObject({ file, trouble: null })
    expect(seen(opened)).toEqual({ known: 0, ...OWN })
    await place.expectFiles()
    opened.db.close()
    expect(seen(open('south'))).toEqual({ known: 0, ...OWN })
  })

  test('shows nothing of the other where the file cannot be replaced', async () => {
    make(file)
    const opened = await withModes({ [folder]: 0o500, [file]: 0o400 }, () => open('south'))
    expect(opened).toMatchObject({ file: null, trouble: { kind: 'read-only' } })
    expect(seen(opened).known).toBe(0)
  })
})

test('setting aside by hand starts anew with what is the user’s own', async () => {
  make(file)
  const opened = setAside(file, 'north', 'damaged')
  place.ends.push(() => opened.db.close())
  expect(seen(opened)).toEqual({ known: 0, ...OWN })
  await place.expectFiles('library.db.damaged')
})
