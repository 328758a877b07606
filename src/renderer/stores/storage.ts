import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppError, Result } from '../../shared/app-error.ts'
import type { Bridge, Output } from '../../shared/contract.ts'
import type { StorageItem, StorageState } from '../../shared/download.ts'
import { atMostEvery } from './at-most-every.ts'

/** Counting what a room takes is not free: it is asked for every other second at most. */
const ASK_EVERY_MS = 2000

export interface StorageStoreState {
  profileId: string | null
  /** Null until the first answer, and while nobody has looked. */
  storage: StorageState | null
  error: AppError | null
  show: (profileId: string | null) => void
  ask: () => Promise<void>
  /** Keeps the state fresh while somebody looks at it; the answer ends that. */
  watch: () => () => void
  items: () => Promise<Result<StorageItem[]>>
  /** Null: the user thought better of it. */
  chooseLocation: () => Promise<Result<Output<'storage.chooseLocation'>>>
  retryMove: () => Promise<Result<void>>
}

/** What files take on this device, seen from the profile on screen. It is asked for only while somebody looks. */
export function createStorageStore(bridge: Pick<Bridge, 'storage' | 'on'>): StoreApi<StorageStoreState> {
  let watchers = 0
  let asked = 0
  return createStore<StorageStoreState>()((set, get) => {
    const ask = async (): Promise<void> => {
      const { profileId } = get()
      if (profileId === null) return
      const mine = ++asked
      const answer = await bridge.storage.state({ profileId })
      if (get().profileId !== profileId || mine !== asked) return
      set(answer.ok ? { storage: answer.value, error: null } : { error: answer.error })
      // A folder of files on its way is not told piece by piece.
      if (answer.ok && answer.value.moving?.error === null) askSparingly()
    }
    const askSparingly = atMostEvery(ASK_EVERY_MS, async () => {
      if (watchers > 0) await get().ask()
    })
    // Files of every server take room.
    bridge.on('downloads.changed', () => askSparingly())

    return {
      profileId: null,
      storage: null,
      error: null,
      show: (profileId) => {
        set({ profileId, storage: null, error: null })
        if (watchers > 0) void get().ask()
      },
      ask,
      watch: () => {
        watchers++
        askSparingly()
        return () => {
          watchers--
        }
      },
      items: () => bridge.storage.items({ profileId: get().profileId ?? '' }),
      chooseLocation: async () => {
        const answer = await bridge.storage.chooseLocation()
        await get().ask()
        return answer
      },
      retryMove: async () => {
        const answer = await bridge.storage.retryMove()
        await get().ask()
        return answer
      },
    }
  })
}
