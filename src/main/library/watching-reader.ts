import type Database from 'better-sqlite3'
import type { Recording } from '../../shared/recording.ts'
import type { Bookmark, FoundBookmark, History, RecordingChoice } from '../../shared/watching.ts'
import type { ServerRecording } from '../plugnmeet/client.ts'
import { type FactsRow, sortKey, unpackFacts } from './facts.ts'
import { separated } from './match-query.ts'
import type { Place } from './order.ts'
import type { Position } from './positions-table.ts'
import { type RecordingRow, rowsOf, toRecording } from './row.ts'

interface BookmarkRow {
  id: number
  record_id: string
  seconds: number
  note: string
  created_at: number
}

interface PositionRow {
  record_id: string
  seconds: number
  duration_seconds: number | null
  finished: number
  at: number
}

/** A recording's words are looked through one by one; nobody has so many bookmarks. */
const MOST_LOOKED_AT = 20_000

/** What was watched, chosen and noted, and which recordings have subtitles: each answer is one statement along an index. */
export class WatchingReader {
  readonly #history
  readonly #historyTotal
  readonly #positions
  readonly #bookmarksOf
  readonly #bookmarks
  readonly #choice
  readonly #speed
  readonly #subtitled
  readonly #counts
  readonly #known

  constructor(db: Database.Database) {
    const begun =
      'FROM positions w JOIN details d ON d.session = session_hash(w.record_id) AND d.record_id = w.record_id'
    const isBegun = 'WHERE w.finished = 0 AND w.seconds > 0'
    this.#history = db.prepare<[number], RecordingRow>(
      rowsOf(`SELECT d.place, w.at ${begun} ${isBegun} ORDER BY w.at DESC LIMIT ?`, 'p.at DESC'),
    )
    this.#historyTotal = db.prepare<[], number>(`SELECT count(*) ${begun} ${isBegun}`).pluck()
    this.#positions = db.prepare<[], PositionRow>('SELECT * FROM positions')
    this.#bookmarksOf = db.prepare<[string], BookmarkRow>(
      'SELECT * FROM bookmarks WHERE record_id = ? ORDER BY seconds, id',
    )
    this.#bookmarks = db.prepare<[], BookmarkRow>(
      `SELECT * FROM bookmarks ORDER BY created_at DESC, id DESC LIMIT ${MOST_LOOKED_AT}`,
    )
    this.#choice = db.prepare<[string], string>('SELECT choice FROM choices WHERE record_id = ?').pluck()
    this.#speed = db.prepare<[string], number>('SELECT speed FROM room_speeds WHERE room_id = ?').pluck()
    this.#subtitled = db.prepare<[Place, number], FactsRow & { place: Place }>(
      `SELECT p.place, d.record_id, d.facts, r.size_bytes, o.room_id
       FROM (SELECT place FROM recordings INDEXED BY recordings_subtitled
             WHERE languages <> '' AND place > ? ORDER BY place LIMIT ?) p
       CROSS JOIN details d ON d.place = p.place CROSS JOIN recordings r ON r.place = p.place
       CROSS JOIN rooms o ON o.id = r.room ORDER BY p.place`,
    )
    this.#counts = db.prepare<[], { subtitled: number; known: number }>(
      `SELECT (SELECT count(*) FROM recordings INDEXED BY recordings_subtitled WHERE languages <> '') AS subtitled,
              (SELECT coalesce(sum(count), 0) FROM rooms) AS known`,
    )
    this.#known = db.prepare<[string], RecordingRow>(
      rowsOf(
        'SELECT d.place, k.key FROM json_each(?) k JOIN details d ON d.session = session_hash(k.value) AND d.record_id = k.value',
        'p.key',
      ),
    )
  }

  /** Recordings that were begun and not watched to the end, the last played first. */
  history(limit: number): History {
    return { recordings: this.#history.all(limit).map(toRecording), total: this.#historyTotal.get() ?? 0 }
  }

  /** How far everything was watched, also of recordings that are not known (any more). */
  positions(): Position[] {
    return this.#positions.all().map(({ record_id, seconds, duration_seconds, finished, at }) => ({
      recordId: record_id,
      seconds,
      durationSeconds: duration_seconds,
      finished: finished === 1,
      at,
    }))
  }

  /** By their seconds. */
  bookmarksOf(recordId: string): Bookmark[] {
    return this.#bookmarksOf.all(recordId).map(toBookmark)
  }

  /** The newest first. */
  bookmarks(): Bookmark[] {
    return this.#bookmarks.all().map(toBookmark)
  }

  /** Bookmarks in whose note each of the words begins one, the newest first; of no words all. Of known recordings only. */
  searchBookmarks(text: string, limit: number): FoundBookmark[] {
    const words = wordsOf(text)
    // Typed, and no word in it: nothing can match.
    if (words.length === 0 && text.trim() !== '') return []
    const matching = this.bookmarks().filter(({ note }) => hasWords(wordsOf(note), words))
    const known = this.#recordings(matching.map(({ recordId }) => recordId))
    return matching
      .flatMap((bookmark) => {
        const recording = known.get(bookmark.recordId)
        return recording === undefined ? [] : [{ bookmark, recording }]
      })
      .slice(0, limit)
  }

  /** What was chosen for a recording. The text is our own. */
  choice(recordId: string): RecordingChoice {
    const choice = this.#choice.get(recordId)
    return choice === undefined ? {} : (JSON.parse(choice) as RecordingChoice)
  }

  /** A room's playback rate; null: none of its own. */
  roomSpeed(roomId: string): number | null {
    return this.#speed.get(roomId) ?? null
  }

  /** The next recordings with subtitles, newest first; null begins, and `next` is null behind the last. */
  subtitled(after: Place | null, limit: number): { recordings: ServerRecording[]; next: Place | null } {
    const rows = this.#subtitled.all(after ?? Number.MIN_SAFE_INTEGER, limit)
    return { recordings: rows.map(unpackFacts), next: rows.length < limit ? null : (rows.at(-1)?.place ?? null) }
  }

  /** How many recordings have subtitles, and how many have none. */
  subtitledCounts(): { with: number; without: number } {
    const { subtitled, known } = this.#counts.get() ?? { subtitled: 0, known: 0 }
    return { with: subtitled, without: Math.max(0, known - subtitled) }
  }

  #recordings(recordIds: readonly string[]): Map<string, Recording> {
    const rows = this.#known.all(JSON.stringify([...new Set(recordIds)]))
    return new Map(rows.map(toRecording).map((recording) => [recording.recordId, recording]))
  }
}

const toBookmark = ({ id, record_id, seconds, note, created_at }: BookmarkRow): Bookmark => ({
  id,
  recordId: record_id,
  seconds,
  note,
  createdAt: created_at,
})

/** Letter case and accents aside. */
const wordsOf = (text: string): string[] =>
  separated(text)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '')
    .map(sortKey)

const hasWords = (note: readonly string[], words: readonly string[]): boolean =>
  words.every((word) => note.some((each) => each.startsWith(word)))
