import type Database from 'better-sqlite3'
import { isRecording } from './session-hash.ts'

/** Watched so far is watched to the end. */
const END = 0.95

/** How far a recording was watched; `at` in ms since 1970. */
export interface Position {
  recordId: string
  seconds: number
  durationSeconds: number | null
  finished: boolean
  at: number
}

/** How far recordings were watched. Known for recordings that come later, too. To be used within a transaction. */
export class PositionsTable {
  readonly #save
  readonly #finish
  readonly #forget
  readonly #mark
  readonly #clear
  readonly #unmark
  readonly #take

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
    this.#clear = db.prepare('DELETE FROM positions')
    this.#unmark = db.prepare('UPDATE recordings SET watched = 0 WHERE watched > 0')
    this.#take = db
      .prepare<[string, number, number | null, number, number], 1>(
        `INSERT INTO positions VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
         seconds = excluded.seconds, duration_seconds = coalesce(excluded.duration_seconds, duration_seconds),
         finished = excluded.finished, at = excluded.at WHERE excluded.at > at RETURNING 1`,
      )
      .pluck()
  }

  /** Forgets how far everything was watched. */
  clear(): void {
    this.#clear.run()
    this.#unmark.run()
  }

  /** Takes a position of another device, unless the recording was played here later. Answers whether it did. */
  take({ recordId, seconds, durationSeconds, finished, at }: Position): boolean {
    const taken = this.#take.get(recordId, seconds, durationSeconds, finished ? 1 : 0, at)
    if (taken === undefined) return false
    this.#mark.run({ watched: finished ? 2 : 1, recordId })
    return true
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
