import { STATUS_CODES } from 'node:http'
import { AppFailure, type ErrorCode } from '../../shared/app-error.ts'
import type { SignIn } from '../../shared/profile.ts'
import { wireStatus } from './wire.ts'
import { oneLine } from './wire-values.ts'

/** An answer of the API as it came over the wire. */
export interface RawAnswer {
  status: number
  text: string
  /** Where it came from. */
  host: string
  /** The base URL that it would have as a server's address. */
  base: string
  /** The origin that redirected here, or null. */
  redirectedFrom: string | null
}

/** What the server said: an object with `status: true`, or that there is nothing to find. */
export type Answer = { kind: 'found'; json: unknown } | { kind: 'nothing'; raw: string }

type Status = { status_code?: string | null | undefined; msg?: string | null | undefined }

const LONGEST_RAW = 300
/** Servers before 2.1.7 send words only: of recordings, of past rooms, of active rooms, of artifacts. */
const NOTHING_FOUND = /\bno (recordings?|artifacts?|info|(active )?rooms?) found\b/i
const ABOUT_THE_SECRET = /signature|hash|secret|token|verif/i

/**
 * Reads an answer: HTTP status first, then `status`, then `status_code`, then, for old servers, the words of `msg`.
 * Fails with `bad-key`, `bad-signature`, `no-secret`, `wrong-url`, `wrong-path`, `server-error` or `malformed`; `mask` hides the
 * secret in `raw`.
 */
export function readAnswer(answer: RawAnswer, signIn: SignIn, mask: (text: string) => string): Answer {
  const json = jsonOf(answer.text)
  const { data: said } = wireStatus.safeParse(json)
  const raw = said === undefined ? httpLine(answer.status) : oneLine(mask(statusLine(answer.status, said)), LONGEST_RAW)
  const fail = (code: ErrorCode, message: string): AppFailure =>
    new AppFailure(code, message, { host: answer.host, raw })

  if (said === undefined) throw notOurs(answer, signIn, json, fail)
  if (said.status && answer.status === 200) return { kind: 'found', json }
  if (answer.redirectedFrom !== null && answer.status === 401) throw elsewhere(answer, raw)
  const refused = refusalOf(answer.status, said)
  if (refused === 'bad-key') throw fail(refused, `${answer.host} does not know this API key`)
  if (refused === 'bad-signature') throw fail(refused, `${answer.host} does not accept the ${secretOf(signIn)}`)
  if (isNothing(said)) return { kind: 'nothing', raw }
  throw fail('server-error', `${answer.host} could not answer`)
}

function refusalOf(status: number, { status_code, msg }: Status): 'bad-key' | 'bad-signature' | null {
  if (status_code === 'INVALID_API_KEY' || status_code === 'MISSING_REQUIRED_PARAMETER') return 'bad-key'
  if (status_code === 'INVALID_TOKEN_OR_SIGNATURE') return 'bad-signature'
  if (status !== 401) return null
  return ABOUT_THE_SECRET.test(msg ?? '') ? 'bad-signature' : 'bad-key'
}

/** plugNmeet is there, and credentials never follow a redirect: the address it sends us to is the one to use. */
const elsewhere = ({ redirectedFrom, host, base }: RawAnswer, raw: string): AppFailure =>
  new AppFailure('wrong-path', `${redirectedFrom} sends us to ${host}: that is the address to use`, {
    host,
    raw,
    suggestion: base,
  })

const secretOf = (signIn: SignIn): string => (signIn === 'bearer' ? 'token' : 'API secret')

const isNothing = ({ status_code, msg }: Status): boolean =>
  status_code === 'NOT_FOUND' || (!status_code && NOTHING_FOUND.test(msg ?? ''))

/** The failure for an answer without plugNmeet's `status` in it. */
function notOurs(
  { status, text, host, redirectedFrom }: RawAnswer,
  signIn: SignIn,
  json: unknown,
  fail: (code: ErrorCode, message: string) => AppFailure,
): AppFailure {
  if (status >= 500 || status === 408 || status === 429) return fail('server-error', `${host} could not answer`)
  if (redirectedFrom !== null) return fail('wrong-url', `${redirectedFrom} sends us to ${host}: that is not plugNmeet`)
  // A gateway of one's own says no in its own words.
  const isRefusal = status === 401 || status === 403
  if (isRefusal && signIn === 'bearer') return fail('bad-signature', `${host} does not accept the ${secretOf(signIn)}`)
  if (isRefusal && signIn === 'none') return fail('no-secret', `${host} wants to know who asks`)
  const isUnreadable = status === 200 && (json !== undefined || /^\s*[[{]/.test(text))
  if (isUnreadable) return fail('malformed', `the answer of ${host} cannot be read`)
  return fail('wrong-url', `something answers at ${host}, but it is not plugNmeet`)
}

/** True for an answer that only plugNmeet gives: its `status`, from the address that was asked. */
export const isPlugNmeet = ({ status, text, redirectedFrom }: RawAnswer): boolean =>
  (status === 200 || status === 401) && redirectedFrom === null && wireStatus.safeParse(jsonOf(text)).success

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const httpLine = (status: number): string => `${status} · ${STATUS_CODES[status] ?? 'unknown status'}`

function statusLine(status: number, { status_code, msg }: Status): string {
  const what = status === 200 && status_code ? status_code : String(status)
  return msg ? `${what} · ${msg}` : httpLine(status)
}
