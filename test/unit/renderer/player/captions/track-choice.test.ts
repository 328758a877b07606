import { describe, expect, it } from 'vitest'
import {
  captionTrack,
  matchLanguage,
  secondTrack,
  trackToTurnOn,
} from '../../../../../src/renderer/features/player/captions/track-choice.ts'
import { track } from '../../memory-bridge.ts'

const english = track({ id: 'server:en', language: 'en', label: 'English' })
const portuguese = track({ id: 'server:pt-BR', language: 'pt-BR', label: 'Português' })
const german = track({ id: 'server:DE', language: 'DE', label: 'Deutsch' })
const own = track({ id: 'file:1', kind: 'file', language: '', label: 'notes.srt' })
const meeting = track({ id: 'meeting:1', kind: 'meeting', language: 'de', label: '' })
const tracks = [english, portuguese, german]

describe('matchLanguage', () => {
  it('takes the wished language, whatever its case', () => {
    expect(matchLanguage(tracks, 'de')).toBe(german)
    expect(matchLanguage(tracks, 'en')).toBe(english)
  })

  it('takes another region of the same language, and prefers the same code', () => {
    expect(matchLanguage(tracks, 'pt')).toBe(portuguese)
    expect(matchLanguage(tracks, 'en_GB')).toBe(english)
    const american = track({ id: 'server:en-US', language: 'en-US' })
    expect(matchLanguage([american, ...tracks], 'en')).toBe(english)
  })

  it('never takes another language, nor what was said at other times', () => {
    expect(matchLanguage(tracks, null)).toBeNull()
    expect(matchLanguage(tracks, 'ar')).toBeNull()
    expect(matchLanguage([], 'en')).toBeNull()
    expect(matchLanguage([english, meeting], 'de')).toBeNull()
  })
})

describe('captionTrack', () => {
  it('is what was chosen for the recording, a file of one’s own too', () => {
    expect(captionTrack([...tracks, own], { trackId: 'file:1' }, 'de')).toBe(own)
    expect(captionTrack(tracks, { trackId: null }, 'de')).toBeNull()
  })

  it('follows the general wish where nothing was chosen, or what was chosen is gone', () => {
    expect(captionTrack(tracks, {}, 'de')).toBe(german)
    expect(captionTrack(tracks, { trackId: 'file:9' }, 'en')).toBe(english)
    expect(captionTrack(tracks, {}, null)).toBeNull()
  })
})

describe('trackToTurnOn', () => {
  it('is in the reader’s own language, else the last one that was on, else the first', () => {
    expect(trackToTurnOn(tracks, 'de', 'en-GB')).toBe(english)
    expect(trackToTurnOn(tracks, 'de', 'fr')).toBe(german)
    expect(trackToTurnOn(tracks, 'ar', 'fr')).toBe(english)
    expect(trackToTurnOn([], 'de', 'en')).toBeNull()
  })
})

describe('secondTrack', () => {
  it('is another one than the first', () => {
    expect(secondTrack(tracks, { secondTrackId: 'server:DE' }, english)).toBe(german)
    expect(secondTrack(tracks, { secondTrackId: 'server:en' }, english)).toBeNull()
    expect(secondTrack(tracks, {}, english)).toBeNull()
  })
})
