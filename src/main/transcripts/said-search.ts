import { inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import type { PackedCues, SaidHit, SaidQuery } from '../../shared/transcript.ts'
import { limitsOf } from '../library/library-search.ts'
import { searchWords } from '../library/match-query.ts'
import { MOST_CUES, withLibrary } from './schema.ts'
import type { FoundSaid } from './transcript-index.ts'

/** A track with matches; the cues by their places, in order. */
interface Matched {
  id: number
  recordId: string
  trackId: string
  language: string
  places: number[]
}

interface TrackRow {
  id: number
  record_id: string
  track_id: string
  language: string
}

/** Nobody looks further, and counting all of a million takes longer than a key stroke. */
const MOST_COUNTED = 10_000
/** Where rooms or other limits leave few of them, so many times as many are looked at. */
const MOST_CHUNKS = 20
const SHOWN = 3
const MOST_HITS = 1000

/** Finds cues by their words. */
export class SaidSearch {
  readonly #db: Database.Database
  readonly #matches
  readonly #tracks
  readonly #cues
  readonly #matchesOfTrack
  readonly #track

  constructor(db: Database.Database) {
    this.#db = db
    this.#matches = db
      .prepare<[string, number, number], number>(
        'SELECT rowid FROM cue_words WHERE cue_words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
      )
      .pluck()
    this.#tracks = db.prepare<[string], TrackRow>(
      `SELECT t.id, t.record_id, t.track_id, t.language FROM json_each(?) k JOIN tracks t ON t.id = k.value WHERE t.state = 'ready'`,
    )
    this.#cues = db.prepare<[number], Buffer>('SELECT packed FROM cues WHERE id = ?').pluck()
    this.#matchesOfTrack = db
      .prepare<[string, number, number], number>(
        `SELECT rowid FROM cue_words WHERE cue_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ${MOST_HITS}`,
      )
      .pluck()
    this.#track = db
      .prepare<[string, string], number>(
        "SELECT id FROM tracks WHERE record_id = ? AND track_id = ? AND state = 'ready'",
      )
      .pluck()
  }

  /** Recordings in which it was said. `languages`: of tracks with as many matches the earlier language counts. */
  search(query: SaidQuery, libraryFile: string, languages: readonly string[]): FoundSaid {
    const match = saidQuery(query.text)
    const nothing: FoundSaid = { recordings: [], total: 0, hits: 0, more: false, sort: query.sort }
    if (match === null) return nothing
    const found = withLibrary(this.#db, libraryFile, () => this.#matched(match, query))
    if (found === null) return nothing
    const recordings = oneEach(found.tracks, languages)
    const sort = found.more ? 'newest' : query.sort
    if (sort === 'match') recordings.sort((one, other) => other.places.length - one.places.length)
    return {
      recordings: recordings.slice(query.from, query.from + query.limit).map((track) => this.#shown(track)),
      total: recordings.length,
      hits: recordings.reduce((sum, { places }) => sum + places.length, 0),
      more: found.more,
      sort,
    }
  }

  /** All cues of a track that match, at most 1 000. */
  hits(recordId: string, trackId: string, text: string): SaidHit[] {
    const match = saidQuery(text)
    const id = this.#track.get(recordId, trackId)
    if (match === null || id === undefined) return []
    const rows = this.#matchesOfTrack.all(match, id * MOST_CUES, (id + 1) * MOST_CUES - 1)
    return this.#said(
      id,
      rows.map((row) => row - id * MOST_CUES),
    )
  }

  /** Tracks with matches, the newest recording first, of recordings within the query's limits. */
  #matched(match: string, query: SaidQuery): { tracks: Matched[]; more: boolean } {
    const tracks: Matched[] = []
    let counted = 0
    let below = Number.MAX_SAFE_INTEGER
    for (let chunk = 0; chunk < MOST_CHUNKS; chunk += 1) {
      const rows = this.#matches.all(match, below, MOST_COUNTED)
      const within = this.#within(rows, query)
      for (const track of within) {
        // A chunk may end within a track.
        const last = tracks.at(-1)
        if (last?.id === track.id) last.places.unshift(...track.places)
        else tracks.push(track)
        counted += track.places.length
      }
      const last = rows.at(-1)
      if (last === undefined || rows.length < MOST_COUNTED) return { tracks, more: false }
      if (counted >= MOST_COUNTED) break
      below = last
    }
    return { tracks, more: true }
  }

  #within(rows: readonly number[], query: SaidQuery): Matched[] {
    const places = new Map<number, number[]>()
    for (const row of rows) {
      const id = Math.floor(row / MOST_CUES)
      const known = places.get(id)
      if (known === undefined) places.set(id, [row - id * MOST_CUES])
      else known.push(row - id * MOST_CUES)
    }
    const found = new Map(this.#tracks.all(JSON.stringify([...places.keys()])).map((track) => [track.id, track]))
    const known = this.#known([...new Set([...found.values()].map(({ record_id }) => record_id))], query)
    return [...places].flatMap(([id, inOrder]): Matched[] => {
      const track = found.get(id)
      if (track === undefined || !known.has(track.record_id)) return []
      const { record_id, track_id, language } = track
      return [{ id, recordId: record_id, trackId: track_id, language, places: inOrder.reverse() }]
    })
  }

  /** Those of these recordings that the library knows, and that are within the limits. */
  #known(recordIds: readonly string[], { roomIds, roomSid, filters }: SaidQuery): Set<string> {
    const { where, values } = limitsOf({ roomIds, roomSid, filters: { ...filters, text: '' } })
    const limits = where.map((condition) => `AND ${condition}`).join(' ')
    const statement = this.#db
      .prepare<unknown[], string>(
        `SELECT d.record_id FROM json_each(@ids) k
         CROSS JOIN library.details d ON d.session = session_hash(k.value) AND d.record_id = k.value
         CROSS JOIN library.recordings r ON r.place = d.place WHERE TRUE ${limits}`,
      )
      .pluck()
    return new Set(statement.all({ ...values, ids: JSON.stringify(recordIds) }))
  }

  #shown({ id, recordId, trackId, language, places }: Matched): FoundSaid['recordings'][number] {
    return { recordId, trackId, language, hits: this.#said(id, places.slice(0, SHOWN)), total: places.length }
  }

  #said(id: number, places: readonly number[]): SaidHit[] {
    const packed = this.#cues.get(id)
    if (packed === undefined) return []
    const { cues } = JSON.parse(inflateRawSync(packed).toString('utf8')) as PackedCues
    return places.flatMap((place) => {
      const [startMs, , speaker, text] = cues[place] ?? []
      return startMs === undefined || text === undefined ? [] : [{ startMs, speaker: speaker ?? null, text }]
    })
  }
}

/** Every word begins one of the cue, or of its speaker's name, and one of them was said. Null: there is no word in it. */
function saidQuery(text: string): string | null {
  const words = searchWords(text)
  if (words.length === 0) return null
  const anywhere = words.length === 1 ? '' : `(${words.join(' AND ')}) AND `
  return `${anywhere}({text} : (${words.join(' OR ')}))`
}

/** What was said once is listed in several languages: of each recording the track with the most matches counts. */
function oneEach(tracks: readonly Matched[], languages: readonly string[]): Matched[] {
  const wish = (language: string): number => {
    const place = languages.findIndex((wished) => wished !== '' && primary(wished) === primary(language))
    return place === -1 ? languages.length : place
  }
  const best = new Map<string, Matched>()
  for (const track of tracks) {
    const known = best.get(track.recordId)
    const more = track.places.length - (known?.places.length ?? 0)
    if (known === undefined || more > 0 || (more === 0 && wish(track.language) < wish(known.language)))
      best.set(track.recordId, track)
  }
  return [...best.values()]
}

const primary = (language: string): string => language.toLowerCase().split(/[-_]/)[0] ?? ''
