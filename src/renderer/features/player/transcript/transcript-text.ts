import { formatClock } from '../../../format.ts'
import type { TranscriptRow } from './transcript-rows.ts'

/** Rows as text for the clipboard: "24:16 Ines Albrecht: The inlet …", each in a line of its own. */
export function rowsAsText(rows: readonly TranscriptRow[], offsetMs: number): string {
  let latest: string | null = null
  const lines = rows.flatMap(({ cue, second }) => {
    const speaker = cue.speaker === null || cue.speaker === latest ? '' : `${cue.speaker}: `
    latest = cue.speaker ?? latest
    const clock = formatClock(Math.max(0, cue.startMs + offsetMs) / 1000)
    const line = `${clock} ${speaker}${oneLine(cue.text)}`
    return second === null ? [line] : [line, `${clock} ${oneLine(second)}`]
  })
  return lines.join('\n')
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
