import { z } from 'zod'
import { calls } from '../shared/contract.ts'
import {
  DEFAULT_LIBRARY_VIEW,
  DEFAULT_PLAYER_SETTINGS,
  type LibraryView,
  type PlayerSettings,
} from '../shared/settings.ts'

/** Where settings live on this device (electron-store), as a port. */
export interface SettingsStore {
  get(key: string): unknown
  set(key: string, value: unknown): void
}

const views = z.record(z.string(), z.unknown())
const text = z.string()

/** Settings as the app uses them: whatever the file holds, each value is sane or the default. */
export class Settings {
  readonly #store: SettingsStore

  constructor(store: SettingsStore) {
    this.#store = store
  }

  get player(): PlayerSettings {
    return calls['settings.savePlayer'].input.catch(DEFAULT_PLAYER_SETTINGS).parse(this.#store.get('player'))
  }

  set player(player: PlayerSettings) {
    this.#store.set('player', player)
  }

  /** The profile that was open last, or null. */
  get lastProfile(): string | null {
    return text.nullable().catch(null).parse(this.#store.get('lastProfile'))
  }

  set lastProfile(profileId: string | null) {
    this.#store.set('lastProfile', profileId)
  }

  view(profileId: string): LibraryView {
    const view = this.#views()[profileId]
    return calls['settings.saveView'].input.shape.view.catch(DEFAULT_LIBRARY_VIEW).parse(view)
  }

  saveView(profileId: string, view: LibraryView): void {
    this.#store.set('views', { ...this.#views(), [profileId]: view })
  }

  #views(): Record<string, unknown> {
    return views.catch({}).parse(this.#store.get('views'))
  }
}
