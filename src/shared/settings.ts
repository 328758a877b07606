import { NO_FILTERS, type RecordingFilters, type RecordingSort } from './recording.ts'

export type CaptionSize = 's' | 'm' | 'l'

export interface PlayerSettings {
  /** Last chosen caption language; null = Off. */
  captionLanguage: string | null
  captionSize: CaptionSize
  /** 0.5 to 3. */
  speed: number
  /** 0 to 1. */
  volume: number
  muted: boolean
}

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
  speed: 1,
  volume: 1,
  muted: false,
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
