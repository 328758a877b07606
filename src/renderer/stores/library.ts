import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppError } from '../../shared/app-error.ts'
import type { OpenedProfile } from '../../shared/contract.ts'
import { NO_FILTERS, type RecordingSort } from '../../shared/recording.ts'
import { DEFAULT_LIBRARY_VIEW, type LibraryView } from '../../shared/settings.ts'
import { CHUNK, EndlessRows } from './endless-rows.ts'
import { LeftProfiles } from './left-profiles.ts'
import { Asking, type Memory } from './library-asking.ts'
import { NO_SELECTION, type Selection, selectedAfter } from './library-selection.ts'
import { type LibraryParts, type LibraryShown, type LibraryState, TOP } from './library-state.ts'
import { isSearch } from './library-view.ts'
import { saveLatest } from './save-latest.ts'
import { GOES_ON, withRefusal } from './server-failures.ts'

export type { LibraryState, ListPosition } from './library-state.ts'

/** From the last key of a search to its question. */
const TYPING_MS = 60
/** As many recordings as one call marks. */
const MARKED_AT_ONCE = 10_000

const NOTHING_YET = {
  status: 'loading',
  page: null,
  outdated: false,
  error: null,
  refreshing: false,
  browsing: false,
  selection: NO_SELECTION.selected,
} as const
const NO_PROFILE = { profileId: null, view: DEFAULT_LIBRARY_VIEW, library: null, position: TOP } as const
const START: LibraryShown = { ...NOTHING_YET, ...NO_PROFILE, pageKey: 0, errorAt: 0, endless: 0 }

/** What the list shows of the open profile. An answer that arrives after a newer question is dropped. */
export function createLibraryStore({ bridge, now }: LibraryParts): StoreApi<LibraryState> {
  /** One for each profile: the last view of one that was left must not give way to the next one's. */
  const savers = new Map<string, (view: LibraryView) => void>()
  const saveView = (profileId: string, view: LibraryView): void => {
    const save = savers.get(profileId) ?? saveLatest((latest) => bridge.settings.saveView({ profileId, view: latest }))
    savers.set(profileId, save)
    save(view)
  }
  const left = new LeftProfiles()
  const memory: Memory = { known: new Map(), rows: new EndlessRows() }
  let chosen: Selection = NO_SELECTION
  let sortBefore: RecordingSort | null = null
  let typing: ReturnType<typeof setTimeout> | undefined

  return createStore<LibraryState>()((set, get) => {
    const change = (part: Partial<LibraryView>): void => {
      const { profileId } = get()
      const view = { ...get().view, ...part }
      set({ view })
      if (profileId !== null) saveView(profileId, view)
    }
    const asking = new Asking({ bridge, now, get, set, memory, change })

    const choose = (selection: Selection): void => {
      chosen = selection
      set({ selection: chosen.selected })
    }

    /** The same question at another place: it begins at its top. */
    const turn = (part: Partial<LibraryView>): Promise<void> => {
      clearTimeout(typing)
      change(part)
      set({ position: TOP, outdated: true })
      asking.look(0, 0)
      return asking.load()
    }

    /** A new question begins at its first page, with nothing selected. */
    const ask = (part: Partial<LibraryView>): Promise<void> => {
      choose(NO_SELECTION)
      return turn({ page: 1, ...part })
    }

    const leave = (): void => {
      const { profileId, view, page, position, outdated, library } = get()
      if (profileId === null || library === null) return
      left.leave(profileId, {
        view,
        page: outdated ? null : page,
        position,
        library,
        memory: { ...memory },
        sortBefore,
      })
    }

    /** What comes on screen with a profile, before main has said anything. */
    const shown = ({ profile, view, cached, library }: OpenedProfile): Partial<LibraryShown> => {
      const before = left.take(profile.id)
      memory.known = before?.memory.known ?? new Map()
      memory.rows = before?.memory.rows ?? new EndlessRows()
      sortBefore = before?.sortBefore ?? null
      if (before !== null) {
        const { view, page, position } = before
        return { profileId: profile.id, view, page, position, library }
      }
      if (view.paging === 'pages' || cached === null) {
        return { profileId: profile.id, view, page: cached, position: TOP, library }
      }
      // Only what begins an endless list can be its beginning.
      const begins = cached.from === 0 && cached.limit === CHUNK
      if (begins) memory.rows.put(0, cached.recordings)
      return { profileId: profile.id, view, page: begins ? cached : null, position: TOP, library }
    }

    const rowIds = (): string[] => {
      const { view, page } = get()
      const rows = view.paging === 'endless' ? memory.rows.all() : (page?.recordings ?? [])
      return rows.map(({ recordId }) => recordId)
    }

    const indexOf = (recordId: string): number | null => {
      const { view, page } = get()
      if (view.paging === 'endless') return memory.rows.indexOf(recordId)
      const at = page?.recordings.findIndex((recording) => recording.recordId === recordId) ?? -1
      return page === null || at === -1 ? null : page.from + at
    }

    bridge.on('library.status', (library) => get().hear(library))
    bridge.on('recordings.changed', ({ profileId }) => {
      if (profileId === get().profileId) void get().renew()
    })

    return {
      ...START,

      show: (opened) => {
        clearTimeout(typing)
        asking.forget()
        const { profileId, pageKey } = get()
        // The same one connected anew starts over.
        if (profileId !== opened?.profile.id) leave()
        chosen = NO_SELECTION
        set({ ...NOTHING_YET, ...(opened === null ? NO_PROFILE : shown(opened)), pageKey: pageKey + 1 })
        asking.learn(get().page?.recordings ?? [])
        asking.look(get().position.index, get().position.index)
        void asking.load()
      },
      remembered: (profileId) => left.remembered(profileId),
      forgetOthers: (profileIds) => left.forgetOthers(profileIds),
      hear: (library) => {
        const { profileId, browsing, library: before } = get()
        if (library.profileId !== profileId) return
        set({ library: withRefusal(before, library), browsing: browsing && library.failure !== null })
      },
      reload: () => asking.load(),
      renew: () => asking.renew(),
      refresh: async () => {
        const { profileId, refreshing } = get()
        if (profileId === null || refreshing) return
        set({ refreshing: true })
        // How it went comes with `library.status`, for this and for every other request.
        await bridge.library.refresh({ profileId })
        if (get().profileId !== profileId) return
        set({ refreshing: false })
        await asking.renew()
      },
      browse: () => set({ browsing: true }),

      toggleRoom: (roomId) => {
        const { roomIds } = get().view
        const rest = roomIds.filter((id) => id !== roomId)
        void ask({ roomIds: rest.length < roomIds.length ? rest : [...roomIds, roomId], roomSid: null })
      },
      setRooms: (roomIds) => void ask({ roomIds, roomSid: null }),
      setSession: (roomSid) => void ask({ roomSid }),
      setFilters: (part) => void ask({ filters: { ...get().view.filters, ...part } }),
      setText: (text) => {
        const { view } = get()
        const searching = isSearch(view)
        const filters = { ...view.filters, text }
        const search = isSearch({ filters })
        if (search && !searching) sortBefore = view.sort
        const sort = search === searching ? view.sort : search ? 'match' : (sortBefore ?? 'newest')
        clearTimeout(typing)
        // Spaces ask nothing.
        if (!search && !searching) change({ filters })
        else if (!search) void ask({ filters, sort })
        else {
          set({ view: { ...view, filters, sort, page: 1 }, outdated: true })
          typing = setTimeout(() => void ask({}), TYPING_MS)
        }
      },
      clearFilters: () => {
        const sort = isSearch(get().view) ? (sortBefore ?? 'newest') : get().view.sort
        void ask({ roomIds: [], roomSid: null, filters: NO_FILTERS, sort })
      },
      setSort: (sort) => void ask({ sort }),
      setPage: (page) => turn({ page }),
      setPageSize: (pageSize) => {
        // The first recording on screen stays on screen.
        const first = (get().view.page - 1) * get().view.pageSize
        void turn({ pageSize, page: Math.floor(first / pageSize) + 1 })
      },
      setLayout: (layout) => {
        const { view, position } = get()
        change({ layout })
        set({ position: { ...position, scrollTop: view.paging === 'endless' ? -1 : 0 } })
      },
      setPaging: (paging) => {
        const { view, position } = get()
        if (paging === view.paging) return
        const first = paging === 'endless' ? (view.page - 1) * view.pageSize : position.index
        const page = Math.floor(first / view.pageSize) + 1
        change({ paging, page })
        set({ outdated: true, position: { scrollTop: paging === 'endless' ? -1 : 0, index: first, recordId: null } })
        asking.look(first, first)
        void asking.load()
      },
      keepPosition: (part) => {
        // The rows of an older question say nothing of where the new one begins.
        if (!get().outdated) set({ position: { ...get().position, ...part } })
      },

      recording: (recordId) => memory.known.get(recordId) ?? null,
      learn: (recordings) => asking.learn(recordings),
      indexOf,
      neighbour: async (recordId, step) => {
        const { page, view, profileId } = get()
        const at = indexOf(recordId)
        if (page === null || at === null) return null
        const next = at + step
        if (next < 0 || next >= page.total) return null
        if (view.paging === 'endless') return asking.row(next)
        const beside = page.recordings[next - page.from]
        if (beside !== undefined) return beside
        await get().setPage(view.page + step)
        const { status, page: turned, profileId: still } = get()
        if (status !== 'ready' || turned === null || still !== profileId) return null
        return turned.recordings.at(step === 1 ? 0 : -1) ?? null
      },

      select: (recordId, how) => choose(selectedAfter(chosen, rowIds(), recordId, how)),
      selectAll: () => {
        const selected = new Set([...chosen.selected, ...rowIds()])
        choose({ ...chosen, selected, base: selected })
      },
      clearSelection: () => choose(NO_SELECTION),
      setWatched: async (recordIds, finished) => {
        const { profileId } = get()
        if (profileId === null) return false
        for (let from = 0; from < recordIds.length; from += MARKED_AT_ONCE) {
          const some = recordIds.slice(from, from + MARKED_AT_ONCE)
          const answer = await bridge.recordings.setWatched({ profileId, recordIds: some, finished })
          if (!answer.ok) return false
        }
        if (get().profileId === profileId) await asking.renew()
        return true
      },

      rowAt: (index) => memory.rows.at(index),
      want: (first, last) => {
        asking.look(first, last)
        void asking.fill()
      },
    }
  })
}

/** Where a recording stands in the whole list, from 1; null when it is not among the rows at hand. */
export function listIndex(state: Pick<LibraryState, 'indexOf'>, recordId: string): number | null {
  const at = state.indexOf(recordId)
  return at === null ? null : at + 1
}

type Failing = Pick<LibraryState, 'error' | 'page' | 'outdated' | 'library' | 'browsing'>

/** True when a failure stands in place of the list: nothing is known for this question, or it is for the user to mend. */
export function showsError({ error, page, outdated, library, browsing }: Failing): boolean {
  if (error !== null && (page === null || outdated)) return true
  const failure = library?.failure ?? null
  return failure !== null && !GOES_ON.includes(failure.code) && !browsing
}

/** What the server's last request failed with, while the list stands nevertheless; null: nothing is the matter. */
export const offline = (state: Failing): AppError | null =>
  showsError(state) ? null : (state.library?.failure ?? null)
