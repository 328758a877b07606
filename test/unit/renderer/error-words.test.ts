import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ErrorFix, errorWords, rawLine } from '../../../src/renderer/error-words.ts'
import { setFormatLocale } from '../../../src/renderer/format.ts'
import { isTrustable } from '../../../src/renderer/tls-words.ts'
import type { AppError, ErrorCode } from '../../../src/shared/app-error.ts'
import { CERTIFICATE } from './servers/servers-fixture.ts'

beforeAll(() => {
  i18n.loadAndActivate({ locale: 'en', messages: {} })
  setFormatLocale('en-GB')
})

const HOST = 'meet.northlake.example'
const ABOUT = { host: HOST, apiKey: 'roomreel-viewer', now: CERTIFICATE.validTo * 1000 + 86_400_000 }
const error = (code: ErrorCode, more: Partial<AppError> = {}): AppError => ({
  code,
  message: `it was ${code}`,
  host: HOST,
  raw: '401',
  ...more,
})

/** Each code with its fix, and words that its sentences have to hold: no two outcomes may sound alike. */
const EXPECTED: Record<ErrorCode, [ErrorFix, string]> = {
  'bad-url': ['edit', 'not a web address'],
  'unknown-host': ['edit', `No host is called ${HOST}`],
  refused: ['retry', 'refuses the connection'],
  unreachable: ['retry', 'cannot be reached'],
  timeout: ['retry', 'takes too long'],
  proxy: ['edit', 'The proxy cannot be used'],
  tls: ['edit', 'No secure connection'],
  'tls-expired': ['retry', 'has expired'],
  'tls-wrong-host': ['edit', 'is for another host'],
  'tls-self-signed': ['certificate', 'self-signed'],
  'tls-unknown-authority': ['certificate', 'Nobody whom this computer trusts'],
  'tls-changed': ['certificate', 'another certificate than the one'],
  'insecure-redirect': ['edit', 'unencrypted address'],
  'redirect-loop': ['edit', 'in circles'],
  'wrong-url': ['edit', 'not a plugNmeet server'],
  'wrong-path': ['edit', 'at another address'],
  'no-secret': ['secret', 'no API secret'],
  'bad-key': ['edit', 'no key “roomreel-viewer”'],
  'bad-signature': ['secret', 'clock of this computer plays no part'],
  'server-error': ['retry', 'reports a problem'],
  malformed: ['retry', 'cannot be read'],
  'not-found': ['retry', 'could not be loaded'],
  'not-a-video': ['retry', 'could not be loaded'],
  'cut-off': ['retry', 'could not be loaded'],
  disk: ['retry', 'could not be loaded'],
  'disk-full': ['retry', 'The disk is full'],
  'storage-limit': ['retry', 'storage limit is reached'],
  'location-missing': ['retry', 'folder for files is not there'],
  'wrong-range': ['retry', 'another part of the file'],
  'file-changed': ['retry', 'on the server has changed'],
  'no-profile': ['edit', 'not open any more'],
  managed: ['retry', 'is preset'],
  'not-a-server-file': ['retry', 'holds no servers'],
  'damaged-file': ['retry', 'is damaged'],
  'wrong-passphrase': ['retry', 'passphrase does not open'],
  'no-keychain': ['edit', 'no keychain'],
  'invalid-input': ['retry', 'could not be loaded'],
  aborted: ['retry', 'could not be loaded'],
  internal: ['retry', 'could not be loaded'],
}

describe('errors', () => {
  it.each(Object.entries(EXPECTED) as [ErrorCode, [ErrorFix, string]][])('%s', (code, [fix, words]) => {
    const said = errorWords(error(code, { certificate: CERTIFICATE }), ABOUT)
    expect(said.fix).toBe(fix)
    expect(`${said.headline}. ${said.explanation}`).toContain(words)
    expect(`${said.headline} ${said.explanation}`).not.toMatch(/!|please|oops|undefined|null/i)
    expect(said.headline).not.toMatch(/\.$/)
  })

  it('need no certificate to be told', () => {
    for (const code of Object.keys(EXPECTED) as ErrorCode[]) {
      const { headline, explanation } = errorWords(error(code, { host: null }), ABOUT)
      expect(`${headline} ${explanation}`).not.toMatch(/undefined|null/)
    }
  })

  it('say in their own words what could not be done', () => {
    const about = { ...ABOUT, otherwise: 'The server could not be saved' }
    expect(errorWords(error('disk'), about).headline).toBe('The server could not be saved')
    expect(errorWords(error('timeout'), about).headline).not.toBe('The server could not be saved')
  })

  it('call a bearer token by its name', () => {
    const about = { ...ABOUT, signIn: 'bearer' } as const
    for (const code of ['bad-signature', 'no-secret'] as const) {
      const { headline, explanation } = errorWords(error(code), about)
      expect(headline).toContain('token')
      expect(explanation).not.toContain('API secret')
    }
  })

  it('name no key that was not sent', () => {
    for (const [code, signIn] of [
      ['bad-key', 'bearer'],
      ['bad-key', 'none'],
      ['bad-signature', 'none'],
    ] as const) {
      const { headline, explanation, fix } = errorWords(error(code), { ...ABOUT, signIn })
      expect(headline).toBe('The server wants an API key and its secret')
      expect(explanation).not.toContain(ABOUT.apiKey)
      expect(fix).toBe('edit')
    }
  })

  it('show the address that works', () => {
    const { explanation } = errorWords(error('wrong-path', { suggestion: 'https://x.example/pnm' }), ABOUT)
    expect(explanation).toContain('https://x.example/pnm')
  })

  it('show what the server said, else what is known', () => {
    expect(rawLine(error('bad-key'))).toBe('401')
    expect(rawLine(error('bad-key', { raw: null }))).toBe('bad-key · it was bad-key')
  })
})

describe('a certificate that does not hold now', () => {
  const told = (now: number): string => {
    const { headline, explanation } = errorWords(error('tls-expired', { certificate: CERTIFICATE }), { ...ABOUT, now })
    return `${headline}. ${explanation}`
  }

  it('is told with both dates and this clock', () => {
    const words = told(new Date(2031, 2, 4, 12, 30).getTime())
    expect(words).toContain('has expired')
    expect(words).toContain('2025')
    expect(words).toContain('2026')
    expect(words).toMatch(/clock says .*4 Mar 2031, 12:30/)
  })

  it('may not be valid yet', () => {
    expect(told(new Date(2020, 0, 1).getTime())).toContain('is not valid yet')
  })

  it('names whom another host’s is for', () => {
    const names = (list: string[]): string =>
      errorWords(error('tls-wrong-host', { certificate: { ...CERTIFICATE, names: list } }), ABOUT).explanation
    expect(names([])).toContain('It is for video.lakeside.example.')
    expect(names(['a.example'])).toContain('It is for a.example.')
    expect(names(['a.example', 'b.example'])).toContain('a.example and b.example.')
    expect(names(['a.example', 'b.example', 'c.example'])).toContain('a.example, b.example and others.')
  })
})

describe('trust', () => {
  it('is offered for certificates that only lack somebody to vouch for them', () => {
    const offered = (Object.keys(EXPECTED) as ErrorCode[]).filter((code) =>
      isTrustable(error(code, { certificate: CERTIFICATE })),
    )
    expect(offered).toEqual(['tls-self-signed', 'tls-unknown-authority', 'tls-changed'])
    expect(isTrustable(error('tls-self-signed'))).toBe(false)
  })
})
