import { createCipheriv, createDecipheriv, createHash, randomBytes, type ScryptOptions, scrypt } from 'node:crypto'
import { z } from 'zod'
import { AppFailure } from '../../shared/app-error.ts'

/** 32 MB and about a tenth of a second for each try. */
const COST = { N: 2 ** 15, r: 8, p: 1 }
const CIPHER = 'aes-256-gcm'
const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

const bytes = (count: number) => z.base64().refine((text) => Buffer.from(text, 'base64').length === count)

/** Text under a passphrase; the limits keep a hostile file from taking more than 256 MB. All bytes are base64. */
export const lockedText = z.object({
  kdf: z.literal('scrypt'),
  N: z
    .int()
    .min(2)
    .max(2 ** 17)
    .refine((cost) => Number.isInteger(Math.log2(cost))),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
  salt: bytes(SALT_BYTES),
  cipher: z.literal(CIPHER),
  nonce: bytes(NONCE_BYTES),
  data: z.base64(),
  tag: bytes(TAG_BYTES),
  /** SHA-256 of what the passphrase gives besides the key: tells a wrong passphrase from a damaged text. */
  check: bytes(32),
})
export type LockedText = z.output<typeof lockedText>

/** Locks `text`. It opens only together with the same `beside`, which stays readable. */
export async function lock(text: string, passphrase: string, beside: string): Promise<LockedText> {
  const salt = randomBytes(SALT_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const { key, check } = await derive(passphrase, { ...COST, salt })
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(beside))
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return {
    kdf: 'scrypt',
    ...COST,
    salt: salt.toString('base64'),
    cipher: CIPHER,
    nonce: nonce.toString('base64'),
    data: data.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    check,
  }
}

/** Opens a locked text. Fails with `wrong-passphrase`, or `damaged-file` when it or `beside` is not what was locked. */
export async function unlock(locked: LockedText, passphrase: string, beside: string): Promise<string> {
  const { key, check } = await derive(passphrase, { ...locked, salt: Buffer.from(locked.salt, 'base64') }).catch(() => {
    // Allowed one by one, but not together: scrypt wants N below 2^(16 r).
    throw new AppFailure('damaged-file', 'the secrets are locked in a way that does not exist')
  })
  if (check !== locked.check) throw new AppFailure('wrong-passphrase', 'this passphrase does not open the secrets')
  const nonce = Buffer.from(locked.nonce, 'base64')
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(beside))
    .setAuthTag(Buffer.from(locked.tag, 'base64'))
  try {
    return Buffer.concat([decipher.update(locked.data, 'base64'), decipher.final()]).toString('utf8')
  } catch {
    throw new AppFailure('damaged-file', 'the secrets do not belong to the servers in the file')
  }
}

interface Cost {
  N: number
  r: number
  p: number
  salt: Buffer
}

async function derive(passphrase: string, { N, r, p, salt }: Cost): Promise<{ key: Buffer; check: string }> {
  // The same letters can be typed as different characters on another system.
  const typed = passphrase.normalize('NFKC')
  const maxmem = 128 * r * (N + p + 2)
  const derived = await scryptOffThread(typed, salt, 2 * KEY_BYTES, { N, r, p, maxmem })
  const check = createHash('sha256').update(derived.subarray(KEY_BYTES)).digest('base64')
  return { key: derived.subarray(0, KEY_BYTES), check }
}

const scryptOffThread = (typed: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(typed, salt, length, options, (error, derived) => (error === null ? resolve(derived) : reject(error)))
  })
