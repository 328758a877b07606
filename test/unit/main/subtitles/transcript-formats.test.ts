import { describe, expect, test } from 'vitest'
import { parseSubtitles } from '../../../../src/main/subtitles/parse-subtitles.ts'
import { transcriptText } from '../../../../src/main/subtitles/transcript-formats.ts'
import type { PackedCues, TranscriptFormat } from '../../../../src/shared/transcript.ts'

const PACKED: PackedCues = {
  cues: [
    [1000, 2500, 'Anna', 'Good morning,\neverybody'],
    [3000, 4000, 'Anna', 'a < b & c --> d', '<b>a</b> &lt; b &amp; c --&gt; d'],
    [5000, 6000, 'Ben & Co', '<script>alert(1)</script>'],
    [3_661_000, 3_662_000, null, '# *not* a [heading](x)'],
  ],
  notes: [],
}
const written = (format: TranscriptFormat, offsetMs = 0): string =>
  transcriptText(PACKED, { format, offsetMs, title: 'Week 1\n<intro>' })

describe('a transcript as a file', () => {
  test('WebVTT is read again as what it was', () => {
    expect(parseSubtitles(Buffer.from(written('vtt')))).toEqual(PACKED)
  })

  test('SRT names a speaker where it was another one before', () => {
    expect(written('srt')).toBe(
      [
        '1\n00:00:01,000 --> 00:00:02,500\nAnna: Good morning,\neverybody\n',
        '2\n00:00:03,000 --> 00:00:04,000\n<b>a</b> < b & c -> d\n',
        '3\n00:00:05,000 --> 00:00:06,000\nBen & Co: <script>alert(1)</script>\n',
        '4\n01:01:01,000 --> 01:01:02,000\n# *not* a [heading](x)\n',
      ].join('\n'),
    )
  })

  test('plain text has a line for each cue', () => {
    expect(written('txt')).toBe(
      [
        '0:01  Anna: Good morning, everybody',
        '0:03  a < b & c --> d',
        '0:05  Ben & Co: <script>alert(1)</script>',
        '1:01:01  # *not* a [heading](x)\n',
      ].join('\n'),
    )
  })

  test('in Markdown, words are words', () => {
    expect(written('md')).toBe(
      [
        '# Week 1 \\<intro\\>',
        '## Anna',
        '**0:01** Good morning, everybody',
        '**0:03** a \\< b & c --\\> d',
        '## Ben & Co',
        '**0:05** \\<script\\>alert(1)\\</script\\>',
        '**1:01:01** \\# \\*not\\* a \\[heading\\](x)\n',
      ].join('\n\n'),
    )
  })

  test('times are moved, and what would end before the beginning is left out', () => {
    expect(written('txt', -3500).split('\n')[0]).toBe('0:00  Anna: a < b & c --> d')
    expect(written('vtt', 250)).toContain('00:00:01.250 --> 00:00:02.750')
  })
})
