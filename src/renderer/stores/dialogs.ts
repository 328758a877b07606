import { createStore, type StoreApi } from 'zustand/vanilla'

/** What a screen asks for that is shown above it. */
export type DialogRequest =
  | { kind: 'export'; recordIds: string[] }
  /** Null: no room comes first. */
  | { kind: 'rules'; roomId: string | null }
  | { kind: 'storage' }
  | { kind: 'free-up' }
  | { kind: 'edit'; recordId: string }
  /** Removes at once; a question comes only where copies are the only ones. */
  | { kind: 'remove'; recordIds: string[] }

export interface DialogsState {
  shown: DialogRequest | null
  open: (request: DialogRequest) => void
  close: () => void
}

/** The one dialog about recordings and files that is open, whichever screen has asked for it. */
export function createDialogsStore(): StoreApi<DialogsState> {
  return createStore<DialogsState>()((set) => ({
    shown: null,
    open: (shown) => set({ shown }),
    close: () => set({ shown: null }),
  }))
}
