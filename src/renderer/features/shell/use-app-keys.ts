import { useEffect, useEffectEvent } from 'react'
import { useStores } from '../../stores/context.ts'
import { isTyping } from './is-typing.ts'

interface AppKeys {
  onHelp: () => void
  onToggleSidebar: () => void
}

/** The keys that work everywhere: `?`, Ctrl/Cmd+B, and Esc back to where the user came from. */
export function useAppKeys({ onHelp, onToggleSidebar }: AppKeys): void {
  const { route, session } = useStores()
  const handle = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented) return
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'b') {
      event.preventDefault()
      onToggleSidebar()
    } else if (event.key === '?' && !isTyping(event.target)) {
      event.preventDefault()
      onHelp()
    } else if (event.key === 'Escape' && leadsBack()) {
      event.preventDefault()
      route.getState().back()
    }
  })
  /** The player has an Esc of its own (full screen first), and above the first screen there is nothing. */
  const leadsBack = (): boolean => {
    if (document.querySelector('dialog[open], [role="menu"]') !== null) return false
    const { screen } = route.getState().route
    return screen === 'connect' || (screen === 'welcome' && session.getState().opened !== null)
  }
  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}
