import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { reasonWords, stoppedWords } from '../../../../src/renderer/features/downloads/stopped-words.ts'
import type { ErrorCode } from '../../../../src/shared/app-error.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

const HOST = 'meet.northlake.example'
const KEPT = '380 of 655 MB'
const GOES_ON = `${KEPT} is kept, retry continues from there.`
const OVER = 'Retry starts it over.'

/** Each code with its reason, and what its sentence has to say of the next step. */
const EXPECTED: Record<ErrorCode, [reason: string, next: string]> = {
  'bad-url': ['plugNmeet does not answer', 'settings under Servers'],
  'unknown-host': [`knows no host ${HOST}`, GOES_ON],
  refused: ['refuses the connection', GOES_ON],
  unreachable: ['cannot be reached', GOES_ON],
  timeout: ['sent nothing for too long', GOES_ON],
  proxy: ['the proxy cannot be used', 'settings under Servers'],
  tls: ['no secure connection', 'Look at the certificate under Servers'],
  'tls-expired': ['certificate of', 'Look at the certificate under Servers'],
  'tls-wrong-host': ['certificate of', 'Look at the certificate under Servers'],
  'tls-self-signed': ['certificate of', 'Look at the certificate under Servers'],
  'tls-unknown-authority': ['certificate of', 'Look at the certificate under Servers'],
  'tls-changed': ['certificate of', 'Look at the certificate under Servers'],
  'insecure-redirect': ['unencrypted address', 'Ask the people who run the server'],
  'redirect-loop': ['in circles', 'Ask the people who run the server'],
  'wrong-url': ['plugNmeet does not answer', 'settings under Servers'],
  'wrong-path': ['plugNmeet does not answer', 'settings under Servers'],
  'no-secret': ['no API secret', 'the secret under Servers'],
  'bad-key': ['does not know the API key', 'Correct the API key'],
  'bad-signature': ['did not accept the API secret', 'the secret under Servers'],
  'server-error': ['reports a problem', GOES_ON],
  malformed: ['cannot be read', GOES_ON],
  'not-found': ['no longer has this file', 'Ask the people who run the server'],
  'not-a-video': ['is not a video', OVER],
  'cut-off': ['closed the connection', GOES_ON],
  disk: ['could not be written', 'Check that the folder'],
  'disk-full': ['the disk is full', 'Make room'],
  'storage-limit': ['the storage limit is reached', 'Make room'],
  'location-missing': ['the folder for files is not there', 'Connect its disk'],
  'wrong-range': ['another part of the file', GOES_ON],
  'file-changed': ['has changed', OVER],
  'no-profile': ['not open any more', GOES_ON],
  managed: ['in Roomreel itself', GOES_ON],
  'not-a-server-file': ['in Roomreel itself', GOES_ON],
  'damaged-file': ['in Roomreel itself', GOES_ON],
  'wrong-passphrase': ['in Roomreel itself', GOES_ON],
  'no-keychain': ['in Roomreel itself', GOES_ON],
  'invalid-input': ['in Roomreel itself', GOES_ON],
  aborted: ['in Roomreel itself', GOES_ON],
  internal: ['in Roomreel itself', GOES_ON],
}

describe('a download that has stopped', () => {
  it.each(Object.entries(EXPECTED) as [ErrorCode, [string, string]][])('because of %s', (code, [reason, next]) => {
    expect(reasonWords({ code, host: HOST })).toContain(reason)
    const said = stoppedWords({ code, host: HOST }, KEPT)
    expect(said).toMatch(/^Stopped: .+\. .+\.$/)
    expect(said).toContain(reason)
    expect(said).toContain(next)
    // What is kept is said wherever it can be used.
    expect(said.includes(`${KEPT} is kept`)).toBe(next !== OVER)
    const nothing = stoppedWords({ code, host: null }, null)
    expect(nothing).not.toMatch(/!|please|oops|undefined|null|is kept|delete/i)
  })

  it('may have nothing yet, and no reason', () => {
    expect(stoppedWords({ code: 'timeout', host: HOST }, null)).toContain(
      'Nothing had come yet, retry starts it again.',
    )
    expect(stoppedWords(null, KEPT)).toContain('in Roomreel itself')
  })
})
