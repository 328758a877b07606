import { type CertificateFacts, NEW_SERVER, type ProfileSummary, type ServerFields } from '../../../shared/profile.ts'
import type { ServerInput } from '../../stores/servers.ts'

/** What a form starts from: a known server, an offered one, or nothing. */
export interface DraftBase {
  fields: ServerFields
  certificate: CertificateFacts | null
}

/** What the user has changed of it. */
export interface Edits {
  fields: Partial<ServerFields>
  /** A secret that was typed; empty: none. */
  secret: string
  /** Undefined: as it was. */
  certificate: CertificateFacts | null | undefined
}

/** A form as it stands. */
export interface Draft {
  fields: ServerFields
  secret: string
  /** The one certificate that this server may show, or null: the usual rules. */
  certificate: CertificateFacts | null
}

export const NO_EDITS: Edits = { fields: {}, secret: '', certificate: undefined }

export function baseOf(known: ProfileSummary | null, offered: ServerFields | null): DraftBase {
  if (known === null) return { fields: offered ?? NEW_SERVER, certificate: null }
  return { fields: fieldsOf(known), certificate: known.certificate }
}

/** The part of a profile that its form holds. */
export function fieldsOf(profile: ServerFields): ServerFields {
  const { name, url, apiKey, rooms, signIn, endpointPath, checkMinutes, pageLimit, proxy } = profile
  return { name, url, apiKey, rooms, signIn, endpointPath, checkMinutes, pageLimit, proxy }
}

export function draftOf(base: DraftBase, edits: Edits): Draft {
  const fields = { ...base.fields, ...edits.fields }
  // A certificate is one host's.
  const usual = originOf(fields.url) === originOf(base.fields.url) ? base.certificate : null
  return { fields, secret: edits.secret, certificate: edits.certificate === undefined ? usual : edits.certificate }
}

/** The edits and one more; a certificate that was accepted for another host goes. */
export function withFields(base: DraftBase, edits: Edits, part: Partial<ServerFields>): Edits {
  const before = draftOf(base, edits).fields.url
  const moved = part.url !== undefined && originOf(part.url) !== originOf(before)
  return {
    ...edits,
    fields: { ...edits.fields, ...part },
    certificate: moved ? undefined : edits.certificate,
  }
}

/** Whether anything would be lost. */
export function isChanged(base: DraftBase, edits: Edits): boolean {
  const draft = draftOf(base, edits)
  return (
    draft.secret !== '' ||
    draft.certificate?.sha256 !== base.certificate?.sha256 ||
    JSON.stringify(draft.fields) !== JSON.stringify(base.fields)
  )
}

/** Whether one of the fields that are folded away differs from what every new server has. */
export function isAdvanced({ fields, certificate }: Pick<Draft, 'fields' | 'certificate'>): boolean {
  const { signIn, endpointPath, checkMinutes, pageLimit, proxy } = NEW_SERVER
  const usual = { signIn, endpointPath, checkMinutes, pageLimit, proxy }
  return (
    certificate !== null || Object.entries(usual).some(([name, value]) => fields[name as keyof typeof usual] !== value)
  )
}

/** The origin that a typed address leads to, as far as it can be told here; null: none yet. */
export function originOf(url: string): string | null {
  const text = url.trim()
  if (text === '') return null
  // Main guesses the scheme; for "the same host as before?" https stands for it.
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(full)) return null
  const { protocol, origin, hostname } = new URL(full)
  return hostname !== '' && (protocol === 'http:' || protocol === 'https:') ? origin : null
}

/** Host and port of a typed address, or the text itself. */
export function typedHost(url: string): string {
  const origin = originOf(url)
  return origin === null ? url.trim() : new URL(origin).host
}

/** A stored secret belongs to the address that it was entered for. */
export const leadsElsewhere = (known: ProfileSummary, fields: ServerFields): boolean =>
  originOf(known.url) !== originOf(fields.url)

/** Whether there is a stored secret that this draft can sign in with. */
export function hasKeptSecret(known: ProfileSummary | null, fields: ServerFields): boolean {
  if (known === null || known.secret === 'none' || known.secret === 'unreadable') return false
  return known.signIn === fields.signIn && !leadsElsewhere(known, fields)
}

/** What main is asked about or given to save. */
export function serverInput({ fields, secret, certificate }: Draft, known: ProfileSummary | null): ServerInput {
  return {
    profileId: known?.id ?? null,
    fields,
    secret: secret.trim() === '' || fields.signIn === 'none' ? null : secret,
    trusted: certificate?.sha256 ?? null,
  }
}
