import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Result } from '../../shared/app-error.ts'
import type { Bridge, Input } from '../../shared/contract.ts'
import type { ExportState } from '../../shared/download.ts'

export interface ExportsState {
  /** Those of this run that nobody has put away, the oldest first; of all servers. */
  exports: readonly ExportState[]
  /** Null: the user thought better of it. */
  start: (input: Input<'export.start'>) => Promise<Result<ExportState | null>>
  stop: (exportId: string) => Promise<Result<void>>
  /** Shows what was written. */
  reveal: (exportId: string) => Promise<Result<void>>
  /** Puts one away that has ended. */
  dismiss: (exportId: string) => void
  names: (input: Input<'export.names'>) => Promise<Result<string[]>>
}

/** The exports that run, and those that have ended, until somebody has seen it. */
export function createExportsStore(bridge: Pick<Bridge, 'export' | 'on'>): StoreApi<ExportsState> {
  return createStore<ExportsState>()((set, get) => {
    const has = (exportId: string): boolean => get().exports.some((each) => each.exportId === exportId)
    /** What was put away stays away, whatever still comes of it. */
    const away = new Set<string>()
    bridge.on('export.changed', (state) => {
      if (away.has(state.exportId)) return
      const { exports } = get()
      set({
        exports: has(state.exportId)
          ? exports.map((each) => (each.exportId === state.exportId ? state : each))
          : [...exports, state],
      })
    })
    return {
      exports: [],
      start: async (input) => {
        const answer = await bridge.export.start(input)
        // An event that came before the answer is newer.
        if (answer.ok && answer.value !== null && !has(answer.value.exportId)) {
          set({ exports: [...get().exports, answer.value] })
        }
        return answer
      },
      stop: (exportId) => bridge.export.stop({ exportId }),
      reveal: (exportId) => bridge.export.show({ exportId }),
      dismiss: (exportId) => {
        away.add(exportId)
        set({ exports: get().exports.filter((each) => each.exportId !== exportId) })
      },
      names: (input) => bridge.export.names(input),
    }
  })
}
