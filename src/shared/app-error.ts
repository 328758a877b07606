/** What went wrong, as a value. The renderer has one sentence and one next step for each code. */
export type ErrorCode =
  | 'unreachable' // no answer: unknown host, refused, network down
  | 'timeout' // connected or not, no answer within the limit
  | 'tls' // the certificate or the handshake was refused
  | 'wrong-url' // something answers, but it is not plugNmeet's API
  | 'bad-key' // 401 INVALID_API_KEY or missing
  | 'bad-signature' // 401 INVALID_TOKEN_OR_SIGNATURE: the secret is wrong
  | 'server-error' // plugNmeet says no, with its own message
  | 'malformed' // the answer cannot be read
  | 'not-found' // the recording or its file is not there
  | 'not-a-video' // the file came, but it is not a media file
  | 'cut-off' // the file ended before its announced length
  | 'disk' // writing or reading on this device failed
  | 'no-profile' // the profile is not open (any more)
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
}

/** An AppError on its way through code that throws. */
export class AppFailure extends Error {
  readonly error: AppError
  constructor(
    code: ErrorCode,
    message: string,
    about: { host?: string | null; raw?: string | null; cause?: unknown } = {},
  ) {
    super(message, about.cause === undefined ? undefined : { cause: about.cause })
    this.name = 'AppFailure'
    this.error = { code, message, host: about.host ?? null, raw: about.raw ?? null }
  }
}

/** What every IPC call answers. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: AppError }

/** Makes a forgotten case of a union a compile error, and a loud one at run time. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${String(value)}`)
}
