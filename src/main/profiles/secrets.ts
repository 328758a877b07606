import { chmodSync, existsSync, readFileSync, renameSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { AppFailure } from '../../shared/app-error.ts'
import type { Keychain, SecretKeeping, SecretPlace } from '../../shared/profile.ts'

/** The keychain of this computer, as a port (src/main/electron/secret-box.ts is the real one). */
export interface SecretBox {
  /** Whether a real keychain stands behind it; may ask the user to unlock it, so it is asked only when needed. */
  keychain(): Promise<Keychain>
  encrypt(text: string): Promise<Buffer>
  /** Fails when it cannot be opened. `stale`: encrypt it again. */
  decrypt(encrypted: Buffer): Promise<{ text: string; stale: boolean }>
}

export interface SecretsParts {
  /** secrets.json in the user's folder. */
  file: string
  box: SecretBox
}

const OWNER_ONLY = 0o600
const MASK = '•••'
/** Names that mean something else to JavaScript: no profile is called like this. */
const NO_IDS = ['__proto__', 'constructor', 'prototype']

const storedSecret = z.discriminatedUnion('keeping', [
  z.object({ keeping: z.literal('keychain'), value: z.base64().min(1).max(100_000) }),
  z.object({ keeping: z.literal('file'), value: z.string().min(1).max(4096) }),
])
const storedSecrets = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.unknown()) })
type StoredSecret = z.output<typeof storedSecret>

/** The secrets of all profiles: stored in one file, opened when they are needed, and known to nobody but main. */
export class Secrets {
  /**
   * The file was unreadable and has been set aside under this name (in the same folder), or null. Its own name: it could
   * not be moved, and nothing is written over it.
   */
  readonly setAside: string | null
  readonly #file: string
  readonly #box: SecretBox
  #stored: Map<string, StoredSecret>
  readonly #session = new Map<string, string>()
  readonly #opened = new Map<string, string>()
  readonly #opening = new Map<string, Promise<string | null>>()
  readonly #unreadable = new Set<string>()
  /** Everything that must not be seen, in the ways it could be written; old secrets too, for late errors. */
  readonly #known = new Set<string>()
  /** Changes happen one after the other, so that none is lost to a write that began before it. */
  #turn: Promise<unknown> = Promise.resolve()

  /** Reads the file at once: it is small, and the first list needs to know where secrets are. */
  constructor({ file, box }: SecretsParts) {
    this.#file = file
    this.#box = box
    const { stored, setAside } = load(file)
    this.#stored = stored
    this.setAside = setAside
    for (const { keeping, value } of stored.values()) if (keeping === 'file') this.#remember(value)
  }

  /** Where the profile's secret is, as far as it is known without opening it. */
  place(profileId: string): SecretPlace {
    if (this.#session.has(profileId)) return 'session'
    if (this.#unreadable.has(profileId)) return 'unreadable'
    return this.#stored.get(profileId)?.keeping ?? 'none'
  }

  /** The profile's secret, or null: there is none, or it cannot be opened (`place` tells which). May ask the user. */
  async get(profileId: string): Promise<string | null> {
    const inMemory = this.#session.get(profileId) ?? this.#opened.get(profileId)
    if (inMemory !== undefined) return inMemory
    const stored = this.#stored.get(profileId)
    // One keychain question is enough: asking again and again would be the user's to answer.
    if (stored === undefined || this.#unreadable.has(profileId)) return null
    if (stored.keeping === 'file') return stored.value
    const opening = this.#opening.get(profileId) ?? this.#open(profileId, stored)
    this.#opening.set(profileId, opening)
    return opening
  }

  /**
   * Keeps a secret in the way that the user has chosen, in place of the old one. Fails with `no-keychain` when it
   * cannot be encrypted, and with `disk`; the old one then stays.
   */
  set(profileId: string, secret: string, keeping: SecretKeeping): Promise<void> {
    return this.setAll([{ profileId, secret }], keeping)
  }

  /** Keeps the secrets of several profiles in one write, all or none of them; fails as `set` does. */
  setAll(secrets: readonly { profileId: string; secret: string }[], keeping: SecretKeeping): Promise<void> {
    for (const { secret } of secrets) this.#remember(secret)
    return this.#inTurn(async () => {
      const changes = new Map<string, StoredSecret | null>()
      for (const { profileId, secret } of secrets)
        changes.set(profileId, keeping === 'session' ? null : await this.#stow(secret, keeping))
      await this.#store(changes)
      for (const { profileId, secret } of secrets) {
        this.#forget(profileId)
        if (keeping === 'session') this.#session.set(profileId, secret)
        if (keeping === 'keychain') this.#opened.set(profileId, secret)
      }
    })
  }

  /** Gives a profile the secret of another one, kept in the same way. Fails with `disk`. */
  copy(from: string, to: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#store(new Map([[to, this.#stored.get(from) ?? null]]))
      this.#forget(to)
      for (const memory of [this.#session, this.#opened]) {
        const secret = memory.get(from)
        if (secret !== undefined) memory.set(to, secret)
      }
      if (this.#unreadable.has(from)) this.#unreadable.add(to)
    })
  }

  /** Forgets a profile's secret, wherever it is. Fails with `disk`; it is then still there. */
  remove(profileId: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#store(new Map([[profileId, null]]))
      this.#forget(profileId)
    })
  }

  /** Replaces every secret known to this run in a text with •••: the last net under logs and errors. */
  mask(text: string): string {
    const longestFirst = [...this.#known].sort((a, b) => b.length - a.length)
    return longestFirst.reduce((masked, secret) => masked.replaceAll(secret, MASK), text)
  }

  async #open(profileId: string, stored: StoredSecret): Promise<string | null> {
    const opened = await this.#box.decrypt(Buffer.from(stored.value, 'base64')).catch(() => null)
    this.#opening.delete(profileId)
    if (opened !== null) this.#remember(opened.text)
    // Replaced or removed while the keychain was asked: what it said is about the old one.
    if (this.#stored.get(profileId) !== stored) return this.get(profileId)
    if (opened === null) {
      this.#unreadable.add(profileId)
      return null
    }
    this.#opened.set(profileId, opened.text)
    if (opened.stale) await this.#encryptAgain(profileId, stored, opened.text)
    return opened.text
  }

  #encryptAgain(profileId: string, stored: StoredSecret, secret: string): Promise<void> {
    const again = this.#inTurn(async () => {
      if (this.#stored.get(profileId) !== stored) return
      await this.#store(new Map([[profileId, await this.#stow(secret, 'keychain')]]))
    })
    // What is stored still opens, so nothing is lost: the next run tries again.
    return again.catch(() => {})
  }

  async #stow(secret: string, keeping: 'keychain' | 'file'): Promise<StoredSecret> {
    if (keeping === 'file') return { keeping, value: secret }
    const { available, backend } = await this.#box.keychain()
    if (!available) throw new AppFailure('no-keychain', `no keychain on this computer keeps secrets (${backend})`)
    // The keychain's own words are left out: nobody knows whether they quote what it was given.
    const encrypted = await this.#box.encrypt(secret).catch(() => {
      throw new AppFailure('no-keychain', `the keychain did not encrypt the secret (${backend})`)
    })
    return { keeping, value: encrypted.toString('base64') }
  }

  async #store(changes: ReadonlyMap<string, StoredSecret | null>): Promise<void> {
    if ([...changes].every(([profileId, secret]) => secret === (this.#stored.get(profileId) ?? null))) return
    const next = new Map(this.#stored)
    for (const [profileId, secret] of changes) {
      if (secret === null) next.delete(profileId)
      else next.set(profileId, secret)
    }
    if (this.setAside === basename(this.#file))
      throw new AppFailure('disk', 'the file of secrets can neither be read nor replaced')
    await write(this.#file, JSON.stringify({ version: 1, secrets: Object.fromEntries(next) }))
    this.#stored = next
  }

  #forget(profileId: string): void {
    this.#session.delete(profileId)
    this.#opened.delete(profileId)
    this.#opening.delete(profileId)
    this.#unreadable.delete(profileId)
  }

  #remember(secret: string): void {
    if (secret === '') return
    this.#known.add(secret)
    this.#known.add(encodeURIComponent(secret.toWellFormed()))
    this.#known.add(JSON.stringify(secret).slice(1, -1))
  }

  #inTurn(change: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(change)
    this.#turn = done.catch(() => {})
    return done
  }
}

/** The stored secrets; a file that cannot be read is set aside under a dated name, never overwritten. */
function load(file: string): { stored: Map<string, StoredSecret>; setAside: string | null } {
  if (!existsSync(file)) return { stored: new Map(), setAside: null }
  tighten(file)
  try {
    const { secrets } = storedSecrets.parse(JSON.parse(readFileSync(file, 'utf8')))
    return { stored: readable(secrets), setAside: null }
  } catch {
    return { stored: new Map(), setAside: moveAside(file) }
  }
}

function moveAside(file: string): string {
  const aside = `${file}.unreadable-${new Date().toISOString().replaceAll(':', '-')}`
  try {
    renameSync(file, aside)
    return basename(aside)
  } catch {
    // Whoever looks at the name sees that it is still there.
    return basename(file)
  }
}

/** The entries that can be understood. */
function readable(secrets: Record<string, unknown>): Map<string, StoredSecret> {
  const stored = new Map<string, StoredSecret>()
  for (const [profileId, value] of Object.entries(secrets)) {
    const { data } = storedSecret.safeParse(value)
    if (data !== undefined && !NO_IDS.includes(profileId)) stored.set(profileId, data)
  }
  return stored
}

/** Takes the file away from other users, whoever let them in (a backup that was put back, an archive). */
function tighten(file: string): void {
  try {
    chmodSync(file, OWNER_ONLY)
  } catch {
    // Another user's file: the next write makes one of our own.
  }
}

/** Replaces the file as a whole: after a power cut it is the old one or the new one. Fails with `disk`. */
async function write(file: string, text: string): Promise<void> {
  const part = `${file}.part`
  try {
    await mkdir(dirname(file), { recursive: true })
    // One that was left behind by a crash may have another mode, and a mode is only given to new files.
    await rm(part, { force: true })
    const handle = await open(part, 'wx', OWNER_ONLY)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, file)
  } catch (cause) {
    throw new AppFailure('disk', 'the secrets could not be written to this device', { cause })
  }
}
