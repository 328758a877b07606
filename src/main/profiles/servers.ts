import { isAbsolute, relative, sep } from 'node:path'
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
import type { RecordingQuery } from '../../shared/recording.ts'
import { shortened } from '../plugnmeet/wire-values.ts'
import type { CertificateDesk } from './certificate-desk.ts'
import type { ConnectionTester } from './connection-tester.ts'
import { type Connector, clientFor } from './connector.ts'
import { exportFiles } from './file-export.ts'
import type { OpenProfiles } from './open-profiles.ts'
import { folderOf, removeFolder } from './profile-folder.ts'
import { newProfileId, type ProfileStore, understood } from './profile-store.ts'
import { isSameOrigin, isSecretFor, sourceOf } from './same-server.ts'
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
  /** A profile is about to go: what is done with its files ends. */
  onLeaving: (profileId: string) => Promise<void>
  /** Its folders with files, beside its own one. */
  filesOf: (profileId: string) => readonly string[]
  onReopened: (opened: OpenedProfile) => void
}

/** Of a name, in characters: with what a copy adds it still is one. */
const LONGEST_COPIED = 190

interface SaveInput {
  profileId: string | null
  fields: ServerFields
  secret: NewSecret | null
  trusted: string | null
}

/** What can be done with a server: test, save, duplicate, trust, remove. */
export class Servers {
  readonly #parts: ServersParts
  /** Changes happen one after the other: two at once could give the secret of one address to another one. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: ServersParts) {
    this.#parts = parts
  }

  /** The stored secret goes to the stored server only: for another origin or sign-in the form's own is needed. */
  test(input: {
    profileId: string | null
    fields: ServerFields
    sealed: SealedSecret | null
    signed: boolean
    trusted: string | null
  }): Promise<ConnectionReport> {
    const { tester } = this.#parts
    const { profileId, fields, sealed, signed, trusted } = input
    const secret = () => (sealed === null ? this.#storedSecret(profileId, fields) : this.#unsealed(sealed))
    return tester.test({ profileId, fields, secret, signed, trusted })
  }

  /** Fails with `bad-url`, `proxy`, `managed`, `no-keychain`, `disk`, or `invalid-input` for an unseen certificate. */
  save(input: SaveInput): Promise<ProfileSummary> {
    return this.#inTurn(() => this.#save(input))
  }

  async #save({ profileId, fields, secret, trusted }: SaveInput): Promise<ProfileSummary> {
    const { store, secrets } = this.#parts
    const before = profileId === null ? null : this.#editable(profileId)
    const id = profileId ?? newProfileId()
    const kept = before?.managed ? before : understood(fields)
    const moved = before !== null && !isSameOrigin(before.url, kept.url)
    const certificate = this.#certificate(kept, moved ? null : (before?.certificate ?? null), trusted)
    const typed = secret === null ? null : await this.#unsealed(secret.sealed)
    if (secret !== null && typed !== null) await secrets.set(id, typed, secret.keeping)
    else if (before !== null && !isSecretFor(before, kept)) await secrets.remove(id)

    if (before === null) await this.#add(id, kept)
    else if (!before.managed) store.update(id, kept)
    store.setCertificate(id, certificate)
    const after = store.get(id)
    if (before === null) return after
    if (typed !== null || sourceOf(before) !== sourceOf(after) || connecting(before) !== connecting(after))
      await this.#startOver(id)
    return after
  }

  /** A copy beside the original, with the same secret. */
  duplicate(profileId: string): Promise<ProfileSummary> {
    return this.#inTurn(async () => {
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
      await this.#add(id, { ...fields, name: `${shortened(fields.name, LONGEST_COPIED)} (2)` }, profileId)
      if (certificate !== null) store.setCertificate(id, certificate)
      return store.get(id)
    })
  }

  /** Accepts the certificate that the profile's host has shown, or goes back to the usual rules. */
  trust(profileId: string, sha256: string | null): Promise<ProfileSummary> {
    return this.#inTurn(async () => {
      const { store } = this.#parts
      const profile = store.get(profileId)
      store.setCertificate(profileId, this.#certificate(profile, profile.certificate, sha256))
      await this.#startOver(profileId)
      return store.get(profileId)
    })
  }

  /**
   * Asks the server with the new secret first; one that it does not take is not kept. Fails as the server does, and
   * with `aborted` when the user has gone on to another server: then it is kept, and the screen stays as it is.
   */
  async replaceSecret(profileId: string, { sealed, keeping }: NewSecret): Promise<OpenedProfile> {
    const profile = this.#parts.store.get(profileId)
    const secret = await this.#unsealed(sealed)
    await this.#tryOut(profile, secret)
    return this.#inTurn(async () => {
      const { store, secrets, open } = this.#parts
      // Edited or removed meanwhile: then it is nobody's secret.
      if (!isSecretFor(profile, store.get(profileId))) throw new AppFailure('aborted', 'the server is another one now')
      await secrets.set(profileId, secret, keeping)
      store.changed()
      const wasOpen = open.openId === profileId
      await open.close(profileId)
      if (!wasOpen || (open.openId ?? profileId) !== profileId)
        throw new AppFailure('aborted', 'another server is on screen by now')
      return open.open(profileId)
    })
  }

  /** The complete files that would go with a profile. */
  async removal(profileId: string): Promise<{ files: number; bytes: number }> {
    const files = await this.#parts.open.use(profileId, (session) => session.files.media.files())
    return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
  }

  /**
   * Removes a profile, its folder and its secret; with `keepFiles` its files are copied to a folder of the user's
   * choice before anything goes. Null when no folder was chosen. Fails with `managed` or `disk`.
   */
  async remove(profileId: string, keepFiles: boolean): Promise<{ exported: number } | null> {
    const { store, open } = this.#parts
    const profile = store.get(profileId)
    if (profile.managed) throw new AppFailure('managed', `${profile.name} is preset on this computer`)
    let exported = 0
    if (keepFiles) {
      const folder = await this.#parts.chooseFolder()
      if (folder === null) return null
      if (isInside(folder, this.#parts.directory))
        throw new AppFailure('disk', `what is copied to ${folder} would be removed with the server`)
      exported = await open.use(profileId, (session) => exportFiles(session.files, folder))
    }
    await this.#inTurn(() => this.#remove(profileId))
    return { exported }
  }

  async #remove(profileId: string): Promise<void> {
    const { store, open, secrets, connector, forgetNetwork, directory, onReopened } = this.#parts
    const folder = folderOf(directory, store.get(profileId).id)
    const wasOpen = open.openId === profileId
    const next = neighbourOf(store.list(), profileId)
    const elsewhere = this.#parts.filesOf(profileId).filter((directory) => !isInside(directory, folder))
    await this.#parts.onLeaving(profileId)
    await open.close(profileId)
    // Before the list changes: the screen never stands there with a profile that is gone.
    if (wasOpen && next !== null && open.openId === null) onReopened(open.open(next))
    try {
      // What can fail comes first: a profile that is still in the list can be removed again.
      await secrets.remove(profileId)
      for (const directory of [...elsewhere, folder]) await removeFolder(directory)
      store.remove(profileId)
    } catch (cause) {
      if (wasOpen && open.openId === null) onReopened(open.open(profileId))
      throw cause
    }
    // Somebody may have opened it once more in between, or wanted a recording.
    await this.#parts.onLeaving(profileId)
    await open.close(profileId)
    await removeFolder(folder)
    if (profileId === DEMO_PROFILE_ID) await connector.stopDemo()
    await forgetNetwork(profileId)
  }

  /** Goes on with what has changed: its session is another one, and nothing is known of its state. */
  async #startOver(profileId: string): Promise<void> {
    const { open, monitor, store, onReopened } = this.#parts
    const wasOpen = open.openId === profileId
    await open.close(profileId)
    monitor.forget(profileId)
    store.changed()
    // Whoever has gone on to another server meanwhile stays there.
    if (wasOpen && open.openId === null) onReopened(open.open(profileId))
  }

  /** Saves a new server whose secret is kept already; what cannot be saved leaves no secret behind. */
  async #add(id: string, fields: ServerFields, after?: string): Promise<void> {
    const { store, secrets } = this.#parts
    try {
      store.add([{ id, fields }], after)
    } catch (cause) {
      await secrets.remove(id)
      throw cause
    }
  }

  /** Fails as the server does when it does not take the secret. */
  async #tryOut(profile: ProfileSummary, secret: string): Promise<void> {
    const http = this.#parts.connector.http(profile.id, profile, profile.certificate?.sha256 ?? null)
    const query: RecordingQuery = { roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 1 }
    try {
      await clientFor(http, profile, secret).fetchRecordings(query)
    } finally {
      http.close()
    }
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
    if (!isSecretFor(store.get(profileId), fields)) return null
    const secret = await secrets.get(profileId)
    // Edited while the keychain was asked: what it says now is for another address.
    return isSecretFor(store.get(profileId), fields) ? secret : null
  }

  async #unsealed(sealed: SealedSecret): Promise<string> {
    return (await this.#parts.sealed).open(sealed)
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(change)
    this.#turn = done.catch(() => {})
    return done
  }
}

function isInside(folder: string, directory: string): boolean {
  const way = relative(directory, folder)
  return !isAbsolute(way) && way.split(sep)[0] !== '..'
}

/** What a session was made from, besides. */
const connecting = ({ signIn, pageLimit, proxy, certificate }: ProfileSummary): string =>
  JSON.stringify([signIn, pageLimit, proxy, certificate?.sha256])

/** The one that comes on screen when this one goes. */
function neighbourOf(profiles: readonly ProfileSummary[], profileId: string): string | null {
  const at = profiles.findIndex(({ id }) => id === profileId)
  return (profiles[at + 1] ?? profiles[at - 1])?.id ?? null
}
