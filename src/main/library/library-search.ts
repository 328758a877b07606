import type Database from 'better-sqlite3'
import type { LibraryQuery, Recording, RecordingSort } from '../../shared/recording.ts'
import { languageKey } from './facts.ts'
import { matchQuery } from './match-query.ts'
import { type RecordingRow, rowsOf, toRecording } from './row.ts'
import { isOfSession } from './session-hash.ts'

/** What a search has found. */
export interface FoundBySearch {
  recordings: Recording[]
  total: number
  /** There are more than were counted. */
  more: boolean
  sort: RecordingSort
}

/** Ranking looks at every match: so many take some milliseconds; a word that more have says little about any of them. */
const MOST_RANKED = 5000
/** Nobody pages further, and counting all of a million takes longer than a key stroke. */
const MOST_COUNTED = 10_000

const ORDERS: Readonly<Record<Exclude<RecordingSort, 'match'>, string>> = {
  newest: 'r.place',
  oldest: 'r.place DESC',
  title: 'r.sort_title, r.place',
  largest: 'r.size_bytes IS NULL, r.size_bytes DESC, r.place',
  room: 'o.sort_name, o.id, r.place',
}
/** A match in the title counts most, then the room's name, then what describes it. */
const RANK = 'bm25(words, 10.0, 2.0, 4.0, 1.0)'

interface Parts {
  from: string
  where: string[]
  values: Record<string, string | number>
}

/** Answers what rooms and the server's order do not: searches, filters and other orders, over everything known. */
export class LibrarySearch {
  readonly #db: Database.Database
  readonly #statements = new Map<string, Database.Statement<unknown[], unknown>>()

  constructor(db: Database.Database) {
    this.#db = db
  }

  search(query: LibraryQuery): FoundBySearch {
    const { from, limit, filters } = query
    const match = matchQuery(filters.text)
    const nothing: FoundBySearch = { recordings: [], total: 0, more: false, sort: query.sort }
    // Typed, and no word in it: nothing can match.
    if (match === null && filters.text.trim() !== '') return nothing
    const parts = partsOf(query, match)
    const counted = this.#count(parts, match !== null)
    const more = match !== null && counted > MOST_COUNTED
    const sort = sortFor(query.sort, match !== null, counted)
    const picked = `SELECT r.place${sort === 'match' ? `, ${RANK} AS rank` : ''} FROM ${parts.from} ${whereOf(parts)}
      ORDER BY ${innerOrder(sort, match !== null)} LIMIT @limit OFFSET @from`
    const rows = this.#prepared<RecordingRow>(rowsOf(picked, sort === 'match' ? 'p.rank, p.place' : ORDERS[sort]))
    const recordings = rows.all({ ...parts.values, from, limit }).map(toRecording)
    return { recordings, total: more ? MOST_COUNTED : counted, more, sort }
  }

  #count(parts: Parts, isBounded: boolean): number {
    const all = `SELECT 1 FROM ${parts.from} ${whereOf(parts)}${isBounded ? ` LIMIT ${MOST_COUNTED + 1}` : ''}`
    return this.#prepared<{ n: number }>(`SELECT count(*) AS n FROM (${all})`).get(parts.values)?.n ?? 0
  }

  #prepared<T>(sql: string): Database.Statement<unknown[], T> {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql)
    this.#statements.set(sql, known)
    return known as Database.Statement<unknown[], T>
  }
}

/** The order that is used: by match only where there is a search, and not too many matches to rank them. */
function sortFor(wanted: RecordingSort, isSearch: boolean, counted: number): RecordingSort {
  return wanted === 'match' && (!isSearch || counted > MOST_RANKED) ? 'newest' : wanted
}

/** Within a search, the word index itself is in the order of places: no sorting for newest and oldest. */
function innerOrder(sort: RecordingSort, isSearch: boolean): string {
  if (sort === 'match') return 'rank, r.place'
  if (isSearch && (sort === 'newest' || sort === 'oldest')) return `words.rowid${sort === 'oldest' ? ' DESC' : ''}`
  return ORDERS[sort]
}

const whereOf = ({ where }: Parts): string => (where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`)

function partsOf(query: LibraryQuery, match: string | null): Parts {
  const { where, values } = limitsOf(query)
  if (match !== null) {
    where.unshift('words MATCH @match')
    values.match = match
  }
  const recordings = match === null ? 'recordings r' : 'words CROSS JOIN recordings r ON r.place = words.rowid'
  const from = query.sort === 'room' ? `${recordings} JOIN rooms o ON o.id = r.room` : recordings
  return { from, where, values }
}

/** What rooms and filters ask of a row of `recordings`, called `r`; all of it has to hold. The search is not among it. */
export function limitsOf({
  roomIds,
  roomSid,
  filters,
}: Pick<LibraryQuery, 'roomIds' | 'roomSid' | 'filters'>): Pick<Parts, 'where' | 'values'> {
  const where: string[] = []
  const values: Parts['values'] = {}
  const limit = (condition: string, value: Parts['values'] = {}): void => {
    where.push(condition)
    Object.assign(values, value)
  }
  if (roomSid !== null) {
    limit(`r.place IN (SELECT place FROM details WHERE ${isOfSession('@sid')})`, { sid: roomSid })
  } else if (roomIds.length > 0) {
    limit('r.room IN (SELECT rooms.id FROM rooms JOIN json_each(@rooms) ON room_id = value)', {
      rooms: JSON.stringify(roomIds),
    })
  }
  if (filters.since !== null) limit('r.recorded_at >= @since', { since: filters.since })
  if (filters.until !== null) limit('r.recorded_at < @until', { until: filters.until })
  if (filters.minBytes !== null) limit('r.size_bytes >= @minBytes', { minBytes: filters.minBytes })
  if (filters.subtitles === 'any') limit("r.languages <> ''")
  else if (filters.subtitles !== null)
    limit('instr(r.languages, @language) > 0', { language: ` ${languageKey(filters.subtitles)} ` })
  if (filters.onDevice) limit('r.on_device = 1')
  if (filters.watched === 'new') limit('r.watched = 0')
  else if (filters.watched !== null) limit('r.watched = @watched', { watched: filters.watched === 'started' ? 1 : 2 })
  return { where, values }
}
