import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Result } from '../../shared/app-error.ts'
import type { Bridge } from '../../shared/contract.ts'
import type { Rules, RulesPreview } from '../../shared/download.ts'

export interface RulesState {
  ask: (profileId: string) => Promise<Result<Rules>>
  /** What rules would do now; null: a newer question was asked meanwhile. */
  preview: (profileId: string, rules: Rules) => Promise<Result<RulesPreview> | null>
  save: (profileId: string, rules: Rules) => Promise<Result<void>>
}

/** What is kept and removed without being asked each time. What is being edited is the dialog's own. */
export function createRulesStore({ rules: calls }: Pick<Bridge, 'rules'>): StoreApi<RulesState> {
  let previews = 0
  return createStore<RulesState>()(() => ({
    ask: (profileId) => calls.get({ profileId }),
    preview: async (profileId, rules) => {
      const mine = ++previews
      const answer = await calls.preview({ profileId, rules })
      return mine === previews ? answer : null
    },
    save: (profileId, rules) => calls.save({ profileId, rules }),
  }))
}
