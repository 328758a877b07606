import type { SealedSecret } from '../shared/profile.ts'

const CURVE = { name: 'ECDH', namedCurve: 'P-256' }
/** The same words as in src/main/profiles/sealed-secrets.ts. */
const PURPOSE = 'roomreel sealed secret 1'

/**
 * Encrypts a typed secret for main, whose public key (base64, P-256, raw) came with the start, so that no IPC message,
 * trace or crash dump ever holds a secret. A key pair is made for each secret and forgotten: not even this page can
 * open it again.
 */
export async function seal(publicKey: string, text: string): Promise<SealedSecret> {
  const mainKey = fromBase64(publicKey)
  const main = await crypto.subtle.importKey('raw', mainKey, CURVE, false, [])
  const once = await crypto.subtle.generateKey(CURVE, false, ['deriveBits'])
  const onceKey = new Uint8Array(await crypto.subtle.exportKey('raw', once.publicKey))
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: main }, once.privateKey, 256)
  const key = await sealingKey(shared, new Uint8Array([...onceKey, ...mainKey]))
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, new TextEncoder().encode(text))
  return { publicKey: toBase64(onceKey), nonce: toBase64(nonce), data: toBase64(new Uint8Array(data)) }
}

async function sealingKey(shared: ArrayBuffer, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(PURPOSE) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  )
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
