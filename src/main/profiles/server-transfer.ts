import { randomBytes } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import type { ImportPreview, SealedSecret, SecretKeeping, ServerFields } from '../../shared/profile.ts'
import { newProfileId, type ProfileStore, understoodOrNull } from './profile-store.ts'
import type { SealedSecrets } from './sealed-secrets.ts'
import type { Secrets } from './secrets.ts'
import { readServerFile, type ServerFile, writeServerFile } from './server-file.ts'

export interface ServerTransferParts {
  store: ProfileStore
  secrets: Secrets
  sealed: Promise<SealedSecrets>
  chooseSaveFile: () => Promise<string | null>
  chooseOpenFile: () => Promise<string | null>
}

/** A server of a file, and its place in there. */
interface Entry {
  at: number
  fields: ServerFields
}

/** Five thousand servers are about two. */
const MOST_BYTES = 10_000_000

/** Servers from and to files. */
export class ServerTransfer {
  readonly #parts: ServerTransferParts
  #looking: { importId: string; file: ServerFile; entries: Entry[] } | null = null

  constructor(parts: ServerTransferParts) {
    this.#parts = parts
  }

  /** Writes servers to a file that the user chooses; null when none was chosen. Fails with `disk`. */
  async export(
    profileIds: readonly string[],
    passphrase: SealedSecret | null,
  ): Promise<{ file: string; servers: number; secrets: number } | null> {
    const { store, secrets, sealed, chooseSaveFile } = this.#parts
    const words = passphrase === null ? null : await (await sealed).open(passphrase)
    const profiles = profileIds.map((id) => store.get(id)).filter(({ kind }) => kind === 'server')
    const path = await chooseSaveFile()
    if (path === null) return null
    const servers = await Promise.all(
      profiles.map(async (fields) => ({ fields, secret: words === null ? null : await secrets.get(fields.id) })),
    )
    const text = await writeServerFile(servers, words)
    try {
      await writeFile(path, text, { mode: 0o600, flush: true })
    } catch (cause) {
      throw new AppFailure('disk', `${path} could not be written`, { cause })
    }
    return {
      file: basename(path),
      servers: servers.length,
      secrets: servers.filter(({ secret }) => secret !== null).length,
    }
  }

  /** Looks into a file that the user chooses; null when none was chosen. Fails with `disk`, or as `look` does. */
  async choose(): Promise<ImportPreview | null> {
    const path = await this.#parts.chooseOpenFile()
    if (path === null) return null
    return this.look(await readLimited(path))
  }

  /** Looks into a file's text. Fails with `not-a-server-file` or `damaged-file`. */
  look(text: string): ImportPreview {
    const file = readServerFile(text)
    const importId = randomBytes(8).toString('hex')
    const known = new Set(this.#parts.store.list().map(sameness))
    // One whose proxy or path cannot be understood is left out with the others.
    const entries = file.servers.flatMap((read, at): Entry[] => {
      const fields = understoodOrNull(read)
      return fields === null ? [] : [{ at, fields }]
    })
    this.#looking = { importId, file, entries }
    return {
      importId,
      servers: entries.map(({ fields, at }) => ({
        fields,
        known: known.has(sameness(fields)),
        hasSecret: file.hasSecret[at] ?? false,
      })),
      leftOut: file.leftOut + file.servers.length - entries.length,
      locked: file.locked,
    }
  }

  /**
   * Adds servers of the file that was looked into last. Fails with `wrong-passphrase`, `damaged-file`, `no-keychain` or
   * `disk`, and then adds none.
   */
  async import(
    importId: string,
    chosen: readonly number[],
    passphrase: SealedSecret | null,
    keeping: SecretKeeping,
  ): Promise<{ added: number }> {
    const { store, secrets, sealed } = this.#parts
    if (this.#looking?.importId !== importId) throw new AppFailure('invalid-input', 'this file is not open any more')
    const { file, entries } = this.#looking
    const opened = passphrase === null ? [] : await file.open(await (await sealed).open(passphrase))
    const added = [...new Set(chosen)].flatMap((place) => {
      const entry = entries[place]
      return entry === undefined ? [] : [{ id: newProfileId(), fields: entry.fields, secret: opened[entry.at] ?? null }]
    })
    // The secrets first: a server without the secret that came with it would look complete and be refused.
    await secrets.setAll(
      added.flatMap(({ id, secret }) => (secret === null ? [] : [{ profileId: id, secret }])),
      keeping,
    )
    try {
      store.add(added)
    } catch (cause) {
      for (const { id } of added) await secrets.remove(id)
      throw cause
    }
    this.#looking = null
    return { added: added.length }
  }
}

/** The same for two entries that lead to the same recordings. */
const sameness = ({ url, apiKey, rooms }: ServerFields): string => JSON.stringify([url, apiKey, rooms.toSorted()])

async function readLimited(path: string): Promise<string> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new AppFailure('disk', `${path} could not be read`, { cause })
  })
  if (size > MOST_BYTES) throw new AppFailure('not-a-server-file', 'the file is far too large to be a list of servers')
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppFailure('disk', `${path} could not be read`, { cause })
  })
}
