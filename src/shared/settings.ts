import { NO_FILTERS, type RecordingFilters, type RecordingSort } from './recording.ts'

export type CaptionSize = 's' | 'm' | 'l'

export interface PlayerSettings {
  /** Last chosen caption language; null = Off. */
  captionLanguage: string | null
  captionSize: CaptionSize
  captionPosition: 'bottom' | 'top'
  /** What is behind the words. */
  captionBackground: 'plate' | 'shade' | 'none'
  /** 0.25 to 4; a room may have its own. */
  speed: number
  /** 0 to 2: beyond 1 it is louder than the recording. */
  volume: number
  muted: boolean
  /** Stretches without a sound are played faster. */
  skipSilence: boolean
  /** The transcript goes along with playback. */
  followTranscript: boolean
  /** Several languages of a transcript: one under the other, or beside each other. */
  transcriptLayout: 'under' | 'beside'
}

/** Keys other than the usual ones, by the name of what they do; an empty list: none. */
export type ShortcutSettings = Record<string, string[]>

export type PageSize = 20 | 50 | 100
export const PAGE_SIZES: readonly PageSize[] = [20, 50, 100]

/** What a library screen looks like: kept per profile, restored after a restart. */
export interface LibraryView {
  roomIds: string[]
  roomSid: string | null
  sort: RecordingSort
  filters: RecordingFilters
  /** From 1. */
  page: number
  pageSize: PageSize
  layout: 'list' | 'grid'
  /** Page by page, or one list without end. */
  paging: 'pages' | 'endless'
}

export const DEFAULT_PLAYER_SETTINGS: PlayerSettings = {
  captionLanguage: null,
  captionSize: 'm',
  captionPosition: 'bottom',
  captionBackground: 'plate',
  speed: 1,
  volume: 1,
  muted: false,
  skipSilence: false,
  followTranscript: true,
  transcriptLayout: 'under',
}

export const DEFAULT_LIBRARY_VIEW: LibraryView = {
  roomIds: [],
  roomSid: null,
  sort: 'newest',
  filters: NO_FILTERS,
  page: 1,
  pageSize: 20,
  layout: 'list',
  paging: 'pages',
}
