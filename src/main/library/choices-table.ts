import type Database from 'better-sqlite3'
import type { RecordingChoice } from '../../shared/watching.ts'

/** More recordings than anybody chooses something for. */
const MOST_CHOICES = 20_000

/** What was chosen for single recordings and rooms. To be used within a transaction. */
export class ChoicesTable {
  readonly #save
  readonly #forget
  readonly #forgetOldest
  readonly #saveSpeed
  readonly #forgetSpeed

  constructor(db: Database.Database) {
    this.#save = db.prepare<[string, string, number]>('INSERT OR REPLACE INTO choices VALUES (?, ?, ?)')
    this.#forget = db.prepare<[string]>('DELETE FROM choices WHERE record_id = ?')
    this.#forgetOldest = db.prepare(
      `DELETE FROM choices WHERE record_id IN
       (SELECT record_id FROM choices ORDER BY at DESC LIMIT -1 OFFSET ${MOST_CHOICES})`,
    )
    this.#saveSpeed = db.prepare<[string, number]>('INSERT OR REPLACE INTO room_speeds VALUES (?, ?)')
    this.#forgetSpeed = db.prepare<[string]>('DELETE FROM room_speeds WHERE room_id = ?')
  }

  /** `at` in ms since 1970. */
  save(recordId: string, choice: RecordingChoice, at: number): void {
    // Of what was not chosen, JSON says nothing.
    const text = JSON.stringify(choice)
    if (text === '{}') this.#forget.run(recordId)
    else this.#save.run(recordId, text, at)
  }

  /** Null: the room has none of its own any more. */
  saveSpeed(roomId: string, speed: number | null): void {
    if (speed === null) this.#forgetSpeed.run(roomId)
    else this.#saveSpeed.run(roomId, speed)
  }

  tidy(): void {
    this.#forgetOldest.run()
  }
}
