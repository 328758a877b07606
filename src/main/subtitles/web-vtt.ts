import { AppFailure } from '../../shared/app-error.ts'
import { MOST_SUBTITLE_BYTES } from '../../shared/transcript.ts'
import { cuePayload } from './cue-payload.ts'
import { type CueTimes, formatTime, isTimingLine, parseTimes } from './cue-times.ts'
import { decodeText } from './decode-text.ts'

/** A cue with its text as WebVTT wants it (cuePayload). */
export interface CueBlock extends CueTimes {
  payload: string
}

export interface SubtitleBlocks {
  /** By their start, then their end. */
  cues: CueBlock[]
  /** Comments, each at the start of the cue that it stands before. */
  notes: [atMs: number, text: string][]
}

const MOST_NOTES = 500
/** In characters. */
const LONGEST_NOTE = 300

const WEBVTT = /^\ufeff?WEBVTT(?=[\s]|$)/
const HTML = /^\s*<(!doctype|\?xml|html|head|body)/i

/**
 * A subtitle file, WebVTT or SRT in any usual encoding, as clean WebVTT: cues in order, no styles, regions, comments
 * or settings, harmless tags only. Cues without words or with impossible times are left out.
 * Fails with `malformed` when it holds no cues, or more than 5 MB.
 */
export const toWebVtt = (bytes: Uint8Array): string => writeWebVtt(parseBlocks(bytes).cues)

/** The cues of such a file, and its comments. Fails with `malformed` when it holds no cues, or more than 5 MB. */
export function parseBlocks(bytes: Uint8Array): SubtitleBlocks {
  if (bytes.length > MOST_SUBTITLE_BYTES) throw unreadable('the file is larger than 5 MB')
  const text = decodeText(bytes)
  if (HTML.test(text)) throw unreadable('they are a web page')
  const lines = text.split(/\r\n|\r|\n/)
  const isWebVtt = WEBVTT.test(text)
  const cues = parseCues(lines, isWebVtt)
  if (cues.length === 0) throw unreadable('there are no subtitles in the file')
  return { cues, notes: isWebVtt ? notesOf(lines) : [] }
}

const unreadable = (why: string): AppFailure =>
  new AppFailure('malformed', `The subtitles could not be read: ${why}. The recording plays without them.`)

/** Everything between one timing line and the next is read as that cue's text. */
function parseCues(lines: readonly string[], isWebVtt: boolean): CueBlock[] {
  const cues: CueBlock[] = []
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

/** WebVTT's NOTE blocks: from a line that begins so, after an empty one, up to the next empty one. */
function notesOf(lines: readonly string[]): SubtitleBlocks['notes'] {
  const notes: SubtitleBlocks['notes'] = []
  let waiting: string[] = []
  let open: string[] | null = null
  const close = (): void => {
    const text = open?.join(' ').replace(/\s+/g, ' ').trim().slice(0, LONGEST_NOTE).toWellFormed() ?? ''
    if (text !== '') waiting.push(text)
    open = null
  }
  for (const [index, line] of lines.entries()) {
    const times = isTimingLine(line) ? parseTimes(line) : null
    if (line === '') close()
    else if (open !== null) open.push(line)
    else if (/^NOTE(\s|$)/.test(line) && (lines[index - 1] ?? '') === '') open = [line.slice(4)]
    if (times === null) continue
    for (const text of waiting) if (notes.length < MOST_NOTES) notes.push([times.startMs, text])
    waiting = []
    open = null
  }
  return notes
}

export function writeWebVtt(cues: readonly CueBlock[]): string {
  const blocks = cues.map(
    ({ startMs, endMs, payload }) => `${formatTime(startMs)} --> ${formatTime(endMs)}\n${payload}\n`,
  )
  return `WEBVTT\n\n${blocks.join('\n')}`
}
