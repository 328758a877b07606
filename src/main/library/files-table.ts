import type Database from 'better-sqlite3'
import { recordKey } from '../media/media-folder.ts'
import type { Place } from './order.ts'
import type { RecordingsTable } from './recordings-table.ts'

interface Candidate {
  place: Place
  record_id: string
}

/** Which recordings' files are on this device. Files are known by the hash of the recording's ID (recordKey). */
export class FilesTable {
  readonly #table: RecordingsTable
  readonly #all
  readonly #add
  readonly #drop
  readonly #mark
  readonly #recordings
  readonly #marked

  constructor(db: Database.Database, table: RecordingsTable) {
    this.#table = table
    this.#all = db.prepare<[], string>('SELECT record_key FROM files').pluck()
    this.#add = db.prepare<[string]>('INSERT OR IGNORE INTO files VALUES (?)')
    this.#drop = db.prepare<[string]>('DELETE FROM files WHERE record_key = ?')
    this.#mark = db.prepare<[number, Place]>('UPDATE recordings SET on_device = ? WHERE place = ?')
    this.#recordings = db.prepare<[], Candidate>('SELECT place, record_id FROM details')
    this.#marked = db.prepare<[], Candidate>(
      'SELECT place, record_id FROM recordings JOIN details USING (place) WHERE on_device = 1',
    )
  }

  /** These files are here, and no others. Answers whether that is anything new. */
  set(keys: readonly string[]): boolean {
    const known = new Set(this.#all.all())
    const here = new Set(keys)
    const come = keys.filter((key) => !known.has(key))
    const gone = [...known].filter((key) => !here.has(key))
    for (const key of come) this.#add.run(key)
    this.#table.lookForOwn()
    if (come.length > 0) this.#markThose(new Set(come))
    for (const key of gone) this.change(key, null, false)
    return come.length + gone.length > 0
  }

  /** One file has come or gone; the ID is null where only the file's name is known. */
  change(key: string, recordId: string | null, here: boolean): void {
    if (here) this.#add.run(key)
    else this.#drop.run(key)
    this.#table.lookForOwn()
    const id = recordId ?? this.#markedId(key)
    const known = id === null ? null : this.#table.find(id)
    if (known === null) return
    if (!here && known.gone === 1) this.#table.remove(known)
    else this.#mark.run(here ? 1 : 0, known.place)
  }

  /** Files that nobody has told of: each recording's ID has to be hashed to find theirs. */
  #markThose(keys: ReadonlySet<string>): void {
    const theirs = this.#recordings.all().filter(({ record_id }) => keys.has(recordKey(record_id)))
    for (const { place } of theirs) this.#mark.run(1, place)
  }

  #markedId(key: string): string | null {
    return this.#marked.all().find(({ record_id }) => recordKey(record_id) === key)?.record_id ?? null
  }
}
