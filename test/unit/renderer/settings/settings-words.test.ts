import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { captionLanguages } from '../../../../src/renderer/features/settings/caption-options.ts'
import { begunWords, historyWords } from '../../../../src/renderer/features/settings/history-words.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('languages to choose from', () => {
  it('are those of the library, the chosen one and the window’s, once and by name', () => {
    expect(captionLanguages(['de', 'en', ''], 'pt_BR', 'en-GB')).toEqual([
      { value: 'pt_BR', label: 'Brazilian Portuguese' },
      { value: 'en', label: 'English' },
      { value: 'de', label: 'German' },
    ])
  })

  it('have the code that is none, as it is', () => {
    expect(captionLanguages([], 'subtitles!', 'de')).toEqual([
      { value: 'de', label: 'German' },
      { value: 'subtitles!', label: 'subtitles!' },
    ])
  })
})

describe('history', () => {
  it('is counted in words', () => {
    expect(historyWords({ positions: 2, bookmarks: 1 })).toBe('2 positions and 1 bookmark')
    expect(begunWords(0, 'Northlake')).toBe('No recording of Northlake is begun.')
    expect(begunWords(1, 'Northlake')).toBe('One recording of Northlake is begun and not watched to the end.')
    expect(begunWords(1200, 'Northlake')).toMatch(/^1.200 recordings of Northlake are begun/)
  })
})
