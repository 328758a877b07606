import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../shared/contract.ts'
import { DEFAULT_PLAYER_SETTINGS, type PlayerSettings } from '../../shared/settings.ts'
import { saveLatest } from './save-latest.ts'

export interface SettingsState {
  player: PlayerSettings
  /** Takes what main has kept. */
  load: (player: PlayerSettings) => void
  /** Changes and keeps. */
  changePlayer: (change: Partial<PlayerSettings>) => void
}

/** What the user chose once and finds again: of the player so far. */
export function createSettingsStore(bridge: Pick<Bridge, 'settings'>): StoreApi<SettingsState> {
  const save = saveLatest<PlayerSettings>((player) => bridge.settings.savePlayer(player))

  return createStore<SettingsState>()((set, get) => ({
    player: DEFAULT_PLAYER_SETTINGS,
    load: (player) => set({ player }),
    changePlayer: (change) => {
      const player = { ...get().player, ...change }
      set({ player })
      save(player)
    },
  }))
}
