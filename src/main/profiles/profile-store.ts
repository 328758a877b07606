import { createHash, randomBytes } from 'node:crypto'
import { AppFailure } from '../../shared/app-error.ts'
import {
  type CertificateFacts,
  DEMO_PROFILE_ID,
  NEW_SERVER,
  type ProfileSummary,
  type SecretPlace,
  type ServerFields,
} from '../../shared/profile.ts'
import { parseEndpointPath } from '../plugnmeet/api-paths.ts'
import { parseBaseUrl, writtenBase } from '../plugnmeet/base-url.ts'
import { parseProxy } from '../plugnmeet/proxy.ts'
import { shortened } from '../plugnmeet/wire-values.ts'
import type { Settings } from '../settings.ts'

/** Of a name, in characters: what is longer would not be read again (serverFields). */
const LONGEST_NAME = 200

export interface ProfileStoreParts {
  settings: Settings
  /** Servers that an administrator has preset; each can be understood. */
  presets: readonly { id: string; fields: ServerFields }[]
  /** Where a profile's secret is. */
  secretPlace: (profileId: string) => SecretPlace
  onChange: (profiles: ProfileSummary[]) => void
}

/**
 * Every profile there is, in the user's order: saved servers, an administrator's, those of the command line, the demo.
 * Everything that is read can be read at once; everything that changes is saved and told before the call returns.
 */
export class ProfileStore {
  readonly #parts: ProfileStoreParts
  readonly #temporary = new Map<string, ServerFields>()
  /** Made anew after each change: reading the settings file costs more than a glance at a list may. */
  #list: ProfileSummary[] | null = null

  constructor(parts: ProfileStoreParts) {
    this.#parts = parts
  }

  list(): ProfileSummary[] {
    this.#list ??= this.#read()
    return this.#list
  }

  /** Fails with `no-profile`. */
  get(profileId: string): ProfileSummary {
    const profile = this.list().find(({ id }) => id === profileId)
    if (profile === undefined) throw new AppFailure('no-profile', `profile ${profileId} is not known`)
    return profile
  }

  has(profileId: string): boolean {
    return this.list().some(({ id }) => id === profileId)
  }

  /**
   * Saves new servers: behind the one with the ID `after`, else at the end, where the demo stays the last one.
   * Fails as `understood` does, and then saves none.
   */
  add(servers: readonly { id: string; fields: ServerFields }[], after?: string): void {
    const { settings } = this.#parts
    const added = servers.map(({ id, fields }) => ({ id, ...understood(fields) }))
    const ids = added.map(({ id }) => id)
    const order = this.list().map(({ id }) => id)
    const demo = order.indexOf(DEMO_PROFILE_ID)
    const place = after === undefined ? (demo === order.length - 1 ? demo : order.length) : order.indexOf(after) + 1
    settings.servers = [...settings.servers, ...added]
    settings.order = order.toSpliced(place, 0, ...ids)
    this.changed()
  }

  /** Fails with `no-profile`, `managed` (also for the demo), or as `understood` does. */
  update(profileId: string, fields: ServerFields): void {
    const profile = this.#own(profileId)
    const saved = { id: profileId, ...understood(fields) }
    const { settings } = this.#parts
    if (profile.temporary) this.#temporary.set(profileId, understood(fields))
    else settings.servers = settings.servers.map((server) => (server.id === profileId ? saved : server))
    this.changed()
  }

  /** Takes a profile out of the list. Fails with `no-profile`, or `managed` for one that an administrator has preset. */
  remove(profileId: string): void {
    const { settings } = this.#parts
    if (profileId === DEMO_PROFILE_ID) settings.demoRemoved = true
    else {
      this.#own(profileId)
      this.#temporary.delete(profileId)
      settings.servers = settings.servers.filter(({ id }) => id !== profileId)
    }
    settings.order = settings.order.filter((id) => id !== profileId)
    settings.forget(profileId)
    this.changed()
  }

  bringBackDemo(): void {
    if (!this.#parts.settings.demoRemoved) return
    this.#parts.settings.demoRemoved = false
    this.changed()
  }

  /** A server of the command line, under the same ID in every run. Fails as `understood` does. */
  addTemporary(url: string, apiKey: string): string {
    const fields = understood({ ...NEW_SERVER, url, apiKey })
    const id = createHash('sha256').update(`${fields.url}\n${apiKey}`).digest('hex').slice(0, 16)
    this.#temporary.set(id, fields)
    this.changed()
    return id
  }

  /** The saved server with this address and key, or null. */
  find(url: string, apiKey: string): ProfileSummary | null {
    const fields = understood({ ...NEW_SERVER, url, apiKey })
    return this.list().find((profile) => profile.url === fields.url && profile.apiKey === fields.apiKey) ?? null
  }

  /** Puts the list into this order; what is not named keeps its place at the end. */
  reorder(profileIds: readonly string[]): void {
    const known = new Set(this.list().map(({ id }) => id))
    this.#parts.settings.order = [...new Set([...profileIds.filter((id) => known.has(id)), ...known])]
    this.changed()
  }

  setCertificate(profileId: string, certificate: CertificateFacts | null): void {
    this.#parts.settings.saveCertificate(profileId, certificate)
    this.changed()
  }

  /** Tells what the list looks like now: also when a secret has found another place. */
  changed(): void {
    this.#list = null
    this.#parts.onChange(this.list())
  }

  #read(): ProfileSummary[] {
    const { settings, presets } = this.#parts
    const { certificates } = settings
    const summary = (id: string, fields: ServerFields, kind: { managed?: boolean; temporary?: boolean } = {}) =>
      this.#summary(id, fields, certificates.get(id) ?? null, kind)
    const profiles = [
      ...settings.servers.map(({ id, ...fields }) => summary(id, fields)),
      ...presets.map(({ id, fields }) => summary(id, understood(fields), { managed: true })),
      ...[...this.#temporary].map(([id, fields]) => summary(id, fields, { temporary: true })),
      ...(settings.demoRemoved ? [] : [this.#demo()]),
    ]
    const places = new Map(settings.order.map((id, place) => [id, place]))
    const placeOf = ({ id }: ProfileSummary): number => places.get(id) ?? Number.POSITIVE_INFINITY
    // Not a difference: between two that are missing in the order it would be no number.
    return profiles.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : 0))
  }

  #own(profileId: string): ProfileSummary {
    const profile = this.get(profileId)
    if (profile.kind === 'demo' || profile.managed)
      throw new AppFailure('managed', `${profile.name || 'the demo'} is not to be changed here`)
    return profile
  }

  #summary(
    id: string,
    fields: ServerFields,
    certificate: CertificateFacts | null,
    { managed = false, temporary = false }: { managed?: boolean; temporary?: boolean },
  ): ProfileSummary {
    return {
      ...fields,
      id,
      kind: 'server',
      host: URL.parse(fields.url)?.host ?? fields.url,
      managed,
      temporary,
      secret: this.#parts.secretPlace(id),
      certificate,
    }
  }

  #demo(): ProfileSummary {
    const about = { managed: false, temporary: false, secret: 'none', certificate: null } as const
    return { ...NEW_SERVER, ...about, id: DEMO_PROFILE_ID, kind: 'demo', host: '' }
  }
}

/** An ID for a new profile. */
export const newProfileId = (): string => randomBytes(8).toString('hex')

/**
 * A form's fields as they are kept: the address shortened to its base, what was typed around it trimmed, a name in any
 * case. Fails with `bad-url` or `proxy`.
 */
export function understood(fields: ServerFields): ServerFields {
  const url = parseBaseUrl(fields.url)
  const proxy = fields.proxy.trim()
  parseProxy(proxy)
  return {
    ...fields,
    name: shortened(fields.name.trim() || url.host, LONGEST_NAME),
    url: writtenBase(url),
    apiKey: fields.apiKey.trim(),
    rooms: [...new Set(fields.rooms.map((room) => room.trim()).filter((room) => room !== ''))],
    endpointPath: parseEndpointPath(fields.endpointPath),
    proxy,
  }
}

/** The same for fields out of a file: null for those that cannot be understood. */
export function understoodOrNull(fields: ServerFields): ServerFields | null {
  try {
    return understood(fields)
  } catch (error) {
    if (error instanceof AppFailure) return null
    throw error
  }
}
