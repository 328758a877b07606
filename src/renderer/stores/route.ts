import { createStore, type StoreApi } from 'zustand/vanilla'

export type Route =
  | { screen: 'welcome' }
  /** A server's form; null: that of a new one. */
  | { screen: 'servers'; profileId: string | null }
  | { screen: 'library' }
  | { screen: 'downloads' }
  /** What was begun and not watched to the end. */
  | { screen: 'continue' }
  | { screen: 'settings' }
  /** `search`: what the transcript is searched for at once. */
  | { screen: 'player'; recordId: string; from?: PlayerPlace; search?: string }

/** Where a recording was left that is come back to: by a switch of servers, there and back. */
export interface PlayerPlace {
  seconds: number
  paused: boolean
}

export interface RouteState {
  route: Route
  /** Shows a screen; Back returns to the one before. */
  go: (route: Route) => void
  /** Shows a screen in place of this one. */
  replace: (route: Route) => void
  /** Back to where the user came from; from the first screen to the one above it. */
  back: () => void
}

/** The part of `window` that the route lives in, so that Alt+Left and the mouse's back button work. */
export interface RouteWindow {
  history: Pick<History, 'state' | 'pushState' | 'replaceState' | 'back'>
  addEventListener: (type: 'popstate', listener: () => void) => void
}

interface Entry {
  route: Route
  /** How many entries of ours are before this one. */
  depth: number
}

const START: Entry = { route: { screen: 'welcome' }, depth: 0 }

/** Where a screen leads to when nothing is before it. */
function above(route: Route): Route {
  return route.screen === 'welcome' || route.screen === 'library' || route.screen === 'servers'
    ? { screen: 'welcome' }
    : { screen: 'library' }
}

/** Which screen is shown, kept in the window's history. */
export function createRouteStore(page: RouteWindow): StoreApi<RouteState> {
  const { history } = page
  const entry = (): Entry => (history.state as Entry | null) ?? START
  history.replaceState(START, '')

  return createStore<RouteState>()((set) => {
    page.addEventListener('popstate', () => set({ route: entry().route }))
    const replace = (route: Route): void => {
      history.replaceState({ route, depth: entry().depth } satisfies Entry, '')
      set({ route })
    }
    return {
      route: START.route,
      replace,
      go: (route) => {
        history.pushState({ route, depth: entry().depth + 1 } satisfies Entry, '')
        set({ route })
      },
      back: () => {
        const { route, depth } = entry()
        if (depth > 0) history.back()
        else replace(above(route))
      },
    }
  })
}
