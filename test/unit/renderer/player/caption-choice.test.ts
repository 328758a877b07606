import { describe, expect, it } from 'vitest'
import { languageToTurnOn, matchLanguage } from '../../../../src/renderer/features/player/caption-choice.ts'

const tracks = [
  { language: 'en', label: 'English' },
  { language: 'pt-BR', label: 'Português' },
  { language: 'DE', label: 'Deutsch' },
]

describe('matchLanguage', () => {
  it('takes the remembered language, whatever its case', () => {
    expect(matchLanguage(tracks, 'de')).toBe('DE')
    expect(matchLanguage(tracks, 'en')).toBe('en')
  })

  it('takes another region of the same language', () => {
    expect(matchLanguage(tracks, 'pt')).toBe('pt-BR')
    expect(matchLanguage(tracks, 'en_GB')).toBe('en')
  })

  it('prefers the same code to another region', () => {
    const both = [{ language: 'en-US', label: 'US' }, ...tracks]
    expect(matchLanguage(both, 'en')).toBe('en')
  })

  it('stays off when the reader chose Off, or the recording has another language only', () => {
    expect(matchLanguage(tracks, null)).toBeNull()
    expect(matchLanguage(tracks, 'ar')).toBeNull()
    expect(matchLanguage([], 'en')).toBeNull()
  })
})

describe('languageToTurnOn', () => {
  it('goes from the last one to the reader’s own to the first', () => {
    expect(languageToTurnOn(tracks, 'pt', 'de-AT')).toBe('pt-BR')
    expect(languageToTurnOn(tracks, null, 'de-AT')).toBe('DE')
    expect(languageToTurnOn(tracks, 'ar', 'fr')).toBe('en')
  })

  it('has nothing to turn on without subtitles', () => {
    expect(languageToTurnOn([], 'en', 'en')).toBeNull()
  })
})
