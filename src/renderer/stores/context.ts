import { createContext, useContext, useEffect } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { StorageState } from '../../shared/download.ts'
import type { MediaState } from '../../shared/media.ts'
import type { DialogsState } from './dialogs.ts'
import { type DownloadProgress, overallProgress } from './download-media.ts'
import type { DownloadsState } from './downloads.ts'
import type { ExportsState } from './exports.ts'
import type { HistoryState } from './history.ts'
import type { LibraryState } from './library.ts'
import type { PlayerState } from './player.ts'
import type { RoomsState } from './rooms.ts'
import type { RouteState } from './route.ts'
import type { SaidState } from './said.ts'
import type { ServersState } from './servers.ts'
import type { SessionState } from './session.ts'
import type { SettingsState } from './settings.ts'
import type { Stores } from './stores.ts'
import type { ToastsState } from './toasts.ts'
import type { TranscriptState } from './transcript.ts'

/** Filled in main.tsx; a component outside of it is a mistake in the code. */
export const StoresContext = createContext<Stores | null>(null)

export function useStores(): Stores {
  const stores = useContext(StoresContext)
  if (stores === null) throw new Error('StoresContext is empty')
  return stores
}

export const useRoute = <T>(select: (state: RouteState) => T): T => useStore(useStores().route, select)
export const useSession = <T>(select: (state: SessionState) => T): T => useStore(useStores().session, select)
export const useServers = <T>(select: (state: ServersState) => T): T => useStore(useStores().servers, select)
export const useSettings = <T>(select: (state: SettingsState) => T): T => useStore(useStores().settings, select)
export const useLibrary = <T>(select: (state: LibraryState) => T): T => useStore(useStores().library, select)
export const useRooms = <T>(select: (state: RoomsState) => T): T => useStore(useStores().rooms, select)
export const usePlayer = <T>(select: (state: PlayerState) => T): T => useStore(useStores().player, select)
export const useDownloads = <T>(select: (state: DownloadsState) => T): T => useStore(useStores().downloads, select)
export const useExports = <T>(select: (state: ExportsState) => T): T => useStore(useStores().exports, select)
export const useDialogs = <T>(select: (state: DialogsState) => T): T => useStore(useStores().dialogs, select)
export const useTranscript = <T>(select: (state: TranscriptState) => T): T => useStore(useStores().transcript, select)
export const useSaid = <T>(select: (state: SaidState) => T): T => useStore(useStores().said, select)
export const useHistory = <T>(select: (state: HistoryState) => T): T => useStore(useStores().history, select)
export const useToasts = <T>(select: (state: ToastsState) => T): T => useStore(useStores().toasts, select)

/** What was last heard of a recording's file; null: nothing, so that what the library says of it holds. */
export const useMediaOf = (recordId: string): MediaState | null =>
  useDownloads(({ media }) => media.get(recordId) ?? null)

/** How many downloads of the profile on screen are on their way, and how far they are together. */
export const useDownloadProgress = (): DownloadProgress =>
  useDownloads(useShallow(({ list, media }) => overallProgress(list?.items ?? [], media, list?.total ?? 0)))

/** What files take on this device, kept fresh while it is on screen; null until it is known. */
export function useStorage(): StorageState | null {
  const { storage } = useStores()
  useEffect(() => storage.getState().watch(), [storage])
  return useStore(storage, (state) => state.storage)
}

/** Shows a recording; the list remembers where the reader was. */
export function useOpenRecording(): (recordId: string) => void {
  const { route, library } = useStores()
  return (recordId) => {
    library.getState().keepPosition({ recordId })
    route.getState().go({ screen: 'player', recordId })
  }
}
