import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { statusWords } from '../../../../src/renderer/features/library/row-status-words.ts'
import { setFormatLocale } from '../../../../src/renderer/format.ts'
import type { AppError } from '../../../../src/shared/app-error.ts'
import type { MediaState, WaitReason } from '../../../../src/shared/media.ts'
import { mediaState } from '../download-fixture.ts'
import { recording } from '../recording-fixture.ts'

beforeAll(() => {
  i18n.loadAndActivate({ locale: 'en', messages: {} })
  setFormatLocale('en-GB')
})

const online = recording()
const gone: AppError = { code: 'not-found', message: '404', host: 'meet.example', raw: '404' }
const of = (media: Partial<MediaState> | null, of = online) =>
  statusWords(of, media === null ? null : mediaState(media), false)

describe('a row’s status', () => {
  it('is a ring and a percentage while it is on its way', () => {
    const status = of({ status: 'downloading' })
    expect(status).toMatchObject({ words: '42%', unusual: true, tooltip: 'Downloading, 42% is on this device' })
    expect(status.picture).toBeCloseTo(0.43, 2)
    expect(of({ status: 'downloading', bytesTotal: null })).toMatchObject({ picture: 0, words: 'Downloading' })
  })

  it.each<[WaitReason | null, RegExp]>([
    ['turn', /another download to end/],
    ['server', /for the server/],
    ['disk-space', /room on the disk/],
    ['limit', /below the storage limit/],
    ['location', /folder for files/],
    [null, /for the server/],
  ])('waiting for %s says what for', (waitingFor, tooltip) => {
    const status = of({ status: 'waiting', waitingFor })
    expect(status).toMatchObject({ picture: 'clock', words: 'Waiting', unusual: true })
    expect(status.tooltip).toMatch(tooltip)
  })

  it('says that a download is paused, and how far it came', () => {
    expect(of({ status: 'paused' })).toMatchObject({ words: 'Paused', tooltip: 'Paused, 42% is on this device' })
    expect(of({ status: 'paused', bytesTotal: null }).tooltip).toBe('The download is paused')
  })

  it('is red with the reason and what is kept when it has failed', () => {
    expect(of({ status: 'failed', error: gone })).toMatchObject({
      picture: 'stop',
      look: 'failed',
      words: 'Failed',
      tooltip: 'The server no longer has this file. 263 MB is kept.',
    })
    expect(of({ status: 'failed', error: { ...gone, code: 'unreachable' }, bytesDone: 0 }).tooltip).toBe(
      'meet.example cannot be reached.',
    )
    expect(of({ status: 'failed', error: null, bytesDone: 0 }).tooltip).toBe('The download stopped.')
  })

  it('is where the file is otherwise', () => {
    const here = recording({ onDevice: true })
    expect(of(null)).toMatchObject({ picture: 'cloud', unusual: false })
    expect(of({ status: 'partial' })).toMatchObject({ picture: 'cloud', unusual: false })
    expect(of(null, here)).toMatchObject({ picture: 'kept', words: 'On device' })
    expect(of({ status: 'complete' })).toMatchObject({ picture: 'kept', words: 'On device' })
    expect(of(null, recording({ onDevice: true, onServer: false }))).toMatchObject({ look: 'only-copy' })
  })

  it('believes what was last heard of the file before the list', () => {
    expect(of({ status: 'absent' }, recording({ onDevice: true }))).toMatchObject({ picture: 'cloud' })
  })

  it('says what a silent server means', () => {
    expect(statusWords(online, null, true).tooltip).toMatch(/plays once the server is back/)
  })
})
