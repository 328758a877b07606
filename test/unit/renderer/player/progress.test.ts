import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { speedLabel, timeLeft } from '../../../../src/renderer/features/player/player-words.ts'
import { bufferedEnd, secondsLeft, shareOnDevice } from '../../../../src/renderer/features/player/progress.ts'
import type { MediaState } from '../../../../src/shared/media.ts'

const media = (change: Partial<MediaState>): MediaState => ({
  profileId: 'demo',
  recordId: 'R1',
  status: 'downloading',
  bytesDone: 430,
  bytesTotal: 1000,
  bytesPerSecond: 14.25,
  error: null,
  ...change,
})

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('shareOnDevice', () => {
  it('is the part of the file that has come', () => {
    expect(shareOnDevice(media({}))).toBe(0.43)
    expect(shareOnDevice(media({ status: 'failed' }))).toBe(0.43)
  })

  it('is whole when complete, whatever the counters say', () => {
    expect(shareOnDevice(media({ status: 'complete', bytesTotal: null }))).toBe(1)
  })

  it('never exceeds the whole, and is unknown without a length', () => {
    expect(shareOnDevice(media({ bytesDone: 1200 }))).toBe(1)
    expect(shareOnDevice(media({ bytesTotal: null }))).toBeNull()
    expect(shareOnDevice(media({ bytesTotal: 0 }))).toBeNull()
    expect(shareOnDevice(null)).toBeNull()
  })
})

describe('secondsLeft', () => {
  it('follows the present speed', () => {
    expect(secondsLeft(media({}))).toBe(40)
  })

  it('says nothing without a speed or a length, or when nothing is coming', () => {
    expect(secondsLeft(media({ bytesPerSecond: null }))).toBeNull()
    expect(secondsLeft(media({ bytesPerSecond: 0 }))).toBeNull()
    expect(secondsLeft(media({ bytesTotal: null }))).toBeNull()
    expect(secondsLeft(media({ status: 'failed' }))).toBeNull()
  })
})

describe('timeLeft', () => {
  it.each([
    [0, '1 s left'],
    [39.2, '40 s left'],
    [60, '1 min left'],
    [61, '2 min left'],
    [3600, '1 h left'],
    [3900, '1 h 5 min left'],
  ])('%d s reads "%s"', (seconds, words) => {
    expect(timeLeft(seconds)).toBe(words)
  })
})

describe('speedLabel', () => {
  it('writes the rate with a times sign', () => {
    expect(speedLabel(1.25)).toBe('1.25×')
    expect(speedLabel(2)).toBe('2×')
  })
})

describe('bufferedEnd', () => {
  const ranges = [
    [0, 10],
    [20, 30.5],
  ] as const

  it('is the end of the stretch that is being played', () => {
    expect(bufferedEnd(ranges, 4)).toBe(10)
    expect(bufferedEnd(ranges, 19.9)).toBe(30.5)
  })

  it('is the position itself in a gap', () => {
    expect(bufferedEnd(ranges, 15)).toBe(15)
    expect(bufferedEnd([], 3)).toBe(3)
  })

  it('never lies before the position', () => {
    expect(bufferedEnd(ranges, 10.1)).toBe(10.1)
  })
})
