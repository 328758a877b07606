import { CSPProvider } from '@base-ui/react/csp-provider'
import { lazy, Suspense, useEffect, useState } from 'react'
import { assertNever } from '../shared/app-error.ts'
import { loadFilterPanel } from './features/library/filter-button.tsx'
import { LibraryScreen, loadErrorState, loadRowMenu } from './features/library/library-screen.tsx'
import { loadRoomMenu } from './features/library/room-filter.tsx'
import { Sidebar } from './features/library/sidebar.tsx'
import { AppFiles, loadDownloads } from './features/shell/app-files.tsx'
import { AppImport } from './features/shell/app-import.tsx'
import { StartNotices } from './features/shell/start-notices.tsx'
import { StartFailed, Starting } from './features/shell/starting.tsx'
import { useAppCommands } from './features/shell/use-app-commands.ts'
import { useAppKeys } from './features/shell/use-app-keys.ts'
import { usePlayOffers } from './features/shell/use-play-offers.ts'
import { WelcomeScreen } from './features/welcome/welcome-screen.tsx'
import { usePlayer, useRoute, useSession } from './stores/context.ts'

const loadPlayer = async () => {
  const loaded = await import('./features/player/player-screen.tsx')
  loaded.loadLaterWords()
  return loaded
}
const PlayerScreen = lazy(async () => ({ default: (await loadPlayer()).PlayerScreen }))
const MiniPlayer = lazy(async () => ({ default: (await loadPlayer()).MiniPlayer }))
const loadServers = () => import('./features/servers/servers-screen.tsx')
const ServersScreen = lazy(async () => ({ default: (await loadServers()).ServersScreen }))
const loadSettings = async () => {
  const loaded = await import('./features/settings/settings-screen.tsx')
  loaded.loadLaterWords()
  return loaded
}
const SettingsScreen = lazy(async () => ({ default: (await loadSettings()).SettingsScreen }))
// With the screen where its keys are changed: one more place to load from would cut the start's script into pieces.
const ShortcutsDialog = lazy(async () => ({ default: (await loadSettings()).ShortcutsDialog }))
const loadContinue = () => import('./features/library/continue-screen.tsx')
const ContinueScreen = lazy(async () => ({ default: (await loadContinue()).ContinueScreen }))
const DownloadsScreen = lazy(async () => ({ default: (await loadDownloads()).DownloadsScreen }))

/** The window: one screen at a time, and what works on all of them. */
export function App({ onStart }: { onStart: () => void }) {
  const [helpOpen, setHelpOpen] = useState(false)
  /** Once it has been there it stays: a dialog that closes gives the focus back. */
  const [helpNeeded, setHelpNeeded] = useState(false)
  if (helpOpen && !helpNeeded) setHelpNeeded(true)
  const miniNeeded = usePlayer((state) => state.mini !== null)
  const [sidebarOpen, setSidebarOpen] = useState(true)
  useAppKeys({
    onHelp: () => setHelpOpen(true),
    onToggleSidebar: () => setSidebarOpen((open) => !open),
  })
  useAppCommands()
  usePlayOffers()
  // Fetched while nothing else is to do, so that the first recording, and the servers, open at once.
  useEffect(() => {
    const handle = requestIdleCallback(() => {
      void loadRowMenu()
      void loadErrorState()
      void loadRoomMenu()
      void loadFilterPanel()
      void loadPlayer()
      void loadServers()
      void loadDownloads()
      void loadSettings()
      void loadContinue()
    })
    return () => cancelIdleCallback(handle)
  }, [])

  return (
    <CSPProvider disableStyleElements>
      <Screen onStart={onStart} sidebarOpen={sidebarOpen} />
      {miniNeeded && (
        <Suspense fallback={null}>
          <MiniPlayer />
        </Suspense>
      )}
      <AppImport />
      <AppFiles />
      <StartNotices />
      {helpNeeded && (
        <Suspense fallback={null}>
          <ShortcutsDialog open={helpOpen} onClose={() => setHelpOpen(false)} />
        </Suspense>
      )}
    </CSPProvider>
  )
}

function Screen({ onStart, sidebarOpen }: { onStart: () => void; sidebarOpen: boolean }) {
  const status = useSession((session) => session.status)
  const error = useSession((session) => session.error)
  const isOpen = useSession((session) => session.opened !== null)
  const route = useRoute((state) => state.route)
  if (status === 'starting') return <Starting />
  if (status === 'failed') return <StartFailed error={error} onRetry={onStart} />
  switch (route.screen) {
    case 'welcome':
      return <WelcomeScreen />
    case 'servers':
      return (
        <Suspense fallback={<main />}>
          <ServersScreen sidebar={isOpen && sidebarOpen ? <Sidebar /> : null} />
        </Suspense>
      )
    case 'library':
      return <LibraryScreen sidebarOpen={sidebarOpen} />
    case 'downloads':
      return (
        <Suspense fallback={<main />}>
          <DownloadsScreen sidebar={sidebarOpen ? <Sidebar /> : null} />
        </Suspense>
      )
    case 'continue':
      return (
        <Suspense fallback={<main />}>
          <ContinueScreen sidebar={sidebarOpen ? <Sidebar /> : null} />
        </Suspense>
      )
    case 'settings':
      return (
        <Suspense fallback={<main />}>
          <SettingsScreen sidebar={isOpen && sidebarOpen ? <Sidebar /> : null} />
        </Suspense>
      )
    case 'player':
      return (
        <Suspense fallback={<main />}>
          <PlayerScreen recordId={route.recordId} from={route.from ?? null} search={route.search ?? ''} />
        </Suspense>
      )
    default:
      return assertNever(route)
  }
}
