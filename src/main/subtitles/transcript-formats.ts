import { assertNever } from '../../shared/app-error.ts'
import type { PackedCue, PackedCues, TranscriptFormat } from '../../shared/transcript.ts'
import { toSrt } from '../export/srt.ts'
import { escaped } from './cue-payload.ts'
import { writeWebVtt } from './web-vtt.ts'

export interface TranscriptFile {
  format: TranscriptFormat
  /** All times are moved by so much; what would begin before 0 begins at 0, what would end there is left out. */
  offsetMs: number
  /** Of the recording. */
  title: string
}

/** A transcript as the text of a file, with an end of line at its end. */
export function transcriptText(packed: PackedCues, { format, offsetMs, title }: TranscriptFile): string {
  const cues = packed.cues.flatMap((cue) => moved(cue, offsetMs))
  switch (format) {
    case 'vtt':
      return webVttOf(cues)
    case 'srt':
      return toSrt(webVttOf(cues))
    case 'txt':
      return `${lines(cues, (clock, words) => `${clock}  ${words}`).join('\n')}\n`
    case 'md':
      return markdown(cues, title)
    default:
      return assertNever(format)
  }
}

/** Cues as WebVTT, with their speakers. */
const webVttOf = (cues: readonly PackedCue[]): string =>
  writeWebVtt(
    cues.map(([startMs, endMs, speaker, text, payload]) => {
      const said = payload ?? escaped(text)
      return { startMs, endMs, payload: speaker === null ? said : `<v ${escaped(speaker)}>${said}</v>` }
    }),
  )

function moved([startMs, endMs, ...rest]: PackedCue, offsetMs: number): PackedCue[] {
  const end = Math.round(endMs + offsetMs)
  return end <= 0 ? [] : [[Math.max(0, Math.round(startMs + offsetMs)), end, ...rest]]
}

/** A line for each cue; a speaker is named where another one spoke before. */
function lines(cues: readonly PackedCue[], line: (clock: string, words: string) => string): string[] {
  let latest: string | null = null
  return cues.map(([startMs, , speaker, text]) => {
    const name = speaker === null || speaker === latest ? '' : `${speaker}: `
    latest = speaker
    return line(clockOf(startMs), name + oneLine(text))
  })
}

function markdown(cues: readonly PackedCue[], title: string): string {
  const written: string[] = [`# ${plainMarkdown(oneLine(title))}`]
  let latest: string | null = null
  for (const [startMs, , speaker, text] of cues) {
    if (speaker !== null && speaker !== latest) written.push(`## ${plainMarkdown(oneLine(speaker))}`)
    latest = speaker
    written.push(`**${clockOf(startMs)}** ${plainMarkdown(oneLine(text))}`)
  }
  return `${written.join('\n\n')}\n`
}

/** Words are words: what Markdown would take for more is escaped. */
const plainMarkdown = (text: string): string => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&')

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** "24:16", "1:02:03" */
function clockOf(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number): string => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}
