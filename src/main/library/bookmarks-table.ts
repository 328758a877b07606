import type Database from 'better-sqlite3'
import type { Bookmark } from '../../shared/watching.ts'

/** A bookmark to be written; `id` null: a new one. `at`: seconds since 1970. */
export interface NewBookmark {
  id: number | null
  recordId: string
  seconds: number
  note: string
  at: number
}

/** Places that the user wants to find again. To be used within a transaction. */
export class BookmarksTable {
  readonly #insert
  readonly #change
  readonly #remove
  readonly #isThere

  constructor(db: Database.Database) {
    this.#insert = db.prepare<[string, number, string, number]>(
      'INSERT INTO bookmarks (record_id, seconds, note, created_at) VALUES (?, ?, ?, ?)',
    )
    this.#change = db
      .prepare<[string, number, string], number>(
        'UPDATE bookmarks SET note = ? WHERE id = ? AND record_id = ? RETURNING created_at',
      )
      .pluck()
    this.#remove = db.prepare<[number]>('DELETE FROM bookmarks WHERE id = ?')
    this.#isThere = db
      .prepare<[string, number, number, string], 1>(
        'SELECT 1 FROM bookmarks WHERE record_id = ? AND seconds BETWEEN ? AND ? AND note = ?',
      )
      .pluck()
  }

  /** Null: the one that was to be changed is gone. */
  save({ id, recordId, seconds, note, at }: NewBookmark): Bookmark | null {
    if (id === null) {
      const { lastInsertRowid } = this.#insert.run(recordId, seconds, note, at)
      return { id: Number(lastInsertRowid), recordId, seconds, note, createdAt: at }
    }
    const createdAt = this.#change.get(note, id, recordId)
    return createdAt === undefined ? null : { id, recordId, seconds, note, createdAt }
  }

  remove(id: number): void {
    this.#remove.run(id)
  }

  /** Adds one unless it is there. Answers whether it was added. */
  add(bookmark: Omit<NewBookmark, 'id'>): boolean {
    const { recordId, seconds, note } = bookmark
    if (this.#isThere.get(recordId, seconds - 0.5, seconds + 0.5, note) !== undefined) return false
    this.save({ ...bookmark, id: null })
    return true
  }
}
