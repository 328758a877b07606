import { app, safeStorage } from 'electron'
import { AppFailure } from '../../shared/app-error.ts'
import type { Keychain } from '../../shared/profile.ts'
import type { SecretBox } from '../profiles/secrets.ts'

/** Linux: the backends with a keychain behind them. Anything else, `basic_text` above all, hides nothing. */
const REAL_BACKENDS: readonly string[] = ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']
/** How Chromium begins on Linux what it encrypts with a key that everybody knows (components/os_crypt). */
const PUBLIC_KEY_PREFIX = Buffer.from('v10')

/**
 * Secrets encrypted by this computer's keychain, through Electron's asynchronous safeStorage. Every call waits until the
 * app is ready: before that Electron refuses. All of them fail with `no-keychain`; nothing is ever encrypted without one.
 */
export function createSecretBox(platform: string): SecretBox {
  let known: Keychain | null = null

  const keychain = async (): Promise<Keychain> => {
    if (known !== null) return known
    await app.whenReady()
    const found = await findKeychain(platform)
    // A no is not remembered: the user may unlock the keychain meanwhile.
    if (found.available) known = found
    return found
  }

  const encrypt = async (text: string): Promise<Buffer> => {
    const { available, backend } = await keychain()
    if (!available) throw new AppFailure('no-keychain', `this computer has no keychain that hides secrets (${backend})`)
    const encrypted = await safeStorage
      .encryptStringAsync(text)
      .catch(refused('the keychain did not encrypt the secret'))
    if (!hidesNothing(platform, encrypted)) return encrypted
    known = null
    throw new AppFailure('no-keychain', `the keychain does not give its key (${backend})`)
  }

  const decrypt = async (encrypted: Buffer): Promise<{ text: string; stale: boolean }> => {
    if (hidesNothing(platform, encrypted)) {
      throw new AppFailure('no-keychain', 'the secret was not encrypted by a keychain: it is not used')
    }
    await app.whenReady()
    const opened = await safeStorage
      .decryptStringAsync(encrypted)
      .catch(refused('the keychain does not open the secret'))
    return { text: opened.result, stale: opened.shouldReEncrypt }
  }

  return { keychain, encrypt, decrypt }
}

async function findKeychain(platform: string): Promise<Keychain> {
  const backend = backendName(platform)
  if (platform === 'linux' && !REAL_BACKENDS.includes(backend)) return { available: false, backend }
  return { available: (await safeStorage.isAsyncEncryptionAvailable()) && (await passesTrial(platform)), backend }
}

/** The name alone proves nothing: a keychain that is locked or not running makes Chromium take its public key. */
async function passesTrial(platform: string): Promise<boolean> {
  if (platform !== 'linux') return true
  // A keychain that cannot encrypt is the same answer as none; the name of the backend says where to look.
  const trial = await safeStorage.encryptStringAsync('Roomreel').catch(() => null)
  return trial !== null && !hidesNothing(platform, trial)
}

function backendName(platform: string): string {
  if (platform === 'darwin') return 'Keychain'
  return platform === 'win32' ? 'DPAPI' : safeStorage.getSelectedStorageBackend()
}

/** On macOS and Windows the same prefix stands before what the system's own key encrypts. */
const hidesNothing = (platform: string, encrypted: Buffer): boolean =>
  platform === 'linux' && encrypted.subarray(0, PUBLIC_KEY_PREFIX.length).equals(PUBLIC_KEY_PREFIX)

const refused =
  (message: string) =>
  (cause: unknown): never => {
    throw new AppFailure('no-keychain', message, { cause })
  }
