import { beforeAll, describe, expect, it } from 'vitest'
import {
  coverageSentences,
  excerptOf,
  matchesWords,
  saidWords,
} from '../../../../src/renderer/features/library/said-words.ts'
import { startI18n } from '../../../../src/renderer/i18n.ts'

beforeAll(() => {
  startI18n()
})

describe('how much a search has found', () => {
  it('is titles and what was said together', () => {
    expect(matchesWords(2, { hits: 16, total: 3, more: false })).toBe('18 matches in 5 recordings')
    expect(matchesWords(1, { hits: 0, total: 0, more: false })).toBe('1 match in 1 recording')
    expect(matchesWords(0, { hits: 0, total: 0, more: false })).toBe('No matches')
    expect(matchesWords(12, { hits: 10_000, total: 800, more: true })).toBe('More than 10,012 matches')
  })

  it('is said of a group', () => {
    expect(saidWords({ hits: 16, total: 3, more: false })).toBe('16 times in 3 recordings')
    expect(saidWords({ hits: 1, total: 1, more: false })).toBe('Once in 1 recording')
    expect(saidWords({ hits: 10_000, total: 800, more: true })).toBe('More than 10,000 times; the newest are shown')
  })
})

describe('what was searched', () => {
  it('is said with what was not', () => {
    expect(coverageSentences({ searched: 288, without: 124, waiting: 0, failed: 0 })).toBe(
      'Searched 288 transcripts. 124 recordings have no subtitles, so only their titles were searched.',
    )
    expect(coverageSentences({ searched: 1, without: 0, waiting: 34, failed: 1 })).toBe(
      'Searched 1 transcript. The subtitles of 34 recordings are still to be fetched. The subtitles of 1 recording could not be read.',
    )
    expect(coverageSentences({ searched: 45, without: 0, waiting: 0, failed: 0 })).toBe('Searched 45 transcripts.')
  })
})

describe('the excerpt of a line', () => {
  const line = 'before that, as everybody in this room will remember, we only measured turbidity by hand'

  it('is the line itself where the match is in sight, or there is none', () => {
    expect(excerptOf('we only measured turbidity by hand', 'turb')).toBe('we only measured turbidity by hand')
    expect(excerptOf(line, 'salinity')).toBe(line)
  })

  it('begins at a word shortly before a match that would be out of sight', () => {
    expect(excerptOf(line, 'TURB')).toBe('… we only measured turbidity by hand')
  })

  it('begins with the match where no word ends before it', () => {
    expect(excerptOf(`${'水'.repeat(80)}濁度`, '濁度')).toBe('… 濁度')
    expect(excerptOf(`${'x'.repeat(80)} turbidity`, 'turbidity')).toBe('… turbidity')
  })
})
