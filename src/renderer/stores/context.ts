import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { LibraryState } from './library.ts'
import type { PlayerState } from './player.ts'
import type { RoomsState } from './rooms.ts'
import type { RouteState } from './route.ts'
import type { ServersState } from './servers.ts'
import type { SessionState } from './session.ts'
import type { SettingsState } from './settings.ts'
import type { Stores } from './stores.ts'

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

/** Shows a recording; the list remembers where the reader was. */
export function useOpenRecording(): (recordId: string) => void {
  const { route, library } = useStores()
  return (recordId) => {
    library.getState().keepPosition({ recordId })
    route.getState().go({ screen: 'player', recordId })
  }
}
