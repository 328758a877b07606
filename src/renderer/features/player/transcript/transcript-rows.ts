import type { Cue } from '../../../../shared/transcript.ts'
import { lineCount, type Measure } from './row-heights.ts'

/** A row of the transcript: a cue, and what the second track says meanwhile. */
export interface TranscriptRow {
  cue: Cue
  /** Shown above it: another one speaks. */
  speaker: string | null
  second: string | null
}

/** In px, as the styles have them. */
const LINE = 20
const ROW_PADDING = 8
const SPEAKER = 30
const SECOND_GAP = 2

/**
 * A track's cues as rows; of a second track, what begins while a cue is the latest one. `laterMs`: how much later the
 * second track is shown than the first.
 */
export function transcriptRows(cues: readonly Cue[], second: readonly Cue[] | null, laterMs = 0): TranscriptRow[] {
  const beside = second === null ? [] : besides(cues, second, laterMs)
  let latest: string | null = null
  return cues.map((cue, index) => {
    const speaker = cue.speaker === null || cue.speaker === latest ? null : cue.speaker
    latest = cue.speaker ?? latest
    return { cue, speaker, second: beside[index] ?? null }
  })
}

/** What the second track says for each cue of the first; what comes before the first cue belongs to that one. */
function besides(cues: readonly Cue[], second: readonly Cue[], laterMs: number): (string | null)[] {
  const said: string[][] = cues.map(() => [])
  let at = 0
  for (const { startMs, endMs, text } of second) {
    // The one whose time it is: that in which it is half over.
    const middle = Math.min((startMs + endMs) / 2, startMs + 1500) + laterMs
    while ((cues[at + 1]?.startMs ?? Number.POSITIVE_INFINITY) <= middle) at += 1
    said[at]?.push(text)
  }
  return said.map((texts) => (texts.length === 0 ? null : texts.join('\n')))
}

/** How high a row is, in px, in a panel whose column of text is so wide. */
export function rowHeight(
  { cue, speaker, second }: TranscriptRow,
  width: number,
  layout: 'under' | 'beside',
  measure: Measure,
): number {
  const isBeside = layout === 'beside' && second !== null
  const own = lineCount(cue.text, isBeside ? width / 2 - 6 : width, measure) * LINE
  const other = second === null ? 0 : lineCount(second, isBeside ? width / 2 - 6 : width, measure) * LINE
  const text = isBeside ? Math.max(own, other) : own + (second === null ? 0 : SECOND_GAP + other)
  return text + ROW_PADDING + (speaker === null ? 0 : SPEAKER)
}

/** Rows in which each word of a search begins a word, by their places. */
export function hitsIn(
  rows: readonly TranscriptRow[],
  words: readonly string[],
  has: (text: string) => boolean,
): number[] {
  if (words.length === 0) return []
  return rows.flatMap(({ cue, second }, index) => (has(cue.text) || (second !== null && has(second)) ? [index] : []))
}
