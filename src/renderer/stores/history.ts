import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../shared/contract.ts'
import type { History } from '../../shared/watching.ts'

export interface HistoryState {
  /** Of the profile on screen; null until it is known. */
  history: History | null
  /** Shows a profile's; null: nothing is open. */
  show: (profileId: string | null) => void
  /** The recording that was played last from here, to come back to. */
  opened: string | null
  setOpened: (recordId: string) => void
}

/** What was begun and not watched to the end on the open server, kept fresh. */
export function createHistoryStore(bridge: Pick<Bridge, 'watching' | 'on'>): StoreApi<HistoryState> {
  let shown: string | null = null
  /** Counts questions: an answer to anything but the newest is dropped. */
  let asked = 0
  return createStore<HistoryState>()((set) => {
    const ask = async (): Promise<void> => {
      const profileId = shown
      const mine = ++asked
      if (profileId === null) return
      const answer = await bridge.watching.history({ profileId })
      if (mine === asked && answer.ok) set({ history: answer.value })
    }
    bridge.on('recordings.changed', ({ profileId }) => {
      if (profileId === shown) void ask()
    })
    return {
      history: null,
      show: (profileId) => {
        shown = profileId
        set({ history: null, opened: null })
        void ask()
      },
      opened: null,
      setOpened: (opened) => set({ opened }),
    }
  })
}
