import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppError, ErrorCode } from '../../shared/app-error.ts'
import type { Bridge, OpenedProfile } from '../../shared/contract.ts'
import type { Recording, RecordingOrder, RecordingPage } from '../../shared/recording.ts'
import { DEFAULT_LIBRARY_VIEW, type LibraryView, type PageSize } from '../../shared/settings.ts'
import { clampedPage, pageQuery } from './library-view.ts'
import { saveLatest } from './save-latest.ts'

/** Where the reader is within the list; kept while a recording is open. */
export interface ListPosition {
  scrollTop: number
  /** The recording that the keyboard is on; null = the first one. */
  recordId: string | null
}

/** How a profile was left. */
interface Left {
  view: LibraryView
  page: RecordingPage | null
  pageAt: number
  position: ListPosition
  known: Map<string, Recording>
}

export interface LibraryState {
  profileId: string | null
  view: LibraryView
  status: 'loading' | 'ready' | 'error'
  /** The last page that came: stays on screen while the next one is on its way. */
  page: RecordingPage | null
  /** When it came from the server; ms since 1970. */
  pageAt: number
  /** True while `page` answers another question than the one that was asked last. */
  outdated: boolean
  error: AppError | null
  /** Milliseconds; when the error came. */
  errorAt: number
  position: ListPosition
  /** Shows a profile as it was left in this run, else with what is known of it; null: nothing is open. */
  show: (opened: OpenedProfile | null) => void
  /** How a profile was left in this run, or null. */
  remembered: (profileId: string) => LibraryView | null
  /** Forgets how the profiles were left that are not among these. */
  forgetOthers: (profileIds: readonly string[]) => void
  /** Asks the same question again. */
  reload: () => Promise<void>
  toggleRoom: (roomId: string) => void
  setRooms: (roomIds: string[]) => void
  setSession: (roomSid: string | null) => void
  clearFilters: () => void
  setOrder: (order: RecordingOrder) => void
  setPage: (page: number) => Promise<void>
  setPageSize: (pageSize: PageSize) => void
  setLayout: (layout: LibraryView['layout']) => void
  keepPosition: (change: Partial<ListPosition>) => void
  /** A recording of this profile that has been on screen. */
  recording: (recordId: string) => Recording | null
  /** Makes recordings known that came another way than on a page. */
  learn: (recordings: readonly Recording[]) => void
  /** The next (1) or previous (-1) recording in the list, across its pages; null at its ends and for one that is not in it. */
  neighbour: (recordId: string, step: 1 | -1) => Promise<Recording | null>
}

interface LibraryParts {
  bridge: Pick<Bridge, 'recordings' | 'settings'>
  /** Milliseconds since 1970. */
  now: () => number
}

const NOTHING_YET = { status: 'loading', page: null, outdated: false, error: null } as const
const TOP: ListPosition = { scrollTop: 0, recordId: null }
const NO_PROFILE = { profileId: null, view: DEFAULT_LIBRARY_VIEW, position: TOP } as const

/** What the list shows of the open profile. An answer that arrives after a newer question is dropped. */
export function createLibraryStore({ bridge, now }: LibraryParts): StoreApi<LibraryState> {
  /** One for each profile: the last view of one that was left must not give way to the next one's. */
  const savers = new Map<string, (view: LibraryView) => void>()
  const saveView = (profileId: string, view: LibraryView): void => {
    const save = savers.get(profileId) ?? saveLatest((latest) => bridge.settings.saveView({ profileId, view: latest }))
    savers.set(profileId, save)
    save(view)
  }
  const left = new Map<string, Left>()
  let known = new Map<string, Recording>()
  let question = 0

  return createStore<LibraryState>()((set, get) => {
    const learn = (recordings: readonly Recording[]): void => {
      for (const recording of recordings) known.set(recording.recordId, recording)
    }

    const load = async (): Promise<void> => {
      const { profileId, view } = get()
      if (profileId === null) return
      const mine = ++question
      set({ status: 'loading' })
      const answer = await bridge.recordings.page({ profileId, query: pageQuery(view) })
      if (mine !== question) return
      if (!answer.ok) {
        set({ status: 'error', error: answer.error, errorAt: now() })
        return
      }
      const page = answer.value
      const last = clampedPage(view, page.total)
      if (last !== view.page) {
        // The list has become shorter than the page that was left.
        change({ page: last })
        return load()
      }
      learn(page.recordings)
      set({ status: 'ready', page, pageAt: now(), outdated: false, error: null })
    }

    /** What comes on screen with a profile, before its server has said anything. */
    const shown = ({ profile, view, cached }: OpenedProfile): Partial<LibraryState> => {
      const before = left.get(profile.id)
      left.delete(profile.id)
      known = before?.known ?? new Map()
      const { page, pageAt } = before ?? { page: cached?.page ?? null, pageAt: cached?.at ?? 0 }
      const asLeft = before === undefined ? { view, position: TOP } : { view: before.view, position: before.position }
      return { profileId: profile.id, ...asLeft, page, pageAt }
    }

    const change = (part: Partial<LibraryView>): void => {
      const { profileId } = get()
      const view = { ...get().view, ...part }
      set({ view })
      if (profileId !== null) saveView(profileId, view)
    }

    /** A new question begins at its first page, at the top. */
    const ask = (part: Partial<LibraryView>): Promise<void> => {
      change({ page: 1, ...part })
      set({ position: TOP, outdated: true })
      return load()
    }

    return {
      profileId: null,
      view: DEFAULT_LIBRARY_VIEW,
      status: 'loading',
      page: null,
      pageAt: 0,
      outdated: false,
      error: null,
      errorAt: 0,
      position: TOP,

      show: (opened) => {
        question++
        const { profileId: before, view, page, pageAt, position, outdated } = get()
        if (before !== null && before !== opened?.profile.id)
          left.set(before, { view, page: outdated ? null : page, pageAt, position, known })
        set({ ...NOTHING_YET, ...(opened === null ? NO_PROFILE : shown(opened)) })
        learn(get().page?.recordings ?? [])
        void load()
      },
      remembered: (profileId) => left.get(profileId)?.view ?? null,
      forgetOthers: (profileIds) => {
        const kept = new Set(profileIds)
        for (const profileId of left.keys()) if (!kept.has(profileId)) left.delete(profileId)
      },
      reload: load,

      toggleRoom: (roomId) => {
        const { roomIds } = get().view
        const rest = roomIds.filter((id) => id !== roomId)
        void ask({ roomIds: rest.length < roomIds.length ? rest : [...roomIds, roomId], roomSid: null })
      },
      setRooms: (roomIds) => void ask({ roomIds, roomSid: null }),
      setSession: (roomSid) => void ask({ roomSid }),
      clearFilters: () => void ask({ roomIds: [], roomSid: null }),
      setOrder: (order) => void ask({ order }),
      setPage: (page) => ask({ page }),
      setPageSize: (pageSize) => {
        // The first recording on screen stays on screen.
        const first = (get().view.page - 1) * get().view.pageSize
        void ask({ pageSize, page: Math.floor(first / pageSize) + 1 })
      },
      setLayout: (layout) => {
        change({ layout })
        set({ position: { ...get().position, scrollTop: 0 } })
      },
      keepPosition: (part) => set({ position: { ...get().position, ...part } }),

      recording: (recordId) => known.get(recordId) ?? null,
      learn,

      neighbour: async (recordId, step) => {
        const { page, view, profileId } = get()
        const at = page?.recordings.findIndex((recording) => recording.recordId === recordId) ?? -1
        if (page === null || at === -1) return null
        const beside = page.recordings[at + step]
        if (beside !== undefined) return beside
        const number = view.page + step
        if (number < 1 || (number - 1) * view.pageSize >= page.total) return null
        await get().setPage(number)
        const { status, page: turned, profileId: still } = get()
        if (status !== 'ready' || turned === null || still !== profileId) return null
        return turned.recordings.at(step === 1 ? 0 : -1) ?? null
      },
    }
  })
}

/** Where a recording stands in the whole list, from 1; null when it is not on the page at hand. */
export function listIndex(state: Pick<LibraryState, 'page'>, recordId: string): number | null {
  const at = state.page?.recordings.findIndex((recording) => recording.recordId === recordId) ?? -1
  return state.page === null || at === -1 ? null : state.page.from + at + 1
}

/** A server that does not answer takes nothing away that is known; one that refuses us has to be put right first. */
const GOES_ON: readonly ErrorCode[] = ['unknown-host', 'refused', 'unreachable', 'timeout', 'proxy', 'server-error']

/** True when the failure stands in place of the list: nothing is known for this question, or it is for the user to mend. */
export function showsError({ error, page, outdated }: Pick<LibraryState, 'error' | 'page' | 'outdated'>): boolean {
  return error !== null && (page === null || outdated || !GOES_ON.includes(error.code))
}
