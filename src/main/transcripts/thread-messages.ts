import type { AppError } from '../../shared/app-error.ts'
import type { SaidHit, SaidQuery } from '../../shared/transcript.ts'
import type { FoundSaid, StoredTrack, TrackFacts } from './transcript-index.ts'

/** A piece of work for the thread; times in ms since 1970. */
export type TranscriptWork =
  | { do: 'list'; recordId: string }
  | { do: 'put'; track: TrackFacts; bytes: Uint8Array; at: number }
  | { do: 'fail'; track: TrackFacts; error: AppError; at: number }
  | { do: 'confirm'; recordId: string; trackId: string; at: number }
  | { do: 'drop'; recordId: string; trackIds: readonly string[] | null }
  | {
      do: 'missing'
      tracks: Pick<TrackFacts, 'recordId' | 'trackId' | 'source'>[]
      before: { failed: number; fetched: number }
    }
  | { do: 'packed'; recordId: string; trackId: string }
  | { do: 'search'; query: SaidQuery; libraryFile: string; languages: readonly string[] }
  | { do: 'hits'; recordId: string; trackId: string; text: string }
  | { do: 'coverage' }
  | { do: 'close' }

/** What each answers. */
export interface TranscriptAnswer {
  list: StoredTrack[]
  put: StoredTrack
  fail: StoredTrack
  confirm: undefined
  drop: undefined
  /** Places in the list of tracks. */
  missing: number[]
  packed: Uint8Array | null
  search: FoundSaid
  hits: SaidHit[]
  coverage: { ready: number; failed: number }
  close: undefined
}

export interface ToTranscripts {
  id: number
  /** transcripts.db of a profile. */
  file: string
  work: TranscriptWork
}
