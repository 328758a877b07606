import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rawApp } from './app.ts'
import { guard } from './guard.ts'
import { runtime } from './runtime.ts'

const PREFIX = 'v10'
const IV_BYTES = 12
const TAG_BYTES = 16

/** Encrypts with a key in a file of the user data: good for tests, no place for real secrets. */
export const safeStorage = guard('safeStorage', {
  isEncryptionAvailable: (): boolean => runtime.ready,
  getSelectedStorageBackend: (): string => 'basic_text',
  encryptString(text: string): Buffer {
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', key(), iv)
    const encrypted = [cipher.update(text, 'utf8'), cipher.final()]
    return Buffer.concat([Buffer.from(PREFIX), iv, ...encrypted, cipher.getAuthTag()])
  },
  decryptString(encrypted: Buffer): string {
    if (encrypted.subarray(0, PREFIX.length).toString() !== PREFIX) {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
    }
    const start = PREFIX.length + IV_BYTES
    const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(PREFIX.length, start))
    decipher.setAuthTag(encrypted.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(encrypted.subarray(start, -TAG_BYTES)), decipher.final()]).toString('utf8')
  },
})

function key(): Buffer {
  if (!runtime.ready) throw new Error('safeStorage cannot be used before app is ready')
  const file = join(rawApp.getPath('userData'), 'standin-key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 })
  return readFileSync(file)
}
