import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../shared/contract.ts'
import type { RoomList } from '../../shared/recording.ts'

export interface RoomsState {
  profileId: string | null
  /** Null until the first answer. */
  list: RoomList | null
  show: (profileId: string | null) => void
  reload: () => Promise<void>
}

/** The open profile's rooms. Main looks them up in the background and says when it knows more. */
export function createRoomsStore(bridge: Pick<Bridge, 'rooms' | 'on'>): StoreApi<RoomsState> {
  return createStore<RoomsState>()((set, get) => {
    bridge.on('rooms.changed', ({ profileId, rooms }) => {
      if (profileId === get().profileId) set({ list: rooms })
    })
    const reload = async (): Promise<void> => {
      const { profileId, list } = get()
      if (profileId === null) return
      const answer = await bridge.rooms.list({ profileId })
      // An event that came in the meantime is newer. A failure shows in the list beside it, which asks the same server.
      if (answer.ok && get().profileId === profileId && get().list === list) set({ list: answer.value })
    }
    return {
      profileId: null,
      list: null,
      show: (profileId) => {
        set({ profileId, list: null })
        void reload()
      },
      reload,
    }
  })
}
