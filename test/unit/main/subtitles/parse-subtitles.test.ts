import { describe, expect, test } from 'vitest'
import { parseSubtitles } from '../../../../src/main/subtitles/parse-subtitles.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import { MOST_SUBTITLE_BYTES, type PackedCue } from '../../../../src/shared/transcript.ts'

const parse = (text: string) => parseSubtitles(Buffer.from(text))
const cuesOf = (text: string): PackedCue[] => parse(text).cues
const vtt = (...lines: string[]): string => ['WEBVTT', '', ...lines, ''].join('\n')
/** The cues of a WebVTT file with one cue of this text. */
const said = (payload: string): PackedCue[] => cuesOf(vtt('00:01.000 --> 00:02.000', payload))
/** What a WebVTT file with such a timing line is read as. */
const timed = (line: string): unknown[] =>
  cuesOf(vtt(line, 'x', '', '10:00.000 --> 10:01.000', 'another')).filter(([, , , text]) => text === 'x')
const failureOf = (bytes: Uint8Array): AppFailure => {
  try {
    parseSubtitles(bytes)
  } catch (error) {
    if (error instanceof AppFailure) return error
  }
  throw new Error('it was read')
}

describe('what a file begins with', () => {
  test.each([
    ['nothing else', 'WEBVTT\n\n'],
    ['a title', 'WEBVTT of a talk\n\n'],
    ['a tab and a title', 'WEBVTT\tof a talk\n\n'],
    ['a byte order mark', '\ufeffWEBVTT\n\n'],
    ['header lines', 'WEBVTT\nKind: captions\nLanguage: en\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n\n'],
    ['no empty line', 'WEBVTT\n'],
    ['many empty lines', 'WEBVTT\n\n\n\n\n'],
    ['styles and regions', 'WEBVTT\n\nSTYLE\n::cue(b) { color: red }\n\nREGION\nid:a\nwidth:40%\n\n'],
    ['a name', 'WEBVTT\n\nfirst\n'],
    ['the wrong case', 'webvtt\n\n'],
    ['a longer word', 'WEBVTTX\n\n'],
    ['a NUL', 'WEBVTT\0\n\n'],
    ['nothing at all', ''],
  ])('%s', (_, header) => {
    expect(cuesOf(`${header}00:01.000 --> 00:02.000\nHello\n`)).toEqual([[1000, 2000, null, 'Hello']])
  })

  test.each(['\n', '\r\n', '\r'])('ends of lines: %j', (end) => {
    const lines = [
      'WEBVTT',
      '',
      'NOTE why',
      '',
      '00:01.000 --> 00:02.000',
      'one',
      'two',
      '',
      '00:03.000 --> 00:04.000',
      'x',
    ]
    expect(parse(lines.join(end))).toEqual({
      cues: [
        [1000, 2000, null, 'one\ntwo'],
        [3000, 4000, null, 'x'],
      ],
      notes: [[1000, 'why']],
    })
  })
})

describe('times', () => {
  test.each([
    ['00:01.000 --> 00:02.000', 1000, 2000],
    ['00:00:01.000 --> 00:00:02.000', 1000, 2000],
    ['00:01.000-->00:02.000', 1000, 2000],
    ['00:01.000\t-->\t00:02.000', 1000, 2000],
    ['  00:01.000   -->   00:02.000  ', 1000, 2000],
    ['00:01.000 --> 00:02.000 align:start position:10%,line-left line:0 size:35% region:fred', 1000, 2000],
    ['00:01.000 --> 00:02.000 X1:1 X2:2 --> nonsense', 1000, 2000],
    ['00:00:01,500 --> 00:00:02,250', 1500, 2250],
    ['00:00:01 --> 00:00:02', 1000, 2000],
    ['00:01.5 --> 00:01.75', 1500, 1750],
    ['0:1.000 --> 0:2.000', 1000, 2000],
    ['59:59.999 --> 75:00.000', 3_599_999, 4_500_000],
    ['100:00:00.000 --> 100:00:01.000', 360_000_000, 360_001_000],
    ['-00:01.000 --> 00:02.000', 0, 2000],
  ])('%s', (line, startMs, endMs) => {
    expect(timed(line)).toEqual([[startMs, endMs, null, 'x']])
  })

  test.each([
    ['reversed', '00:02.000 --> 00:01.000'],
    ['of no length', '00:01.000 --> 00:01.000'],
    ['before the beginning', '-00:02.000 --> -00:01.000'],
    ['without an end', '00:01.000 -->'],
    ['without a start', '--> 00:02.000'],
    ['with letters', '00:0a.000 --> 00:02.000'],
    ['with two points', '00:01.000.000 --> 00:02.000'],
    ['with far too many hours', '123456789:00:00.000 --> 123456790:00:00.000'],
    ['with digits of another script', '٠٠:٠١.٠٠٠ --> ٠٠:٠٢.٠٠٠'],
  ])('times %s leave no cue', (_, line) => {
    expect(timed(line)).toEqual([])
  })

  test('cues come in the order of their times, and may overlap', () => {
    const file = vtt(
      '00:05.000 --> 00:06.000',
      'c',
      '',
      '00:01.000 --> 00:09.000',
      'b',
      '',
      '00:01.000 --> 00:02.000',
      'a',
    )
    expect(cuesOf(file)).toEqual([
      [1000, 2000, null, 'a'],
      [1000, 9000, null, 'b'],
      [5000, 6000, null, 'c'],
    ])
  })

  test('an arrow in a name, or in what is said, begins no cue of its own', () => {
    expect(cuesOf(vtt('a --> b', '00:01.000 --> 00:02.000', 'from A --> to B'))).toEqual([
      [1000, 2000, null, 'from A --> to B'],
    ])
  })

  test('a timing line without an empty line before it begins the next cue', () => {
    expect(cuesOf(vtt('00:01.000 --> 00:02.000', 'one', '00:02.000 --> 00:03.000', 'two'))).toEqual([
      [1000, 2000, null, 'one'],
      [2000, 3000, null, 'two'],
    ])
  })
})

describe('SRT', () => {
  test('numbers may be missing or wrong, and decimals may have a point', () => {
    const srt =
      '00:00:01,000 --> 00:00:02,000\none\n\n7\n00:00:03.000 --> 00:00:04.000\ntwo\n\n7\n00:00:05,000 --> 00:00:06,000\n42\n'
    expect(cuesOf(srt)).toEqual([
      [1000, 2000, null, 'one'],
      [3000, 4000, null, 'two'],
      [5000, 6000, null, '42'],
    ])
  })

  test('fonts and effects go, bold and italics stay beside the text', () => {
    const srt = '1\n00:00:01,000 --> 00:00:02,000 X1:10\n{\\an8}<font color="red">A <b>bold</b></font> <i>word</i>\n'
    expect(cuesOf(srt)).toEqual([[1000, 2000, null, 'A bold word', 'A <b>bold</b> <i>word</i>']])
  })

  test('Windows-1252 and UTF-16 are read as what they are', () => {
    const srt = '1\n00:00:01,000 --> 00:00:02,000\nGrüße – à bientôt\n'
    const windows = Buffer.from(srt.replace('–', '\x96'), 'latin1')
    for (const bytes of [windows, Buffer.from(srt, 'utf16le'), Buffer.from(`\ufeff${srt}`, 'utf16le').swap16()])
      expect(parseSubtitles(bytes).cues).toEqual([[1000, 2000, null, 'Grüße – à bientôt']])
  })
})

describe('what is said', () => {
  test.each([
    ['<c.loud.red>Hi</c>', 'Hi'],
    ['<00:01.500>now', 'now'],
    ['<ruby>漢<rt>kan</rt></ruby>', '漢kan'],
    ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
    ['&lrm;x&nbsp;y&#39;&#x41;', "\u200ex\u00a0y'A"],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
    ['AT&T & co &unknown; &', 'AT&T & co &unknown; &'],
    ['1 < 2', '1 < 2'],
    ['&#0;x&#xD800;&#99999999;', '\u0020x\ufffd&#99999999;'.trim()],
    ['<img src=x onerror=alert(1)>safe', 'safe'],
    ['<script>alert(1)</script>', 'alert(1)'],
    ['<!-- none -->x', 'x'],
    ['</v></b>x', 'x'],
    ['שלום עולם', 'שלום עולם'],
    ['a\0b', 'ab'],
  ])('%s', (payload, text) => {
    expect(said(payload).map((cue) => cue[3])).toEqual([text])
  })

  test.each(['', '   ', '<b></b>', '<v Anna></v>', '<c></c>', '{\\an8}', '&nbsp;'])('%j is no cue', (payload) => {
    expect(cuesOf(vtt('00:01.000 --> 00:02.000', payload, '', '00:03.000 --> 00:04.000', 'x'))).toHaveLength(1)
  })

  test('markup that says more than the text is kept beside it, and only what is harmless', () => {
    expect(said('<b>Bold</b> <lang fr>oui</lang> <u onclick=x>under</u>')).toEqual([
      [1000, 2000, null, 'Bold oui under', '<b>Bold</b> <lang fr>oui</lang> <u>under</u>'],
    ])
  })

  test('a cue is cut at 5 000 characters, and no character in two', () => {
    const text = said(`${'x'.repeat(4999)}😀`)[0]?.[3] ?? ''
    expect(text).toHaveLength(5000)
    expect(text.isWellFormed()).toBe(true)
  })
})

describe('who says it', () => {
  test.each([
    ['<v Anna Berg>Hello', 'Anna Berg'],
    ['<v.first.loud Anna>Hello</v>', 'Anna'],
    ['<v Anna &amp; Ben>Hello', 'Anna & Ben'],
    ['<v\tAnna>Hello', 'Anna'],
    ['<V Anna>Hello</V>', 'Anna'],
    ['<v>Hello', null],
    ['<voice Anna>Hello', null],
  ])('%s', (payload, speaker) => {
    expect(said(payload)).toEqual([[1000, 2000, speaker, 'Hello']])
  })

  test('several who speak in a cue are several cues of the same times', () => {
    expect(said('<v Anna>Yes?</v>\n<v Ben>No, <i>never</i>.</v> (laughter)')).toEqual([
      [1000, 2000, 'Anna', 'Yes?'],
      [1000, 2000, 'Ben', 'No, never.', 'No, <i>never</i>.'],
      [1000, 2000, null, '(laughter)'],
    ])
  })

  test('a name is no longer than 200 characters', () => {
    expect(said(`<v ${'n'.repeat(900)}>x`)[0]?.[2]).toHaveLength(200)
  })
})

describe('comments', () => {
  test('stand at the start of the cue that follows them', () => {
    const file = vtt(
      'NOTE Chapter one',
      '',
      '00:01.000 --> 00:02.000',
      'a',
      '',
      'NOTE',
      'of two',
      'lines',
      '',
      'NOTE and another',
      '',
      '00:03.000 --> 00:04.000',
      'NOTE this is said',
      '',
      'NOTE nothing follows',
    )
    expect(parse(file)).toEqual({
      cues: [
        [1000, 2000, null, 'a'],
        [3000, 4000, null, 'NOTE this is said'],
      ],
      notes: [
        [1000, 'Chapter one'],
        [3000, 'of two lines'],
        [3000, 'and another'],
      ],
    })
  })

  test('are 500 at most, of 300 characters', () => {
    const file = vtt(...Array.from({ length: 600 }, () => `NOTE ${'n'.repeat(400)}\n`), '00:01.000 --> 00:02.000', 'x')
    const { notes } = parse(file)
    expect(notes).toHaveLength(500)
    expect(notes.every(([, text]) => text.length === 300)).toBe(true)
  })

  test('are none in SRT', () => {
    expect(parse('NOTE\n\n1\n00:00:01,000 --> 00:00:02,000\nx\n').notes).toEqual([])
  })
})

describe('what is refused, with a sentence', () => {
  test.each([
    ['an empty file', '', 'there are no subtitles in the file'],
    ['a header alone', 'WEBVTT\n', 'there are no subtitles in the file'],
    ['a web page', '<!DOCTYPE html><html><body>00:01.000 --> 00:02.000\nx</body></html>', 'they are a web page'],
    ['JSON', '{"error":"not found"}', 'there are no subtitles in the file'],
  ])('%s', (_, text, why) => {
    const { error } = failureOf(Buffer.from(text))
    expect(error.code).toBe('malformed')
    expect(error.message).toContain(why)
  })

  test('more than 5 MB', () => {
    const start = 'WEBVTT\n\n00:01.000 --> 00:02.000\nx\n\nNOTE '
    const most = Buffer.from(start.padEnd(MOST_SUBTITLE_BYTES, 'n'))
    expect(parseSubtitles(most).cues).toHaveLength(1)
    expect(failureOf(Buffer.concat([most, Buffer.from('n')])).error.message).toContain('larger than 5 MB')
  })
})

describe('5 MB that mean no good are read in time', () => {
  const cue = 'WEBVTT\n\n00:01.000 --> 00:02.000\n'
  const filled = (head: string, piece: string): Buffer =>
    Buffer.from(head + piece.repeat(Math.floor((MOST_SUBTITLE_BYTES - head.length) / piece.length)))

  test.each([
    ['<', filled(cue, '<')],
    ['<v', filled(cue, '<v ')],
    ['a tag that never ends', filled(`${cue}<`, 'a')],
    ['&', filled(cue, '&#1')],
    ['{\\', filled(cue, '{\\')],
    ['-->', filled('WEBVTT\n\n', '-->\n')],
    ['one line of arrows', filled('WEBVTT\n\n', '-->')],
    ['timing lines', filled('WEBVTT\n\n', '00:01.000 --> 00:02.000\n')],
    ['empty lines', filled(cue, '\n')],
    ['blanks', filled('', ' ')],
    ['blanks within a cue', filled(`${cue}x`, ' ')],
    ['comments', filled('WEBVTT\n\n', 'NOTE\n\n')],
    ['one comment', filled('WEBVTT\n\nNOTE\n', 'a b\n')],
    ['tiny cues', filled('', '0:01-->0:02\nx\n')],
  ])('%s', { timeout: 20_000 }, (_, bytes) => {
    const startedAt = performance.now()
    try {
      parseSubtitles(bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(AppFailure)
    }
    // Some seconds on any machine: what is not linear takes hours.
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })
})
