import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'

/**
 * The libraries' thread without its long pauses, on a disk that is full for a library while `<its file>.full` is there:
 * SQLite itself then fails with SQLITE_FULL where the file would have to grow.
 */

const PATIENCE_MS = 60
const MOST_PAGES = 4_294_967_294

const later = globalThis.setTimeout
globalThis.setTimeout = ((work: () => void, ms: number) => later(work, Math.min(ms, PATIENCE_MS))) as typeof later

const transaction = Database.prototype.transaction
Database.prototype.transaction = function (this: Database.Database, work: (...input: unknown[]) => unknown) {
  this.pragma(`max_page_count = ${existsSync(`${this.name}.full`) ? 1 : MOST_PAGES}`)
  return transaction.call(this, work)
} as typeof transaction

await import('../../../../src/main/library/thread.ts')
