import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rawApp } from './app.ts'
import { guard } from './guard.ts'
import { commandLine, runtime } from './runtime.ts'

/** What --password-store= selects; without it there is no keychain here, whatever the desktop is. */
const BACKENDS: ReadonlyMap<string, string> = new Map([
  ['gnome-libsecret', 'gnome_libsecret'],
  ['kwallet', 'kwallet'],
  ['kwallet5', 'kwallet5'],
  ['kwallet6', 'kwallet6'],
])
const NO_KEYCHAIN = 'basic_text'
const PUBLIC = 'v10'
const KEYCHAIN = 'v11'
const PREFIX_BYTES = 3
const IV_BYTES = 12
const TAG_BYTES = 16
/** Derived from the password that Chromium itself uses without a keychain: everybody knows it. */
const PUBLIC_KEY = pbkdf2Sync('peanuts', 'saltysalt', 1, 32, 'sha1')

/** STANDIN_PASSWORD_STORE comes first: Playwright sets the switch to "basic" in every app that it starts. */
const backend = (): string =>
  BACKENDS.get(process.env.STANDIN_PASSWORD_STORE || commandLine.getSwitchValue('password-store')) ?? NO_KEYCHAIN

/** STANDIN_KEYRING=locked: a backend is selected and does not give its key; Chromium then takes the public one. */
const hasKeychain = (): boolean => backend() !== NO_KEYCHAIN && process.env.STANDIN_KEYRING !== 'locked'

/** As Electron does it on Linux: with a keychain's key, or else with one that hides nothing. */
export const safeStorage = guard('safeStorage', {
  isEncryptionAvailable: (): boolean => runtime.ready,
  getSelectedStorageBackend: (): string => (runtime.ready ? backend() : 'unknown'),
  encryptString: (text: string): Buffer => encrypt('encryptString', text),
  decryptString: (encrypted: Buffer): string => decrypt('decryptString', encrypted),
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    checkReady()
    return true
  },
  encryptStringAsync: async (text: string): Promise<Buffer> => encrypt('encryptStringAsync', text),
  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const result = decrypt('decryptStringAsync', encrypted)
    return { result, shouldReEncrypt: prefixOf(encrypted) !== currentPrefix() }
  },
})

const prefixOf = (encrypted: Buffer): string => encrypted.subarray(0, PREFIX_BYTES).toString('latin1')
const currentPrefix = (): string => (hasKeychain() ? KEYCHAIN : PUBLIC)

function encrypt(api: string, text: string): Buffer {
  checkReady()
  if (typeof text !== 'string') throw new TypeError(`${api}: the first argument must be a string`)
  const prefix = currentPrefix()
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyOf(prefix) ?? PUBLIC_KEY, iv)
  return Buffer.concat([Buffer.from(prefix), iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

function decrypt(api: string, encrypted: Buffer): string {
  checkReady()
  if (!Buffer.isBuffer(encrypted)) throw new TypeError(`Expected the first argument of ${api}() to be a buffer`)
  try {
    const key = keyOf(prefixOf(encrypted))
    if (key === null) throw new Error('no key')
    const start = PREFIX_BYTES + IV_BYTES
    const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(PREFIX_BYTES, start))
    decipher.setAuthTag(encrypted.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(encrypted.subarray(start, -TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    throw new Error(`Error while decrypting the ciphertext provided to safeStorage.${api}.`)
  }
}

function keyOf(prefix: string): Buffer | null {
  if (prefix === PUBLIC) return PUBLIC_KEY
  return prefix === KEYCHAIN && hasKeychain() ? keychainKey() : null
}

/** Outside of the user data, as a real keychain's key is: nothing in there may be enough to open what is encrypted. */
function keychainKey(): Buffer {
  const owner = createHash('sha256')
    .update(`${rawApp.getPath('userData')}\n${backend()}`)
    .digest('hex')
    .slice(0, 16)
  const file = join(tmpdir(), `standin-keyring-${owner}`)
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 })
  return readFileSync(file)
}

function checkReady(): void {
  if (!runtime.ready) throw new Error('safeStorage cannot be used before app is ready')
}
