import type { ProfileSummary } from '../../../shared/profile.ts'
import { checkLimits, hasErrors } from './form-checks.ts'
import { type Draft, hasKeptSecret, originOf } from './server-draft.ts'

/** A test that is worth making. */
export interface TestPlan {
  /** The same for drafts that get the same answer. */
  key: string
  /** With credentials. */
  signed: boolean
}

interface Situation {
  draft: Draft
  known: ProfileSummary | null
  /** The address is still being typed. */
  typingUrl: boolean
}

/**
 * What to ask of a draft, or null: nothing yet. Credentials stay here while the address is being typed: what is
 * half of it may be another host.
 */
export function testPlan({ draft, known, typingUrl }: Situation): TestPlan | null {
  const { fields } = draft
  if (fields.url.trim() === '' || hasErrors(checkLimits(fields))) return null
  if (typingUrl && !isWholeHost(fields.url)) return null
  return { key: testKey(draft), signed: !typingUrl && canSign(draft, known) }
}

/** Whether an answered test says as much as the planned one would. */
export const covers = (made: TestPlan | null, planned: TestPlan): boolean =>
  made !== null && made.key === planned.key && (made.signed || !planned.signed)

/** Whether everything is there that signing in takes. */
export function canSign({ fields, secret }: Draft, known: ProfileSummary | null): boolean {
  if (fields.signIn === 'none') return true
  const hasKey = fields.signIn === 'bearer' || fields.apiKey.trim() !== ''
  return hasKey && (secret.trim() !== '' || hasKeptSecret(known, fields))
}

/** Everything that an answer depends on: neither the name nor how often new recordings are looked for. */
function testKey({ fields, secret, certificate }: Draft): string {
  const { url, apiKey, rooms, signIn, endpointPath, proxy } = fields
  return JSON.stringify([url.trim(), apiKey, rooms, signIn, endpointPath, proxy, secret, certificate?.sha256])
}

/** "meet" is a word on its way to "meet.example.org"; "localhost" and "meet:8443" are hosts. */
function isWholeHost(url: string): boolean {
  const origin = originOf(url)
  if (origin === null) return false
  const { hostname, port } = new URL(origin)
  // "10.0" is read as 10.0.0.0, which nobody has typed.
  if (/^[\d.]+$/.test(hostname)) return url.includes(hostname)
  return hostname === 'localhost' || port !== '' || /[^.]\.[^.]{2,}$|^\[/.test(hostname)
}
