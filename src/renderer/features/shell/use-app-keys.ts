import { useEffect, useEffectEvent } from 'react'
import { useStores } from '../../stores/context.ts'
import { useOpenServer } from '../servers/use-open-server.ts'
import { isTyping } from './is-typing.ts'

interface AppKeys {
  onHelp: () => void
  onToggleSidebar: () => void
}

/** The keys that work everywhere: `?`, Ctrl/Cmd+B, Ctrl/Cmd+J, Ctrl/Cmd+1 to 9, and Esc back to where the user came from. */
export function useAppKeys({ onHelp, onToggleSidebar }: AppKeys): void {
  const { route, session, servers } = useStores()
  const openServer = useOpenServer()
  const handle = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented) return
    const place = serverPlace(event)
    const profile = place === null ? undefined : session.getState().profiles[place]
    if (isControl(event) && event.key.toLowerCase() === 'b') {
      event.preventDefault()
      onToggleSidebar()
    } else if (isControl(event) && event.key.toLowerCase() === 'j') {
      event.preventDefault()
      showDownloads()
    } else if (profile !== undefined && document.querySelector('dialog[open]') === null) {
      event.preventDefault()
      openServer(profile.id)
    } else if (event.key === '?' && !isTyping(event.target)) {
      event.preventDefault()
      onHelp()
    } else if (event.key === 'Escape' && leadsBack()) {
      event.preventDefault()
      route.getState().back()
    }
  })
  const showDownloads = (): void => {
    const { route: here, go } = route.getState()
    const nowhere = session.getState().opened === null || here.screen === 'downloads'
    if (nowhere || document.querySelector('dialog[open]') !== null) return
    servers.getState().leave(() => go({ screen: 'downloads' }))
  }
  /** The player and the servers' form have an Esc of their own, and above the first screen there is nothing. */
  const leadsBack = (): boolean => {
    if (document.querySelector('dialog[open], [role="menu"]') !== null) return false
    const { screen } = route.getState().route
    return (screen === 'welcome' || screen === 'downloads') && session.getState().opened !== null
  }
  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}

const isControl = (event: KeyboardEvent): boolean => (event.ctrlKey || event.metaKey) && !event.altKey

/** Which server Ctrl+1 to Ctrl+9 mean, from 0; by the key's place, which is the same on every keyboard. */
function serverPlace(event: KeyboardEvent): number | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
  return isControl(event) && !event.shiftKey && digit !== undefined ? Number(digit) - 1 : null
}
