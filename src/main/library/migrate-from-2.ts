import type Database from 'better-sqlite3'
import type { ServerRecording } from '../plugnmeet/client.ts'
import { packRecording } from './facts.ts'
import { LibraryWriter } from './library-writer.ts'
import { StateTable } from './state-table.ts'

interface OldPage {
  question: string
  record_keys: string
  total: number
  left_out: number
  at: number
}

/** A start waits for this; whatever is more comes back from the server. */
const MOST_RECORDINGS = 5000
const OLD = ['recordings', 'pages', 'rooms', 'source'] as const

/** Schema 2 kept pages as the server had answered them: their recordings and the pages themselves stay known. */
export function migrateFrom2(db: Database.Database, schema: string): void {
  for (const table of OLD) db.exec(`ALTER TABLE ${table} RENAME TO old_${table}`)
  db.exec(schema)
  const writer = new LibraryWriter(db)
  const newest = db.prepare<[], { record_key: string; json: string }>(
    `SELECT record_key, json FROM old_recordings ORDER BY json ->> 'createdAt' DESC LIMIT ${MOST_RECORDINGS}`,
  )
  const ids = new Map<string, string>()
  for (const { record_key, json } of newest.all()) {
    const recording = JSON.parse(json) as ServerRecording
    writer.recording(packRecording(recording))
    ids.set(record_key, recording.recordId)
  }
  keepPages(db, ids)
  const source = db.prepare<[], string>('SELECT name FROM old_source').pluck().get()
  if (source !== undefined) new StateTable(db).write({ source })
  for (const table of OLD) db.exec(`DROP TABLE old_${table}`)
}

/** A page of which a recording is missing says nothing any more. */
function keepPages(db: Database.Database, ids: ReadonlyMap<string, string>): void {
  const pages = db.prepare<[], OldPage>('SELECT question, record_keys, total, left_out, at FROM old_pages').all()
  const keep = db.prepare<[string, string, number, number, number]>(
    'INSERT OR REPLACE INTO questions VALUES (?, ?, ?, ?, ?)',
  )
  for (const { question, record_keys, total, left_out, at } of pages) {
    const recordIds = (JSON.parse(record_keys) as string[]).map((key) => ids.get(key))
    if (recordIds.every((recordId) => recordId !== undefined))
      keep.run(question, JSON.stringify(recordIds), total, left_out, at)
  }
}
