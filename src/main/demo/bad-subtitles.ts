import { assertNever } from '../../shared/app-error.ts'
import { HTML_PAGE } from './fault-answers.ts'
import type { BadSubtitles } from './faults.ts'

const MANY_CUES = 200_000
/** The app stops at 5 MB. */
const TOO_LARGE_BYTES = 6_000_000

/** The text of a subtitle file that is wrong in the way asked for; null for "no such file". */
export function badSubtitleText(kind: BadSubtitles): string | null {
  switch (kind) {
    case 'markup':
      return vtt([
        cue(0, 4, '<img src=x onerror="document.title=1"><v Eve><script>alert(1)</script>hello'),
        cue(4, 600, '<a href="javascript:alert(1)">click</a> &lt;b&gt; <00:00:05.000><i>open <b>tags'),
      ])
    case 'broken-times':
      return vtt([
        'aa:bb --> 00:05\nno start\n',
        '00:00:09.000 --> 00:00:02.000\nends before it begins\n',
        '00:00:01.000 -> 00:00:04.000\nhalf an arrow\n',
        '99:99:99.999 --> 100:00:00.000\nseconds that do not exist\n',
        cue(1, 600, 'the only good one'),
      ])
    case 'many-cues':
      // As short as they can be: all of them stay below the size at which the app stops.
      return vtt(Array.from({ length: MANY_CUES }, (_, at) => `${shortClock(at)}-->${shortClock(at + 1)}\nx\n`))
    case 'too-large':
      return vtt([cue(0, 600, 'x'.repeat(TOO_LARGE_BYTES))])
    case 'html':
      return HTML_PAGE
    case 'missing':
      return null
    default:
      return assertNever(kind)
  }
}

const vtt = (cues: string[]): string => `WEBVTT\n\n${cues.join('\n')}`
const cue = (start: number, end: number, text: string): string => `${clock(start)} --> ${clock(end)}\n${text}\n`

const shortClock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

function clock(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.000`
}
