import { CSPProvider } from '@base-ui/react/csp-provider'
import { lazy, Suspense, useEffect, useState } from 'react'
import { assertNever } from '../shared/app-error.ts'
import { ConnectScreen } from './features/connect/connect-screen.tsx'
import { LibraryScreen } from './features/library/library-screen.tsx'
import { ShortcutsDialog } from './features/shell/shortcuts-dialog.tsx'
import { StartFailed, Starting } from './features/shell/starting.tsx'
import { useAppKeys } from './features/shell/use-app-keys.ts'
import { WelcomeScreen } from './features/welcome/welcome-screen.tsx'
import { useRoute, useSession } from './stores/context.ts'

const loadPlayer = () => import('./features/player/player-screen.tsx')
const PlayerScreen = lazy(async () => ({ default: (await loadPlayer()).PlayerScreen }))

/** The window: one screen at a time, and the keys that work on all of them. */
export function App({ onStart }: { onStart: () => void }) {
  const [helpOpen, setHelpOpen] = useState(false)
  const [sidebarOpen, setSidebarOpen] = useState(true)
  useAppKeys({
    onHelp: () => setHelpOpen(true),
    onToggleSidebar: () => setSidebarOpen((open) => !open),
  })
  // Fetched while nothing else is to do, so that the first recording opens at once.
  useEffect(() => {
    const handle = requestIdleCallback(() => void loadPlayer())
    return () => cancelIdleCallback(handle)
  }, [])

  return (
    <CSPProvider disableStyleElements>
      <Screen onStart={onStart} sidebarOpen={sidebarOpen} />
      <ShortcutsDialog open={helpOpen} onClose={() => setHelpOpen(false)} />
    </CSPProvider>
  )
}

function Screen({ onStart, sidebarOpen }: { onStart: () => void; sidebarOpen: boolean }) {
  const status = useSession((session) => session.status)
  const error = useSession((session) => session.error)
  const route = useRoute((state) => state.route)
  if (status === 'starting') return <Starting />
  if (status === 'failed') return <StartFailed error={error} onRetry={onStart} />
  switch (route.screen) {
    case 'welcome':
      return <WelcomeScreen />
    case 'connect':
      return <ConnectScreen profileId={route.profileId} key={route.profileId} />
    case 'library':
      return <LibraryScreen sidebarOpen={sidebarOpen} />
    case 'player':
      return (
        <Suspense fallback={<main />}>
          <PlayerScreen recordId={route.recordId} />
        </Suspense>
      )
    default:
      return assertNever(route)
  }
}
