import { describe, expect, it } from 'vitest'
import {
  hitsIn,
  rowHeight,
  transcriptRows,
} from '../../../../../src/renderer/features/player/transcript/transcript-rows.ts'
import { rowsAsText } from '../../../../../src/renderer/features/player/transcript/transcript-text.ts'
import { hasWords, searchWords } from '../../../../../src/renderer/match-marks.ts'

const cue = (startMs: number, text: string, speaker: string | null = null) => ({
  startMs,
  endMs: startMs + 2000,
  speaker,
  text,
})
const cues = [
  cue(1000, 'Good afternoon.', 'Ines'),
  cue(4000, 'We measure a lake.'),
  cue(8000, 'How?', 'Tom'),
  cue(12_000, 'With sensors.', 'Ines'),
]

describe('transcriptRows', () => {
  it('names a speaker where another one speaks, and not again after a cue without a name', () => {
    expect(transcriptRows(cues, null).map(({ speaker }) => speaker)).toEqual(['Ines', null, 'Tom', 'Ines'])
    const same = transcriptRows([cue(0, 'a', 'Ines'), cue(1, 'b'), cue(2, 'c', 'Ines')], null)
    expect(same.map(({ speaker }) => speaker)).toEqual(['Ines', null, null])
  })

  it('puts what the second track says beside the cue whose time it is', () => {
    const german = [
      cue(900, 'Guten Tag.'),
      cue(4100, 'Wir messen'),
      cue(6000, 'einen See.'),
      cue(12_100, 'Mit Sensoren.'),
    ]
    expect(transcriptRows(cues, german).map(({ second }) => second)).toEqual([
      'Guten Tag.',
      'Wir messen\neinen See.',
      null,
      'Mit Sensoren.',
    ])
  })

  it('counts with how much later the second track is shown', () => {
    const late = [cue(96_000, 'Guten Tag.')]
    expect(transcriptRows(cues, late, -95_000)[0]?.second).toBe('Guten Tag.')
  })
})

describe('rowHeight', () => {
  const measure = (text: string): number => text.length * 10

  it('is that of its lines, of its speaker, and of the second language', () => {
    const [first, second] = transcriptRows(cues, null)
    if (first === undefined || second === undefined) throw new Error('there are rows')
    expect(rowHeight(second, 200, 'under', measure)).toBe(28)
    expect(rowHeight(first, 200, 'under', measure)).toBe(58)
    const both = { ...second, second: 'Wir messen einen See.' }
    expect(rowHeight(both, 220, 'under', measure)).toBe(50)
    expect(rowHeight(both, 500, 'beside', measure)).toBe(28)
  })
})

describe('hitsIn', () => {
  it('are the rows in which each word begins one, in either language', () => {
    const rows = transcriptRows(cues, [cue(4100, 'Wir messen einen See.')])
    const hits = (text: string): number[] => {
      const words = searchWords(text)
      return hitsIn(rows, words, (said) => hasWords(said, words))
    }
    expect(hits('meas lake')).toEqual([1])
    expect(hits('see')).toEqual([1])
    expect(hits('easure')).toEqual([])
    expect(hits('')).toEqual([])
  })
})

describe('rowsAsText', () => {
  it('is a line for each cue, with its time and whoever begins to speak', () => {
    expect(rowsAsText(transcriptRows(cues, null), 0)).toBe(
      '0:01 Ines: Good afternoon.\n0:04 We measure a lake.\n0:08 Tom: How?\n0:12 Ines: With sensors.',
    )
  })

  it('moves the times, never before the beginning', () => {
    expect(rowsAsText(transcriptRows(cues, null).slice(0, 2), -3000)).toBe(
      '0:00 Ines: Good afternoon.\n0:01 We measure a lake.',
    )
  })
})
