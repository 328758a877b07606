import type Database from 'better-sqlite3'
import { sortKey } from './facts.ts'

interface Position {
  record_id: string
  seconds: number
  duration_seconds: number | null
  finished: number
  at: number
}

interface NamedRoom {
  room_id: string
  name: string | null
  pinned: number
}

/** What no server can give back: how far recordings were watched, and the user's words for rooms. */
export interface OwnData {
  positions: Position[]
  rooms: NamedRoom[]
}

/** As much of it as can be read; by name, because a newer Roomreel may keep more of each. */
export function readOwnData(db: Database.Database): OwnData {
  return {
    positions: readable(() =>
      db.prepare<[], Position>('SELECT record_id, seconds, duration_seconds, finished, at FROM positions').iterate(),
    ),
    rooms: readable(() =>
      db.prepare<[], NamedRoom>('SELECT room_id, name, pinned FROM rooms WHERE pinned OR name IS NOT NULL').iterate(),
    ),
  }
}

export function writeOwnData(db: Database.Database, { positions, rooms }: OwnData): void {
  const addPosition = db.prepare(
    'INSERT OR IGNORE INTO positions VALUES (@record_id, @seconds, @duration_seconds, @finished, @at)',
  )
  const addRoom = db.prepare(
    'INSERT OR IGNORE INTO rooms (room_id, name, pinned, sort_name) VALUES (@room_id, @name, @pinned, @key)',
  )
  db.transaction(() => {
    for (const position of positions) addPosition.run(position)
    for (const room of rooms) addRoom.run({ ...room, key: sortKey(room.name ?? room.room_id) })
  })()
}

/** A damaged table gives what is before the damage. */
function readable<T>(rows: () => Iterable<T>): T[] {
  const read: T[] = []
  try {
    for (const row of rows()) read.push(row)
  } catch {
    // The rest cannot be read.
  }
  return read
}
