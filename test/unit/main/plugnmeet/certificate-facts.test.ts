import type { PeerCertificate } from 'node:tls'
import { expect, it } from 'vitest'
import { certificateFacts } from '../../../../src/main/plugnmeet/certificate-facts.ts'

/** As Node hands it out; only what is read of it. */
const shown = (fields: object): PeerCertificate =>
  ({
    subject: { CN: 'meet.example.org', O: 'Example' },
    issuer: { CN: 'Example authority' },
    subjectaltname: 'DNS:meet.example.org, IP Address:192.0.2.1',
    valid_from: 'Jan  2 00:00:00 2026 GMT',
    valid_to: 'Jan  2 00:00:00 2027 GMT',
    fingerprint256: 'AB:CD',
    ...fields,
  }) as PeerCertificate

it('a certificate is told in words that people compare', () => {
  expect(certificateFacts(shown({}))).toEqual({
    subject: 'meet.example.org',
    issuer: 'Example authority',
    names: ['meet.example.org', '192.0.2.1'],
    validFrom: Date.UTC(2026, 0, 2) / 1000,
    validTo: Date.UTC(2027, 0, 2) / 1000,
    sha256: 'AB:CD',
  })
})

it('a certificate without a common name has its whole subject told', () => {
  const { subject, issuer } = certificateFacts(shown({ subject: { O: 'Example', OU: ['One', 'Two'] }, issuer: {} }))
  expect([subject, issuer]).toEqual(['O=Example, OU=One, Two', ''])
})

it('a certificate without names has none, and a comma makes no second name', () => {
  expect(certificateFacts(shown({ subjectaltname: undefined })).names).toEqual([])
  const { names } = certificateFacts(shown({ subjectaltname: 'DNS:"a, DNS:b", URI:http://c, DNS:d' }))
  expect(names).toEqual(['"a, DNS:b"', 'd'])
})

it('a certificate’s text is one short line, and its names are not too many', () => {
  const facts = certificateFacts(
    shown({ subject: { CN: `a\n\u001bb${'x'.repeat(500)}` }, subjectaltname: 'DNS:x, '.repeat(300) }),
  )
  expect(facts.subject).toMatch(/^a bx+$/)
  expect([facts.subject.length, facts.names.length]).toEqual([300, 100])
})
