import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineCount, remembering } from '../../../../../src/renderer/features/player/transcript/row-heights.ts'

/** Each character is as wide as any other. */
const measure = (text: string): number => [...text].length * 10

describe('lineCount', () => {
  it('breaks between words', () => {
    expect(lineCount('one', 100, measure)).toBe(1)
    expect(lineCount('one two three', 130, measure)).toBe(1)
    expect(lineCount('one two three', 120, measure)).toBe(2)
    expect(lineCount('one two three', 50, measure)).toBe(3)
  })

  it('takes line breaks as they are, and breaks what is longer than a line anywhere', () => {
    expect(lineCount('one\ntwo', 100, measure)).toBe(2)
    expect(lineCount('abcdefghij', 40, measure)).toBe(3)
    expect(lineCount('', 40, measure)).toBe(1)
  })

  it('breaks between any two characters where a language has no spaces', () => {
    expect(lineCount('湖の水質を測る', 40, measure)).toBe(2)
  })

  it('never needs fewer lines in a narrower column', () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 20 })
    fc.assert(
      fc.property(words, fc.integer({ min: 30, max: 400 }), (drawn, width) => {
        const text = drawn.join(' ')
        expect(lineCount(text, width, measure)).toBeGreaterThanOrEqual(lineCount(text, width + 50, measure))
      }),
    )
  })
})

describe('remembering', () => {
  it('measures each letter once, and a word of a script that joins its letters as a whole', () => {
    const asked: string[] = []
    const measured = remembering((text) => {
      asked.push(text)
      return text.length
    })
    expect(measured('lake')).toBe(4)
    expect(measured('kale')).toBe(4)
    expect(measured('بحيرة')).toBe(5)
    expect(measured('بحيرة')).toBe(5)
    expect(asked).toEqual(['l', 'a', 'k', 'e', 'بحيرة'])
  })
})
