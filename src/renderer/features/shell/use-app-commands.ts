import { useEffect, useEffectEvent } from 'react'
import { assertNever } from '../../../shared/app-error.ts'
import type { Events } from '../../../shared/contract.ts'
import { useSession, useStores } from '../../stores/context.ts'
import { useOpenServer } from '../servers/use-open-server.ts'

/** What comes from outside of the page: the application's menu, links and second starts, the network. */
export function useAppCommands(): void {
  const { bridge, route, servers, session } = useStores()
  const offer = useSession((state) => state.offer)
  const ready = useSession((state) => state.status === 'ready')
  const openServer = useOpenServer()

  const run = useEffectEvent((command: Events['app.command']): void => {
    // A dialog wants its answer first, as it does from keys.
    if (document.querySelector('dialog[open]') !== null) return
    const { leave, startImport } = servers.getState()
    const manage = (profileId: string | null): void =>
      leave(() => route.getState().go({ screen: 'servers', profileId }))
    switch (command.command) {
      case 'open':
        openServer(command.profileId)
        break
      case 'add-server':
        manage(null)
        break
      case 'manage-servers':
        manage(session.getState().opened?.profile.id ?? null)
        break
      case 'downloads':
        leave(() => void showDownloads(command.profileId))
        break
      case 'settings':
        leave(() => showSettings())
        break
      case 'import-servers':
        void startImport(null)
        break
      default:
        assertNever(command)
    }
  })
  const showDownloads = async (profileId: string): Promise<void> => {
    const error = await session.getState().open(profileId)
    const { route: here, go } = route.getState()
    if (error !== null) go({ screen: 'servers', profileId })
    else if (here.screen !== 'downloads') go({ screen: 'downloads' })
  }
  const showSettings = (): void => {
    const { route: here, go } = route.getState()
    if (here.screen !== 'settings') go({ screen: 'settings' })
  }
  useEffect(() => bridge.on('app.command', (command) => run(command)), [bridge])

  const showOffer = useEffectEvent((): void => {
    const { route: here } = route.getState()
    if (here.screen === 'servers' && here.profileId === null) return
    servers.getState().leave(() => route.getState().go({ screen: 'servers', profileId: null }))
  })
  useEffect(() => {
    if (ready && offer !== null) showOffer()
  }, [ready, offer])

  useEffect(() => {
    const retry = (): void => void bridge.profiles.retry()
    window.addEventListener('online', retry)
    return () => window.removeEventListener('online', retry)
  }, [bridge])
}
