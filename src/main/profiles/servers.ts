import { AppFailure } from '../../shared/app-error.ts'
import type { OpenedProfile } from '../../shared/contract.ts'
import {
  type CertificateFacts,
  type ConnectionReport,
  DEMO_PROFILE_ID,
  type NewSecret,
  type ProfileSummary,
  type SealedSecret,
  type ServerFields,
} from '../../shared/profile.ts'
import { parseBaseUrl } from '../plugnmeet/base-url.ts'
import type { CertificateDesk } from './certificate-desk.ts'
import type { ConnectionTester } from './connection-tester.ts'
import { type Connector, clientFor } from './connector.ts'
import { exportFiles } from './file-export.ts'
import type { OpenProfiles } from './open-profiles.ts'
import { folderOf, forgetLibrary, removeFolder } from './profile-folder.ts'
import { newProfileId, type ProfileStore, understood } from './profile-store.ts'
import type { SealedSecrets } from './sealed-secrets.ts'
import type { Secrets } from './secrets.ts'
import type { StatusMonitor } from './status-monitor.ts'

export interface ServersParts {
  store: ProfileStore
  secrets: Secrets
  sealed: Promise<SealedSecrets>
  open: OpenProfiles
  connector: Connector
  tester: ConnectionTester
  desk: CertificateDesk
  monitor: StatusMonitor
  /** Where the profiles' folders are. */
  directory: string
  chooseFolder: () => Promise<string | null>
  forgetNetwork: (profileId: string) => Promise<void>
  onReopened: (opened: OpenedProfile) => void
}

interface SaveInput {
  profileId: string | null
  fields: ServerFields
  secret: NewSecret | null
  trusted: string | null
}

/** What can be done with a server: test, save, duplicate, trust, remove. */
export class Servers {
  readonly #parts: ServersParts

  constructor(parts: ServersParts) {
    this.#parts = parts
  }

  /** The stored secret goes to the stored server only: for another origin the form's own is needed. */
  async test(input: {
    profileId: string | null
    fields: ServerFields
    sealed: SealedSecret | null
    signed: boolean
    trusted: string | null
  }): Promise<ConnectionReport> {
    const { tester } = this.#parts
    const { profileId, fields, sealed, signed, trusted } = input
    const secret = sealed === null ? await this.#storedSecret(profileId, fields) : await this.#unsealed(sealed)
    return tester.test({ profileId, fields, secret, signed, trusted })
  }

  /** Fails with `bad-url`, `proxy`, `managed`, `no-keychain`, `disk`, or `invalid-input` for an unseen certificate. */
  async save({ profileId, fields, secret, trusted }: SaveInput): Promise<ProfileSummary> {
    const { store, secrets } = this.#parts
    const before = profileId === null ? null : this.#editable(profileId)
    const id = profileId ?? newProfileId()
    const kept = before?.managed ? before : understood(fields)
    const moved = before !== null && !isSameOrigin(before.url, kept.url)
    const certificate = this.#certificate(kept, moved ? null : (before?.certificate ?? null), trusted)
    const typed = secret === null ? null : await this.#unsealed(secret.sealed)
    if (secret !== null && typed !== null) await secrets.set(id, typed, secret.keeping)
    else if (moved) await secrets.remove(id)

    if (before === null) store.add([{ id, fields: kept }])
    else if (!before.managed) store.update(id, kept)
    store.setCertificate(id, certificate)
    const after = store.get(id)
    if (before === null) return after
    const asksOtherwise = asking(before) !== asking(after)
    if (asksOtherwise || typed !== null || connecting(before) !== connecting(after))
      await this.#startOver(id, asksOtherwise)
    return after
  }

  /** A copy beside the original, with the same secret. */
  async duplicate(profileId: string): Promise<ProfileSummary> {
    const { store, secrets } = this.#parts
    const {
      id: _,
      kind,
      host: _host,
      managed: _m,
      temporary: _t,
      secret: _s,
      certificate,
      ...fields
    } = store.get(profileId)
    if (kind === 'demo') throw new AppFailure('managed', 'there is one demo only')
    const id = newProfileId()
    await secrets.copy(profileId, id)
    store.add([{ id, fields: { ...fields, name: `${fields.name} (2)` } }], profileId)
    if (certificate !== null) store.setCertificate(id, certificate)
    return store.get(id)
  }

  /** Accepts the certificate that the profile's host has shown, or goes back to the usual rules. */
  async trust(profileId: string, sha256: string | null): Promise<ProfileSummary> {
    const { store } = this.#parts
    const profile = store.get(profileId)
    store.setCertificate(profileId, this.#certificate(profile, profile.certificate, sha256))
    await this.#startOver(profileId, false)
    return store.get(profileId)
  }

  /** Asks the server with the new secret first; one that it does not take is not kept. Fails as the server does. */
  async replaceSecret(profileId: string, { sealed, keeping }: NewSecret): Promise<OpenedProfile> {
    const { store, connector, secrets, open } = this.#parts
    const profile = store.get(profileId)
    const secret = await this.#unsealed(sealed)
    const http = connector.http(profileId, profile, profile.certificate?.sha256 ?? null)
    try {
      await clientFor(http, profile, secret).fetchRecordings({
        roomIds: [],
        roomSid: null,
        order: 'newest',
        from: 0,
        limit: 1,
      })
    } finally {
      http.close()
    }
    await secrets.set(profileId, secret, keeping)
    store.changed()
    await open.close(profileId)
    return open.open(profileId)
  }

  /** The complete files that would go with a profile. */
  async removal(profileId: string): Promise<{ files: number; bytes: number }> {
    const files = await this.#parts.open.use(profileId, (session) => session.files())
    return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
  }

  /**
   * Removes a profile, its folder and its secret; with `keepFiles` its files are copied to a folder of the user's
   * choice before anything goes. Null when no folder was chosen. Fails with `managed` or `disk`.
   */
  async remove(profileId: string, keepFiles: boolean): Promise<{ exported: number } | null> {
    const { store, open, secrets, connector, forgetNetwork, directory, onReopened } = this.#parts
    const profile = store.get(profileId)
    if (profile.managed) throw new AppFailure('managed', `${profile.name} is preset on this computer`)
    let exported = 0
    if (keepFiles) {
      const folder = await this.#parts.chooseFolder()
      if (folder === null) return null
      exported = await open.use(profileId, (session) => exportFiles(session, folder))
    }
    const wasOpen = open.openId === profileId
    const next = neighbourOf(store.list(), profileId)
    await open.close(profileId)
    // Before the list changes: the screen never stands there with a profile that is gone.
    if (wasOpen && next !== null) onReopened(open.open(next))
    if (profileId === DEMO_PROFILE_ID) await connector.stopDemo()
    store.remove(profileId)
    await secrets.remove(profileId)
    await removeFolder(folderOf(directory, profileId))
    await forgetNetwork(profileId)
    return { exported }
  }

  /** Goes on with what has changed: its session is another one, and nothing is known of its state. */
  async #startOver(profileId: string, forgetPages: boolean): Promise<void> {
    const { open, monitor, store, directory, onReopened } = this.#parts
    const wasOpen = open.openId === profileId
    await open.close(profileId)
    if (forgetPages) await forgetLibrary(folderOf(directory, profileId))
    monitor.forget(profileId)
    store.changed()
    if (wasOpen) onReopened(open.open(profileId))
  }

  #editable(profileId: string): ProfileSummary {
    const profile = this.#parts.store.get(profileId)
    if (profile.kind === 'demo') throw new AppFailure('managed', 'the demo is not to be changed')
    return profile
  }

  #certificate(
    { url }: Pick<ServerFields, 'url'>,
    accepted: CertificateFacts | null,
    sha256: string | null,
  ): CertificateFacts | null {
    if (sha256 === null || sha256 === accepted?.sha256) return sha256 === null ? null : accepted
    return this.#parts.desk.find(new URL(url).host, sha256)
  }

  async #storedSecret(profileId: string | null, fields: ServerFields): Promise<string | null> {
    if (profileId === null) return null
    const { store, secrets } = this.#parts
    return isSameOrigin(store.get(profileId).url, fields.url) ? secrets.get(profileId) : null
  }

  async #unsealed(sealed: SealedSecret): Promise<string> {
    return (await this.#parts.sealed).open(sealed)
  }
}

/** True when both are understood as the same scheme, host and port. */
function isSameOrigin(saved: string, typed: string): boolean {
  try {
    return parseBaseUrl(saved).origin === parseBaseUrl(typed).origin
  } catch {
    // What is no address is no server's.
    return false
  }
}

/** What decides which recordings there are: with another one nothing that was seen holds. */
const asking = ({ url, apiKey, rooms, endpointPath }: ProfileSummary): string =>
  JSON.stringify([url, apiKey, rooms, endpointPath])

/** What a session was made from, besides. */
const connecting = ({ signIn, pageLimit, proxy, certificate }: ProfileSummary): string =>
  JSON.stringify([signIn, pageLimit, proxy, certificate?.sha256])

/** The one that comes on screen when this one goes. */
function neighbourOf(profiles: readonly ProfileSummary[], profileId: string): string | null {
  const at = profiles.findIndex(({ id }) => id === profileId)
  return (profiles[at + 1] ?? profiles[at - 1])?.id ?? null
}
