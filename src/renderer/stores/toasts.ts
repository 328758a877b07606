import { createStore, type StoreApi } from 'zustand/vanilla'

/** What is said for a while without asking for anything. */
export interface Toast {
  /** Another one for each. */
  id: number
  text: string
  /** What can be done about it while it is there. */
  action: { label: string; run: () => void } | null
  /** How long it stays, in milliseconds. */
  ms: number
}

export interface ToastsState {
  /**
   * The oldest first, at most three. A newer one takes the place of those that only say something: what offers a way
   * back stays for its time.
   */
  toasts: readonly Toast[]
  say: (text: string, more?: Partial<Pick<Toast, 'action' | 'ms'>>) => void
  /** Takes this one away, if it is still there. */
  dismiss: (toast: Toast) => void
}

const SHOWN_MS = 6000
const MOST = 3

export function createToastsStore(): StoreApi<ToastsState> {
  let said = 0
  return createStore<ToastsState>()((set, get) => ({
    toasts: [],
    say: (text, more = {}) => {
      const staying = get().toasts.filter(({ action }) => action !== null)
      set({ toasts: [...staying.slice(1 - MOST), { id: ++said, text, action: null, ms: SHOWN_MS, ...more }] })
    },
    dismiss: (toast) => set({ toasts: get().toasts.filter((each) => each !== toast) }),
  }))
}
