import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  noteWords,
  type RowWords,
  rowShare,
  rowWords,
} from '../../../../src/renderer/features/downloads/download-words.ts'
import { setFormatLocale } from '../../../../src/renderer/format.ts'
import type { MediaNote, MediaState, MediaStatus, WaitReason } from '../../../../src/shared/media.ts'
import { mediaState } from '../download-fixture.ts'
import { failure, recording } from '../memory-bridge.ts'

beforeAll(() => {
  i18n.loadAndActivate({ locale: 'en', messages: {} })
  setFormatLocale('en-GB')
})

const NOW = 1_794_412_800_000
const words = (change: Partial<MediaState>, limitBytes: number | null = 20e9): RowWords =>
  rowWords(mediaState(change), recording({ sizeBytes: 356_000_000 }), { now: NOW, limitBytes })

const clean = (said: RowWords): void =>
  expect(Object.values(said).join(' ')).not.toMatch(/!|please|oops|undefined|NaN|delete/i)

describe('a row of the queue', () => {
  it('that runs says how far it is, how fast, and how long', () => {
    expect(words({ bytesPerSecond: 8_700_000 })).toEqual({
      tone: 'running',
      end: '42%',
      left: '263 of 612 MB',
      right: '8.7 MB/s · 41 s left',
      note: null,
    })
  })

  it('that has just begun has no speed yet', () => {
    expect(words({ bytesDone: 0, bytesTotal: null })).toMatchObject({
      end: '0%',
      left: '0 of 356 MB',
      right: 'Starting',
    })
    expect(words({})).toMatchObject({ right: '' })
  })

  it('that comes without its length says what has come', () => {
    const said = rowWords(mediaState({ bytesTotal: null }), recording({ sizeBytes: null }), {
      now: NOW,
      limitBytes: null,
    })
    expect(said).toMatchObject({ end: '', left: '263 MB' })
    expect(rowShare(mediaState({ bytesTotal: null }), recording({ sizeBytes: null }))).toBeNull()
  })

  it('says what is kept of little', () => {
    expect(words({ status: 'paused', bytesDone: 45_000, bytesTotal: 2_000_000_000 }).left).toBe(
      'Paused. 45 kB of 2 GB is kept.',
    )
  })

  it('that is paused says what is kept', () => {
    const said = words({ status: 'paused', bytesDone: 60_000_000, bytesTotal: 502_000_000 })
    expect(said).toMatchObject({ tone: 'paused', end: '11%', left: 'Paused. 60 of 502 MB is kept.', right: '' })
    expect(words({ status: 'paused', bytesDone: 0 }).left).toBe('Paused. Nothing has come yet.')
  })

  it('that failed says what happened, what is kept and what retry does', () => {
    const { error } = failure('cut-off')
    const said = words({ status: 'failed', bytesDone: 380_000_000, bytesTotal: 655_000_000, error })
    expect(said).toMatchObject({ tone: 'failed', end: '58%' })
    expect(said.left).toBe(
      'Stopped: meet.northlake.example closed the connection before the end. 380 of 655 MB is kept, retry continues from there.',
    )
  })

  const WAITING: Record<WaitReason, [begun: Partial<RowWords>, notBegun: Partial<RowWords>]> = {
    turn: [
      { tone: 'waiting', end: '42%', left: '263 of 612 MB', right: 'Goes on when a running download ends' },
      { tone: 'waiting', end: 'Waiting', left: '612 MB', right: 'Starts when a running download ends' },
    ],
    server: [
      { tone: 'waiting', end: '42%', right: 'Waits for the server' },
      { tone: 'waiting', end: 'Waiting', right: 'Waits for the server' },
    ],
    'disk-space': [
      { tone: 'halted', left: 'Paused: the disk is full. 263 MB is kept, it goes on when there is room.' },
      { tone: 'halted', left: 'The disk is full. It starts when there is room.' },
    ],
    limit: [
      {
        tone: 'halted',
        left: 'Paused: the limit of 20 GB is reached. 263 MB is kept. Free up space or raise the limit, and it goes on.',
      },
      {
        tone: 'halted',
        left: 'Paused: the limit of 20 GB is reached. Free up space or raise the limit, and it starts.',
      },
    ],
    location: [
      { tone: 'halted', left: expect.stringContaining('the folder for files is not there') },
      { tone: 'halted', left: expect.stringContaining('Connect its disk') },
    ],
  }

  it.each(Object.entries(WAITING) as [WaitReason, (typeof WAITING)[WaitReason]][])(
    'that waits for %s says so',
    (waitingFor, [begun, notBegun]) => {
      expect(words({ status: 'waiting', waitingFor })).toMatchObject(begun)
      expect(words({ status: 'waiting', waitingFor, bytesDone: 0 })).toMatchObject(notBegun)
      clean(words({ status: 'waiting', waitingFor }, null))
    },
  )

  it('that waits for its next attempt counts down, and says why', () => {
    const { error } = failure('unreachable')
    const waiting = (retryAt: number | null): string =>
      words({ status: 'waiting', waitingFor: 'server', retryAt, error }).right
    expect(waiting(NOW + 11_400)).toBe('Next attempt in 12 s: meet.northlake.example cannot be reached')
    expect(waiting(NOW + 150_000)).toContain('Next attempt in 3 min')
    expect(waiting(NOW - 1)).toBe('Waits for the server: meet.northlake.example cannot be reached')
    expect(words({ status: 'waiting', waitingFor: 'server', retryAt: NOW + 500 }).right).toBe('Next attempt in 1 s')
  })

  it('has words for every status', () => {
    const all: Record<MediaStatus, RowWords['tone']> = {
      absent: 'running',
      partial: 'running',
      waiting: 'waiting',
      downloading: 'running',
      paused: 'paused',
      failed: 'failed',
      complete: 'running',
    }
    for (const [status, tone] of Object.entries(all) as [MediaStatus, RowWords['tone']][]) {
      const said = words({ status })
      expect(said.tone).toBe(tone)
      expect(said.left).not.toBe('')
      clean(said)
    }
  })

  const NOTES: Record<MediaNote, string> = {
    'started-over': 'The file has changed on the server, so it started over.',
    again: 'This server sends files only as a whole: what is here comes a second time.',
    damaged: 'Part of what was here had been changed by something else, and comes anew.',
  }

  it.each(Object.entries(NOTES) as [MediaNote, string][])('says %s besides', (note, said) => {
    expect(noteWords(note)).toBe(said)
    expect(words({ note }).note).toBe(said)
  })
})
