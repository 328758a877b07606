import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openLibrary } from '../../../../src/main/library/open-library.ts'
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

describe('a disk that does not let us', () => {
  test('write into the folder: what is there is shown from memory', async () => {
    make(file)
    const opened = await withModes({ [folder]: 0o500, [file]: 0o400 }, () => open())
    expect(opened).toMatchObject({ file: null, trouble: { kind: 'read-only', file: 'library.db' } })
    expect(seen(opened)).toEqual({ known: KNOWN, ...OWN })
    expectUsable(opened)
    await place.expectFiles()
  })

  test('write to the file: what is there is shown', async () => {
    make(file)
    const known = await withModes({ [folder]: 0o700, [file]: 0o400 }, () => {
      const opened = openLibrary(file, 'north')
      const found = seen(opened)
      opened.db.close()
      return found
    })
    expect(known).toEqual({ known: KNOWN, ...OWN })
  })

  test('make the folder: the library is in memory', () => {
    file = join(folder, 'media', 'one.media', 'library.db')
    const opened = open()
    expect(opened).toMatchObject({ file: null, trouble: { kind: 'in-memory', file: 'library.db' } })
    expectUsable(opened)
  })

  test('use the name, because a folder has it: the library is in memory', async () => {
    await mkdir(file)
    await writeFile(join(file, 'content'), 'not ours')
    const opened = open()
    expect(opened).toMatchObject({ file: null, trouble: { kind: 'in-memory', file: 'library.db' } })
    expectUsable(opened)
    expect(await readFile(join(file, 'content'), 'utf8')).toBe('not ours')
  })
})

test('a disk that is full while another source takes the file: what is the user’s own is there later', () => {
  make(file)
  const { transaction } = Database.prototype
  onTestFinished(() => {
    Database.prototype.transaction = transaction
  })
  // SQLite itself then fails with SQLITE_FULL: no file grows.
  Database.prototype.transaction = function (this: Database.Database, work: (...input: unknown[]) => unknown) {
    if (this.name.startsWith(file)) this.pragma('max_page_count = 1')
    return transaction.call(this, work)
  } as typeof transaction
  expect(open('south')).toMatchObject({ file: null, trouble: { file: 'library.db' } })
  Database.prototype.transaction = transaction
  expect(seen(open('south'))).toEqual({ known: 0, ...OWN })
})

describe('a file that another program holds', () => {
  const LOCKED = { kind: 'locked', file: 'library.db' }
  const hold = (sql: string): Database.Database => {
    const other = new Database(file)
    place.ends.push(() => other.close())
    other.exec(sql)
    return other
  }

  test('for itself alone is shown from memory, and nobody waits long', async () => {
    make(file)
    const other = hold('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM questions')
    const before = performance.now()
    const opened = open()
    expect(performance.now() - before).toBeLessThan(2000)
    expect(opened).toMatchObject({ file: null, trouble: LOCKED })
    expect(seen(opened)).toEqual({ known: KNOWN, ...OWN })
    expectUsable(opened)
    other.exec('COMMIT')
    await place.expectFiles()
  })

  test('to write to is shown, and nothing else holds it afterwards', () => {
    make(file)
    const other = hold("DELETE FROM state WHERE name = 'source'; BEGIN IMMEDIATE; DELETE FROM positions")
    const opened = open()
    expect(opened).toMatchObject({ file: null, trouble: LOCKED })
    other.exec('ROLLBACK')
    // Only the last who has a file open can take its log away.
    expect(other.pragma('journal_mode = DELETE', { simple: true })).toBe('delete')
  })

  test('to write to, when it knows its source, is simply opened', () => {
    make(file)
    hold('BEGIN IMMEDIATE; DELETE FROM positions')
    const opened = open()
    expect(opened).toMatchObject({ file, trouble: null })
    expect(seen(opened)).toEqual({ known: KNOWN, ...OWN })
  })
})

test('what a killed process has written is there', async () => {
  make(file)
  const script = `
    const Database = require('better-sqlite3')
    const db = new Database(process.argv[1])
    db.pragma('wal_autocheckpoint = 0')
    db.exec("INSERT INTO positions VALUES ('RM_2-2', 7, NULL, 0, 9)")
    process.stdout.write('written')
    setInterval(() => {}, 1000)
  `
  const other = spawn(process.execPath, ['-e', script, file], { cwd: process.cwd() })
  const over = once(other, 'exit')
  await once(other.stdout, 'data')
  other.kill('SIGKILL')
  await over
  expect((await stat(`${file}-wal`)).size).toBeGreaterThan(0)
  const opened = open()
  expect(opened).toMatchObject({ file, trouble: null })
  expect(seen(opened).positions).toHaveLength(2)
})
