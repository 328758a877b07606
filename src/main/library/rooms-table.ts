import type Database from 'better-sqlite3'
import { sortKey } from './facts.ts'
import type { Place } from './order.ts'

/** What a transaction has done to a room, to be written once at its end. */
interface Change {
  added: number
  /** The newest that came. */
  newest: Place
  /** One has gone, or moved: perhaps the newest. */
  hasLost: boolean
  /** The newest title that came, and the place of the recording that has it. */
  title: { text: string; place: Place } | null
}

/** The rooms' rows. Counts, newest recordings and titles are maintained, never counted anew. */
export class RoomsTable {
  readonly #ids = new Map<string, number>()
  /** Places of the newest recordings, as far as they were looked up. */
  readonly #newestOf = new Map<number, Place>()
  readonly #changes = new Map<number, Change>()
  readonly #find
  readonly #insert
  readonly #count
  readonly #newest
  readonly #title
  readonly #rename
  readonly #sort
  readonly #pin
  readonly #remove
  readonly #untitled

  constructor(db: Database.Database) {
    this.#find = db.prepare<[string], number>('SELECT id FROM rooms WHERE room_id = ?').pluck()
    this.#insert = db
      .prepare<[string, string], number>('INSERT INTO rooms (room_id, sort_name) VALUES (?, ?) RETURNING id')
      .pluck()
    this.#count = db.prepare<[number, number]>('UPDATE rooms SET count = count + ? WHERE id = ?')
    this.#newest = db
      .prepare<{ room: number }, Place | null>(
        `UPDATE rooms SET (newest, last_at) =
         (SELECT place, recorded_at FROM recordings WHERE room = @room ORDER BY place LIMIT 1)
         WHERE id = @room RETURNING newest`,
      )
      .pluck()
    this.#title = db.prepare<{ room: number; title: string; key: string; anew: number }>(
      `UPDATE rooms SET title = @title, sort_name = iif(name IS NULL, @key, sort_name)
       WHERE id = @room AND (title IS NULL OR (@anew AND title <> @title))`,
    )
    this.#rename = db.prepare<{ roomId: string; name: string | null }, { id: number; title: string | null }>(
      'UPDATE rooms SET name = @name WHERE room_id = @roomId RETURNING id, title',
    )
    this.#sort = db.prepare<[string, number]>('UPDATE rooms SET sort_name = ? WHERE id = ?')
    this.#pin = db.prepare<[number, string]>('UPDATE rooms SET pinned = ? WHERE room_id = ?')
    this.#remove = db.prepare('DELETE FROM rooms WHERE id = ? AND count = 0 AND name IS NULL AND pinned = 0')
    this.#untitled = db.prepare<[], string>('SELECT room_id FROM rooms WHERE title IS NULL ORDER BY newest').pluck()
  }

  /** The room's row, which is made when it is new. */
  id(roomId: string): number {
    const known = this.#ids.get(roomId)
    if (known !== undefined) return known
    const id = this.#find.get(roomId) ?? this.#insert.get(roomId, sortKey(roomId))
    if (id === undefined) throw new Error('a room without a row')
    this.#ids.set(roomId, id)
    return id
  }

  /** One recording more, at this place. */
  add(room: number, place: Place): void {
    const change = this.#change(room)
    change.added += 1
    change.newest = Math.min(change.newest, place)
  }

  /** One recording less. */
  drop(room: number): void {
    const change = this.#change(room)
    change.added -= 1
    change.hasLost = true
  }

  /** A recording at this place calls its room so. */
  hear(room: number, title: string | null, place: Place): void {
    if (title === null) return
    const change = this.#change(room)
    if (change.title === null || place < change.title.place) change.title = { text: title, place }
  }

  /** Writes what has been counted and heard; to be called before a transaction ends. Answers rooms with a new title. */
  flush(): number[] {
    const retitled: number[] = []
    for (const [room, change] of this.#changes) {
      const { added, title, hasLost } = change
      if (added !== 0) this.#count.run(added, room)
      const newest = this.#newestNow(room, change)
      if (title !== null && this.#setTitle(room, title.text, title.place <= newest)) retitled.push(room)
      if (hasLost && this.#remove.run(room).changes > 0) this.#ids.clear()
    }
    this.#changes.clear()
    return retitled
  }

  /** Looked up only where it may be another one than before. */
  #newestNow(room: number, { newest, hasLost }: Change): Place {
    const known = this.#newestOf.get(room)
    if (known !== undefined && !hasLost && newest >= known) return known
    const now = this.#newest.get({ room }) ?? Number.POSITIVE_INFINITY
    this.#newestOf.set(room, now)
    return now
  }

  /** Forgets what was not written: the transaction has failed. */
  forget(): void {
    this.#changes.clear()
    this.#ids.clear()
    this.#newestOf.clear()
  }

  /** Titles from elsewhere, for rooms that have none. Answers the rooms whose name is another one now. */
  giveTitles(titles: readonly { roomId: string; title: string }[]): number[] {
    return titles.flatMap(({ roomId, title }) => {
      const room = this.#find.get(roomId)
      return room !== undefined && this.#setTitle(room, title, false) ? [room] : []
    })
  }

  /** The user's own name; null: the server's title again. Answers the room, or null when it is not known. */
  rename(roomId: string, name: string | null): number | null {
    const room = this.#rename.get({ roomId, name })
    if (room === undefined) return null
    this.#sort.run(sortKey(name ?? room.title ?? roomId), room.id)
    return room.id
  }

  pin(roomId: string, pinned: boolean): void {
    this.#pin.run(pinned ? 1 : 0, roomId)
  }

  /** Rooms that have no title, those with the newest recordings first. */
  untitled(): string[] {
    return this.#untitled.all()
  }

  #setTitle(room: number, title: string, anew: boolean): boolean {
    return this.#title.run({ room, title, key: sortKey(title), anew: anew ? 1 : 0 }).changes > 0
  }

  #change(room: number): Change {
    const change = this.#changes.get(room) ?? {
      added: 0,
      newest: Number.POSITIVE_INFINITY,
      hasLost: false,
      title: null,
    }
    this.#changes.set(room, change)
    return change
  }
}
