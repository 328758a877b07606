import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { playbackFailure } from '../../../../src/renderer/features/player/failure.ts'
import { failureWords } from '../../../../src/renderer/features/player/failure-words.ts'
import type { AppError, ErrorCode } from '../../../../src/shared/app-error.ts'
import type { MediaState } from '../../../../src/shared/media.ts'
import { mediaState } from '../download-fixture.ts'

const well = { error: null, starving: false }
const error: AppError = { code: 'cut-off', message: 'ended at 5 of 9', host: 'meet.example', raw: null }
const media = (change: Partial<MediaState>): MediaState => mediaState({ bytesDone: 5, bytesTotal: 9, ...change })
const stopped = media({ status: 'failed', error })

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('playbackFailure', () => {
  it('is none while the file comes or is here, also when the element waits', () => {
    expect(playbackFailure(null, { error: null, starving: true })).toBeNull()
    expect(playbackFailure(media({}), { error: null, starving: true })).toBeNull()
    expect(playbackFailure(media({ status: 'complete' }), well)).toBeNull()
  })

  it('lets a file that broke off play to its last second first', () => {
    expect(playbackFailure(stopped, well)).toBeNull()
    expect(playbackFailure(stopped, { error: null, starving: true })?.code).toBe('cut-off')
  })

  it('takes the reason from main before the guess of the element', () => {
    const failure = playbackFailure(stopped, { error: { code: 4, message: 'MEDIA_ELEMENT_ERROR' }, starving: true })
    expect(failure).toEqual({ code: 'cut-off', host: 'meet.example', raw: 'ended at 5 of 9' })
  })

  it('shows what the server said rather than our sentence for logs', () => {
    const said = media({ status: 'failed', error: { ...error, raw: '502 · bad gateway' } })
    expect(playbackFailure(said, { error: null, starving: true })?.raw).toBe('502 · bad gateway')
  })

  it('calls a whole file that the element refuses unsupported', () => {
    for (const code of [3, 4]) {
      const failure = playbackFailure(media({ status: 'complete' }), {
        error: { code, message: 'no decoder' },
        starving: true,
      })
      expect(failure).toEqual({ code: 'unsupported', host: null, raw: 'no decoder' })
    }
  })

  it('does not blame the file when our own connection broke', () => {
    const failure = playbackFailure(media({}), { error: { code: 2, message: '' }, starving: true })
    expect(failure).toEqual({ code: 'internal', host: null, raw: null })
  })
})

describe('failureWords', () => {
  const codes: (ErrorCode | 'unsupported')[] = [
    'unreachable',
    'timeout',
    'tls',
    'wrong-url',
    'bad-key',
    'bad-signature',
    'server-error',
    'malformed',
    'not-found',
    'not-a-video',
    'cut-off',
    'disk',
    'disk-full',
    'storage-limit',
    'location-missing',
    'wrong-range',
    'file-changed',
    'no-profile',
    'invalid-input',
    'aborted',
    'internal',
    'unsupported',
  ]

  it.each(codes)('%s says what happened and what to do', (code) => {
    const { title, text } = failureWords({ code, host: 'meet.example' })
    expect(title.length).toBeGreaterThan(10)
    expect(text).toMatch(/try again|connect|enter the new secret/i)
    expect(`${title} ${text}`).not.toMatch(/!|please|oops|undefined|\{/i)
  })

  it('names the server where it is known', () => {
    expect(failureWords({ code: 'unreachable', host: 'meet.example' }).title).toBe('meet.example cannot be reached')
    expect(failureWords({ code: 'unreachable', host: null }).title).toBe('The server cannot be reached')
  })
})
