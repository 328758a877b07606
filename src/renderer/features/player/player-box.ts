import { createContext, useContext } from 'react'

interface PlayerParts {
  /** The video's box: menus and tooltips live inside it, because full screen shows nothing else. */
  box: HTMLElement | null
  /** The control bar: menus open at its end. */
  bar: HTMLElement | null
}

export const PlayerBox = createContext<PlayerParts>({ box: null, bar: null })

export const usePlayerBox = (): PlayerParts => useContext(PlayerBox)
