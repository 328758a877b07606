import { createStore, type StoreApi } from 'zustand/vanilla'
import { type AppError, AppFailure, type Result } from '../../shared/app-error.ts'
import type { Bridge, Output } from '../../shared/contract.ts'
import type { DownloadList } from '../../shared/download.ts'
import { atMostEvery } from './at-most-every.ts'
import { type MediaById, mediaAfter, movedItem, sameItems } from './download-media.ts'

/** The list is asked again four times a second at most; how far each file is comes by itself. */
const ASK_EVERY_MS = 250

export interface DownloadsState {
  profileId: string | null
  /** Null until the first answer. */
  list: DownloadList | null
  /** Why there is no newer list; null: the last question was answered. */
  error: AppError | null
  /** What was last heard of the files of the profile on screen. */
  media: MediaById
  /** Shows a profile's downloads: nothing of the one before is left. */
  show: (profileId: string | null) => void
  ask: () => Promise<void>
  keep: (recordIds: string[]) => Promise<Result<Output<'downloads.keep'>>>
  /** Null: all of this server. */
  pause: (recordIds: string[] | null) => Promise<Result<void>>
  /** Null: all of this server. */
  resume: (recordIds: string[] | null) => Promise<Result<void>>
  cancel: (recordIds: string[]) => Promise<Result<void>>
  /** Before another one, or (null) to the end. Seen at once. */
  move: (recordId: string, before: string | null) => Promise<Result<void>>
  clearFinished: () => Promise<Result<void>>
  /** Only copies stay unless the user was asked. */
  remove: (recordIds: string[], onlyCopies: boolean) => Promise<Result<Output<'downloads.remove'>>>
  undoRemove: (profileId: string, undoId: string) => Promise<Result<void>>
  showInFolder: (recordId: string) => Promise<Result<void>>
}

const NO_MEDIA: MediaById = new Map()
const NOTHING_YET = { list: null, error: null, media: NO_MEDIA } as const

/** The downloads and files of the profile on screen. An answer about another one is dropped. */
export function createDownloadsStore(bridge: Pick<Bridge, 'downloads' | 'media' | 'on'>): StoreApi<DownloadsState> {
  const { downloads, media } = bridge
  let asked = 0
  let shown = 0
  /** The recordings that were heard of since the last question. */
  let heard = new Set<string>()

  return createStore<DownloadsState>()((set, get) => {
    const ask = async (): Promise<void> => {
      const { profileId } = get()
      if (profileId === null) return
      const mine = ++asked
      heard = new Set()
      const answer = await downloads.list({ profileId })
      if (get().profileId !== profileId || mine < shown) return
      shown = mine
      if (!answer.ok) {
        set({ error: answer.error })
        return
      }
      const items = sameItems(answer.value.items, get().list?.items ?? [])
      set({ list: { ...answer.value, items }, media: mediaAfter(get().media, items, heard), error: null })
    }
    const askSparingly = atMostEvery(ASK_EVERY_MS, () => get().ask())

    /** Asks something of the profile on screen. */
    const ofProfile = <T>(asking: (profileId: string) => Promise<Result<T>>): Promise<Result<T>> => {
      const { profileId } = get()
      return profileId === null ? Promise.resolve(noProfile()) : asking(profileId)
    }

    bridge.on('media.changed', (state) => {
      if (state.profileId !== get().profileId) return
      heard.add(state.recordId)
      set({ media: new Map(get().media).set(state.recordId, state) })
    })
    bridge.on('downloads.changed', ({ profileId }) => {
      if (profileId === get().profileId) askSparingly()
    })

    return {
      profileId: null,
      ...NOTHING_YET,
      show: (profileId) => {
        // What is on its way is about what was shown before, even where the profile is the same.
        shown = asked + 1
        set({ profileId, ...NOTHING_YET })
        void get().ask()
      },
      ask,
      keep: (recordIds) => ofProfile((profileId) => downloads.keep({ profileId, recordIds })),
      pause: (recordIds) => ofProfile((profileId) => downloads.pause({ profileId, recordIds })),
      resume: (recordIds) => ofProfile((profileId) => downloads.resume({ profileId, recordIds })),
      cancel: (recordIds) => ofProfile((profileId) => downloads.cancel({ profileId, recordIds })),
      move: async (recordId, before) => {
        const { list } = get()
        if (list !== null) {
          set({ list: { ...list, items: movedItem(list.items, recordId, before) } })
          // A list that is on its way has the order before, and the row would jump back; main tells of the new one.
          shown = asked + 1
        }
        const answer = await ofProfile((profileId) => downloads.move({ profileId, recordId, before }))
        if (!answer.ok) askSparingly()
        return answer
      },
      clearFinished: () => ofProfile((profileId) => downloads.clearFinished({ profileId })),
      remove: (recordIds, onlyCopies) =>
        ofProfile((profileId) => downloads.remove({ profileId, recordIds, onlyCopies })),
      undoRemove: (profileId, undoId) => downloads.undoRemove({ profileId, undoId }),
      showInFolder: (recordId) => ofProfile((profileId) => media.showInFolder({ profileId, recordId })),
    }
  })
}

const noProfile = (): { ok: false; error: AppError } => ({
  ok: false,
  error: new AppFailure('no-profile', 'no profile is open').error,
})
