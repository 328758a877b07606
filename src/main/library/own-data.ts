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

interface MediaFacts {
  record_id: string
  duration_seconds: number | null
  width: number | null
  height: number | null
  video_codec: string | null
  audio_codec: string | null
  poster_at: number | null
}

interface Bookmark {
  id: number
  record_id: string
  seconds: number
  note: string
  created_at: number
}

interface Choice {
  record_id: string
  choice: string
  at: number
}

interface RoomSpeed {
  room_id: string
  speed: number
}

/**
 * What no server can give back: how far recordings were watched, bookmarks, what was chosen for recordings and rooms,
 * the user's words for rooms, and what files that may be gone have said of themselves.
 */
export interface OwnData {
  positions: Position[]
  rooms: NamedRoom[]
  mediaFacts: MediaFacts[]
  bookmarks: Bookmark[]
  choices: Choice[]
  roomSpeeds: RoomSpeed[]
}

export const NO_OWN_DATA: OwnData = {
  positions: [],
  rooms: [],
  mediaFacts: [],
  bookmarks: [],
  choices: [],
  roomSpeeds: [],
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
    mediaFacts: readable(() =>
      db
        .prepare<[], MediaFacts>(
          'SELECT record_id, duration_seconds, width, height, video_codec, audio_codec, poster_at FROM media_facts',
        )
        .iterate(),
    ),
    bookmarks: readable(() =>
      db.prepare<[], Bookmark>('SELECT id, record_id, seconds, note, created_at FROM bookmarks ORDER BY id').iterate(),
    ),
    choices: readable(() => db.prepare<[], Choice>('SELECT record_id, choice, at FROM choices').iterate()),
    roomSpeeds: readable(() => db.prepare<[], RoomSpeed>('SELECT room_id, speed FROM room_speeds').iterate()),
  }
}

export function writeOwnData(db: Database.Database, own: OwnData): void {
  const addPosition = db.prepare(
    'INSERT OR IGNORE INTO positions VALUES (@record_id, @seconds, @duration_seconds, @finished, @at)',
  )
  const addRoom = db.prepare(
    'INSERT OR IGNORE INTO rooms (room_id, name, pinned, sort_name) VALUES (@room_id, @name, @pinned, @key)',
  )
  const addFacts = db.prepare(
    `INSERT OR IGNORE INTO media_facts VALUES
     (@record_id, @duration_seconds, @width, @height, @video_codec, @audio_codec, @poster_at)`,
  )
  const addBookmark = db.prepare(
    'INSERT OR IGNORE INTO bookmarks VALUES (@id, @record_id, @seconds, @note, @created_at)',
  )
  const addChoice = db.prepare('INSERT OR IGNORE INTO choices VALUES (@record_id, @choice, @at)')
  const addSpeed = db.prepare('INSERT OR IGNORE INTO room_speeds VALUES (@room_id, @speed)')
  db.transaction(() => {
    for (const position of own.positions) addPosition.run(position)
    for (const room of own.rooms) addRoom.run({ ...room, key: sortKey(room.name ?? room.room_id) })
    for (const facts of own.mediaFacts) addFacts.run(facts)
    for (const bookmark of own.bookmarks) addBookmark.run(bookmark)
    for (const choice of own.choices) addChoice.run(choice)
    for (const speed of own.roomSpeeds) addSpeed.run(speed)
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
