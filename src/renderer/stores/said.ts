import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppError } from '../../shared/app-error.ts'
import type { Bridge } from '../../shared/contract.ts'
import type { LibraryView } from '../../shared/settings.ts'
import type { SaidHit, SaidPage, SaidQuery, SaidRecording } from '../../shared/transcript.ts'
import type { FoundBookmark } from '../../shared/watching.ts'
import type { LibraryState } from './library-state.ts'
import { isSearch } from './library-view.ts'

/** Which part of a search is shown. */
export type SearchPart = 'all' | 'titles' | 'said'

export interface SaidState {
  part: SearchPart
  setPart: (part: SearchPart) => void
  /** What was found last; stays while the next answer is on its way; null: nothing was asked. */
  page: SaidPage | null
  /** True while `page` answers another question than the one that was asked last. */
  outdated: boolean
  /** Why the last question has no answer. */
  error: AppError | null
  bookmarks: readonly FoundBookmark[]
  /** All hits of recordings of which they were asked for, by their IDs. */
  allHits: ReadonlyMap<string, readonly SaidHit[]>
  /** The next recordings, behind those that are here. */
  more: () => Promise<void>
  /** All of a recording's hits in place of the first. */
  showAll: (recordId: string) => Promise<void>
  retry: () => void
  /** The hit that was opened last, to come back to. */
  opened: string | null
  setOpened: (opened: string | null) => void
}

export interface SaidParts {
  bridge: Pick<Bridge, 'transcripts' | 'bookmarks' | 'on'>
  library: StoreApi<LibraryState>
}

/** As the title search waits for the next key. */
const WAIT_MS = 60
/** Subtitles come in one after the other in the background: the results follow at most so often. */
const RENEW_MS = 2000
const LIMIT = 20

/** What was said, for the search that the library shows. */
export function createSaidStore({ bridge, library }: SaidParts): StoreApi<SaidState> {
  let run = 0
  let asking: ReturnType<typeof setTimeout> | undefined
  let renewsSoon = false
  /** The next recordings are on their way: whoever scrolls asks for them again and again. */
  let asksMore = false

  return createStore<SaidState>()((set, get) => {
    /** `quiet`: the same question again; what was loaded more of stays. */
    const ask = async (quiet: boolean): Promise<void> => {
      const { profileId, view } = library.getState()
      const mine = ++run
      if (profileId === null || !isSearch(view)) {
        set({ page: null, outdated: false, error: null, bookmarks: [], allHits: new Map() })
        return
      }
      if (!quiet) set({ outdated: true })
      const limit = quiet ? Math.min(50, Math.max(LIMIT, get().page?.recordings.length ?? 0)) : LIMIT
      const [answer, marks] = await Promise.all([
        bridge.transcripts.search({ profileId, query: queryOf(view, 0, limit) }),
        bridge.bookmarks.search({ profileId, text: view.filters.text }),
      ])
      if (mine !== run) return
      if (marks.ok) set({ bookmarks: marks.value })
      if (answer.ok) {
        const { recordings } = answer.value
        library.getState().learn(recordings.map(({ recording }) => recording))
        const behind = quiet ? (get().page?.recordings.slice(limit) ?? []) : []
        const page = { ...answer.value, recordings: joined(recordings, behind) }
        set({ page, outdated: false, error: null, ...(quiet ? {} : { allHits: new Map() }) })
      } else if (answer.error.code !== 'aborted') {
        // What an older question has found is no answer to this one.
        set({ outdated: false, error: answer.error, ...(quiet ? {} : { page: null }) })
      }
    }
    const soon = (): void => {
      clearTimeout(asking)
      run += 1
      if (isSearch(library.getState().view)) set({ outdated: true })
      asking = setTimeout(() => void ask(false), WAIT_MS)
    }
    library.subscribe((now, before) => {
      const isOther = now.profileId !== before.profileId || questionOf(now.view) !== questionOf(before.view)
      if (!isOther) return
      set({ opened: null })
      if (now.profileId !== before.profileId || !isSearch(now.view)) set({ page: null, part: 'all' })
      soon()
    })
    const renew = ({ profileId }: { profileId: string }): void => {
      if (profileId !== library.getState().profileId || !isSearch(library.getState().view)) return
      if (renewsSoon) return
      renewsSoon = true
      setTimeout(() => {
        renewsSoon = false
        if (!get().outdated) void ask(true)
      }, RENEW_MS)
    }
    bridge.on('transcripts.changed', renew)
    bridge.on('recordings.changed', renew)

    return {
      part: 'all',
      setPart: (part) => set({ part }),
      page: null,
      outdated: false,
      error: null,
      bookmarks: [],
      allHits: new Map(),
      more: async () => {
        const { page, outdated } = get()
        const { profileId, view } = library.getState()
        if (page === null || outdated || asksMore || profileId === null) return
        if (page.recordings.length >= page.total) return
        const mine = ++run
        const query = queryOf(view, page.recordings.length, LIMIT)
        asksMore = true
        const answer = await bridge.transcripts.search({ profileId, query })
        asksMore = false
        if (mine !== run || !answer.ok) return
        library.getState().learn(answer.value.recordings.map(({ recording }) => recording))
        set({ page: { ...answer.value, from: 0, recordings: joined(page.recordings, answer.value.recordings) } })
      },
      showAll: async (recordId) => {
        const said = get().page?.recordings.find(({ recording }) => recording.recordId === recordId)
        const { profileId, view } = library.getState()
        if (said === undefined || profileId === null) return
        const { text } = view.filters
        const hits = await bridge.transcripts.hits({ profileId, recordId, trackId: said.trackId, text })
        if (hits.ok && library.getState().view.filters.text === text)
          set({ allHits: new Map(get().allHits).set(recordId, hits.value) })
      },
      retry: () => void ask(false),
      opened: null,
      setOpened: (opened) => set({ opened }),
    }
  })
}

const queryOf = ({ roomIds, roomSid, filters, sort }: LibraryView, from: number, limit: number): SaidQuery => ({
  text: filters.text,
  roomIds,
  roomSid,
  filters,
  sort: sort === 'newest' ? 'newest' : 'match',
  from,
  limit,
})

const questionOf = ({ roomIds, roomSid, filters, sort }: LibraryView): string =>
  JSON.stringify([roomIds, roomSid, filters, sort])

/** The list may have moved between two pages: nobody comes twice. */
function joined(here: readonly SaidRecording[], more: readonly SaidRecording[]): SaidRecording[] {
  const known = new Set(here.map(({ recording }) => recording.recordId))
  return [...here, ...more.filter(({ recording }) => !known.has(recording.recordId))]
}
