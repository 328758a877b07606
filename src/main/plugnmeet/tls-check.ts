import { checkServerIdentity, type PeerCertificate, type TLSSocket } from 'node:tls'
import { AppFailure, type ErrorCode } from '../../shared/app-error.ts'
import { bareHost } from './bare-host.ts'
import { certificateFacts } from './certificate-facts.ts'

/** The one certificate that is accepted from a host. */
export interface Pin {
  /** `host:port`; the port is always there. */
  host: string
  /** Its fingerprint: hex pairs with colons. */
  sha256: string
}

interface Finding {
  code: ErrorCode
  /** What is said about the certificate. */
  what: string
  /** OpenSSL's or Node's name for it. */
  raw: string | null
}

const EXPIRED = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']
const UNKNOWN_AUTHORITY = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
  'INVALID_CA',
]

/**
 * Why a finished handshake with `url`'s host must not be used, or null when it may. The socket must have been made with
 * `rejectUnauthorized: false` and without a session to resume, so that the whole verdict is here: OpenSSL names
 * one fault only, and a person has to know the gravest.
 */
export function certificateFailure(socket: TLSSocket, url: URL, pin: Pin | null): AppFailure | null {
  const { host } = url
  const certificate = socket.getPeerCertificate()
  // Node answers an empty object when the server showed none.
  if (certificate?.fingerprint256 === undefined) return new AppFailure('tls', `${host} shows no certificate`, { host })
  const verdict: unknown = socket.authorizationError
  const finding =
    pin !== null && isPinned(url, pin)
      ? pinnedFinding(certificate, pin)
      : usualFinding(certificate, url, typeof verdict === 'string' ? verdict : null)
  if (finding === null) return null
  const { code, what, raw } = finding
  return new AppFailure(code, `the certificate of ${host} ${what}`, {
    host,
    raw,
    certificate: certificateFacts(certificate),
  })
}

const isPinned = (url: URL, pin: Pin): boolean =>
  `${url.hostname}:${url.port || 443}`.toLowerCase() === pin.host.toLowerCase()

function pinnedFinding(certificate: PeerCertificate, { sha256 }: Pin): Finding | null {
  if (certificate.fingerprint256.toUpperCase() !== sha256.toUpperCase())
    return { code: 'tls-changed', what: 'is another one than was accepted', raw: null }
  return dateFinding(certificate)
}

/** Node's types say that `authorizationError` is an Error; it is OpenSSL's code as text, or null. */
function usualFinding(certificate: PeerCertificate, url: URL, verdict: string | null): Finding | null {
  return dateFinding(certificate) ?? (verdict === null ? null : chainFinding(verdict)) ?? nameFinding(certificate, url)
}

function dateFinding({ valid_from, valid_to }: PeerCertificate): Finding | null {
  const now = Date.now()
  if (now > Date.parse(valid_to)) return { code: 'tls-expired', what: 'has expired', raw: 'CERT_HAS_EXPIRED' }
  if (now < Date.parse(valid_from)) return { code: 'tls-expired', what: 'is not valid yet', raw: 'CERT_NOT_YET_VALID' }
  return null
}

function chainFinding(raw: string): Finding {
  if (EXPIRED.includes(raw)) return { code: 'tls-expired', what: 'is vouched for by an expired one', raw }
  if (raw === 'DEPTH_ZERO_SELF_SIGNED_CERT')
    return { code: 'tls-self-signed', what: 'is vouched for by nobody but itself', raw }
  if (UNKNOWN_AUTHORITY.includes(raw))
    return { code: 'tls-unknown-authority', what: 'is vouched for by nobody whom this computer trusts', raw }
  return { code: 'tls', what: 'cannot be used', raw }
}

function nameFinding(certificate: PeerCertificate, url: URL): Finding | null {
  if (checkServerIdentity(bareHost(url), certificate) === undefined) return null
  return { code: 'tls-wrong-host', what: 'is for another host', raw: 'ERR_TLS_CERT_ALTNAME_INVALID' }
}
