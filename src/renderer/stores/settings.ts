import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge, StartState } from '../../shared/contract.ts'
import { DEFAULT_DOWNLOAD_SETTINGS, type DownloadSettings } from '../../shared/download.ts'
import { DEFAULT_PLAYER_SETTINGS, type PlayerSettings, type ShortcutSettings } from '../../shared/settings.ts'
import { DEFAULT_TRANSCRIPT_SETTINGS, type TranscriptSettings } from '../../shared/transcript.ts'
import { saveLatest } from './save-latest.ts'

export interface SettingsState {
  player: PlayerSettings
  downloads: DownloadSettings
  transcripts: TranscriptSettings
  /** Keys other than the usual ones. */
  shortcuts: ShortcutSettings
  /** Takes what main has kept. */
  load: (kept: Pick<StartState, 'player' | 'downloads' | 'transcripts' | 'shortcuts'>) => void
  /** Changes and keeps. */
  changePlayer: (change: Partial<PlayerSettings>) => void
  /** Changes and keeps; for all servers. */
  changeDownloads: (change: Partial<DownloadSettings>) => void
  /** Changes and keeps; for all servers. */
  changeTranscripts: (change: Partial<TranscriptSettings>) => void
  /** Changes and keeps: all of them at once. */
  changeShortcuts: (shortcuts: ShortcutSettings) => void
}

/** What the user chose once and finds again: of the player, of downloads and transcripts, and which keys do what. */
export function createSettingsStore(bridge: Pick<Bridge, 'settings'>): StoreApi<SettingsState> {
  const savePlayer = saveLatest<PlayerSettings>((player) => bridge.settings.savePlayer(player))
  const saveDownloads = saveLatest<DownloadSettings>((downloads) => bridge.settings.saveDownloads(downloads))
  const saveTranscripts = saveLatest<TranscriptSettings>((transcripts) => bridge.settings.saveTranscripts(transcripts))
  const saveShortcuts = saveLatest<ShortcutSettings>((shortcuts) => bridge.settings.saveShortcuts(shortcuts))

  return createStore<SettingsState>()((set, get) => ({
    player: DEFAULT_PLAYER_SETTINGS,
    downloads: DEFAULT_DOWNLOAD_SETTINGS,
    transcripts: DEFAULT_TRANSCRIPT_SETTINGS,
    shortcuts: {},
    load: ({ player, downloads, transcripts, shortcuts }) => set({ player, downloads, transcripts, shortcuts }),
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
    changeTranscripts: (change) => {
      const transcripts = { ...get().transcripts, ...change }
      set({ transcripts })
      saveTranscripts(transcripts)
    },
    changeShortcuts: (shortcuts) => {
      set({ shortcuts })
      saveShortcuts(shortcuts)
    },
  }))
}
