import type Database from 'better-sqlite3'
import { type FactsRow, unpackFacts } from './facts.ts'
import { separated } from './match-query.ts'
import type { Place } from './order.ts'

interface Unindexed extends FactsRow {
  place: Place
  title: string | null
  name: string | null
}

/** So many in one go: some milliseconds, after which a search that waits has its turn. */
const AT_ONCE = 250

/** The words that recordings are found by. They are filled in when there is time; searches find what is in. */
export class WordIndex {
  readonly #next
  readonly #index
  readonly #done
  readonly #queueRoom
  readonly #any

  constructor(db: Database.Database) {
    this.#next = db.prepare<[number], Unindexed>(
      `SELECT u.place, d.record_id, d.facts, r.size_bytes, o.room_id, o.title, o.name
       FROM (SELECT place FROM unindexed ORDER BY place LIMIT ?) u
       JOIN details d ON d.place = u.place JOIN recordings r ON r.place = u.place JOIN rooms o ON o.id = r.room ORDER BY u.place`,
    )
    this.#index = db.prepare<[Place, string, string, string, string]>(
      'INSERT OR REPLACE INTO words (rowid, title, description, room, extra) VALUES (?, ?, ?, ?, ?)',
    )
    this.#done = db.prepare<[Place]>('DELETE FROM unindexed WHERE place <= ?')
    this.#any = db.prepare<[], 1>('SELECT 1 FROM unindexed LIMIT 1').pluck()
    this.#queueRoom = db.prepare<[number]>(
      'INSERT OR IGNORE INTO unindexed SELECT place FROM recordings WHERE room = ?',
    )
  }

  /** True when words wait to be filled in. */
  hasMore(): boolean {
    return this.#any.get() !== undefined
  }

  /** A room has another name: its recordings are found by that. */
  queueRoom(room: number): void {
    this.#queueRoom.run(room)
  }

  /** Answers whether there are more to do. To be used within a transaction. */
  indexSome(): boolean {
    const rows = this.#next.all(AT_ONCE)
    for (const row of rows) this.#indexOne(row)
    const last = rows.at(-1)
    if (last !== undefined) this.#done.run(last.place)
    return rows.length === AT_ONCE
  }

  #indexOne(row: Unindexed): void {
    const { title, description, roomId, roomTitle, extraData } = unpackFacts(row)
    const rooms = [row.name, roomTitle ?? row.title, roomId]
    const room = [...new Set(rooms.filter((name) => name !== null))].join(' ')
    // The meeting's title is the room's, and its times are no words.
    const extra = Object.entries(extraData).filter(([name]) => !name.startsWith('meeting-'))
    this.#index.run(
      row.place,
      separated(title ?? ''),
      separated(description ?? ''),
      separated(room),
      separated(extra.map(([, value]) => value).join(' ')),
    )
  }
}
