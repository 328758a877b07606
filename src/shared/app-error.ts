import type { CertificateFacts } from './profile.ts'

/** What went wrong, as a value. The renderer has one sentence and one next step for each code. */
export type ErrorCode =
  | 'bad-url' // what was typed is no web address
  | 'unknown-host' // nobody knows the name
  | 'refused' // the host is there, nothing listens at the port
  | 'unreachable' // no answer for another reason: network down, connection broken off
  | 'timeout' // connected or not, no answer within the limit
  | 'proxy' // the proxy cannot be used, or does not let us through
  | 'tls' // the handshake failed, not because of the certificate
  | 'tls-expired' // the certificate's time is over, or has not begun
  | 'tls-wrong-host' // the certificate is for another host
  | 'tls-self-signed' // the certificate vouches for itself
  | 'tls-unknown-authority' // nobody whom this computer trusts vouches for the certificate
  | 'tls-changed' // another certificate than the one that was accepted
  | 'insecure-redirect' // sent from https to http
  | 'redirect-loop' // sent around without end
  | 'wrong-url' // something answers, but it is not plugNmeet's API
  | 'wrong-path' // plugNmeet is on this host, at another path
  | 'no-secret' // there is no secret to sign in with
  | 'bad-key' // 401 INVALID_API_KEY or missing
  | 'bad-signature' // 401 INVALID_TOKEN_OR_SIGNATURE: the secret is wrong
  | 'server-error' // plugNmeet says no, with its own message
  | 'malformed' // the answer cannot be read
  | 'not-found' // the recording or its file is not there
  | 'not-a-video' // the file came, but it is not a media file
  | 'cut-off' // the file ended before its announced length
  | 'disk' // writing or reading on this device failed
  | 'disk-full' // there is no room on the disk
  | 'storage-limit' // there is no room below the limit that the user has set
  | 'location-missing' // the folder for files is not there: its disk is not connected
  | 'wrong-range' // the server sent another part of the file than the one that was asked for
  | 'file-changed' // the file on the server is another one than before
  | 'no-profile' // the profile is not open (any more)
  | 'managed' // an administrator has preset it: not to be changed here
  | 'not-a-server-file' // the file holds no servers
  | 'damaged-file' // it was a file of servers, and its secrets are not what was written
  | 'wrong-passphrase' // the file is whole, and the passphrase does not open it
  | 'no-keychain' // secrets cannot be encrypted on this computer
  | 'invalid-input' // the renderer asked for something impossible
  | 'aborted' // nobody waits for the answer any more
  | 'internal'

export interface AppError {
  code: ErrorCode
  /** One English sentence for logs and tests; the UI has its own words per code. Never holds a secret. */
  message: string
  /** Host (and port) that was asked, where one was. */
  host: string | null
  /** What the server said, shortened, for people who look after it: "401 · invalid signature". */
  raw: string | null
  /** With tls-… codes: the certificate that was shown. */
  certificate?: CertificateFacts
  /** With `wrong-path`: the address that works. */
  suggestion?: string
}

/** An AppError on its way through code that throws. */
export class AppFailure extends Error {
  readonly error: AppError
  constructor(
    code: ErrorCode,
    message: string,
    about: Partial<Omit<AppError, 'code' | 'message'>> & { cause?: unknown } = {},
  ) {
    const { cause, host = null, raw = null, ...more } = about
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'AppFailure'
    this.error = { code, message, host, raw, ...more }
  }
}

/** What every IPC call answers. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: AppError }

/** Makes a forgotten case of a union a compile error, and a loud one at run time. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${String(value)}`)
}
