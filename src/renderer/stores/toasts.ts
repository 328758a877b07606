import { createStore, type StoreApi } from 'zustand/vanilla'

/** What is said for a while without asking for anything. */
export interface Toast {
  text: string
  /** What can be done about it while it is there. */
  action: { label: string; run: () => void } | null
  /** How long it stays, in milliseconds. */
  ms: number
}

export interface ToastsState {
  /** One at a time: a newer one takes the place of the one before. */
  toast: Toast | null
  say: (text: string, more?: Partial<Omit<Toast, 'text'>>) => void
  /** Takes this one away, if it is still there. */
  dismiss: (toast: Toast) => void
}

const SHOWN_MS = 6000

export function createToastsStore(): StoreApi<ToastsState> {
  return createStore<ToastsState>()((set, get) => ({
    toast: null,
    say: (text, more = {}) => set({ toast: { text, action: null, ms: SHOWN_MS, ...more } }),
    dismiss: (toast) => {
      if (get().toast === toast) set({ toast: null })
    },
  }))
}
