import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { mediaStatusWords } from '../../../../src/renderer/features/player/media-status.ts'
import type { MediaStatus } from '../../../../src/shared/media.ts'
import { mediaState } from '../download-fixture.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('mediaStatusWords', () => {
  const WORDS: Record<MediaStatus, [some: string, nothing: string]> = {
    absent: ['On the server', 'On the server'],
    partial: ['On the server, 42% on this device', 'On the server'],
    waiting: ['Waiting at 42%', 'Waiting'],
    downloading: ['Downloading 42%', 'Downloading 0%'],
    paused: ['Paused at 42%', 'Paused'],
    failed: ['Download stopped at 42%', 'Download failed'],
    complete: ['On this device', 'On this device'],
  }

  it.each(Object.entries(WORDS) as [MediaStatus, [string, string]][])('%s', (status, [some, nothing]) => {
    expect(mediaStatusWords(mediaState({ status }))).toBe(some)
    expect(mediaStatusWords(mediaState({ status, bytesDone: 0 }))).toBe(nothing)
  })

  it('has no percents while the length is unknown', () => {
    for (const status of Object.keys(WORDS) as MediaStatus[])
      expect(mediaStatusWords(mediaState({ status, bytesTotal: null }))).not.toContain('%')
  })
})
