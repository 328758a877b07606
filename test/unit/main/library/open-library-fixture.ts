import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { LibraryReader } from '../../../../src/main/library/library-reader.ts'
import { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import { type OpenedDatabase, openLibrary } from '../../../../src/main/library/open-library.ts'
import { lookThrough, recordings, serverQuery } from './database-fixture.ts'

export const KNOWN = 600
/** A library of pages enough to damage one of them, with a position and a named, pinned room. */
export function make(file: string): void {
  const { db } = openLibrary(file, 'north')
  const writer = new LibraryWriter(db)
  lookThrough(writer, recordings(KNOWN, ['physics', 'maths']))
  writer.savePosition('RM_1-1', 60, 100, 5)
  writer.renameRoom('maths', 'Sums')
  writer.pinRoom('maths', true)
  db.close()
}

interface Seen {
  known: number
  positions: unknown[]
  rooms: unknown[]
}
export function seen({ db }: OpenedDatabase): Seen {
  const rooms = db.prepare('SELECT room_id, name FROM rooms WHERE pinned').all()
  return { known: new LibraryReader(db).counts().known, positions: db.prepare('SELECT * FROM positions').all(), rooms }
}
export const OWN = {
  positions: [{ record_id: 'RM_1-1', seconds: 60, duration_seconds: 100, finished: 0, at: 5 }],
  rooms: [{ room_id: 'maths', name: 'Sums' }],
}

/** It can be written to and read from, whatever has happened. */
export function expectUsable({ db }: OpenedDatabase): void {
  lookThrough(new LibraryWriter(db), recordings(3))
  expect(new LibraryReader(db).page(serverQuery()).recordings).toHaveLength(3)
}

/** A folder for a library, with files beside it that are none of its business; all of it goes with `clean`. */
export async function libraryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'roomreel-open-'))
  const ends: (() => unknown)[] = [() => rm(folder, { recursive: true })]
  await mkdir(join(folder, 'media'))
  const others = { 'media/one.media': 'a video', 'library.db.bak': 'a copy', 'library.dbx': 'another' }
  for (const [name, content] of Object.entries(others)) await writeFile(join(folder, name), content)

  const open = (file: string, source = 'north'): OpenedDatabase => {
    const opened = openLibrary(file, source)
    ends.push(() => opened.db.close())
    return opened
  }
  /** Nothing else was touched, and only these are beside the library. */
  const expectFiles = async (...made: string[]): Promise<void> => {
    for (const [name, content] of Object.entries(others))
      expect(await readFile(join(folder, name), 'utf8')).toBe(content)
    const own = ['library.db', 'library.db-shm', 'library.db-wal', 'library.db.bak', 'library.dbx', 'media']
    const names = await readdir(folder)
    expect(names.filter((name) => !own.includes(name))).toEqual(made)
  }
  const clean = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end()
  }
  return { folder, file: join(folder, 'library.db'), ends, open, expectFiles, clean }
}
