import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppError, Result } from '../../shared/app-error.ts'
import type { Bridge } from '../../shared/contract.ts'
import type { Room, RoomList } from '../../shared/recording.ts'

export interface RoomsState {
  profileId: string | null
  /** Null until the first answer. */
  list: RoomList | null
  /** Shows a profile's rooms: as they were left in this run, else what is known of them. */
  show: (profileId: string | null, rooms: RoomList | null) => void
  reload: () => Promise<void>
  /** Gives a room the user's own name, null: the server's title again. Seen at once; taken back when it fails. */
  rename: (roomId: string, name: string | null) => Promise<AppError | null>
  /** Keeps a room on top of the list, or no longer. Seen at once; taken back when it fails. */
  pin: (roomId: string, pinned: boolean) => Promise<AppError | null>
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

    /** Shows the change before main has made it. */
    const changeRoom = async (
      roomId: string,
      part: Partial<Room>,
      asking: (profileId: string) => Promise<Result<void>>,
    ): Promise<AppError | null> => {
      const { profileId, list: before } = get()
      if (profileId === null) return null
      const list = before === null ? null : withRoom(before, roomId, part)
      set({ list })
      const answer = await asking(profileId)
      if (answer.ok) return null
      // What main has said in the meantime does not have the change.
      if (get().list === list) set({ list: before })
      return answer.error
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
      rename: (roomId, name) =>
        changeRoom(roomId, { name }, (profileId) => bridge.rooms.rename({ profileId, roomId, name })),
      pin: (roomId, pinned) =>
        changeRoom(roomId, { pinned }, (profileId) => bridge.rooms.pin({ profileId, roomId, pinned })),
    }
  })
}

/** The list with one room changed, pinned ones on top; main's next answer has them all in their order. */
function withRoom(list: RoomList, roomId: string, part: Partial<Room>): RoomList {
  const rooms = list.rooms.map((room) => (room.roomId === roomId ? { ...room, ...part } : room))
  return { ...list, rooms: rooms.toSorted((one, other) => Number(other.pinned) - Number(one.pinned)) }
}
