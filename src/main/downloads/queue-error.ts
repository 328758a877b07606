import { z } from 'zod'
import type { AppError, ErrorCode } from '../../shared/app-error.ts'

/** All of them, which the compiler checks: a file may be of another version, whose codes nobody has words for. */
const CODES: Record<ErrorCode, true> = {
  'bad-url': true,
  'unknown-host': true,
  refused: true,
  unreachable: true,
  timeout: true,
  proxy: true,
  tls: true,
  'tls-expired': true,
  'tls-wrong-host': true,
  'tls-self-signed': true,
  'tls-unknown-authority': true,
  'tls-changed': true,
  'insecure-redirect': true,
  'redirect-loop': true,
  'wrong-url': true,
  'wrong-path': true,
  'no-secret': true,
  'bad-key': true,
  'bad-signature': true,
  'server-error': true,
  malformed: true,
  'not-found': true,
  'not-a-video': true,
  'cut-off': true,
  disk: true,
  'disk-full': true,
  'storage-limit': true,
  'location-missing': true,
  'wrong-range': true,
  'file-changed': true,
  'no-profile': true,
  managed: true,
  'not-a-server-file': true,
  'damaged-file': true,
  'wrong-passphrase': true,
  'no-keychain': true,
  'invalid-input': true,
  aborted: true,
  internal: true,
}

const isCode = (value: unknown): value is ErrorCode => typeof value === 'string' && Object.hasOwn(CODES, value)
const text = z.string().max(2000)
const storedError = z.object({
  code: z.custom<ErrorCode>(isCode),
  message: text,
  host: text.nullable(),
  raw: text.nullable(),
})

/** An error as it stands in a file; null: it cannot be understood. */
export const readError = (value: unknown): AppError | null => storedError.safeParse(value).data ?? null
