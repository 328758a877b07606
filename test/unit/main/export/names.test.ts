import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exportName, safeName } from '../../../../src/main/export/names.ts'
import { AT, factsOf } from './export-fixture.ts'

const name = (template: string, changes = {}) => exportName(template, factsOf(changes), 'UTC')

describe('a template', () => {
  test('is filled in with the recording’s own words', () => {
    expect(name('{date} {room} {title}')).toBe('2026-11-05 Algebra Lecture 3')
    expect(name('{id} at {time}')).toBe('rec-1 at 14.30')
    expect(name('{title}, {title}')).toBe('Lecture 3, Lecture 3')
  })
  test('takes the time of the session, where there is one, on this computer’s clock', () => {
    expect(name('{date} {time}', { startedAt: AT - 3600 })).toBe('2026-11-05 13.30')
    expect(exportName('{date} {time}', factsOf(), 'Asia/Tokyo')).toBe('2026-11-05 23.30')
    expect(exportName('{date} {time}', factsOf(), 'Pacific/Auckland')).toBe('2026-11-06 03.30')
  })
  test('has midnight at 00.00', () => {
    expect(name('{time}', { createdAt: Date.UTC(2026, 0, 1) / 1000 })).toBe('00.00')
  })
  test('leaves no gap where something is missing', () => {
    expect(name('{date} {time} {title}', { createdAt: null })).toBe('Lecture 3')
    expect(name('{room} {date} {title}', { createdAt: null, title: 'A' })).toBe('Algebra A')
    expect(name('{title} - {date}', { title: null, roomTitle: ' ', createdAt: null })).toBe('algebra -')
  })
  test('names the room once when it stands for the title', () => {
    expect(name('{room} {title}', { title: null })).toBe('Algebra')
    expect(name('{title}', { title: '' })).toBe('Algebra')
  })
  test('keeps braces that it does not know, and does not look into what it fills in', () => {
    expect(name('{date} {who}')).toBe('2026-11-05 {who}')
    expect(name('{title}', { title: '{id} $& {date}' })).toBe('{id} $& {date}')
  })
})

describe('a name', () => {
  test.each([
    ['../../etc/passwd', 'etc passwd'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j'],
    ['a\u0000b\nc\u202ed\u2028e', 'a b c d e'],
    ['  two   blanks  ', 'two blanks'],
    ['.hidden', 'hidden'],
    ['-rf', 'rf'],
    ['ends with dots. . .', 'ends with dots'],
    ['', 'Recording'],
    ['///', 'Recording'],
    ['...', 'Recording'],
    ['CON', '_CON'],
    ['nul.mp4', '_nul.mp4'],
    ['com1 .x', '_com1 .x'],
    ['LPT²', '_LPT²'],
    ['Contract', 'Contract'],
    ['COM10', 'COM10'],
    ['e\u0301', '\u00e9'],
    ['half \ud83d a pair', 'half a pair'],
    ['数学の講義', '数学の講義'],
  ])('%j is %j', (text, expected) => {
    expect(safeName(text)).toBe(expected)
  })
  test('is cut between characters', () => {
    expect(safeName('x'.repeat(300))).toBe('x'.repeat(120))
    expect(safeName('語'.repeat(300))).toBe('語'.repeat(66))
    expect(safeName('😀'.repeat(300))).toBe('😀'.repeat(50))
  })
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.constantFrom('.', ' ', '-', '/', 'CON', 'nul', '{title}', '語', '😀', '\ud800', 'a'), { maxLength: 200 })
    .map((parts) => parts.join('')),
)

test('whatever the server and the user write, the name is one that every file system takes', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (template, title, roomTitle) => {
      const made = name(template, { title, roomTitle })
      expect(made).not.toBe('')
      expect(made.length).toBeLessThanOrEqual(120)
      expect(Buffer.byteLength(made)).toBeLessThanOrEqual(200)
      expect(made.isWellFormed()).toBe(true)
      expect(made).not.toMatch(/[<>:"/\\|?*\p{C}]|\s\s|^[\s.-]|[\s.]$/u)
      expect(made).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)/i)
      expect(safeName(made)).toBe(made)
    }),
  )
})
