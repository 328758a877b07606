import { beforeAll, describe, expect, it } from 'vitest'
import { watchedOfWords, watchedWords } from '../../../src/renderer/features/library/watched-words.ts'
import { startI18n } from '../../../src/renderer/i18n.ts'

beforeAll(() => {
  startI18n()
})

describe('how far a recording has been watched', () => {
  it('is said of those that were begun', () => {
    const watched = { seconds: 1456, durationSeconds: 3492, finished: false }
    expect(watchedWords(watched)).toBe('Watched to 24:16')
    expect(watchedWords({ ...watched, finished: true })).toBe('Watched to the end')
    expect(watchedWords({ ...watched, durationSeconds: null })).toBe('Watched to 24:16')
    expect(watchedWords({ ...watched, seconds: 0 })).toBeNull()
    expect(watchedWords(null)).toBeNull()
  })
  it('is said with its length where that is known', () => {
    const watched = { seconds: 1456, durationSeconds: 3492, finished: false }
    expect(watchedOfWords(watched)).toBe('Watched to 24:16 of 58:12')
    expect(watchedOfWords({ ...watched, durationSeconds: null })).toBe('Watched to 24:16')
    expect(watchedOfWords({ ...watched, finished: true })).toBe('Watched to the end')
    expect(watchedOfWords(null)).toBeNull()
  })
})
