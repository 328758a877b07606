import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toSrt } from '../../../../src/main/export/srt.ts'
import { toWebVtt } from '../../../../src/main/subtitles/web-vtt.ts'

const second = (at: number): string => `00:00:${String(at).padStart(2, '0')}.000`
const vtt = (...payloads: string[]): string =>
  `WEBVTT\n\n${payloads.map((text, at) => `${second(at)} --> ${second(at + 1)}\n${text}\n`).join('\n')}`
/** The texts of the cues alone. */
const texts = (...payloads: string[]): string[] =>
  toSrt(vtt(...payloads))
    .trimEnd()
    .split('\n\n')
    .map((block) => block.split('\n').slice(2).join('\n'))

test('cues are numbered, with a comma in their times', () => {
  expect(toSrt('WEBVTT\n\n00:00:01.500 --> 00:00:02.000\nOne\n\n01:02:03.004 --> 01:02:04.000\nTwo\nlines\n')).toBe(
    '1\n00:00:01,500 --> 00:00:02,000\nOne\n\n2\n01:02:03,004 --> 01:02:04,000\nTwo\nlines\n',
  )
})

describe('speakers', () => {
  test('are named when another one begins', () => {
    expect(texts('<v Ada>Hi</v>', '<v Ada>again', '<v Bob>Yes', '<v Ada>Well')).toEqual([
      'Ada: Hi',
      'again',
      'Bob: Yes',
      'Ada: Well',
    ])
  })
  test('are named again after somebody unknown', () => {
    expect(texts('<v Ada>Hi', 'Noise', '<v Ada>So')).toEqual(['Ada: Hi', 'Noise', 'Ada: So'])
  })
  test('may change within a cue, and have signs in their names', () => {
    expect(texts('<v Ada &amp; Bob>Hi\n<v Cy>Oh')).toEqual(['Ada & Bob: Hi\nCy: Oh'])
  })
})

test('bold, italics and underline stay, other tags leave their text', () => {
  expect(texts('<i>a</i> <b>b</b> <u>c</u> <lang en>d</lang>')).toEqual(['<i>a</i> <b>b</b> <u>c</u> d'])
})

test('entities are characters, those that nobody knows stay', () => {
  expect(texts('a &lt;b&gt; &amp;amp; &quot;c&quot; &#233;&#xe9; &nbsp;d &what; &#1114112; &#xd800;')).toEqual([
    'a <b> &amp; "c" éé \u00a0d &what; \ufffd \ufffd',
  ])
})

test('cues and lines without words are left out, and do not count', () => {
  expect(texts('<i></i>', '&nbsp;', '<v Ada></v>', '<v Ada>x\n<i></i>\n&nbsp;')).toEqual(['Ada: x'])
  expect(toSrt(vtt('<i></i>', 'x'))).toMatch(/^1\n00:00:01,000/)
})

test('nothing in a text becomes another cue', () => {
  const payload = fc
    .array(
      fc.constantFrom(
        'a',
        ' ',
        '\n',
        '&#10;',
        '&#13;',
        '&#x2028;',
        '--&gt;',
        '00:00:01.000',
        '1',
        '<v A>',
        '<i>',
        '&nbsp;',
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.array(payload, { minLength: 1, maxLength: 5 }), (payloads) => {
      const normal = toWebVtt(Buffer.from(vtt('first', ...payloads.map((text) => text.replaceAll('\n', ' ')))))
      const srt = toSrt(normal)
      const times = srt.match(/-->/g)?.length ?? 0
      const blocks = srt.trimEnd().split('\n\n')
      expect(blocks).toHaveLength(times)
      for (const [at, block] of blocks.entries())
        expect(block).toMatch(new RegExp(`^${at + 1}\n[\\d:,]+ --> [\\d:,]+\n\\S`))
    }),
  )
})
