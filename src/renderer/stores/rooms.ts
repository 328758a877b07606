import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../shared/contract.ts'
import type { RoomList } from '../../shared/recording.ts'

export interface RoomsState {
  profileId: string | null
  /** Null until the first answer. */
  list: RoomList | null
  /** Shows a profile's rooms: as they were left in this run, else what is known of them. */
  show: (profileId: string | null, rooms: RoomList | null) => void
  reload: () => Promise<void>
}

/** The open profile's rooms. Main looks them up in the background and says when it knows more. */
export function createRoomsStore(bridge: Pick<Bridge, 'rooms' | 'on'>): StoreApi<RoomsState> {
  const left = new Map<string, RoomList>()
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
      show: (profileId, rooms) => {
        const { profileId: before, list } = get()
        if (before !== null && list !== null) left.set(before, list)
        set({ profileId, list: rooms ?? left.get(profileId ?? '') ?? null })
        void reload()
      },
      reload,
    }
  })
}
