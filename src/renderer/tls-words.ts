import { t } from '@lingui/core/macro'
import { type AppError, assertNever, type ErrorCode } from '../shared/app-error.ts'
import type { CertificateFacts } from '../shared/profile.ts'
import type { ErrorWords } from './error-words.ts'
import { formatDateTimeLong } from './format.ts'

export type TlsCode = Extract<ErrorCode, `tls${string}`>

export const isTls = (code: ErrorCode): code is TlsCode => code === 'tls' || code.startsWith('tls-')

/** The errors that end when the user accepts the certificate that was shown. */
export const isTrustable = ({ code, certificate }: AppError): boolean =>
  certificate !== undefined &&
  (code === 'tls-self-signed' || code === 'tls-unknown-authority' || code === 'tls-changed')

/** Why a connection is not secure, and what can be done. `now` in milliseconds. */
export function tlsWords(code: TlsCode, host: string, certificate: CertificateFacts | null, now: number): ErrorWords {
  switch (code) {
    case 'tls':
      return {
        headline: t`No secure connection to ${host} could be made`,
        explanation: t`The handshake failed, so nothing was sent. The address may be one for http://, or the server may be set up in a way that this computer refuses.`,
        fix: 'edit',
      }
    case 'tls-expired':
      return expiredWords(host, certificate, now)
    case 'tls-wrong-host':
      return {
        headline: t`The certificate is for another host than ${host}`,
        explanation:
          certificate === null
            ? t`Nothing was sent. Use the address that the certificate is for, or ask whoever looks after the server to renew it.`
            : t`It is for ${namesOf(certificate)}. Nothing was sent. Use that address, or ask whoever looks after the server for a certificate with this name.`,
        fix: 'edit',
      }
    case 'tls-self-signed':
      return {
        headline: t`${host} vouches only for itself`,
        explanation: t`Its certificate is self-signed, so nobody else says that this is the right server. Nothing was sent. Look at the certificate and compare it with what the server’s administrator says.`,
        fix: 'certificate',
      }
    case 'tls-unknown-authority':
      return {
        headline: t`Nobody whom this computer trusts vouches for ${host}`,
        explanation: t`Its certificate comes from an authority that is not known here, such as a company’s own. Nothing was sent. Look at the certificate and compare it with what the server’s administrator says.`,
        fix: 'certificate',
      }
    case 'tls-changed':
      return {
        headline: t`${host} shows another certificate than the one that was accepted`,
        explanation: t`It may have been renewed, or somebody may stand between this computer and the server. Nothing was sent. Look at the new certificate before you go on.`,
        fix: 'certificate',
      }
    default:
      return assertNever(code)
  }
}

/** The clock of this computer is named: it may be what is wrong. */
function expiredWords(host: string, certificate: CertificateFacts | null, now: number): ErrorWords {
  const clock = formatDateTimeLong(now / 1000)
  if (certificate === null) {
    return {
      headline: t`The certificate of ${host} has expired`,
      explanation: t`Nothing was sent. This computer’s clock says ${clock}: if that is right, ask whoever looks after the server to renew the certificate.`,
      fix: 'retry',
    }
  }
  const from = formatDateTimeLong(certificate.validFrom)
  const to = formatDateTimeLong(certificate.validTo)
  return {
    headline:
      now / 1000 < certificate.validFrom
        ? t`The certificate of ${host} is not valid yet`
        : t`The certificate of ${host} has expired`,
    explanation: t`It is valid from ${from} to ${to}; this computer’s clock says ${clock}. Nothing was sent. If the clock is right, ask whoever looks after the server to renew the certificate.`,
    fix: 'retry',
  }
}

/** The first names that a certificate is for. */
function namesOf({ names, subject }: CertificateFacts): string {
  const [first, second, ...more] = names
  if (first === undefined) return subject
  if (second === undefined) return first
  return more.length === 0 ? t`${first} and ${second}` : t`${first}, ${second} and others`
}
