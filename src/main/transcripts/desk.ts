import { deflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import { type AppError, AppFailure } from '../../shared/app-error.ts'
import type { PackedCue, PackedCues } from '../../shared/transcript.ts'
import { separated } from '../library/match-query.ts'
import { parseSubtitles } from '../subtitles/parse-subtitles.ts'
import { MOST_CUES } from './schema.ts'
import type { StoredTrack, TrackFacts } from './transcript-index.ts'

interface TrackRow {
  id: number
  record_id: string
  track_id: string
  kind: string
  language: string
  label: string
  source: string
  state: string
  error: string | null
  cues: number
  version: number
  etag: string | null
  last_modified: string | null
  fetched_at: number
  recorded_at: number | null
}

type Wanted = Pick<TrackFacts, 'recordId' | 'trackId' | 'source'>

/** So many in one go: some tens of milliseconds, after which a search that waits has its turn. */
const AT_ONCE = 1500
/** Cues are text: more than the fastest brings little. */
const LEVEL = 3

/** Everything that is written to a transcripts' file. Fails as SQLite does. */
export class TranscriptDesk {
  readonly #db: Database.Database
  readonly #ofRecording
  readonly #isTaken
  readonly #insert
  readonly #keepCues
  readonly #addWords
  readonly #removeTrack
  readonly #removeCues
  readonly #removeWords
  readonly #finish
  readonly #confirm
  readonly #packed
  readonly #counts
  /** Of `coverage`; null: to be counted. */
  #coverage: { ready: number; failed: number } | null = null
  #lastVersion = 0

  constructor(db: Database.Database) {
    this.#db = db
    this.#ofRecording = db.prepare<[string], TrackRow>('SELECT * FROM tracks WHERE record_id = ? ORDER BY id')
    this.#isTaken = db.prepare<[number], 1>('SELECT 1 FROM tracks WHERE id = ?').pluck()
    this.#insert = db.prepare<[TrackRow]>(
      `INSERT INTO tracks VALUES (@id, @record_id, @track_id, @kind, @language, @label, @source, @state, @error, @cues,
       @version, @etag, @last_modified, @fetched_at, @recorded_at)`,
    )
    this.#keepCues = db.prepare<[number, Uint8Array]>('INSERT OR REPLACE INTO cues VALUES (?, ?)')
    this.#addWords = db.prepare<[number, string, string]>(
      'INSERT INTO cue_words (rowid, text, speaker) VALUES (?, ?, ?)',
    )
    this.#removeTrack = db.prepare<[number]>('DELETE FROM tracks WHERE id = ?')
    this.#removeCues = db.prepare<[number]>('DELETE FROM cues WHERE id = ?')
    this.#removeWords = db.prepare<[number, number]>('DELETE FROM cue_words WHERE rowid BETWEEN ? AND ?')
    this.#finish = db.prepare<[number]>("UPDATE tracks SET state = 'ready' WHERE id = ?")
    this.#confirm = db.prepare<[number, string, string]>(
      'UPDATE tracks SET fetched_at = ? WHERE record_id = ? AND track_id = ?',
    )
    this.#packed = db
      .prepare<[string, string], Buffer>(
        `SELECT packed FROM cues WHERE id = (SELECT id FROM tracks WHERE record_id = ? AND track_id = ? AND state = 'ready')`,
      )
      .pluck()
    this.#counts = db.prepare<[], { ready: number; failed: number }>(
      `SELECT coalesce(sum(ready), 0) AS ready, coalesce(sum(1 - ready), 0) AS failed FROM
       (SELECT max(state = 'ready') AS ready FROM tracks WHERE state <> 'filling' GROUP BY record_id)`,
    )
    this.#removeUnfinished()
  }

  /** A recording's tracks. */
  list(recordId: string): StoredTrack[] {
    return this.#ofRecording.all(recordId).filter(isKept).map(toStored)
  }

  /**
   * Reads a subtitle file and keeps its cues, in steps: between two of them others have their turn. What cannot be read
   * is kept as failed, but for a track whose cues are here. Nothing else may be written until it is done.
   */
  *put(track: TrackFacts, bytes: Uint8Array, at: number): Generator<void, StoredTrack> {
    const read = readOrFailure(bytes)
    if ('code' in read) return this.fail(track, read, at)
    yield
    const id = this.#freeId(track)
    const { cues } = read
    this.#write(() => {
      this.#insert.run(
        rowOf(track, { id, state: 'filling', error: null, cues: cues.length, version: this.#version(), at }),
      )
      this.#keepCues.run(id, deflateRawSync(JSON.stringify(read), { level: LEVEL }))
    })
    yield
    for (let from = 0; from < cues.length; from += AT_ONCE) {
      this.#write(() => this.#index(id, cues, from))
      yield
    }
    return this.#write(() => {
      this.#removeOthers(track, id)
      this.#finish.run(id)
      return this.#stored(track)
    })
  }

  /** Keeps why a track could not be had; of one that is here the cues stay. */
  fail(track: TrackFacts, error: AppError, at: number): StoredTrack {
    return this.#write(() => {
      const known = this.list(track.recordId).find(({ trackId }) => trackId === track.trackId)
      if (known?.state === 'ready' && known.source === track.source) {
        this.#confirm.run(at, track.recordId, track.trackId)
        return known
      }
      const id = this.#freeId(track)
      const about = { id, state: 'failed', error: JSON.stringify(error), cues: 0, version: this.#version(), at }
      this.#removeOthers(track, id)
      this.#insert.run(rowOf(track, about))
      return this.#stored(track)
    })
  }

  /** It is still the one that is kept. */
  confirm(recordId: string, trackId: string, at: number): void {
    this.#write(() => this.#confirm.run(at, recordId, trackId))
  }

  /** Forgets tracks of a recording; null: all. */
  drop(recordId: string, trackIds: readonly string[] | null): void {
    this.#write(() => {
      const rows = this.#ofRecording.all(recordId)
      for (const row of rows) if (trackIds === null || trackIds.includes(row.track_id)) this.#remove(row)
    })
  }

  /** Places of the tracks that have to be fetched; other tracks of the server's own are forgotten (TranscriptIndex.missing). */
  missing(tracks: readonly Wanted[], before: { failed: number; fetched: number }): number[] {
    return this.#write(() => {
      const listed = Map.groupBy(
        tracks.map((track, place) => ({ ...track, place })),
        ({ recordId }) => recordId,
      )
      return [...listed].flatMap(([recordId, wanted]) => this.#missingOf(recordId, wanted, before))
    })
  }

  /** PackedCues as JSON, deflated (raw); null: not here. */
  packed(recordId: string, trackId: string): Uint8Array | null {
    return this.#packed.get(recordId, trackId) ?? null
  }

  /** Recordings with cues, and those of which none could be had. */
  coverage(): { ready: number; failed: number } {
    this.#coverage ??= this.#counts.get() ?? { ready: 0, failed: 0 }
    return this.#coverage
  }

  tidy(): void {
    this.#db.pragma('optimize')
  }

  #missingOf(
    recordId: string,
    wanted: readonly (Wanted & { place: number })[],
    before: { failed: number; fetched: number },
  ): number[] {
    const rows = this.#ofRecording.all(recordId).filter(isKept)
    const names = new Set(wanted.map(({ trackId }) => trackId))
    for (const row of rows) if (row.kind === 'server' && !names.has(row.track_id)) this.#remove(row)
    const isHere = (track: Wanted): boolean =>
      rows.some(
        (row) =>
          row.track_id === track.trackId &&
          row.source === track.source &&
          row.fetched_at >= (row.state === 'failed' ? before.failed : before.fetched),
      )
    return wanted.filter((track) => !isHere(track)).map(({ place }) => place)
  }

  #index(id: number, cues: readonly PackedCue[], from: number): void {
    for (const [index, [, , speaker, text]] of cues.slice(from, from + AT_ONCE).entries())
      this.#addWords.run(id * MOST_CUES + from + index, separated(text), separated(speaker ?? ''))
  }

  #removeOthers({ recordId, trackId }: TrackFacts, id: number): void {
    for (const row of this.#ofRecording.all(recordId)) if (row.track_id === trackId && row.id !== id) this.#remove(row)
  }

  #remove({ id, cues }: TrackRow): void {
    this.#removeTrack.run(id)
    this.#removeCues.run(id)
    if (cues > 0) this.#removeWords.run(id * MOST_CUES, id * MOST_CUES + cues - 1)
  }

  /** Of a run that was killed. */
  #removeUnfinished(): void {
    const unfinished = this.#db.prepare<[], TrackRow>("SELECT * FROM tracks WHERE state = 'filling'").all()
    if (unfinished.length > 0) this.#write(() => unfinished.forEach((row) => void this.#remove(row)))
  }

  /** The recording's time, or the next number that is free. */
  #freeId({ recordedAt }: TrackFacts): number {
    let id = Math.min(Math.max(1, Math.floor(recordedAt ?? 1)), 2 ** 32)
    while (this.#isTaken.get(id) !== undefined) id += 1
    return id
  }

  #stored({ recordId, trackId }: TrackFacts): StoredTrack {
    const stored = this.list(recordId).find((each) => each.trackId === trackId)
    if (stored === undefined) throw new Error('what was just written is not there')
    return stored
  }

  /** Grows, also over a restart. */
  #version(): number {
    this.#lastVersion = Math.max(this.#lastVersion + 1, Date.now())
    return this.#lastVersion
  }

  #write<T>(work: () => T): T {
    this.#coverage = null
    return this.#db.transaction(work)()
  }
}

function readOrFailure(bytes: Uint8Array): PackedCues | AppError {
  try {
    return parseSubtitles(bytes)
  } catch (error) {
    if (error instanceof AppFailure) return error.error
    throw error
  }
}

const isKept = ({ state }: TrackRow): boolean => state !== 'filling'

function rowOf(
  track: TrackFacts,
  about: { id: number; state: string; error: string | null; cues: number; version: number; at: number },
): TrackRow {
  const { recordId, trackId, kind, language, label, source, etag, lastModified, recordedAt } = track
  const { at, ...rest } = about
  return {
    ...rest,
    record_id: recordId,
    track_id: trackId,
    kind,
    language,
    label,
    source,
    etag,
    last_modified: lastModified,
    fetched_at: at,
    recorded_at: recordedAt,
  }
}

const toStored = (row: TrackRow): StoredTrack => ({
  recordId: row.record_id,
  trackId: row.track_id,
  kind: row.kind as StoredTrack['kind'],
  language: row.language,
  label: row.label,
  source: row.source,
  recordedAt: row.recorded_at,
  etag: row.etag,
  lastModified: row.last_modified,
  state: row.state === 'ready' ? 'ready' : 'failed',
  error: row.error === null ? null : (JSON.parse(row.error) as AppError),
  cues: row.cues,
  version: row.version,
  fetchedAt: row.fetched_at,
})
