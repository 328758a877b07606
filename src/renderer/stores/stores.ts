import type { StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../shared/contract.ts'
import { createLibraryStore, type LibraryState } from './library.ts'
import { createPlayerStore, type PlayerState } from './player.ts'
import { createRoomsStore, type RoomsState } from './rooms.ts'
import { createRouteStore, type RouteState, type RouteWindow } from './route.ts'
import { createSessionStore, type SessionState } from './session.ts'
import { createSettingsStore, type SettingsState } from './settings.ts'

export interface Stores {
  bridge: Bridge
  route: StoreApi<RouteState>
  session: StoreApi<SessionState>
  settings: StoreApi<SettingsState>
  library: StoreApi<LibraryState>
  rooms: StoreApi<RoomsState>
  player: StoreApi<PlayerState>
}

/** The renderer's composition root: every store from the bridge, and the one rule that joins them. */
export function createStores(bridge: Bridge, window: RouteWindow): Stores {
  const stores: Stores = {
    bridge,
    route: createRouteStore(window),
    session: createSessionStore(bridge),
    settings: createSettingsStore(bridge),
    library: createLibraryStore({ bridge, now: Date.now }),
    rooms: createRoomsStore(bridge),
    player: createPlayerStore(bridge),
  }
  // Opening a profile turns everything else over to it, and leads to its library.
  stores.session.subscribe(({ opened }, before) => {
    if (opened === before.opened) return
    stores.library.getState().show(opened)
    stores.rooms.getState().show(opened?.profile.id ?? null)
    if (opened !== null) stores.route.getState().replace({ screen: 'library' })
  })
  return stores
}
