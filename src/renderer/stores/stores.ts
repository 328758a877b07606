import type { StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../shared/contract.ts'
import type { ProfileSummary } from '../../shared/profile.ts'
import { seal } from '../seal.ts'
import { createDialogsStore, type DialogsState } from './dialogs.ts'
import { createDownloadsStore, type DownloadsState } from './downloads.ts'
import { createExportsStore, type ExportsState } from './exports.ts'
import { createHistoryStore, type HistoryState } from './history.ts'
import { createLibraryStore, type LibraryState } from './library.ts'
import { createPlayerStore, type PlayerState, type PlayerWindow } from './player.ts'
import { createRoomsStore, type RoomsState } from './rooms.ts'
import { createRouteStore, type PlayerPlace, type Route, type RouteState, type RouteWindow } from './route.ts'
import { createRulesStore, type RulesState } from './rules.ts'
import { createSaidStore, type SaidState } from './said.ts'
import { createServersStore, type ServersState } from './servers.ts'
import { createSessionStore, type SessionState } from './session.ts'
import { createSettingsStore, type SettingsState } from './settings.ts'
import { createStorageStore, type StorageStoreState } from './storage.ts'
import { createToastsStore, type ToastsState } from './toasts.ts'
import { createTranscriptStore, fetchCues, type TranscriptState } from './transcript.ts'

export interface Stores {
  bridge: Bridge
  route: StoreApi<RouteState>
  session: StoreApi<SessionState>
  servers: StoreApi<ServersState>
  settings: StoreApi<SettingsState>
  library: StoreApi<LibraryState>
  rooms: StoreApi<RoomsState>
  player: StoreApi<PlayerState>
  downloads: StoreApi<DownloadsState>
  storage: StoreApi<StorageStoreState>
  exports: StoreApi<ExportsState>
  rules: StoreApi<RulesState>
  dialogs: StoreApi<DialogsState>
  toasts: StoreApi<ToastsState>
  transcript: StoreApi<TranscriptState>
  said: StoreApi<SaidState>
  history: StoreApi<HistoryState>
}

/** The part of `window` that stores live in. */
export type StoresWindow = RouteWindow & PlayerWindow

/** The renderer's composition root: every store from the bridge, and the rules that join them. */
export function createStores(bridge: Bridge, window: StoresWindow): Stores {
  const library = createLibraryStore({ bridge, now: Date.now })
  const session = createSessionStore({
    bridge,
    seal,
    remembered: (profileId) => library.getState().remembered(profileId),
  })
  const stores: Stores = {
    bridge,
    route: createRouteStore(window),
    session,
    servers: createServersStore({ bridge, seal: (text) => seal(session.getState().sealingKey, text) }),
    settings: createSettingsStore(bridge),
    library,
    rooms: createRoomsStore(bridge),
    player: createPlayerStore(bridge, window),
    downloads: createDownloadsStore(bridge),
    storage: createStorageStore(bridge),
    exports: createExportsStore(bridge),
    rules: createRulesStore(bridge),
    dialogs: createDialogsStore(),
    toasts: createToastsStore(),
    transcript: createTranscriptStore({ bridge, fetchCues }),
    said: createSaidStore({ bridge, library }),
    history: createHistoryStore(bridge),
  }
  followProfile(stores)
  return stores
}

/** Opening a profile turns everything else over to it, and leads to the screen where it was left. */
function followProfile(stores: Stores): void {
  const { session, library, rooms, route, player, downloads, storage, dialogs, history } = stores
  const left = new Map<string, Route>()
  session.subscribe(({ opened, openings, byItself }, before) => {
    if (openings === before.openings) return
    const from = before.opened?.profile.id ?? null
    const to = opened?.profile.id ?? null
    const here = route.getState().route
    if (from !== null && from !== to) left.set(from, withPlace(here, player.getState().place()))
    player.getState().setMini(null)
    library.getState().show(opened)
    rooms.getState().show(to, opened?.rooms ?? null)
    downloads.getState().show(to)
    storage.getState().show(to)
    history.getState().show(to)
    dialogs.getState().close()
    if (to === null) route.getState().replace({ screen: 'welcome' })
    else if (!byItself || here.screen !== 'servers') route.getState().replace(placeOf(left.get(to)))
  })
  session.subscribe(({ opened }, before) => {
    // Main's word on a profile that was put on screen before main had heard of it.
    if (opened !== null && opened.library !== before.opened?.library) library.getState().hear(opened.library)
  })
  session.subscribe(({ profiles }, before) => {
    if (profiles === before.profiles) return
    const was = new Map(before.profiles.map((profile) => [profile.id, profile]))
    const same = profiles.filter((profile) => isSameServer(profile, was.get(profile.id)))
    library.getState().forgetOthers(same.map(({ id }) => id))
  })
}

/** Only a list or a recording is come back to. */
const placeOf = (route: Route | undefined): Route =>
  route?.screen === 'player' || route?.screen === 'downloads' ? route : { screen: 'library' }

/** A recording goes on where it was left. */
const withPlace = (route: Route, from: PlayerPlace | null): Route =>
  route.screen === 'player' && from !== null ? { ...route, from } : route

/** True when what was seen of the one can be seen of the other. */
function isSameServer(profile: ProfileSummary, before: ProfileSummary | undefined): boolean {
  const facts = ({ url, apiKey, rooms, endpointPath }: ProfileSummary): string =>
    JSON.stringify([url, apiKey, rooms, endpointPath])
  return before !== undefined && facts(profile) === facts(before)
}
