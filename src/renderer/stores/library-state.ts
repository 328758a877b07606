import type { AppError } from '../../shared/app-error.ts'
import type { Bridge, OpenedProfile } from '../../shared/contract.ts'
import type { LibraryPage, LibraryStatus, Recording, RecordingFilters, RecordingSort } from '../../shared/recording.ts'
import type { LibraryView, PageSize } from '../../shared/settings.ts'
import type { SelectHow } from './library-selection.ts'

/** Where the reader is within the list; kept while a recording is open. */
export interface ListPosition {
  /** In px; -1: not known for this layout, `index` says where. */
  scrollTop: number
  /** The first row in sight of an endless list, from 0. */
  index: number
  /** The recording that the keyboard is on; null = the first one. */
  recordId: string | null
}

export const TOP: ListPosition = { scrollTop: 0, index: 0, recordId: null }

export interface LibraryParts {
  bridge: Pick<Bridge, 'recordings' | 'library' | 'settings' | 'on'>
  /** Milliseconds since 1970. */
  now: () => number
}

/** What the list shows of the open profile. */
export interface LibraryShown {
  profileId: string | null
  view: LibraryView
  status: 'loading' | 'ready' | 'error'
  /** The last page that came: stays on screen while the next one is on its way. Of an endless list, a chunk of it. */
  page: LibraryPage | null
  /** Grows when `page` answers another question than the one before: the list then begins at its place anew. */
  pageKey: number
  /** True while `page` answers another question than the one that was asked last. */
  outdated: boolean
  /** Why the last question has no answer: nothing is known for it, and the server failed too. */
  error: AppError | null
  /** Milliseconds; when the error came. */
  errorAt: number
  /** What the open profile's library knows, and how its server is; null: nothing is open. */
  library: LibraryStatus | null
  /** The user has asked the server, which has not answered yet. */
  refreshing: boolean
  /** The user has put the server's failure aside to browse what is known here; until its next success. */
  browsing: boolean
  position: ListPosition
  /** IDs of selected recordings: emptied by another question, kept by refreshes and by turning pages. */
  selection: ReadonlySet<string>
  /** Grows whenever rows of the endless list change. */
  endless: number
}

export interface LibraryState extends LibraryShown {
  /** Shows a profile as it was left in this run, else with what is known of it; null: nothing is open. */
  show: (opened: OpenedProfile | null) => void
  /** How a profile was left in this run, or null. */
  remembered: (profileId: string) => Pick<OpenedProfile, 'view' | 'library'> | null
  /** Forgets how the profiles were left that are not among these. */
  forgetOthers: (profileIds: readonly string[]) => void
  /** Takes what main says of a library; of another profile's than the one on screen, nothing. */
  hear: (library: LibraryStatus) => void
  /** Asks the same question again. */
  reload: () => Promise<void>
  /** Asks it again without a sign of it: rows that are equal stay the same objects, and the place stays. */
  renew: () => Promise<void>
  /** Has the server asked now, then asks again; how that went is in `library`. */
  refresh: () => Promise<void>
  /** Puts the server's failure aside. */
  browse: () => void

  toggleRoom: (roomId: string) => void
  setRooms: (roomIds: string[]) => void
  setSession: (roomSid: string | null) => void
  setFilters: (part: Partial<RecordingFilters>) => void
  /** Searches: the words are in the view at once, the question follows 60 ms after the last of them. */
  setText: (text: string) => void
  /** Lifts every limit: rooms, session, filters, search. */
  clearFilters: () => void
  setSort: (sort: RecordingSort) => void
  setPage: (page: number) => Promise<void>
  setPageSize: (pageSize: PageSize) => void
  setLayout: (layout: LibraryView['layout']) => void
  setPaging: (paging: LibraryView['paging']) => void
  keepPosition: (change: Partial<ListPosition>) => void

  /** A recording of this profile that has been on screen. */
  recording: (recordId: string) => Recording | null
  /** Makes recordings known that came another way than on a page. */
  learn: (recordings: readonly Recording[]) => void
  /** The next (1) or previous (-1) recording in the list, across its pages; null at its ends and for one that is not in it. */
  neighbour: (recordId: string, step: 1 | -1) => Promise<Recording | null>
  /** Where a recording stands in the whole list, from 0; null when it is not among the rows at hand. */
  indexOf: (recordId: string) => number | null

  select: (recordId: string, how: SelectHow) => void
  /** All of the page, or all rows of the endless list that are here. */
  selectAll: () => void
  clearSelection: () => void
  /** Marks recordings as watched to the end, or as never begun; answers whether main did. */
  setWatched: (recordIds: readonly string[], finished: boolean) => Promise<boolean>

  /** A row of the endless list, from 0; null: not here yet. */
  rowAt: (index: number) => Recording | null
  /** Rows `first` to `last` of the endless list are, or are about to be, in sight: asks for what is missing. */
  want: (first: number, last: number) => void
}
