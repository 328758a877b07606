import { webcrypto } from 'node:crypto'
import { AppFailure } from '../../shared/app-error.ts'
import type { SealedSecret } from '../../shared/profile.ts'

const CURVE = { name: 'ECDH', namedCurve: 'P-256' }
/** The same words as in src/renderer/seal.ts: a key that is derived for this is good for nothing else. */
const PURPOSE = 'roomreel sealed secret 1'
/** Characters; an API secret has 36 to 64 of them, a bearer token up to some thousand. */
const LONGEST = 4096

/**
 * Opens the secrets that were typed in the renderer. They are sealed there for the key pair of this run, so that no
 * IPC message, trace or crash dump ever holds one: what is on its way can be read by nobody who did not see it typed.
 */
export class SealedSecrets {
  /** Base64: what the renderer seals for (P-256, raw). */
  readonly publicKey: string
  readonly #keys: webcrypto.CryptoKeyPair
  readonly #ownKey: Buffer

  private constructor(keys: webcrypto.CryptoKeyPair, ownKey: Buffer) {
    this.publicKey = ownKey.toString('base64')
    this.#keys = keys
    this.#ownKey = ownKey
  }

  /** Makes the key pair of this run; its private half never leaves memory. */
  static async create(): Promise<SealedSecrets> {
    const keys = await webcrypto.subtle.generateKey(CURVE, false, ['deriveBits'])
    return new SealedSecrets(keys, Buffer.from(await webcrypto.subtle.exportKey('raw', keys.publicKey)))
  }

  /** The secret without white space around it. Fails with `invalid-input` for what does not open or is no secret. */
  async open(sealed: SealedSecret): Promise<string> {
    // What went wrong inside is left out: it says nothing to the user, and must not say anything about the secret.
    const text = await this.#decrypt(sealed).catch(() => {
      throw new AppFailure('invalid-input', 'the sealed secret does not open')
    })
    const secret = text.trim()
    if (secret.length < 1 || secret.length > LONGEST)
      throw new AppFailure('invalid-input', `a secret has 1 to ${LONGEST} characters`)
    return secret
  }

  async #decrypt(sealed: SealedSecret): Promise<string> {
    const senderKey = Buffer.from(sealed.publicKey, 'base64')
    const sender = await webcrypto.subtle.importKey('raw', senderKey, CURVE, false, [])
    const shared = await webcrypto.subtle.deriveBits({ name: 'ECDH', public: sender }, this.#keys.privateKey, 256)
    const material = await webcrypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
    const key = await webcrypto.subtle.deriveKey(
      // Both public keys: a message says for whom and by whom it was sealed.
      { name: 'HKDF', hash: 'SHA-256', salt: Buffer.concat([senderKey, this.#ownKey]), info: Buffer.from(PURPOSE) },
      material,
      { name: 'AES-GCM', length: 256 },
      false,
      ['decrypt'],
    )
    const nonce = Buffer.from(sealed.nonce, 'base64')
    const data = Buffer.from(sealed.data, 'base64')
    const text = await webcrypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, key, data)
    return new TextDecoder('utf-8', { fatal: true }).decode(text)
  }
}
