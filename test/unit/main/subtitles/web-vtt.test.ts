import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toWebVtt } from '../../../../src/main/subtitles/web-vtt.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'

const convert = (text: string): string => toWebVtt(Buffer.from(text))
const oneCue = (payload: string): string => convert(`1\n00:00:01,000 --> 00:00:02,000\n${payload}\n`)
/** What stands under the only cue's times. */
const textOf = (payload: string): string => oneCue(payload).split('\n').slice(3, -1).join('\n')
const timesOf = (vtt: string): string[] => vtt.split('\n').filter((line) => line.includes('-->'))
const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

describe('reading files', () => {
  test('SRT becomes WebVTT', () => {
    const srt =
      '1\r\n00:00:01,000 --> 00:00:02,500\r\nHello\r\nthere\r\n\r\n2\r\n00:01:00,000 --> 00:01:02,000\r\nBye\r\n'
    expect(convert(srt)).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHello\nthere\n\n00:01:00.000 --> 00:01:02.000\nBye\n',
    )
  })

  test('WebVTT loses styles, regions, comments, names and settings', () => {
    const vtt = [
      'WEBVTT - a title',
      'Kind: captions',
      '',
      'STYLE',
      '::cue { background: url(https://evil.example/x) }',
      '',
      'REGION',
      'id:fred width:40%',
      '',
      'NOTE a comment',
      '',
      'intro',
      '00:01.000 --> 00:04.000 align:start position:10% region:fred',
      '<v Anna>Good morning',
      '',
      'NOTE another',
      'of two lines',
      '',
      '00:05.000 --> 00:06.000',
      '<v.loud Ben>Hello</v>',
    ].join('\n')
    expect(convert(vtt)).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Anna>Good morning\n\n00:00:05.000 --> 00:00:06.000\n<v Ben>Hello</v>\n',
    )
  })

  test.each(['\n', '\r\n', '\r'])('any line end: %j', (end) => {
    const lines = ['WEBVTT', '', '00:01.000 --> 00:02.000', 'one', '', '00:03.000 --> 00:04.000', 'two', '']
    expect(timesOf(convert(lines.join(end)))).toHaveLength(2)
  })

  test('numbers may be missing and empty lines may stand inside of an SRT cue', () => {
    const srt = '00:00:01,0 --> 00:00:02,0\nfirst\n\nsecond\n\n\n2\n00:00:03.000 --> 00:00:04.000\n42\n'
    expect(convert(srt)).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nfirst\nsecond\n\n00:00:03.000 --> 00:00:04.000\n42\n',
    )
  })

  const sentence = 'WEBVTT\n\n00:01.000 --> 00:02.000\nGrüße, naïve “quotes” – 5 €\n'
  const russian = 'WEBVTT\n\n00:01.000 --> 00:02.000\nДобрый день, коллеги\n'
  const windows1252 = Buffer.from(
    sentence.replace(/[“”–€]/g, (sign) => ({ '“': '\x93', '”': '\x94', '–': '\x96', '€': '\x80' })[sign] ?? ''),
    'latin1',
  )
  test.each([
    ['UTF-8', Buffer.from(sentence), sentence],
    ['UTF-8 with BOM', Buffer.from(`\ufeff${sentence}`), sentence],
    ['UTF-16 LE with BOM', utf16(`\ufeff${russian}`, 'le'), russian],
    ['UTF-16 BE with BOM', utf16(`\ufeff${russian}`, 'be'), russian],
    ['UTF-16 LE', utf16(russian, 'le'), russian],
    ['UTF-16 BE', utf16(russian, 'be'), russian],
    ['Windows-1252', windows1252, sentence],
  ])('%s', (_, bytes, expected) => {
    const text = expected.split('\n')[3] ?? ''
    expect(toWebVtt(bytes)).toBe(`WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n${text}\n`)
  })

  test('a broken byte does not turn UTF-8 into something else', () => {
    const bytes = Buffer.from(`${sentence}x`)
    bytes[bytes.length - 1] = 0xc3
    expect(toWebVtt(bytes)).toContain('Grüße')
  })
})

describe('times', () => {
  test('are sorted, and impossible ones are left out', () => {
    const srt = [
      '00:00:10,000 --> 00:00:12,000\nlater',
      '00:00:09,000 --> 00:00:08,000\nreversed',
      '00:00:05,000 --> 00:00:05,000\nempty',
      '-00:00:01,000 --> 00:00:01,500\nbegins too early',
      '-00:00:03,000 --> -00:00:02,000\nbefore the film',
      '00:00:0x,000 --> 00:00:05,000\nbroken',
      '9999:00:00,000 --> 9999:00:01,000\na year',
      '75:30.25 --> 75:31\nminutes without hours',
      '00:00:09,500 --> 00:00:11,000\noverlapping',
    ].join('\n\n')
    expect(convert(srt)).toBe(
      [
        'WEBVTT\n',
        '00:00:00.000 --> 00:00:01.500\nbegins too early\n',
        '00:00:09.500 --> 00:00:11.000\noverlapping\n',
        '00:00:10.000 --> 00:00:12.000\nlater\n',
        '01:15:30.250 --> 01:15:31.000\nminutes without hours\n',
      ].join('\n'),
    )
  })

  test('200 000 cues take less than two seconds', () => {
    const vtt = Array.from({ length: 200_000 }, (_, cue) => `${cue}:00 --> ${cue}:01\n<i>Line ${cue}</i> & more\n`)
    const start = performance.now()
    const converted = convert(
      vtt
        .slice(0, 50_000)
        .join('\n')
        .replaceAll(/^(\d{5,}):/gm, '9999:'),
    )
    expect(timesOf(converted).length).toBeGreaterThan(9000)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('text', () => {
  test.each([
    ['<i>a</i> <b>b</b> <u>c</u>', '<i>a</i> <b>b</b> <u>c</u>'],
    ['<I>a</I>', '<i>a</i>'],
    ['<v Anna Müller>Hello</v>', '<v Anna Müller>Hello</v>'],
    ['<v>Hello', 'Hello'],
    ['<v Tom & Ann>Hello', '<v Tom &amp; Ann>Hello'],
    ['<lang de>Guten Tag</lang>', '<lang de>Guten Tag</lang>'],
    ['<c.yellow.bg_blue>a</c>', 'a'],
    ['<00:00:01.500>karaoke', 'karaoke'],
    ['<script>alert(1)</script>', 'alert(1)'],
    ['<img src=x onerror=alert(1)>', ''],
    ['<b onclick="x()">a</b>', '<b>a</b>'],
    ['<font color="#fff">a</font>', 'a'],
    ['<<b>script>x', '&lt;<b>script&gt;x'],
    ['<scr<b>ipt>x', '&lt;scr<b>ipt&gt;x'],
    ['<video controls>', ''],
    ['1 < 2 > 0 <3', '1 &lt; 2 &gt; 0 &lt;3'],
    ['from A --> B', 'from A --&gt; B'],
    ['AT&T &amp; &lt;b&gt; &copy x', 'AT&amp;T &amp; &lt;b&gt; &amp;copy x'],
    ['{\\an8}on top', 'on top'],
    ['a\n<c> </c>\nb', 'a\nb'],
    ['nul\0byte', 'nulbyte'],
    ['שלום\u202e', 'שלום\u202e'],
  ])('%j → %j', (given, expected) => {
    const spare = '\n\n2\n00:00:03,000 --> 00:00:04,000\nspare'
    const vtt = oneCue(`${given}${spare}`)
    const kept = vtt.split('\n\n').find((block) => block.startsWith('00:00:01'))
    expect(kept?.split('\n').slice(1).join('\n') ?? '').toBe(expected)
  })

  test('keeps the lines of a cue', () => expect(textOf('- one\n- two')).toBe('- one\n- two'))
})

describe('what is no subtitle file', () => {
  test.each([
    ['HTML', '<!DOCTYPE html><html><body>00:00:01,000 --> 00:00:02,000\nx</body></html>'],
    ['nothing', ''],
    ['a head without cues', 'WEBVTT\n\nNOTE none\n'],
    ['JSON', '{"status":false,"msg":"not found"}'],
    ['words', 'file not found'],
    ['binary', '\0\x01\x02\xff\xfe\0\0ftypisom'],
  ])('%s is refused', (_, text) => {
    expect(() => convert(text)).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ code: 'malformed' }) }),
    )
  })
})

/** A WebVTT reader of its own, stricter than a browser. */
function checkWebVtt(vtt: string): void {
  const [head, ...blocks] = vtt.split('\n\n')
  expect(head).toBe('WEBVTT')
  expect(blocks.length).toBeGreaterThan(0)
  let last = 0
  for (const block of blocks) {
    const [timing = '', ...text] = block.replace(/\n$/, '').split('\n')
    const [, ...parts] =
      /^(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})$/.exec(timing) ?? []
    expect(parts, timing).toHaveLength(8)
    const [h = 0, m = 0, s = 0, ms = 0, endH = 0, endM = 0, endS = 0, endMs = 0] = parts.map(Number)
    const start = ((h * 60 + m) * 60 + s) * 1000 + ms
    expect(start).toBeGreaterThanOrEqual(last)
    expect(((endH * 60 + endM) * 60 + endS) * 1000 + endMs).toBeGreaterThan(start)
    last = start
    expect(text.length).toBeGreaterThan(0)
    for (const line of text) {
      expect(line.trim()).not.toBe('')
      const rest = line.replace(/<\/?[biu]>|<\/(?:v|lang)>|<(?:v|lang) [^<>\n]+>/g, '')
      expect(rest, line).not.toMatch(/[<>\0\r]/)
    }
  }
}

function checkAnything(bytes: Uint8Array): void {
  let vtt: string
  try {
    vtt = toWebVtt(bytes)
  } catch (failure) {
    expect(failure).toBeInstanceOf(AppFailure)
    return
  }
  checkWebVtt(vtt)
}

describe('whatever comes', () => {
  const shred = fc.constantFrom(
    ...['\n', '\n\n', '\r\n', '\r', ' ', '\t', '\0', '-->', ' --> ', '00:00:01,000', '00:02.5', '-0:3', '99:99:99.999'],
    ...[
      '<v Bob>',
      '<v\n>',
      '<b',
      '>',
      '<',
      '</b>',
      '<script>',
      '<i/>',
      '&',
      '&lt;',
      '{\\an8}',
      'WEBVTT',
      'NOTE',
      'é',
      '🎬',
    ],
    ...[
      '00:00:01,000 --> 00:00:02,000\n',
      '\n\n7\n00:01.000 --> 00:09.000 line:0\n',
      '<lang x\u2028y>',
      '\ufeff',
      '\u0085',
      '12',
    ],
  )

  test('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), checkAnything))
  })

  test('anything that resembles subtitles, in any encoding', () => {
    const encoding = fc.constantFrom('utf8', 'latin1', 'utf16le')
    fc.assert(
      fc.property(fc.array(shred, { maxLength: 40 }), encoding, (shreds, as) =>
        checkAnything(Buffer.from(`00:00.000 --> 00:01.000\nx\n${shreds.join('')}`, as as BufferEncoding)),
      ),
      { numRuns: 1500 },
    )
  })

  test('a converted file converts to itself', () => {
    fc.assert(
      fc.property(fc.array(shred, { maxLength: 30 }), (shreds) => {
        const once = convert(`00:00.000 --> 00:01.000\nx\n${shreds.join('')}`)
        expect(convert(once)).toBe(once)
      }),
      { numRuns: 500 },
    )
  })
})
