import { AppFailure } from '../../shared/app-error.ts'
import { cuePayload } from './cue-payload.ts'
import { type CueTimes, formatTime, isTimingLine, parseTimes } from './cue-times.ts'
import { decodeText } from './decode-text.ts'

interface Cue extends CueTimes {
  payload: string
}

const WEBVTT = /^\ufeff?WEBVTT(?=[\s]|$)/
const HTML = /^\s*<(!doctype|\?xml|html|head|body)/i

/**
 * A subtitle file, WebVTT or SRT in any usual encoding, as clean WebVTT: cues in order, no styles, regions, comments
 * or settings, harmless tags only. Cues without words or with impossible times are left out.
 * Fails with `malformed` when it holds no cues.
 */
export function toWebVtt(bytes: Uint8Array): string {
  const text = decodeText(bytes)
  if (HTML.test(text)) throw unreadable('they are a web page')
  const lines = text.split(/\r\n|\r|\n/)
  const cues = parseCues(lines, WEBVTT.test(text))
  if (cues.length === 0) throw unreadable('there are no subtitles in the file')
  return writeWebVtt(cues)
}

const unreadable = (why: string): AppFailure =>
  new AppFailure('malformed', `The subtitles could not be read: ${why}. The recording plays without them.`)

/** Everything between one timing line and the next is read as that cue's text. */
function parseCues(lines: readonly string[], isWebVtt: boolean): Cue[] {
  const cues: Cue[] = []
  const add = (at: number | null, end: number): void => {
    const times = at === null ? null : parseTimes(lines[at] ?? '')
    if (at === null || times === null) return
    const between = lines.slice(at + 1, end)
    const payload = cuePayload(isWebVtt ? untilBlank(between) : withoutNumber(between, end < lines.length))
    if (payload !== '') cues.push({ ...times, payload })
  }
  let open: number | null = null
  lines.forEach((line, index) => {
    if (!isTimingLine(line)) return
    add(open, index)
    open = index
  })
  add(open, lines.length)
  return cues.sort((one, other) => one.startMs - other.startMs || one.endMs - other.endMs)
}

/** WebVTT ends a cue at an empty line; what follows are comments, styles and the next cue's name. */
function untilBlank(lines: readonly string[]): readonly string[] {
  const blank = lines.indexOf('')
  return blank === -1 ? lines : lines.slice(0, blank)
}

/** SRT files have empty lines inside of cues, so only the number above the next timing line is not text. */
function withoutNumber(lines: readonly string[], isFollowed: boolean): readonly string[] {
  return isFollowed && /^\s*\d+\s*$/.test(lines.at(-1) ?? '') ? lines.slice(0, -1) : lines
}

function writeWebVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(
    ({ startMs, endMs, payload }) => `${formatTime(startMs)} --> ${formatTime(endMs)}\n${payload}\n`,
  )
  return `WEBVTT\n\n${blocks.join('\n')}`
}
