import type Database from 'better-sqlite3'
import type { PackedRecording } from './facts.ts'
import { naturalPlace, type Place, stayingPlaces } from './order.ts'
import type { KnownRow, RecordingsTable } from './recordings-table.ts'

/** A stretch of the server's list, newest first: nothing else that it was asked for is between its recordings. */
export interface Stretch {
  recordings: readonly PackedRecording[]
  /** It follows right after the recording at this place; null: it is not known what is before it. */
  after: Place | null
  /** Nothing newer is on the server. */
  isTop: boolean
  /** Nothing older is on the server. */
  isEnd: boolean
  /** What the list was limited to: these rooms' rows; `session`: one session, which says nothing about its surroundings. */
  scope: 'all' | 'session' | readonly number[]
}

export interface Merged {
  added: number
  /** Also those that moved, or are on the server again. */
  changed: number
  removed: number
  /** Where the last recording of the stretch is; null for an empty one. */
  last: Place | null
}

/**
 * So many recordings may have vanished between two that stand beside each other on the server. Where there are more,
 * the later one has rather moved, and those in between wait until they are met.
 */
const MOST_BETWEEN = 600
/** Between new ones at the top, for what an answer to another question may put in between. */
const STEP = 64
const FIRST = Number.NEGATIVE_INFINITY
const LAST = Number.POSITIVE_INFINITY

/** Brings the library in line with what a server lists. To be used within a transaction. */
export class Merger {
  readonly #table: RecordingsTable
  readonly #isTaken
  readonly #ends
  readonly #gapAbove
  readonly #gapBelow
  readonly #between
  readonly #far
  /** The last place of all, before the stretch that is being merged. */
  #end: Place = FIRST

  constructor(db: Database.Database, table: RecordingsTable) {
    this.#table = table
    this.#isTaken = db.prepare<[Place], 1>('SELECT 1 FROM recordings WHERE place = ?').pluck()
    this.#ends = db.prepare<[], { first: Place | null; last: Place | null }>(
      'SELECT (SELECT min(place) FROM recordings) AS first, (SELECT max(place) FROM recordings) AS last',
    )
    const isFree = (side: string) => `NOT EXISTS (SELECT 1 FROM recordings o WHERE o.place = r.place ${side} 1)`
    this.#gapAbove = db
      .prepare<[Place], Place>(
        `SELECT place + 1 FROM recordings r WHERE place >= ? AND ${isFree('+')} ORDER BY place LIMIT 1`,
      )
      .pluck()
    this.#gapBelow = db
      .prepare<[Place], Place>(
        `SELECT place - 1 FROM recordings r WHERE place <= ? AND ${isFree('-')} ORDER BY place DESC LIMIT 1`,
      )
      .pluck()
    this.#between = db
      .prepare<{ from: Place; to: Place; rooms: string | null; most: number }, Place>(
        `SELECT place FROM recordings WHERE place > @from AND place < @to AND gone = 0
         AND (@rooms IS NULL OR room IN (SELECT value FROM json_each(@rooms))) ORDER BY place LIMIT @most`,
      )
      .pluck()
    this.#far = db
      .prepare<[Place, number], Place>('SELECT place FROM recordings WHERE place > ? ORDER BY place LIMIT 1 OFFSET ?')
      .pluck()
  }

  merge(stretch: Stretch): Merged {
    const { recordings } = stretch
    const known = recordings.map(({ recordId }) => this.#table.find(recordId))
    const wanted = this.#wantedPlaces(stretch, known)
    const staying = stayingPlaces(wanted)
    const merged: Merged = { added: 0, changed: 0, removed: 0, last: null }
    const places = new Set<Place>()
    const { first, last } = this.#ends.get() ?? { first: null, last: null }
    this.#end = last ?? FIRST
    const slots = this.#slots(stretch, wanted, staying, first)
    let previous = stretch.after ?? FIRST
    recordings.forEach((recording, index) => {
      const row = known[index] ?? null
      const stays = row !== null && staying[index] === true && row.place > previous
      const place = stays ? row.place : slots(index, previous)
      this.#put(recording, row, place, merged)
      places.add(place)
      previous = place
    })
    merged.removed = this.#dropOthers(stretch, places, previous)
    merged.last = places.size === 0 ? stretch.after : previous
    return merged
  }

  /** True when believing its end would take away so much that a server's passing mistake is as likely. */
  losesMany({ recordings, after, isEnd, scope }: Stretch): boolean {
    if (!isEnd || scope !== 'all') return false
    const places = recordings.map(({ recordId }) => this.#table.find(recordId)?.place ?? FIRST)
    return this.#far.get(Math.max(after ?? FIRST, ...places), MOST_BETWEEN) !== undefined
  }

  #put(recording: PackedRecording, row: KnownRow | null, place: Place, merged: Merged): void {
    if (row === null) {
      this.#table.add(recording, place)
      merged.added += 1
      return
    }
    const moves = row.place !== place
    if (moves) this.#table.move(row, place)
    if (this.#table.refresh(recording, moves ? { ...row, place } : row) || moves) merged.changed += 1
  }

  /** Where each recording is, or should be by its time; null: only those around it say where. */
  #wantedPlaces(stretch: Stretch, known: readonly (KnownRow | null)[]): (Place | null)[] {
    const after = stretch.after ?? FIRST
    const far = this.#farPlace(stretch, known)
    let before: Place | null = null
    return stretch.recordings.map(({ createdAt }, index) => {
      const natural = naturalPlace(createdAt)
      // Those of one second stand in the order in which they came.
      const own: Place | null =
        before !== null && natural !== null && before >= natural && before < natural + STEP ? before + 1 : natural
      const place = known[index]?.place ?? own
      const isUsable = place !== null && place > after && place <= far
      before = isUsable ? place : null
      return before
    })
  }

  /** What is beyond this place is not beside the stretch's recordings, whatever its time says. */
  #farPlace({ after, isTop, scope, recordings }: Stretch, known: readonly (KnownRow | null)[]): Place {
    if (scope !== 'all') return LAST
    const from = after ?? (isTop ? FIRST : known.find((row) => row !== null)?.place)
    return from === undefined ? LAST : (this.#far.get(from, MOST_BETWEEN + recordings.length) ?? LAST)
  }

  /** Answers where a recording goes that cannot stay, or is new: after the previous one, at its own time if it can. */
  #slots(
    { isTop }: Stretch,
    wanted: readonly (Place | null)[],
    staying: readonly boolean[],
    first: Place | null,
  ): (index: number, previous: Place) => Place {
    const stays = (index: number): Place | null => (staying[index] === true ? (wanted[index] ?? null) : null)
    const nextStaying = (index: number): Place | null => {
      for (let at = index + 1; at < wanted.length; at += 1) if (stays(at) !== null) return stays(at)
      return null
    }
    return (index: number, previous: Place): Place => {
      const own = stays(index)
      if (own !== null && own > previous) return this.#free(own)
      if (previous !== FIRST) return this.#free(previous + 1)
      const next = nextStaying(index)
      if (isTop) return Math.min(first ?? 0, next ?? 0) - STEP * (wanted.length - index)
      return next === null ? this.#free(Math.max(this.#end, 0) + 1) : this.#freeBelow(next)
    }
  }

  #free(place: Place): Place {
    // Nothing is behind the end but what this stretch has put there, in order.
    return place > this.#end || this.#isTaken.get(place) === undefined ? place : (this.#gapAbove.get(place) ?? place)
  }

  #freeBelow(place: Place): Place {
    return this.#gapBelow.get(place) ?? place - 1
  }

  /** What the library has within the stretch, and the server has not. Answers how many went. */
  #dropOthers({ after, isTop, isEnd, scope }: Stretch, places: ReadonlySet<Place>, last: Place): number {
    if (scope === 'session') return 0
    const from = after ?? (isTop ? FIRST : (places.values().next().value ?? LAST))
    const to = isEnd ? LAST : last
    const isCertain = scope === 'all' && (isTop || after !== null)
    const most = isCertain ? -1 : MOST_BETWEEN + places.size + 1
    const rooms = scope === 'all' ? null : JSON.stringify(scope)
    // Behind what was the end, there is nothing but the stretch itself.
    const between = from < Math.min(to, this.#end) ? this.#between.all({ from, to, rooms, most }) : []
    const others = between.filter((place) => !places.has(place))
    if (!isCertain && others.length > MOST_BETWEEN) return 0
    for (const place of others) this.#table.vanish(place)
    return others.length
  }
}
