import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppError, Result } from '../../shared/app-error.ts'
import type { Bridge, OpenedProfile, StartNotice, StartState } from '../../shared/contract.ts'
import type { PlayOffer } from '../../shared/play-link.ts'
import type { ProfileStatus, ProfileSummary, SealedSecret, SecretKeeping, ServerOffer } from '../../shared/profile.ts'

export interface SessionState {
  status: 'starting' | 'ready' | 'failed'
  /** Why the start failed. */
  error: AppError | null
  system: Pick<StartState, 'locale' | 'platform' | 'version'>
  /** The profile on screen; null: none yet. */
  opened: OpenedProfile | null
  /** Grows whenever what is on screen has to start over: with another profile, or with the same one connected anew. */
  openings: number
  /** The last of these was not asked for by the user: whoever looks at the servers goes on looking at them. */
  byItself: boolean
  profiles: ProfileSummary[]
  statuses: Record<string, ProfileStatus>
  /** What main's secrets are encrypted for; empty until it has started. */
  sealingKey: string
  /** A server that a link offers, until the form has taken it. */
  offer: ServerOffer | null
  /** What a link wants to be played, until it is. */
  play: PlayOffer | null
  /** What the user has to know once, until it was read. */
  notices: StartNotice[]
  /** Asks main how it has started; the answer carries what the other stores begin with. */
  start: () => Promise<StartState | null>
  openDemo: () => Promise<AppError | null>
  /** Puts a profile on screen: one that was there before in the same instant, as it was left. */
  open: (profileId: string) => Promise<AppError | null>
  /** Gives the open profile a new secret; it counts once the server accepts it. */
  replaceSecret: (secret: string, keeping: SecretKeeping) => Promise<AppError | null>
  takeOffer: () => ServerOffer | null
  takePlay: () => void
  dismissNotice: (notice: StartNotice) => void
}

export interface SessionParts {
  bridge: Pick<Bridge, 'app' | 'profiles' | 'on'>
  seal: (publicKey: string, text: string) => Promise<SealedSecret>
  /** How a profile was left in this run, or null. */
  remembered: (profileId: string) => Pick<OpenedProfile, 'view' | 'library'> | null
}

/** Which servers there are, and which one is open. Every action answers the error, or null when it worked. */
export function createSessionStore({ bridge, seal, remembered }: SessionParts): StoreApi<SessionState> {
  return createStore<SessionState>()((set, get) => {
    const show = (opened: OpenedProfile | null, byItself = false): void =>
      set({ opened, openings: get().openings + 1, byItself })
    /** Counts what was asked for: an answer that comes after a newer wish is nobody's any more. */
    let wishes = 0
    const settle = async (asking: Promise<Result<OpenedProfile>>): Promise<AppError | null> => {
      const mine = ++wishes
      const answer = await asking
      if (mine !== wishes) return null
      if (!answer.ok) return answer.error
      show(answer.value)
      return null
    }

    bridge.on('profiles.changed', ({ profiles }) => {
      set({ profiles })
      const { opened } = get()
      const profile = profiles.find(({ id }) => id === opened?.profile.id)
      if (opened === null) return
      if (profile === undefined) show(null, true)
      else set({ opened: { ...opened, profile } })
    })
    bridge.on('profiles.status', (status) => set({ statuses: { ...get().statuses, [status.profileId]: status } }))
    bridge.on('profiles.reopened', (opened) => show(opened, true))
    bridge.on('servers.offered', (offer) => set({ offer }))

    return {
      status: 'starting',
      error: null,
      system: { locale: 'en', platform: '', version: '' },
      opened: null,
      openings: 0,
      byItself: false,
      profiles: [],
      statuses: {},
      sealingKey: '',
      offer: null,
      play: null,
      notices: [],

      start: async () => {
        const answer = await bridge.app.start()
        if (!answer.ok) {
          set({ status: 'failed', error: answer.error })
          return null
        }
        const { opened, profiles, statuses, sealingKey, offer, play, notices, locale, platform, version } = answer.value
        set({
          status: 'ready',
          error: null,
          profiles,
          statuses: Object.fromEntries(statuses.map((status) => [status.profileId, status])),
          sealingKey,
          offer,
          play,
          notices,
          system: { locale, platform, version },
        })
        if (opened !== null) show(opened)
        return answer.value
      },

      openDemo: () => settle(bridge.profiles.openDemo()),

      open: async (profileId) => {
        const { opened, profiles } = get()
        if (opened?.profile.id === profileId) return null
        const profile = profiles.find(({ id }) => id === profileId)
        const left = remembered(profileId)
        if (profile === undefined || left === null) return settle(bridge.profiles.open({ profileId }))
        // Main handles calls in their order: whatever is asked from here on, it asks of the new profile.
        const mine = ++wishes
        const opening = bridge.profiles.open({ profileId })
        show({ profile, ...left, cached: null, rooms: null })
        const answer = await opening
        if (!answer.ok) return answer.error
        if (mine !== wishes) return null
        const shown = get().opened
        // Something that main had told before it heard of the wish may have come in between.
        if (shown?.profile.id !== profileId) show(answer.value)
        else set({ opened: { ...shown, library: answer.value.library } })
        return null
      },

      replaceSecret: async (secret, keeping) => {
        const { opened, sealingKey } = get()
        const profileId = opened?.profile.id ?? ''
        const sealed = await seal(sealingKey, secret)
        return settle(bridge.profiles.replaceSecret({ profileId, secret: { sealed, keeping } }))
      },

      takeOffer: () => {
        const { offer } = get()
        set({ offer: null })
        return offer
      },
      takePlay: () => set({ play: null }),
      dismissNotice: (notice) => set({ notices: get().notices.filter((other) => other !== notice) }),
    }
  })
}
