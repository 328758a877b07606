import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppError, Result } from '../../shared/app-error.ts'
import type { Bridge, OpenedProfile, StartState } from '../../shared/contract.ts'
import type { ConnectInput, ProfileSummary } from '../../shared/profile.ts'

export interface SessionState {
  status: 'starting' | 'ready' | 'failed'
  /** Why the start failed. */
  error: AppError | null
  system: Pick<StartState, 'locale' | 'platform' | 'version'>
  /** The profile on screen; null: none yet. */
  opened: OpenedProfile | null
  profiles: ProfileSummary[]
  /** Asks main how it has started; the answer carries what the other stores begin with. */
  start: () => Promise<StartState | null>
  openDemo: () => Promise<AppError | null>
  connect: (input: ConnectInput) => Promise<AppError | null>
  open: (profileId: string) => Promise<AppError | null>
  /** Gives the open profile a new secret; it counts once the server accepts it. */
  replaceSecret: (apiSecret: string) => Promise<AppError | null>
}

export type SessionBridge = Pick<Bridge, 'app' | 'profiles'>

/** Which servers there are, and which one is open. Every action answers the error, or null when it worked. */
export function createSessionStore(bridge: SessionBridge): StoreApi<SessionState> {
  return createStore<SessionState>()((set, get) => {
    const accept = (opened: OpenedProfile): void => {
      const others = get().profiles.filter((profile) => profile.id !== opened.profile.id)
      const known = others.length < get().profiles.length
      set({
        opened,
        profiles: known
          ? get().profiles.map((profile) => (profile.id === opened.profile.id ? opened.profile : profile))
          : [...others, opened.profile],
      })
    }
    const settle = (answer: Result<OpenedProfile>): AppError | null => {
      if (!answer.ok) return answer.error
      accept(answer.value)
      return null
    }
    return {
      status: 'starting',
      error: null,
      system: { locale: 'en', platform: '', version: '' },
      opened: null,
      profiles: [],

      start: async () => {
        const answer = await bridge.app.start()
        if (!answer.ok) {
          set({ status: 'failed', error: answer.error })
          return null
        }
        const { opened, profiles, locale, platform, version } = answer.value
        set({ status: 'ready', error: null, opened, profiles, system: { locale, platform, version } })
        return answer.value
      },

      openDemo: async () => settle(await bridge.profiles.openDemo()),

      connect: async (input) => settle(await bridge.profiles.connect(input)),

      open: async (profileId) => settle(await bridge.profiles.open({ profileId })),

      replaceSecret: async (apiSecret) => {
        const profileId = get().opened?.profile.id ?? ''
        return settle(await bridge.profiles.replaceSecret({ profileId, apiSecret }))
      },
    }
  })
}
