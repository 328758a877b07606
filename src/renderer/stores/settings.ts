import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge, StartState } from '../../shared/contract.ts'
import { DEFAULT_DOWNLOAD_SETTINGS, type DownloadSettings } from '../../shared/download.ts'
import { DEFAULT_PLAYER_SETTINGS, type PlayerSettings } from '../../shared/settings.ts'
import { saveLatest } from './save-latest.ts'

export interface SettingsState {
  player: PlayerSettings
  downloads: DownloadSettings
  /** Takes what main has kept. */
  load: (kept: Pick<StartState, 'player' | 'downloads'>) => void
  /** Changes and keeps. */
  changePlayer: (change: Partial<PlayerSettings>) => void
  /** Changes and keeps; for all servers. */
  changeDownloads: (change: Partial<DownloadSettings>) => void
}

/** What the user chose once and finds again: of the player, and of downloads. */
export function createSettingsStore(bridge: Pick<Bridge, 'settings'>): StoreApi<SettingsState> {
  const savePlayer = saveLatest<PlayerSettings>((player) => bridge.settings.savePlayer(player))
  const saveDownloads = saveLatest<DownloadSettings>((downloads) => bridge.settings.saveDownloads(downloads))

  return createStore<SettingsState>()((set, get) => ({
    player: DEFAULT_PLAYER_SETTINGS,
    downloads: DEFAULT_DOWNLOAD_SETTINGS,
    load: ({ player, downloads }) => set({ player, downloads }),
    changePlayer: (change) => {
      const player = { ...get().player, ...change }
      set({ player })
      savePlayer(player)
    },
    changeDownloads: (change) => {
      const downloads = { ...get().downloads, ...change }
      set({ downloads })
      saveDownloads(downloads)
    },
  }))
}
