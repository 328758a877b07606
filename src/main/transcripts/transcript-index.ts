import type { AppError } from '../../shared/app-error.ts'
import type { EpochSeconds } from '../../shared/recording.ts'
import type { SaidHit, SaidQuery, TrackKind } from '../../shared/transcript.ts'

/** What a track is, besides its cues. */
export interface TrackFacts {
  recordId: string
  /** Track.id. */
  trackId: string
  kind: TrackKind
  language: string
  label: string
  /** Where it is from (trackSource): from elsewhere, it is another one. */
  source: string
  /** When the recording was made; null: unknown. */
  recordedAt: EpochSeconds | null
  etag: string | null
  lastModified: string | null
}

/** A track as it is kept. */
export interface StoredTrack extends TrackFacts {
  state: 'ready' | 'failed'
  /** Why it could not be had, or read. */
  error: AppError | null
  cues: number
  /** Changes with its cues. */
  version: number
  /** ms since 1970. */
  fetchedAt: number
}

/** What a search has found: the recordings by their IDs. */
export interface FoundSaid {
  recordings: { recordId: string; trackId: string; language: string; hits: SaidHit[]; total: number }[]
  total: number
  hits: number
  more: boolean
  sort: 'match' | 'newest'
}

/** Everything that was said in the recordings of one server, as far as it was fetched. */
export interface TranscriptIndex {
  list(recordId: string): Promise<StoredTrack[]>
  /** Reads a subtitle file and keeps its cues; what cannot be read is kept as failed. */
  put(track: TrackFacts, bytes: Uint8Array): Promise<StoredTrack>
  /** Keeps why a track could not be had; of one that was `ready` the cues stay. */
  fail(track: TrackFacts, error: AppError): Promise<void>
  /** It is still the one that is kept. */
  confirm(recordId: string, trackId: string): Promise<void>
  /** Forgets tracks of a recording; null: all. */
  drop(recordId: string, trackIds: readonly string[] | null): Promise<void>
  /**
   * Those of these tracks that have to be fetched: unknown ones, those from elsewhere, and those that failed, or were
   * fetched, before these times (ms since 1970). Other `server` tracks of these recordings are forgotten.
   */
  missing<T extends Pick<TrackFacts, 'recordId' | 'trackId' | 'source'>>(
    tracks: readonly T[],
    before: { failed: number; fetched: number },
  ): Promise<T[]>
  /** PackedCues as JSON, deflated (raw); null: they are not here. */
  packed(recordId: string, trackId: string): Promise<Uint8Array | null>
  /** `languages`: of several, the earlier one counts. */
  search(query: SaidQuery, languages: readonly string[]): Promise<FoundSaid>
  hits(recordId: string, trackId: string, text: string): Promise<SaidHit[]>
  /** Known recordings with a track that was searched, and those of which none could be had. */
  coverage(): Promise<{ ready: number; failed: number }>
  close(): Promise<void>
}
