import { isDeepStrictEqual } from 'node:util'
import type Database from 'better-sqlite3'
import { recordKey } from '../media/media-folder.ts'
import { OWN_ROOM_TITLE, type PackedRecording, unpackShown } from './facts.ts'
import { LanguagesTable } from './languages-table.ts'
import { PACKED_MEDIA } from './media-facts-table.ts'
import type { Place } from './order.ts'
import { RoomsTable } from './rooms-table.ts'
import { sessionHash } from './session-hash.ts'

/** A row that is there, as far as merging looks at it. */
export interface KnownRow {
  place: Place
  facts: string
  size_bytes: number | null
  room: number
  languages: string
  gone: number
  on_device: number
}

interface OwnFacts {
  watched: number
  onDevice: number
  media: string | null
}

/** The recordings' rows, in all the tables that hold a part of one; to be used within a transaction. */
export class RecordingsTable {
  readonly rooms: RoomsTable
  readonly #languages: LanguagesTable
  readonly #details
  readonly #narrow
  readonly #insert
  readonly #insertDetails
  readonly #update
  readonly #updateDetails
  readonly #seen
  readonly #remove
  readonly #moves
  readonly #queue
  readonly #dequeue
  readonly #queueUntitled
  readonly #forgetWords
  readonly #watched
  readonly #isFile
  readonly #hasFiles
  readonly #hasPositions
  readonly #media
  readonly #hasMedia
  /** Places of recordings that have to be indexed (anew). */
  readonly #queued = new Set<Place>()
  #anyFiles = false
  #anyPositions = false
  #anyMedia = false

  constructor(db: Database.Database) {
    this.rooms = new RoomsTable(db)
    this.#languages = new LanguagesTable(db)
    // Not joined: a join costs three times as much, and most of those that are looked for are not there yet.
    this.#details = db.prepare<[number, string], { place: Place; facts: string }>(
      'SELECT place, facts FROM details WHERE session = ? AND record_id = ?',
    )
    this.#narrow = db.prepare<[Place], Omit<KnownRow, 'facts'>>(
      'SELECT place, size_bytes, room, languages, gone, on_device FROM recordings WHERE place = ?',
    )
    this.#insert = db.prepare(
      `INSERT INTO recordings (place, room, recorded_at, size_bytes, languages, sort_title, on_device, watched)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#insertDetails = db.prepare<[Place, number, string, string, string | null]>(
      'INSERT INTO details (place, session, record_id, facts, media) VALUES (?, ?, ?, ?, ?)',
    )
    this.#update = db.prepare(
      `UPDATE recordings SET room = ?, recorded_at = ?, size_bytes = ?, languages = ?, sort_title = ?, gone = 0
       WHERE place = ?`,
    )
    this.#updateDetails = db.prepare<[string, Place]>('UPDATE details SET facts = ? WHERE place = ?')
    this.#seen = db.prepare<[number, Place]>('UPDATE recordings SET gone = ? WHERE place = ?')
    this.#remove = ['recordings', 'details'].map((table) => db.prepare<[Place]>(`DELETE FROM ${table} WHERE place = ?`))
    this.#moves = ['recordings', 'details'].map((table) =>
      db.prepare<[Place, Place]>(`UPDATE ${table} SET place = ? WHERE place = ?`),
    )
    this.#queue = db.prepare<[string]>('INSERT OR IGNORE INTO unindexed SELECT value FROM json_each(?)')
    this.#dequeue = db.prepare<[Place]>('DELETE FROM unindexed WHERE place = ?')
    // Those that bear their room's title are found by it.
    this.#queueUntitled = db.prepare<[number]>(
      `INSERT OR IGNORE INTO unindexed SELECT place FROM recordings JOIN details USING (place)
       WHERE room = ? AND ${OWN_ROOM_TITLE} IS NULL`,
    )
    this.#forgetWords = db.prepare<[Place]>('DELETE FROM words WHERE rowid = ?')
    this.#watched = db
      .prepare<[string], number>('SELECT iif(finished, 2, 1) FROM positions WHERE record_id = ?')
      .pluck()
    this.#isFile = db.prepare<[string], 1>('SELECT 1 FROM files WHERE record_key = ?').pluck()
    this.#hasFiles = db.prepare<[], 1>('SELECT 1 FROM files LIMIT 1').pluck()
    this.#hasPositions = db.prepare<[], 1>('SELECT 1 FROM positions LIMIT 1').pluck()
    this.#media = db.prepare<[string], string>(`SELECT ${PACKED_MEDIA} FROM media_facts WHERE record_id = ?`).pluck()
    this.#hasMedia = db.prepare<[], 1>('SELECT 1 FROM media_facts LIMIT 1').pluck()
    this.lookForOwn()
  }

  find(recordId: string): KnownRow | null {
    const details = this.#details.get(sessionHash(recordId), recordId)
    const narrow = details === undefined ? undefined : this.#narrow.get(details.place)
    return details === undefined || narrow === undefined ? null : { ...narrow, facts: details.facts }
  }

  /** A recording that is not there yet, at a place that is free. */
  add(recording: PackedRecording, place: Place): void {
    const room = this.rooms.id(recording.roomId)
    const { recordId, recordedAt, sizeBytes, languages, sortTitle, facts } = recording
    const { watched, onDevice, media } = this.#ownFacts(recordId)
    this.#insert.run(place, room, recordedAt, sizeBytes, languages, sortTitle, onDevice, watched)
    this.#insertDetails.run(place, sessionHash(recordId), recordId, facts, media)
    this.#queued.add(place)
    this.rooms.add(room, place)
    this.rooms.hear(room, recording.roomTitle, place)
    this.#languages.count(languages, 1)
  }

  /** What the server says now of a recording that is there. Answers whether that is anything new for a screen. */
  refresh(recording: PackedRecording, known: KnownRow): boolean {
    const { recordedAt, sizeBytes, languages, sortTitle, facts } = recording
    const room = this.rooms.id(recording.roomId)
    if (sizeBytes === known.size_bytes && room === known.room && areShownAlike(facts, known.facts)) {
      if (facts !== known.facts) this.#updateDetails.run(facts, known.place)
      if (known.gone === 1) this.#seen.run(0, known.place)
      return known.gone === 1
    }
    this.#update.run(room, recordedAt, sizeBytes, languages, sortTitle, known.place)
    this.#updateDetails.run(facts, known.place)
    this.#queued.add(known.place)
    this.rooms.drop(known.room)
    this.rooms.add(room, known.place)
    this.rooms.hear(room, recording.roomTitle, known.place)
    this.#languages.count(known.languages, -1)
    this.#languages.count(languages, 1)
    return true
  }

  /** To a place that is free. */
  move(known: KnownRow, place: Place): void {
    this.#forgetWords.run(known.place)
    for (const statement of this.#moves) statement.run(place, known.place)
    this.#unqueue(known.place)
    this.#queued.add(place)
    this.rooms.drop(known.room)
    this.rooms.add(known.room, place)
  }

  /** The server does not have it any more: with its file here it stays, marked; else it goes. */
  vanish(place: Place): void {
    const known = this.#narrow.get(place)
    if (known === undefined) return
    if (known.on_device === 1) this.#seen.run(1, place)
    else this.remove(known)
  }

  remove({ place, room, languages }: Omit<KnownRow, 'facts'>): void {
    this.#forgetWords.run(place)
    for (const statement of this.#remove) statement.run(place)
    this.#unqueue(place)
    this.rooms.drop(room)
    this.#languages.count(languages, -1)
  }

  /** Files on this device, positions, or what files say, may have come or gone. */
  lookForOwn(): void {
    this.#anyFiles = this.#hasFiles.get() !== undefined
    this.#anyPositions = this.#hasPositions.get() !== undefined
    this.#anyMedia = this.#hasMedia.get() !== undefined
  }

  /** Writes what was counted; to be called before a transaction ends. */
  flush(): void {
    for (const room of this.rooms.flush()) this.#queueUntitled.run(room)
    this.#languages.flush()
    // All of a page in one statement: one for each recording would take as long as the recording's own.
    if (this.#queued.size > 0) this.#queue.run(JSON.stringify([...this.#queued]))
    this.#queued.clear()
  }

  /** Forgets what was counted: the transaction has failed. */
  forget(): void {
    this.rooms.forget()
    this.#languages.forget()
    this.#queued.clear()
  }

  #unqueue(place: Place): void {
    this.#queued.delete(place)
    this.#dequeue.run(place)
  }

  #ownFacts(recordId: string): OwnFacts {
    // A hash for each of a hundred thousand recordings only if there is a file that may be theirs.
    const onDevice = this.#anyFiles && this.#isFile.get(recordKey(recordId)) !== undefined ? 1 : 0
    const watched = this.#anyPositions ? (this.#watched.get(recordId) ?? 0) : 0
    return { onDevice, watched, media: this.#anyMedia ? (this.#media.get(recordId) ?? null) : null }
  }
}

/** Some servers sign the addresses of subtitles anew with each answer: as news, they would never come to an end. */
function areShownAlike(facts: string, known: string): boolean {
  if (facts === known) return true
  const shown = (text: string) => unpackShown({ record_id: '', room_id: '', size_bytes: null, facts: text })
  return isDeepStrictEqual(shown(facts), shown(known))
}
