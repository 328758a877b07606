import { isDeepStrictEqual } from 'node:util'
import Database from 'better-sqlite3'
import { expect, vi } from 'vitest'
import type { DemoServer } from '../../../../src/main/demo/demo-server.ts'
import { generatedSource } from '../../../../src/main/demo/generated-source.ts'
import { type FactsRow, type PackedRecording, packRecording, unpackFacts } from '../../../../src/main/library/facts.ts'
import type { Library } from '../../../../src/main/library/library.ts'
import { sessionHash } from '../../../../src/main/library/session-hash.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { PlugNmeetClient, type ServerRecording } from '../../../../src/main/plugnmeet/client.ts'
import { createHttpClient } from '../../../../src/main/plugnmeet/http.ts'
import type { RecordingQuery } from '../../../../src/shared/recording.ts'

/** A client of a demo server, with requests for at most this many recordings; it is to be closed. */
export function clientOf({ url, apiKey, apiSecret }: DemoServer, pageLimit = 100) {
  const http = createHttpClient()
  const access = { signIn: 'secret', apiKey, secret: apiSecret } as const
  const client = new PlugNmeetClient({ http, baseUrl: new URL(url), access, pageLimit })
  return { client, close: () => http.close() }
}

/** The whole list of a server that stands still, newest first. */
export async function serversList(client: PlugNmeetClient): Promise<ServerRecording[]> {
  const list: ServerRecording[] = []
  for (;;) {
    const query = { roomIds: [], roomSid: null, order: 'newest', from: list.length, limit: 100 } as const
    const page = await client.fetchRecordings({ ...query, roomIds: [] })
    list.push(...page.recordings)
    if (page.recordings.length === 0 || list.length >= page.total) return list
  }
}

/** The whole list that a library would show, page by page. */
export function libraryIds(library: Library, order: RecordingQuery['order'] = 'newest', roomIds: string[] = []) {
  const ids: string[] = []
  for (;;) {
    const page = library.knownPage({ roomIds, roomSid: null, order, from: ids.length, limit: 100 })
    ids.push(...page.recordings.map(({ recordId }) => recordId))
    if (page.recordings.length === 0) return ids
  }
}

/** Everything that the library knows of the server's recordings, newest first. */
export const libraryFacts = (library: Library): (ServerRecording | null)[] =>
  libraryIds(library).map((recordId) => library.recording(recordId))

interface Row extends FactsRow {
  place: number
  session: number
  recorded_at: number | null
  languages: string
  sort_title: string
  on_device: number
  gone: number
  watched: number
}

/** Counts everything that a library maintains anew; answers what does not agree. */
export function recounted(file: string): string[] {
  const db = new Database(file, { readonly: true })
  try {
    // One reading transaction: the thread may be writing.
    return db.transaction(() => [
      ...rowProblems(db),
      ...ownProblems(db),
      ...roomProblems(db),
      ...languageProblems(db),
      ...wordProblems(db),
    ])()
  } finally {
    db.close()
  }
}

const rowsIn = (db: Database.Database): Row[] =>
  db
    .prepare<[], Row>(
      `SELECT r.*, d.session, d.record_id, d.facts, o.room_id FROM recordings r
       JOIN details d ON d.place = r.place JOIN rooms o ON o.id = r.room ORDER BY r.place`,
    )
    .all()

function rowProblems(db: Database.Database): string[] {
  const rows = rowsIn(db)
  const count = (table: string): number => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? -1
  const problems = rows.filter((row) => !agrees(row)).map(({ record_id }) => `${record_id} is not what its facts say`)
  const twice = rows.length - new Set(rows.map(({ record_id }) => record_id)).size
  if (twice > 0) problems.push(`${twice} recordings are there twice`)
  for (const table of ['recordings', 'details'])
    if (count(table) !== rows.length) problems.push(`${count(table)} rows in ${table}, ${rows.length} whole recordings`)
  return problems
}

function agrees(row: Row): boolean {
  const { recordedAt, sizeBytes, languages, sortTitle } = packRecording(unpackFacts(row))
  return (
    row.recorded_at === recordedAt &&
    row.size_bytes === sizeBytes &&
    row.languages === languages &&
    row.sort_title === sortTitle &&
    row.session === sessionHash(row.record_id)
  )
}

function ownProblems(db: Database.Database): string[] {
  const files = new Set(db.prepare<[], string>('SELECT record_key FROM files').pluck().all())
  const positions = db.prepare<[], { record_id: string; finished: number }>('SELECT * FROM positions').all()
  const watched = new Map(positions.map(({ record_id, finished }) => [record_id, finished === 1 ? 2 : 1]))
  return rowsIn(db).flatMap((row) => {
    const isHere = files.has(recordKey(row.record_id))
    const wrong: string[] = []
    if ((row.on_device === 1) !== isHere) wrong.push(`${row.record_id}: on_device ${row.on_device}`)
    if (row.gone === 1 && !isHere) wrong.push(`${row.record_id} is nowhere`)
    if (row.watched !== (watched.get(row.record_id) ?? 0)) wrong.push(`${row.record_id}: watched ${row.watched}`)
    return wrong
  })
}

const roomProblems = (db: Database.Database): string[] =>
  db
    .prepare<[], string>(
      `SELECT room_id || ': ' || count || ' counted, ' || made || ' there, newest ' || ifnull(newest, '-') FROM
       (SELECT o.*, (SELECT count(*) FROM recordings WHERE room = o.id) AS made,
               (SELECT min(place) FROM recordings WHERE room = o.id) AS first FROM rooms o)
       WHERE count <> made OR newest IS NOT first
          OR last_at IS NOT (SELECT recorded_at FROM recordings WHERE place = first)`,
    )
    .pluck()
    .all()

function languageProblems(db: Database.Database): string[] {
  const counts = new Map<string, number>()
  for (const { languages } of rowsIn(db))
    for (const language of languages.split(' ').filter((part) => part !== ''))
      counts.set(language, (counts.get(language) ?? 0) + 1)
  const kept = db.prepare<[], { language: string; count: number }>('SELECT * FROM languages').all()
  const isSame = kept.length === counts.size && kept.every(({ language, count }) => counts.get(language) === count)
  return isSame ? [] : [`languages ${JSON.stringify(kept)} should be ${JSON.stringify([...counts])}`]
}

/** Each recording can be found by its words, or waits to be. */
function wordProblems(db: Database.Database): string[] {
  const numbers = (sql: string): number[] => db.prepare<[], number>(sql).pluck().all()
  const places = new Set(numbers('SELECT place FROM recordings'))
  const waiting = new Set(numbers('SELECT place FROM unindexed'))
  const words = numbers('SELECT rowid FROM words')
  const found = new Set(words)
  const stray = [...words, ...waiting].filter((place) => !places.has(place))
  const lost = [...places].filter((place) => !found.has(place) && !waiting.has(place))
  return [
    ...stray.map((place) => `words of nothing at ${place}`),
    ...lost.map((place) => `no words for what is at ${place}`),
  ]
}

/** What a request for a list asks for; null: it is no such request. */
export function listAsked(path: string, body: string): { from: number; limit: number; roomIds: string[] } | null {
  if (path !== '/auth/recording/fetch') return null
  const { from, limit, room_ids } = JSON.parse(body) as { from: number; limit: number; room_ids: string[] }
  return { from, limit, roomIds: room_ids }
}

/** The IDs that a demo server with so many recordings begins with, newest first. */
export function serverIds(recordings: number): string[] {
  const source = generatedSource(recordings, 1)
  return Array.from({ length: recordings }, (_, rank) => source.at(rank).recordId)
}

/** Waits until the library has it; fails with what is missing when it never does. */
export async function comesTo<T>(read: () => T, wanted: T): Promise<void> {
  // Not `expect` in a loop: telling the difference between two long lists takes longer than the sync.
  const isThere = await vi
    .waitUntil(() => isDeepStrictEqual(read(), wanted), { timeout: 10_000, interval: 5 })
    .catch(() => false)
  if (!isThere) expect(read()).toEqual(wanted)
}

/** A recording as a library writes it, of which only this is known. */
export const packed = (recordId: string, change: Partial<ServerRecording> = {}): PackedRecording =>
  packRecording({
    recordId,
    roomId: 'lab',
    roomSid: '',
    roomTitle: null,
    title: `Recording ${recordId}`,
    description: null,
    sizeBytes: null,
    createdAt: null,
    startedAt: null,
    endedAt: null,
    filePath: '',
    subtitles: [],
    extraData: {},
    subtitleSources: [],
    ...change,
  })

/** Waits until a server has not been asked for a while: whoever asked has come to an end, or waits for later. */
export async function quietServer(demo: DemoServer, asked: () => number): Promise<void> {
  let before = -1
  let quiet = 0
  const isQuiet = (): boolean => {
    quiet = demo.inFlight === 0 && asked() === before ? quiet + 1 : 0
    before = asked()
    return quiet >= 6
  }
  await vi.waitUntil(isQuiet, { timeout: 10_000, interval: 16 })
}
