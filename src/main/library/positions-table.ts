import type Database from 'better-sqlite3'
import { isRecording } from './session-hash.ts'

/** Watched so far is watched to the end. */
const END = 0.95

/** How far recordings were watched. Known for recordings that come later, too. To be used within a transaction. */
export class PositionsTable {
  readonly #save
  readonly #finish
  readonly #forget
  readonly #mark

  constructor(db: Database.Database) {
    // Once watched to the end it stays so: who looks into it again has seen it all the same.
    this.#save = db
      .prepare<[string, number, number | null, number, number], number>(
        `INSERT INTO positions VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
         seconds = excluded.seconds, duration_seconds = coalesce(excluded.duration_seconds, duration_seconds),
         finished = max(finished, excluded.finished), at = excluded.at RETURNING finished`,
      )
      .pluck()
    this.#finish = db.prepare<[string, number]>(
      'INSERT INTO positions VALUES (?, 0, NULL, 1, ?) ON CONFLICT DO UPDATE SET finished = 1, at = excluded.at',
    )
    this.#forget = db.prepare<[string]>('DELETE FROM positions WHERE record_id = ?')
    this.#mark = db.prepare<{ watched: number; recordId: string }>(
      `UPDATE recordings SET watched = @watched WHERE place = (SELECT place FROM details WHERE ${isRecording('@recordId')})`,
    )
  }

  /** `at` in ms since 1970. */
  save(recordId: string, seconds: number, durationSeconds: number | null, at: number): void {
    const isEnd = durationSeconds !== null && durationSeconds > 0 && seconds >= durationSeconds * END
    const finished = this.#save.get(recordId, seconds, durationSeconds, isEnd ? 1 : 0, at) ?? 0
    this.#mark.run({ watched: finished === 1 ? 2 : 1, recordId })
  }

  finish(recordId: string, at: number): void {
    this.#finish.run(recordId, at)
    this.#mark.run({ watched: 2, recordId })
  }

  forget(recordId: string): void {
    this.#forget.run(recordId)
    this.#mark.run({ watched: 0, recordId })
  }
}
