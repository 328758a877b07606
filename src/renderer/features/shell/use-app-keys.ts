import { useEffect, useEffectEvent } from 'react'
import { flushSync } from 'react-dom'
import { useStores } from '../../stores/context.ts'
import { useOpenServer } from '../servers/use-open-server.ts'
import { isTyping } from './is-typing.ts'
import { actionFor, digitOf, keyOf } from './shortcuts.ts'

interface AppKeys {
  onHelp: () => void
  onToggleSidebar: () => void
}

/** The keys that work everywhere (shortcut-list.ts): help, sidebar, downloads, settings, servers, and Esc back. */
export function useAppKeys({ onHelp, onToggleSidebar }: AppKeys): void {
  const { route, session, servers, settings } = useStores()
  const openServer = useOpenServer()

  /** False: nothing to do, so the key stays the browser's. */
  const run = (event: KeyboardEvent): boolean => {
    switch (actionFor(event, settings.getState().shortcuts, ['anywhere'])) {
      case 'anywhere.sidebar':
        onToggleSidebar()
        return true
      case 'anywhere.help':
        onHelp()
        return true
      case 'anywhere.downloads':
        if (session.getState().opened !== null) show('downloads')
        return true
      case 'anywhere.settings':
        show('settings')
        return true
      case 'anywhere.search':
        return search()
      case 'anywhere.server':
        return openServerAt(digitOf(event) - 1)
      case 'anywhere.back':
        return goBack()
      default:
        return false
    }
  }
  const show = (screen: 'downloads' | 'settings'): void => {
    const { route: here, go } = route.getState()
    if (here.screen === screen || document.querySelector('dialog[open]') !== null) return
    servers.getState().leave(() => go({ screen }))
  }
  /** The library's own field hears the key itself (search-box.tsx); these screens lead to it. */
  const search = (): boolean => {
    const { screen } = route.getState().route
    const above = screen === 'downloads' || screen === 'continue' || screen === 'settings'
    if (!above || session.getState().opened === null) return false
    flushSync(() => route.getState().go({ screen: 'library' }))
    document.querySelector<HTMLElement>('[role="searchbox"]')?.focus()
    return true
  }
  const openServerAt = (place: number): boolean => {
    const profile = session.getState().profiles[place]
    if (profile === undefined || document.querySelector('dialog[open]') !== null) return false
    openServer(profile.id)
    return true
  }
  /** The player and the servers' form have an Esc of their own, and above the first screen there is nothing. */
  const goBack = (): boolean => {
    if (document.querySelector('dialog[open], [role="menu"]') !== null) return false
    const { route: here, back } = route.getState()
    const own = here.screen === 'player' || here.screen === 'servers' || here.screen === 'library'
    if (own || (here.screen === 'welcome' && session.getState().opened === null)) return false
    back()
    return true
  }

  const handle = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented) return
    // Esc leaves a field together with its screen; what types something is the field's.
    if (isTyping(event.target) && typesSomething(event)) return
    if (run(event)) event.preventDefault()
  })
  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}

/** True for a key that a text field or a menu has a use for. */
const typesSomething = (event: KeyboardEvent): boolean =>
  event.key !== 'Escape' && !(keyOf(event) ?? '').startsWith('Mod+')
