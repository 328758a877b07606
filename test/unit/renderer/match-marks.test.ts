import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markedParts, searchWords } from '../../../src/renderer/match-marks.ts'

/** A text with what is marked in brackets. */
const marked = (text: string, search: string): string =>
  markedParts(text, searchWords(search))
    .map((part) => (part.marked ? `[${part.text}]` : part.text))
    .join('')

describe('the words of a search', () => {
  it.each([
    ['', []],
    ['  \t ', []],
    ['Turbidity', ['turbidity']],
    ['lake  Lake LAKE', ['lake']],
    ['"quoted phrase" OR -not*', ['quoted', 'phrase', 'or', 'not']],
    ['Müller café', ['muller', 'cafe']],
    ['cafe\u0301', ['cafe']],
    ['foo-bar/baz', ['foo', 'bar', 'baz']],
    ['5 Nov', ['5', 'nov']],
    ['会議 2026', ['会議', '2026']],
    ['((()', []],
  ])('of %j are %j', (search, words) => expect(searchWords(search)).toEqual(words))
})

describe('marks', () => {
  it.each([
    ['Turbidity sensors', 'turb', '[Turb]idity sensors'],
    ['Turbidity sensors', 'sensors turbidity', '[Turbidity] [sensors]'],
    ['Turbidity', 'bidity', 'Turbidity'],
    ['Turbidity', '', 'Turbidity'],
    ['', 'turb', ''],
    ['re-turbidity (turbid)', 'turb', 're-[turb]idity ([turb]id)'],
    ['a1 1a', '1', 'a1 [1]a'],
    ['unit_42', '42', 'unit_[42]'],
    ['Turbidity', 'turb turbid', '[Turb][id]ity'],
  ])('in %j for %j are %j', (text, search, result) => expect(marked(text, search)).toBe(result))

  it('overlook letter case and diacritics on both sides', () => {
    expect(marked('Café Müller', 'cafe MULLER')).toBe('[Café] [Müller]')
    expect(marked('Cafe Muller', 'café müller')).toBe('[Cafe] [Muller]')
    expect(marked('İstanbul', 'istan')).toBe('[İstan]bul')
    expect(marked('Łódź', 'łodz')).toBe('[Łódź]')
  })

  it('hold combining characters together with their letter', () => {
    expect(marked('cafe\u0301 noir', 'cafe')).toBe('[cafe\u0301] noir')
    expect(marked('cafe\u0301s', 'cafe')).toBe('[cafe\u0301]s')
    expect(marked('e\u0301\u0323tude', 'e')).toBe('[e\u0301\u0323]tude')
    expect(marked('\u0301abc', 'abc')).toBe('\u0301[abc]')
  })

  it('do not shift behind characters that are longer or shorter when folded', () => {
    expect(marked('Straße am See', 'see')).toBe('Straße am [See]')
    expect(marked('ﬁnal ﬁgures, figures', 'figures')).toBe('ﬁnal ﬁgures, [figures]')
    expect(marked('İİİ lake', 'lake')).toBe('İİİ [lake]')
    expect(marked('\u0301\u0301\u0301 lake', 'lake')).toBe('\u0301\u0301\u0301 [lake]')
  })

  it('leave characters of two units whole', () => {
    expect(marked('🎓 lake 🎓', 'lake')).toBe('🎓 [lake] 🎓')
    expect(marked('𝒜 𐐀bc', '𐐨')).toBe('𝒜 [𐐀]bc')
    expect(marked('👩‍🔬lab', 'lab')).toBe('👩‍🔬[lab]')
  })

  it('are found anywhere in scripts without spaces', () => {
    expect(marked('月例会議の記録', '会議')).toBe('月例[会議]の記録')
    expect(marked('これはテストです', 'テスト')).toBe('これは[テスト]です')
    expect(marked('会議abc', 'abc')).toBe('会議[abc]')
    expect(marked('한국어 회의', '국어')).toBe('한국어 회의')
    expect(marked('한국어 회의', '한국')).toBe('[한국]어 회의')
  })

  it('are found in scripts from right to left', () => {
    expect(marked('مُحَاضَرَة عامة', 'محاضرة')).toBe('[مُحَاضَرَة] عامة')
  })

  it('never change the text, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (text, search) => {
        const parts = markedParts(text, searchWords(search))
        expect(parts.map((part) => part.text).join('')).toBe(text)
        let at = 0
        for (const part of parts) {
          expect(part.at).toBe(at)
          expect(part.text).not.toBe('')
          at += part.text.length
        }
      }),
    )
  })

  it('always show a word that stands by itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9äöüéñ]{1,12}$/), fc.string(), (word, rest) => {
        expect(markedParts(`${word} ${rest}`, searchWords(word))[0]).toMatchObject({ text: word, marked: true })
      }),
    )
  })

  it('take no time with a very long text', () => {
    const parts = markedParts('lake water '.repeat(10_000), searchWords('lake wat'))
    expect(parts.filter((part) => part.marked)).toHaveLength(20_000)
  })
})
