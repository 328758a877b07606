import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  availableIn,
  keepFlash,
  speedLabel,
  timeLeft,
  waitingForWords,
} from '../../../../src/renderer/features/player/player-words.ts'
import {
  bufferedEnd,
  secondsLeft,
  secondsUntil,
  shareOnDevice,
  stretchesOnDevice,
} from '../../../../src/renderer/features/player/progress.ts'
import type { MediaState } from '../../../../src/shared/media.ts'
import { mediaState } from '../download-fixture.ts'

const media = (change: Partial<MediaState>): MediaState =>
  mediaState({ bytesDone: 430, bytesTotal: 1000, bytesPerSecond: 14.25, ...change })

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

describe('stretchesOnDevice', () => {
  it('maps bytes to shares of the recording', () => {
    const ranges: [number, number][] = [
      [0, 430],
      [900, 1000],
    ]
    expect(stretchesOnDevice(media({ ranges }))).toEqual([
      [0, 0.43],
      [0.9, 1],
    ])
    expect(stretchesOnDevice(media({ ranges: [[0, 1200]] }))).toEqual([[0, 1]])
  })

  it('is the whole when complete, and nothing while the length is unknown', () => {
    expect(stretchesOnDevice(media({ status: 'complete', bytesTotal: null }))).toEqual([[0, 1]])
    expect(stretchesOnDevice(media({ bytesTotal: null, ranges: [[0, 430]] }))).toEqual([])
    expect(stretchesOnDevice(null)).toEqual([])
  })
})

describe('secondsUntil', () => {
  const coming = (change: Partial<MediaState> = {}): MediaState =>
    media({ ranges: [[0, 400]], bytesPerSecond: 10, seekable: false, ...change })

  it('is the way from the contiguous end to the wanted place, at the present speed', () => {
    expect(secondsUntil(coming(), 0.8)).toBe(40)
    expect(secondsUntil(coming({ ranges: [[0, 600]] }), 0.8)).toBe(20)
    expect(secondsUntil(coming({ ranges: [] }), 0.8)).toBe(80)
    expect(secondsUntil(coming({ ranges: [[900, 1000]] }), 0.8)).toBe(80)
    expect(secondsUntil(coming({ seekable: null }), 0.8)).toBe(40)
  })

  it('is nothing for what is here already', () => {
    expect(secondsUntil(coming(), 0.2)).toBeNull()
    expect(secondsUntil(coming(), 0.4)).toBeNull()
    expect(secondsUntil(coming({ ranges: [] }), 0)).toBeNull()
    const tail: [number, number][] = [
      [0, 400],
      [700, 1000],
    ]
    expect(secondsUntil(coming({ ranges: tail }), 0.8)).toBeNull()
  })

  it('is nothing where it cannot be said', () => {
    expect(secondsUntil(coming({ seekable: true }), 0.8)).toBeNull()
    expect(secondsUntil(coming({ note: 'again' }), 0.8)).toBeNull()
    expect(secondsUntil(coming({ bytesPerSecond: null }), 0.8)).toBeNull()
    expect(secondsUntil(coming({ bytesPerSecond: 0 }), 0.8)).toBeNull()
    expect(secondsUntil(coming({ bytesTotal: null }), 0.8)).toBeNull()
    expect(secondsUntil(coming({ status: 'waiting' }), 0.8)).toBeNull()
  })
})

describe('availableIn', () => {
  it.each([
    [0, 'Available in a moment'],
    [2.9, 'Available in a moment'],
    [3, 'Available in about 3 s'],
    [9.2, 'Available in about 10 s'],
    [36.2, 'Available in about 40 s'],
    [54, 'Available in about 55 s'],
    [57, 'Available in about 1 min'],
    [61, 'Available in about 2 min'],
    [3600, 'Available in about 1 h'],
    [3900, 'Available in about 1 h 5 min'],
  ])('%d s reads "%s"', (seconds, words) => {
    expect(availableIn(seconds)).toBe(words)
  })
})

describe('waitingForWords', () => {
  const ahead = media({ ranges: [[0, 430]], seekable: false, bytesPerSecond: 10 })

  it('says when a place will be here that comes in order', () => {
    expect(waitingForWords(ahead, 0.83)).toBe('Available in about 40 s')
  })

  it('names the server where a place can be fetched at once, or is about to come', () => {
    const words = 'Waiting for the server · 43% on this device'
    expect(waitingForWords({ ...ahead, seekable: true }, 0.83)).toBe(words)
    expect(waitingForWords(ahead, 0.43)).toBe(words)
    expect(waitingForWords(ahead, null)).toBe(words)
    expect(waitingForWords({ ...ahead, status: 'waiting', waitingFor: 'server' }, 0.83)).toBe(words)
  })

  it('says what else a download waits for', () => {
    expect(waitingForWords({ ...ahead, status: 'waiting', waitingFor: 'disk-space' }, 0.83)).toMatch(/room on the disk/)
    expect(waitingForWords({ ...ahead, status: 'paused' }, 0.83)).toMatch(/paused\. Resume/)
  })

  it('says little while little is known', () => {
    expect(waitingForWords(null, 0)).toBe('Waiting for the recording')
    expect(waitingForWords(media({ bytesTotal: null }), 0)).toBe('Waiting for the recording')
    expect(waitingForWords(media({ status: 'complete' }), 0)).toBe('Waiting for the recording')
  })
})

describe('keepFlash', () => {
  it('says what the key does, or that it has been done before', () => {
    expect(keepFlash(null, false)).toBe('Keeping on this device')
    expect(keepFlash(media({ kept: false }), true)).toBe('Kept as soon as the server is back')
    expect(keepFlash(media({ kept: false, status: 'complete' }), true)).toBe('Kept on this device')
    expect(keepFlash(media({ kept: true, status: 'complete' }), false)).toBe('On this device')
    expect(keepFlash(media({ kept: true }), false)).toBe('Downloading 43%')
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
