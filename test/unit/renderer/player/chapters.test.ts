import { describe, expect, it } from 'vitest'
import { chapterFrom, chaptersOf } from '../../../../src/renderer/features/player/chapters.ts'
import { nextLoop } from '../../../../src/renderer/features/player/use-loop.ts'

const cue = (startMs: number, endMs: number, speaker: string | null) => ({ startMs, endMs, speaker, text: 'x' })
const NOTHING = { notes: [], description: null, cues: [], seconds: null }

describe('chaptersOf', () => {
  it('takes the comments of the subtitles before everything else', () => {
    const notes: [number, string][] = [
      [0, 'Chapter: Welcome'],
      [90_000, 'Budget'],
      [100_000, 'x'.repeat(81)],
    ]
    expect(chaptersOf({ ...NOTHING, notes, description: '0:10 One, 0:20 Two' })).toEqual([
      { seconds: 0, title: 'Welcome' },
      { seconds: 90, title: 'Budget' },
    ])
  })

  it('else the times that a description begins its parts with', () => {
    expect(chaptersOf({ ...NOTHING, description: '0:00 Welcome\n12:30 Budget\n1:02:03 – Questions' })).toEqual([
      { seconds: 0, title: 'Welcome' },
      { seconds: 750, title: 'Budget' },
      { seconds: 3723, title: 'Questions' },
    ])
    expect(chaptersOf({ ...NOTHING, description: 'Guest talk, questions from 41:00.' })).toEqual([])
    expect(chaptersOf({ ...NOTHING, description: '5:00 Later, 1:00 Sooner' })).toEqual([])
  })

  it('puts comments in order, one for a time', () => {
    const notes: [number, string][] = [
      [90_000, 'Budget'],
      [0, 'Welcome'],
      [90_000, 'Budget again'],
    ]
    expect(chaptersOf({ ...NOTHING, notes }).map(({ title }) => title)).toEqual(['Welcome', 'Budget'])
  })

  it('leaves out what comes after the end: a time of day is no part', () => {
    const description = '10:00 Stand-up, 14:00 Planning'
    expect(chaptersOf({ ...NOTHING, description, seconds: 300 })).toEqual([])
    expect(chaptersOf({ ...NOTHING, description, seconds: 900 })).toHaveLength(2)
  })

  it('reads a description of nothing but lines at once', () => {
    const begun = performance.now()
    expect(chaptersOf({ ...NOTHING, description: '\n'.repeat(20_000) })).toEqual([])
    expect(performance.now() - begun).toBeLessThan(100)
  })

  it('else who speaks for half a minute at least, where several do', () => {
    const cues = [
      cue(0, 20_000, 'Ines'),
      cue(20_000, 40_000, null),
      cue(40_000, 45_000, 'Tom'),
      cue(45_000, 90_000, 'Ines'),
      cue(90_000, 130_000, 'Yuki'),
    ]
    expect(chaptersOf({ ...NOTHING, cues })).toEqual([
      { seconds: 0, title: 'Ines' },
      { seconds: 90, title: 'Yuki' },
    ])
    expect(chaptersOf({ ...NOTHING, cues: [cue(0, 90_000, 'Ines')] })).toEqual([])
  })
})

describe('chapterFrom', () => {
  const chapters = [
    { seconds: 0, title: 'a' },
    { seconds: 60, title: 'b' },
    { seconds: 120, title: 'c' },
  ]

  it('goes to the next one, to the beginning of this one, and from there to the one before', () => {
    expect(chapterFrom(chapters, 10, 1)?.title).toBe('b')
    expect(chapterFrom(chapters, 130, 1)).toBeNull()
    expect(chapterFrom(chapters, 70, -1)?.title).toBe('b')
    expect(chapterFrom(chapters, 61, -1)?.title).toBe('a')
    expect(chapterFrom(chapters, 0, -1)?.title).toBe('a')
    expect(chapterFrom([], 0, -1)).toBeNull()
  })
})

describe('nextLoop', () => {
  it('begins, ends, and goes on', () => {
    expect(nextLoop(null, 10)).toEqual({ from: 10, to: null })
    expect(nextLoop({ from: 10, to: null }, 20)).toEqual({ from: 10, to: 20 })
    expect(nextLoop({ from: 10, to: 20 }, 15)).toBeNull()
  })

  it('takes an end before its beginning the other way round, and one that is too short not at all', () => {
    expect(nextLoop({ from: 20, to: null }, 10)).toEqual({ from: 10, to: 20 })
    expect(nextLoop({ from: 10, to: null }, 10.2)).toEqual({ from: 10, to: null })
  })
})
