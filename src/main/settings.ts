import { z } from 'zod'
import { calls } from '../shared/contract.ts'
import { DEFAULT_DOWNLOAD_SETTINGS, type DownloadSettings } from '../shared/download.ts'
import { serverFields } from '../shared/inputs.ts'
import type { CertificateFacts, ServerFields } from '../shared/profile.ts'
import {
  DEFAULT_LIBRARY_VIEW,
  DEFAULT_PLAYER_SETTINGS,
  type LibraryView,
  type PlayerSettings,
  type ShortcutSettings,
} from '../shared/settings.ts'
import { DEFAULT_TRANSCRIPT_SETTINGS, type TranscriptSettings } from '../shared/transcript.ts'

/** Where settings live on this device (electron-store), as a port. */
export interface SettingsStore {
  get(key: string): unknown
  set(key: string, value: unknown): void
}

/** A saved server; its secret is elsewhere. */
export type SavedServer = ServerFields & { id: string }

const anything = z.record(z.string(), z.unknown())
const text = z.string()
const savedServer = serverFields.extend({ id: z.string().regex(/^[\w-]{1,64}$/) })
const { view: libraryView } = calls['settings.saveView'].input.shape
const certificate = z.object({
  subject: text,
  issuer: text,
  names: z.array(text),
  validFrom: z.number(),
  validTo: z.number(),
  sha256: text,
})

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

  get downloads(): DownloadSettings {
    return calls['settings.saveDownloads'].input.catch(DEFAULT_DOWNLOAD_SETTINGS).parse(this.#store.get('downloads'))
  }

  set downloads(downloads: DownloadSettings) {
    this.#store.set('downloads', downloads)
  }

  get transcripts(): TranscriptSettings {
    return calls['settings.saveTranscripts'].input
      .catch(DEFAULT_TRANSCRIPT_SETTINGS)
      .parse(this.#store.get('transcripts'))
  }

  set transcripts(transcripts: TranscriptSettings) {
    this.#store.set('transcripts', transcripts)
  }

  get shortcuts(): ShortcutSettings {
    return calls['settings.saveShortcuts'].input.catch({}).parse(this.#store.get('shortcuts'))
  }

  set shortcuts(shortcuts: ShortcutSettings) {
    this.#store.set('shortcuts', shortcuts)
  }

  /** Where files are (Location), as it was written down. */
  get location(): unknown {
    return this.#store.get('location')
  }

  set location(location: unknown) {
    this.#store.set('location', location)
  }

  /** The profile that was open last, or null. */
  get lastProfile(): string | null {
    return text.nullable().catch(null).parse(this.#store.get('lastProfile'))
  }

  set lastProfile(profileId: string | null) {
    this.#store.set('lastProfile', profileId)
  }

  /** How a library was left, but for a search: that was of the moment, and so were its order and its page. */
  view(profileId: string): LibraryView {
    const view = libraryView.catch(DEFAULT_LIBRARY_VIEW).parse(withSort(this.#map('views')[profileId]))
    if (view.filters.text === '') return view
    const sort = view.sort === 'match' ? 'newest' : view.sort
    return { ...view, sort, page: 1, filters: { ...view.filters, text: '' } }
  }

  saveView(profileId: string, view: LibraryView): void {
    this.#store.set('views', { ...this.#map('views'), [profileId]: view })
  }

  /** The servers that can be read. */
  get servers(): SavedServer[] {
    return this.#servers().flatMap((entry) => savedServer.safeParse(entry).data ?? [])
  }

  /** Entries that cannot be read stay in the file as they are: a newer Roomreel may know better. */
  set servers(servers: readonly SavedServer[]) {
    const strangers = this.#servers().filter((entry) => !savedServer.safeParse(entry).success)
    this.#store.set('profiles', [...servers, ...strangers])
  }

  /** IDs of profiles in the user's order; those that are missing in it come last. */
  get order(): string[] {
    return z.array(text).catch([]).parse(this.#store.get('order'))
  }

  set order(order: readonly string[]) {
    this.#store.set('order', order)
  }

  get demoRemoved(): boolean {
    return z.boolean().catch(false).parse(this.#store.get('demoRemoved'))
  }

  set demoRemoved(removed: boolean) {
    this.#store.set('demoRemoved', removed)
  }

  /** By profile: the one certificate that the user has accepted for its server. All at once: each look reads the file. */
  get certificates(): Map<string, CertificateFacts> {
    const readable = Object.entries(this.#map('certificates')).flatMap(([profileId, value]) => {
      const { data } = certificate.safeParse(value)
      return data === undefined ? [] : [[profileId, data] as const]
    })
    return new Map(readable)
  }

  saveCertificate(profileId: string, accepted: CertificateFacts | null): void {
    const { [profileId]: _, ...others } = this.#map('certificates')
    this.#store.set('certificates', accepted === null ? others : { ...others, [profileId]: accepted })
  }

  /** Forgets everything about a profile. */
  forget(profileId: string): void {
    const { [profileId]: _, ...views } = this.#map('views')
    this.#store.set('views', views)
    this.saveCertificate(profileId, null)
    if (this.lastProfile === profileId) this.lastProfile = null
  }

  #servers(): unknown[] {
    return z.array(z.unknown()).catch([]).parse(this.#store.get('profiles'))
  }

  #map(key: 'views' | 'certificates'): Record<string, unknown> {
    return anything.catch({}).parse(this.#store.get(key))
  }
}

/** Views of versions before 0.3 have `order` where later ones have `sort`; both call the newest first alike. */
function withSort(view: unknown): unknown {
  const { data } = anything.safeParse(view)
  return data === undefined || 'sort' in data ? view : { ...data, sort: data.order }
}
