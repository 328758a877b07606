import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { isOnDevice, isQueued, stoppedWords } from '../../../src/renderer/media-words.ts'
import type { ErrorCode } from '../../../src/shared/app-error.ts'
import type { MediaStatus } from '../../../src/shared/media.ts'
import { mediaState } from './download-fixture.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('stoppedWords', () => {
  const codes: ErrorCode[] = [
    'not-found',
    'not-a-video',
    'cut-off',
    'disk',
    'disk-full',
    'storage-limit',
    'location-missing',
    'wrong-range',
    'file-changed',
    'unreachable',
    'bad-key',
    'server-error',
    'internal',
  ]

  it('tell the reasons apart', () => {
    const words = codes.map((code) => stoppedWords({ code, message: '', host: 'meet.example', raw: null }))
    expect(new Set(words).size).toBe(codes.length)
    for (const each of words) expect(each).not.toMatch(/!|please|recordings could not be loaded|\.$/i)
  })

  it('speak of the server where its host is not known', () => {
    expect(stoppedWords({ code: 'timeout', message: '', host: null, raw: null })).toMatch(/^The server takes too long/)
  })
})

describe('a file', () => {
  const ALL: MediaStatus[] = ['absent', 'partial', 'waiting', 'downloading', 'paused', 'failed', 'complete']

  it('is queued while a wish to keep it has not ended', () => {
    expect(ALL.filter((status) => isQueued(mediaState({ status, kept: true })))).toEqual([
      'waiting',
      'downloading',
      'paused',
      'failed',
    ])
    expect(ALL.some((status) => isQueued(mediaState({ status, kept: false })))).toBe(false)
    expect(isQueued(null)).toBe(false)
  })

  it('is on this device as the newest word has it', () => {
    expect(isOnDevice({ onDevice: true }, null)).toBe(true)
    expect(isOnDevice({ onDevice: true }, mediaState({ status: 'absent' }))).toBe(false)
    expect(isOnDevice({ onDevice: false }, mediaState({ status: 'complete' }))).toBe(true)
  })
})
