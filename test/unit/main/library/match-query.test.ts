import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { LibrarySearch } from '../../../../src/main/library/library-search.ts'
import { matchQuery, separated } from '../../../../src/main/library/match-query.ts'
import { idsOf, libraryOf, recording, searchQuery } from './database-fixture.ts'

const TITLES = {
  zurich: 'Zürich Besuch naïve İstanbul',
  plain: 'Zurich visit',
  lodz: 'Łódź',
  tokyo: '東京大学の講義',
  korean: '한국어 회의',
  thai: 'ราชการ',
  hindi: 'हिन्दी पाठ',
  words: 'and or not near hello world',
  code: 'C++ and .NET, don’t (really) "quoted" foo-bar a:b x^2 100%',
  emoji: '🎉🎉 party',
}
const { db } = libraryOf(Object.entries(TITLES).map(([id, title]) => recording(`${id}-1`, { title, roomId: 'r' })))
const search = new LibrarySearch(db)
afterAll(() => db.close())
const found = (text: string): string[] => {
  const ids = idsOf(search.search(searchQuery(text)).recordings).map((id) => id.slice(0, -2))
  return ids.sort()
}

test.each([
  ['hello', ['words']],
  ['wor hel', ['words']],
  ['HELLO', ['words']],
  ['ello', []],
  ['hello party', []],
  ['  hello\t\nworld ', ['words']],
  ['hello\u00a0world', ['words']],
  ['hello\0world', ['words']],
])('each word begins a word, in any order: %j', (text, expected) => {
  expect(found(text)).toEqual(expected)
})

test.each([
  ['zurich', ['plain', 'zurich']],
  ['Zürich', ['plain', 'zurich']],
  ['zu\u0308rich', ['plain', 'zurich']],
  ['naive', ['zurich']],
  ['istanbul', ['zurich']],
  ['łodz', ['lodz']],
  // What a stroke, not an accent, makes of a letter is a letter of its own; so are ß and the accents of Greek.
  ['lodz', []],
])('accents do not matter: %j', (text, expected) => {
  expect(found(text)).toEqual(expected)
})

test.each([
  ['東京', ['tokyo']],
  ['京大', ['tokyo']],
  ['講', ['tokyo']],
  ['大京', []],
  ['한국', ['korean']],
  // Written with spaces, or of a script that is not known here: words are found by their beginnings.
  ['국어', []],
  ['ราช', ['thai']],
  ['हिन्', ['hindi']],
])('writing without spaces is found by any part: %j', (text, expected) => {
  expect(found(text)).toEqual(expected)
})

test.each([
  ['hello AND world', ['words']],
  ['AND', ['code', 'words']],
  ['OR not', ['words']],
  ['hello NOT party', []],
  ['NEAR', ['words']],
  ['"hello"', ['words']],
  ['"hello', ['words']],
  ['hello"world', ['words']],
  ['hel*', ['words']],
  ['^hello', ['words']],
  ['-hello', ['words']],
  ['+hello', ['words']],
  ['hello : world', ['words']],
  ['(hello)', ['words']],
  ['title:hello', []],
  ['{title}', []],
  ['c++', ['code']],
  ['.net', ['code']],
  ["don't", ['code']],
  ['foo-b', ['code']],
  ['foo bar', ['code']],
  ['a:b', ['code']],
  ['quoted"', ['code']],
  ['🎉 hello', ['words']],
  ['hello \ud800', ['words']],
  ['\ud83dhello', ['words']],
])('operators, quotes and the like are text: %j', (text, expected) => {
  expect(found(text)).toEqual(expected)
})

test.each(['', ' ', '"', '""', '*', '🎉', '🎉🎉', '()', '-', '\0', '\ud800', '\u0301', '--- ***'])(
  'without a word there is no question: %j',
  (text) => {
    expect(matchQuery(text)).toBeNull()
    if (text.trim() !== '') expect(found(text)).toEqual([])
  },
)

test('long texts and many words are answered', () => {
  expect(found('hello '.repeat(100))).toEqual(['words'])
  expect(found('x'.repeat(1000))).toEqual([])
  expect(found('東'.repeat(1000))).toEqual([])
  expect(found(`hello ${'"'.repeat(1000)}`)).toEqual(['words'])
  expect(found(Array.from({ length: 100 }, (_, n) => `w${n}`).join(' '))).toEqual([])
})

describe('whatever is typed', () => {
  const characters = fc.oneof(
    fc.constantFrom(...'"*^:-+(){}[]\\/|~\'%_;,.=<>!?@#$&\0 \t\n', 'AND', ' OR ', ' NOT ', 'NEAR(', '\ud800', '\udfff'),
    fc.constantFrom('a', 'é', 'ß', '東', 'ｱ', '🎉', '\u0301', '\u200d', '\ufeff', '한', 'ด', '١', '½', '\ue000'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  const texts = fc.array(characters, { maxLength: 40 }).map((parts) => parts.join(''))

  test('is no error', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(() => found(text)).not.toThrow()
      }),
      { numRuns: 2000 },
    )
  })

  test('finds what has just these words', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }), { maxLength: 5 }), (words) => {
        const title = words.join(' ')
        if (matchQuery(title) === null) return
        const one = libraryOf([recording('a-1', { title })])
        const { total } = new LibrarySearch(one.db).search(searchQuery(title))
        one.db.close()
        expect(total).toBe(1)
      }),
      { numRuns: 80 },
    )
  })
})

test('only characters of spaceless scripts are taken apart', () => {
  expect(separated('Zürich 東京 한국어 ราชการ かな カナ')).toBe('Zürich  東  京  한국어 ราชการ  か  な   カ  ナ ')
})
