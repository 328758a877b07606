import { parentPort } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { LibraryDesk, type WorkInput, type WorkName } from './library-desk.ts'
import { isDamage, usable } from './open-library.ts'
import { StateTable } from './state-table.ts'
import type { FromThread, ToThread } from './thread-messages.ts'

/** The thread of the libraries: it writes and searches, so that the window's process never waits for either. */

interface Opened {
  db: Database.Database
  desk: LibraryDesk
  /** The file says that it was not closed. */
  isMarked: boolean
  /** Words wait to be filled in. */
  isIndexing: boolean
  /** When it was last written to; ms, of performance.now(). */
  wroteAt: number
}

/** While pages come one after the other, words wait: so long after the last, which is less than a crawl's own waiting. */
const QUIET_MS = 100
/** The first window is on screen by then. */
const CHECK_AFTER_MS = 10_000

const port = parentPort
if (port === null) throw new Error('this runs in a thread of its own')
const say = (message: FromThread): void => port.postMessage(message)
const opened = new Map<string, Opened>()

port.on('message', (message: ToThread) => {
  try {
    say({ kind: 'done', id: message.id, answer: answerTo(message) })
  } catch (error) {
    const code =
      error instanceof Database.SqliteError ? error.code : error instanceof SyntaxError ? 'SQLITE_CORRUPT' : ''
    say({ kind: 'failed', id: message.id, code, message: error instanceof Error ? error.message : String(error) })
  }
})

function answerTo(message: ToThread): unknown {
  if (message.kind === 'close') return close(message.file)
  const library = opened.get(message.file) ?? open(message.file)
  const name = message.name as WorkName
  if (name !== 'search') markOpen(library)
  const answer = library.desk.do(name, ...(message.input as WorkInput<WorkName>))
  if (name === 'search') return answer
  library.wroteAt = performance.now()
  indexSoon(message.file, library)
  return answer
}

function open(file: string): Opened {
  const db = usable(file)
  try {
    // A larger log: a crawl writes a good megabyte a second, and each return to the file waits for the disk.
    db.pragma('wal_autocheckpoint = 4000')
    const library: Opened = { db, desk: new LibraryDesk(db), isMarked: false, isIndexing: false, wroteAt: 0 }
    // A program that was killed leaves a whole file; a computer that was, perhaps not.
    if (!new StateTable(db).read().isClosed) setTimeout(() => check(file, library), CHECK_AFTER_MS).unref()
    opened.set(file, library)
    indexSoon(file, library)
    return library
  } catch (error) {
    db.close()
    throw error
  }
}

/** Before the first writing, and not sooner: where nothing can be written, searches find what is there. */
function markOpen(library: Opened): void {
  if (!library.isMarked) library.desk.writer.remember({ isClosed: false })
  library.isMarked = true
}

function check(file: string, library: Opened): void {
  if (opened.get(file) === library && !isWhole(library.desk)) say({ kind: 'damaged', file })
}

/** Some damage keeps the check itself from its end. */
function isWhole(desk: LibraryDesk): boolean {
  try {
    return desk.writer.check() === null
  } catch (error) {
    return !isDamage(error)
  }
}

function close(file: string): void {
  const library = opened.get(file)
  opened.delete(file)
  if (library === undefined) return
  try {
    library.desk.writer.tidy()
    library.desk.writer.remember({ isClosed: true })
  } finally {
    library.db.close()
  }
}

function indexSoon(file: string, library: Opened): void {
  if (library.isIndexing || !library.desk.writer.hasUnindexed()) return
  library.isIndexing = true
  setTimeout(() => indexSome(file, library), QUIET_MS)
}

/** Some at a time: what was asked meanwhile has its turn in between. */
function indexSome(file: string, library: Opened): void {
  if (opened.get(file) !== library) return
  if (performance.now() - library.wroteAt < QUIET_MS) {
    setTimeout(() => indexSome(file, library), QUIET_MS)
    return
  }
  try {
    markOpen(library)
    const more = library.desk.writer.index()
    library.isIndexing = more
    if (more) setImmediate(() => indexSome(file, library))
    else say({ kind: 'indexed', file })
  } catch {
    // A full disk, or a damaged file: whoever writes next hears of it, and words are tried again then.
    library.isIndexing = false
  }
}
