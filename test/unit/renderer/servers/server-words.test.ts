import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { exportedWords, importedWords, removalWords } from '../../../../src/renderer/features/servers/dialog-words.ts'
import {
  certificateWords,
  checkWords,
  fingerprintLines,
  outcomeWords,
  savedWords,
  secretHint,
} from '../../../../src/renderer/features/servers/server-words.ts'
import { setFormatLocale } from '../../../../src/renderer/format.ts'
import { CHECK_MINUTES, type ProfileSummary } from '../../../../src/shared/profile.ts'
import { failure } from '../memory-bridge.ts'
import { CERTIFICATE, draft, LAKESIDE } from './servers-fixture.ts'

beforeAll(() => {
  i18n.loadAndActivate({ locale: 'en', messages: {} })
  setFormatLocale('en-GB')
})

describe('a test’s outcome', () => {
  it('is said in one line', () => {
    expect(outcomeWords({ kind: 'connected', recordings: 137, ms: 84 })).toBe(
      'Connected · plugNmeet · 137 recordings · 84 ms',
    )
    expect(outcomeWords({ kind: 'connected', recordings: 1, ms: 1200 })).toBe(
      'Connected · plugNmeet · 1 recording · 1,200 ms',
    )
    expect(outcomeWords({ kind: 'connected', recordings: 0, ms: 1 })).toContain('0 recordings')
    expect(outcomeWords({ kind: 'reached', ms: 12 })).toBe('plugNmeet answers there · 12 ms')
  })

  it('decides what is said after saving', () => {
    const { error } = failure('bad-signature')
    expect(savedWords({ profile: LAKESIDE, tested: { kind: 'connected', recordings: 1, ms: 1 } })).toBe('Saved')
    const untested = 'Saved without a test: whether it works is not known'
    expect(savedWords({ profile: LAKESIDE, tested: null })).toBe(untested)
    expect(savedWords({ profile: LAKESIDE, tested: { kind: 'reached', ms: 1 } })).toBe(untested)
    expect(savedWords({ profile: LAKESIDE, tested: { kind: 'failed', error } })).toBe(
      'Saved. The last test failed: The server did not accept the API secret',
    )
  })
})

describe('what is said about the secret', () => {
  const real = { available: true, backend: 'kwallet6' }
  const none = { available: false, backend: 'basic_text' }
  const hint = (
    known: ProfileSummary | null,
    keychain: typeof real | null,
    more: { typed?: boolean; url?: string } = {},
  ) =>
    secretHint({ known, fields: draft({ url: more.url ?? LAKESIDE.url }).fields, typed: more.typed ?? false, keychain })

  it('is nothing before the keychain was asked', () => {
    expect(hint(null, null)).toBeNull()
    expect(hint(null, null, { typed: true })).toBeNull()
  })

  it('names the keychain only where there is one', () => {
    expect(hint(null, real)?.text).toContain('keychain')
    expect(hint(null, none)).toBeNull()
    expect(hint(LAKESIDE, none, { typed: true })).toBeNull()
  })

  it.each([
    ['keychain', 'keychain and never leaves it', false],
    ['session', 'until Roomreel quits', false],
    ['file', 'only your user account can read', false],
    ['unreadable', 'Enter it again', true],
  ] as const)('tells where one is: %s', (secret, words, urgent) => {
    const said = hint({ ...LAKESIDE, secret }, none)
    expect(said?.text).toContain(words)
    expect(said?.urgent).toBe(urgent)
  })

  it('warns when the address leads to another host', () => {
    expect(hint(LAKESIDE, real, { url: 'https://other.example' })).toMatchObject({ urgent: true })
    expect(hint(LAKESIDE, real, { url: 'https://other.example', typed: true })).toMatchObject({ urgent: false })
  })
})

describe('a certificate', () => {
  it('is named by whom it is for and how its fingerprint begins', () => {
    expect(certificateWords(null)).toBe('The usual rules')
    expect(certificateWords(CERTIFICATE)).toBe('Only video.lakeside.example, SHA-256 00:08:10:18…')
  })

  it('has a fingerprint that can be compared line by line', () => {
    const lines = fingerprintLines(CERTIFICATE.sha256)
    expect(lines).toHaveLength(4)
    expect(lines[0]).toBe('00 08 10 18 20 28 30 38')
    expect(lines.join(' ').replaceAll(' ', ':')).toBe(CERTIFICATE.sha256)
  })
})

describe('the rest', () => {
  it('says how often new recordings are looked for', () => {
    expect(CHECK_MINUTES.map(checkWords)).toEqual([
      'Only when asked',
      'Every minute',
      'Every 5 minutes',
      'Every 15 minutes',
      'Every 60 minutes',
    ])
  })

  it('says what goes with a server', () => {
    expect(removalWords(LAKESIDE, { files: 3, bytes: 1.2e9 })).toContain('3 kept files, 1.2 GB')
    expect(removalWords(LAKESIDE, { files: 1, bytes: 5e6 })).toContain('1 kept file, 5 MB')
    expect(removalWords(LAKESIDE, { files: 0, bytes: 0 })).toContain('The server itself is not touched')
    expect(removalWords({ kind: 'demo' }, { files: 0, bytes: 0 })).toContain('brought back any time')
  })

  it('says what was written and what was added', () => {
    expect(exportedWords({ file: 's.json', servers: 1, secrets: 0 })).toBe('1 server written to s.json')
    expect(exportedWords({ file: 's.json', servers: 3, secrets: 2 })).toBe(
      '3 servers written to s.json, with 2 secrets',
    )
    expect(importedWords(1)).toBe('1 server added')
    expect(importedWords(1000)).toBe('1,000 servers added')
  })
})
