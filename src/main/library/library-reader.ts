import type Database from 'better-sqlite3'
import type { Recording, RecordingQuery, Room, RoomList } from '../../shared/recording.ts'
import type { ServerRecording } from '../plugnmeet/client.ts'
import { type FactsRow, unpackFacts } from './facts.ts'
import type { Place } from './order.ts'
import { questionKey } from './question.ts'
import { type RecordingRow, rowsOf, toRecording } from './row.ts'
import { isOfSession, isRecording } from './session-hash.ts'
import { type LibraryState, StateTable } from './state-table.ts'
import { WatchingReader } from './watching-reader.ts'

/** A page out of the database, and how many recordings match. */
export interface FoundPage {
  recordings: Recording[]
  total: number
  /** The place of the last one; null for none. */
  last: Place | null
}

/** A server's answer to one question, as it is remembered. */
export interface RememberedPage {
  recordings: Recording[]
  total: number
  leftOut: number
  /** ms since 1970. */
  at: number
}

/** What is looked at to keep recordings on this device, and to remove them. */
export interface KeepFacts {
  recordId: string
  /** The server's estimate; null: it says none. */
  sizeBytes: number | null
  onDevice: boolean
  /** False: the file here is the only copy. */
  onServer: boolean
  /** When it was last played, of one that was watched to the end; ms since 1970; null: it was not. */
  finishedAt: number | null
}

interface KeepRow {
  record_id: string
  size_bytes: number | null
  on_device: number
  gone: number
  finished_at: number | null
}

interface Window {
  from: number
  limit: number
}

interface RoomRow {
  room_id: string
  title: string | null
  name: string | null
  pinned: number
  count: number
  last_at: number | null
}

/** Rooms beside each other in one walk along their indexes; with more of them, sorting what they have is cheaper. */
export const MOST_MERGED_ROOMS = 8

/** What screens show of a library without searching in it: each answer is one prepared statement along an index. */
export class LibraryReader {
  readonly watching: WatchingReader
  readonly #db: Database.Database
  readonly #state: StateTable
  readonly #pages = new Map<string, Database.Statement<unknown[], RecordingRow & { place: Place }>>()
  readonly #total
  readonly #totalOf
  readonly #session
  readonly #recording
  readonly #earlier
  readonly #question
  readonly #rooms
  readonly #languages
  readonly #counts
  readonly #liveAt
  readonly #onDevice
  readonly #newestOfRoom
  readonly #finishedOnDevice
  readonly #lastWatched

  constructor(db: Database.Database) {
    this.#db = db
    this.#state = new StateTable(db)
    this.watching = new WatchingReader(db)
    this.#total = db.prepare<[], number>('SELECT coalesce(sum(count), 0) FROM rooms').pluck()
    this.#totalOf = db
      .prepare<[string], number>(
        'SELECT coalesce(sum(count), 0) FROM rooms WHERE room_id IN (SELECT value FROM json_each(?))',
      )
      .pluck()
    this.#session = db.prepare<{ sid: string }, RecordingRow>(
      rowsOf(`SELECT place FROM details WHERE ${isOfSession('@sid')}`, 'p.place'),
    )
    this.#recording = db.prepare<{ recordId: string }, FactsRow>(
      `SELECT d.record_id, d.facts, r.size_bytes, o.room_id FROM details d JOIN recordings r ON r.place = d.place
       JOIN rooms o ON o.id = r.room WHERE ${isRecording('@recordId')}`,
    )
    this.#earlier = db.prepare<{ recordId: string; limit: number }, RecordingRow>(
      rowsOf(
        `SELECT place FROM recordings WHERE room = (SELECT room FROM recordings JOIN details USING (place)
         WHERE ${isRecording('@recordId')}) AND place > (SELECT place FROM details WHERE ${isRecording('@recordId')})
         ORDER BY place LIMIT @limit`,
        'p.place',
      ),
    )
    this.#question = db.prepare<[string], { record_ids: string; total: number; left_out: number; at: number }>(
      'SELECT * FROM questions WHERE question = ?',
    )
    this.#rooms = db.prepare<[], RoomRow>(
      'SELECT * FROM rooms WHERE count > 0 OR pinned OR name IS NOT NULL ORDER BY pinned DESC, sort_name, room_id',
    )
    this.#languages = db.prepare<[], string>('SELECT language FROM languages ORDER BY count DESC, language').pluck()
    this.#counts = db.prepare<[], { known: number; gone: number }>(
      `SELECT (SELECT coalesce(sum(count), 0) FROM rooms) AS known,
              (SELECT count(*) FROM recordings WHERE gone = 1) AS gone`,
    )
    this.#onDevice = db.prepare<[], { record_id: string; gone: number }>(
      'SELECT record_id, gone FROM recordings JOIN details USING (place) WHERE on_device = 1',
    )
    this.#newestOfRoom = db.prepare<[string, number], KeepRow>(
      keepRowsOf(
        'SELECT place FROM recordings WHERE room = (SELECT id FROM rooms WHERE room_id = ?) ORDER BY place LIMIT ?',
      ),
    )
    this.#finishedOnDevice = db.prepare<[number], KeepRow>(
      keepRowsOf('SELECT place FROM recordings WHERE on_device = 1 AND watched = 2', 'w.at < ?'),
    )
    this.#lastWatched = db.prepare<[string], { record_id: string; at: number }>(
      'SELECT w.record_id, w.at FROM json_each(?) k CROSS JOIN positions w ON w.record_id = k.value',
    )
    this.#liveAt = db.prepare<[number], { place: Place; record_id: string }>(
      `SELECT place, record_id FROM (SELECT place FROM recordings WHERE gone = 0 ORDER BY place LIMIT 1 OFFSET ?)
       JOIN details USING (place)`,
    )
  }

  state(): LibraryState {
    return this.#state.read()
  }

  /** Recordings that are known, and how many of them are not on the server any more. */
  counts(): { known: number; gone: number } {
    return this.#counts.get() ?? { known: 0, gone: 0 }
  }

  /** A page of rooms, or of everything, along the server's order. */
  page({ roomIds, roomSid, order, from, limit }: RecordingQuery): FoundPage {
    if (roomSid !== null) return this.#sessionPage(roomSid, order, { from, limit })
    const rooms = [...new Set(roomIds)]
    const total = rooms.length === 0 ? this.#total.get() : this.#totalOf.get(JSON.stringify(rooms))
    const rows = this.#window(rooms, order, { from, limit }, total ?? 0)
    return { recordings: rows.map(toRecording), total: total ?? 0, last: rows.at(-1)?.place ?? null }
  }

  /** What the server has answered to this question, if it is remembered and all of it is still there. */
  remembered(query: RecordingQuery): RememberedPage | null {
    const row = this.#question.get(questionKey(query))
    if (row === undefined) return null
    const recordings = this.recordings(JSON.parse(row.record_ids) as string[])
    return { recordings, total: row.total, leftOut: row.left_out, at: row.at }
  }

  /** Those of these recordings that are known, in this order. */
  recordings(recordIds: readonly string[]): Recording[] {
    const statement = this.#prepared(
      'ids',
      'SELECT d.place, k.key FROM json_each(?) k JOIN details d ON d.session = session_hash(k.value) AND d.record_id = k.value',
      'p.key',
    )
    return statement.all(JSON.stringify(recordIds)).map(toRecording)
  }

  /** As main knows it, with the addresses of its subtitles; null: it is not known. */
  recording(recordId: string): ServerRecording | null {
    const row = this.#recording.get({ recordId })
    return row === undefined ? null : unpackFacts(row)
  }

  /** Recordings of the same room that are older than this one, newest first. */
  earlierInRoom(recordId: string, limit: number): Recording[] {
    return this.#earlier.all({ recordId, limit }).map(toRecording)
  }

  rooms(): RoomList {
    const { complete } = this.state()
    const rooms = this.#rooms.all()
    const toRoom = ({ room_id, title, name, pinned, count, last_at }: RoomRow): Room => ({
      roomId: room_id,
      title,
      name,
      pinned: pinned === 1,
      count: complete ? count : null,
      lastAt: last_at,
    })
    return { rooms: rooms.map(toRoom), total: complete ? (this.#total.get() ?? 0) : this.state().serverTotal, complete }
  }

  /** Recordings whose file is on this device; `gone`: nowhere else. */
  onDevice(): { recordId: string; gone: boolean }[] {
    return this.#onDevice.all().map(({ record_id, gone }) => ({ recordId: record_id, gone: gone === 1 }))
  }

  /** A room's recordings, newest first, at most so many; null: all of them. */
  newestOfRoom(roomId: string, limit: number | null): KeepFacts[] {
    return this.#newestOfRoom.all(roomId, limit ?? -1).map(toKeepFacts)
  }

  /** Recordings on this device that were watched to the end, and not played since then (ms since 1970), newest first. */
  finishedOnDevice(beforeMs: number): KeepFacts[] {
    return this.#finishedOnDevice.all(beforeMs).map(toKeepFacts)
  }

  /** When these recordings were last played, in ms since 1970; those that never were are left out. */
  lastWatched(recordIds: readonly string[]): Map<string, number> {
    const rows = this.#lastWatched.all(JSON.stringify(recordIds))
    return new Map(rows.map(({ record_id, at }) => [record_id, at]))
  }

  /** Languages of subtitles, the most frequent first. */
  languages(): string[] {
    return this.#languages.all()
  }

  /** The recording at this place of the server's list, counted from its newest; null: beyond its end. */
  liveAt(index: number): { place: Place; recordId: string } | null {
    const row = this.#liveAt.get(index)
    return row === undefined ? null : { place: row.place, recordId: row.record_id }
  }

  #sessionPage(roomSid: string, order: RecordingQuery['order'], { from, limit }: Window): FoundPage {
    const all = this.#session.all({ sid: roomSid }).map(toRecording)
    const ordered = order === 'newest' ? all : all.toReversed()
    return { recordings: ordered.slice(from, from + limit), total: all.length, last: null }
  }

  /** What is nearer to the list's end is counted from there: skipping is what a far page costs. */
  #window(roomIds: readonly string[], order: RecordingQuery['order'], { from, limit }: Window, total: number) {
    const length = Math.min(limit, total - from)
    if (length <= 0) return []
    const isNearEnd = from > total - from - length
    const offset = isNearEnd ? total - from - length : from
    const isDown = (order === 'newest') === isNearEnd
    const name = `${roomIds.length > MOST_MERGED_ROOMS ? 'many' : roomIds.length} ${isDown} ${order}`
    const statement = this.#prepared(
      name,
      `${placesOf(roomIds.length)} ORDER BY place ${isDown ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`,
      `p.place ${order === 'newest' ? 'ASC' : 'DESC'}`,
    )
    const rooms = roomIds.length > MOST_MERGED_ROOMS ? [JSON.stringify(roomIds)] : roomIds
    return statement.all(...rooms, length, offset)
  }

  #prepared(name: string, picked: string, order: string) {
    const known = this.#pages.get(name)
    if (known !== undefined) return known
    const sql = rowsOf(picked, order).replace('SELECT d.record_id', 'SELECT p.place, d.record_id')
    const statement = this.#db.prepare<unknown[], RecordingRow & { place: Place }>(sql)
    this.#pages.set(name, statement)
    return statement
  }
}

/** The recordings whose places `picked` selects, newest first, as far as keeping and removing looks at them. */
const keepRowsOf = (picked: string, condition = 'TRUE'): string => `
  SELECT d.record_id, r.size_bytes, r.on_device, r.gone, iif(w.finished, w.at, NULL) AS finished_at
  FROM (${picked}) p CROSS JOIN recordings r ON r.place = p.place CROSS JOIN details d ON d.place = p.place
  LEFT JOIN positions w ON w.record_id = d.record_id WHERE ${condition} ORDER BY p.place`

const toKeepFacts = ({ record_id, size_bytes, on_device, gone, finished_at }: KeepRow): KeepFacts => ({
  recordId: record_id,
  sizeBytes: size_bytes,
  onDevice: on_device === 1,
  onServer: gone === 0,
  finishedAt: finished_at,
})

function placesOf(rooms: number): string {
  if (rooms === 0) return 'SELECT place FROM recordings'
  const room = '(SELECT id FROM rooms WHERE room_id = ?)'
  if (rooms <= MOST_MERGED_ROOMS)
    return Array.from({ length: rooms }, () => `SELECT place FROM recordings WHERE room = ${room}`).join(' UNION ALL ')
  return `SELECT place FROM recordings WHERE room IN
          (SELECT rooms.id FROM rooms JOIN json_each(?) ON room_id = value)`
}
