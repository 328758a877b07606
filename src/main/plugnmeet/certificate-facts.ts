import type { PeerCertificate } from 'node:tls'
import type { CertificateFacts } from '../../shared/profile.ts'
import { oneLine } from './wire-values.ts'

type Name = PeerCertificate['subject']

const LONGEST_NAME = 300
const MOST_NAMES = 100
/** Node writes a name with a comma in it as a JSON string: https://nodejs.org/api/crypto.html#x509subjectaltname */
const ALTERNATIVE = /(DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/g

/** A certificate as it was shown in a handshake, in the words that people compare. */
export function certificateFacts(certificate: PeerCertificate): CertificateFacts {
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    names: namesOf(certificate.subjectaltname ?? ''),
    validFrom: Date.parse(certificate.valid_from) / 1000,
    validTo: Date.parse(certificate.valid_to) / 1000,
    sha256: certificate.fingerprint256,
  }
}

/** Node answers a list where a name has a part several times. */
const textOf = (part: string | string[] | undefined): string => [part ?? []].flat().join(', ')

function nameOf(name: Name | undefined): string {
  const whole = Object.entries(name ?? {}).map(([kind, value]) => `${kind}=${textOf(value)}`)
  return oneLine(textOf(name?.CN) || whole.join(', '), LONGEST_NAME)
}

const namesOf = (alternatives: string): string[] =>
  [...alternatives.matchAll(ALTERNATIVE)].slice(0, MOST_NAMES).map(([, , name = '']) => oneLine(name, LONGEST_NAME))
