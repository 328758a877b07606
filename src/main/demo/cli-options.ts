import { parseArgs } from 'node:util'
import type { DemoServerOptions } from './demo-server.ts'
import { BAD_SUBTITLES, FAKE_VIDEOS, FAULT_ANSWERS, type Faults } from './faults.ts'

export const HELP = `Usage: npm run demo-server -- [options]

A plugNmeet server on 127.0.0.1 with sample recordings. Its first line of output is JSON: {"url","apiKey","apiSecret"}.

  --port N                      0 takes a free port (default)
  --recordings N                default 24
  --seed N                      another seed, other recordings (default 1)
  --rooms N                     spread them over so many rooms (default 6)
  --api-key TEXT                random by default
  --api-secret TEXT             random by default
  --token-lifetime-ms N         how long a download token is good (default 1800000)

Switches, for tests:
  --latency-ms N                wait before every answer
  --bytes-per-second N          slow downloads
  --honour-range                answer byte ranges, as servers up to 2.1.9 do
  --redirect-downloads-to URL   answer downloads with 307 to this base URL
  --cut-download-after-bytes N  break the connection in the middle
  --missing-content-length      do not say how long a download is
  --wrong-content-length N      say this length
  --not-a-video KIND            ${FAKE_VIDEOS.join(', ')}
  --bad-records                 recordings with wrong types and hostile text
  --bad-subtitles KIND          ${BAD_SUBTITLES.join(', ')}
  --status-code-missing         as servers before 2.1.7
  --docs-style-numbers          numbers for strings, bytes for megabytes
  --wrong-total=N               add N to every total (-5 for less)
  --shuffled                    a page in another order with each answer
  --repeats                     every third recording twice, with another title
  --too-many                    pages twice as long as asked for
  --clock-years-off=N           some recordings registered N years later (-5 for earlier)
  --no-creation-time            do not say when a recording was registered
  --long-texts                  some titles of 100 kB
  --empty-pages                 nothing on any page but the first
  --fail ANSWER                 answer every request below --fail-path with
                                ${FAULT_ANSWERS.join(', ')}
  --fail-path PREFIX            default /auth/
  --help                        this text
`

export type CommandLine =
  | { kind: 'help' }
  | { kind: 'complaint'; sentence: string }
  | { kind: 'start'; options: Omit<DemoServerOptions, 'resourcesDir'>; faults: Partial<Faults> }

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const OPTIONS = {
  help: flag,
  port: text,
  recordings: text,
  seed: text,
  rooms: text,
  'api-key': text,
  'api-secret': text,
  'token-lifetime-ms': text,
  'latency-ms': text,
  'bytes-per-second': text,
  'honour-range': flag,
  'redirect-downloads-to': text,
  'cut-download-after-bytes': text,
  'missing-content-length': flag,
  'wrong-content-length': text,
  'not-a-video': text,
  'bad-records': flag,
  'bad-subtitles': text,
  'status-code-missing': flag,
  'docs-style-numbers': flag,
  'wrong-total': text,
  shuffled: flag,
  repeats: flag,
  'too-many': flag,
  'clock-years-off': text,
  'no-creation-time': flag,
  'long-texts': flag,
  'empty-pages': flag,
  fail: text,
  'fail-path': text,
} as const

const MOST_RECORDINGS = 1_000_000
const MOST_ROOMS = 10_000

/** Reads the command line's arguments. */
export function readCommandLine(args: string[]): CommandLine {
  try {
    const { values } = parseArgs({ args, options: OPTIONS })
    return values.help === true ? { kind: 'help' } : readValues(values)
  } catch (error) {
    return { kind: 'complaint', sentence: error instanceof Error ? error.message : String(error) }
  }
}

type Values = { [K in keyof typeof OPTIONS]?: (typeof OPTIONS)[K]['type'] extends 'string' ? string : boolean }
type TextOption = {
  [K in keyof typeof OPTIONS]: (typeof OPTIONS)[K]['type'] extends 'string' ? K : never
}[keyof typeof OPTIONS]

function readValues(values: Values): CommandLine {
  const number = (name: TextOption, least: number, most: number) => numberOf(name, values[name], least, most)
  const options = {
    port: number('port', 0, 65_535),
    recordings: number('recordings', 0, MOST_RECORDINGS),
    seed: number('seed', 0, 2 ** 32 - 1),
    rooms: number('rooms', 0, MOST_ROOMS),
    apiKey: values['api-key'],
    apiSecret: values['api-secret'],
    tokenLifetimeMs: number('token-lifetime-ms', 0, 1e12),
  }
  const faults = {
    latencyMs: number('latency-ms', 0, 600_000),
    bytesPerSecond: number('bytes-per-second', 1, 1e12),
    honourRange: values['honour-range'],
    redirectDownloadsTo: values['redirect-downloads-to']?.replace(/\/+$/, ''),
    cutDownloadAfterBytes: number('cut-download-after-bytes', 0, 1e12),
    missingContentLength: values['missing-content-length'],
    wrongContentLength: number('wrong-content-length', 0, 1e15),
    notAVideo: oneOf('not-a-video', values['not-a-video'], FAKE_VIDEOS),
    badRecords: values['bad-records'],
    badSubtitles: oneOf('bad-subtitles', values['bad-subtitles'], BAD_SUBTITLES),
    statusCodeMissing: values['status-code-missing'],
    docsStyleNumbers: values['docs-style-numbers'],
    wrongTotal: number('wrong-total', -MOST_RECORDINGS, MOST_RECORDINGS),
    shuffled: values.shuffled,
    repeats: values.repeats,
    tooMany: values['too-many'],
    clockYearsOff: number('clock-years-off', -10_000, 10_000),
    noCreationTime: values['no-creation-time'],
    longTexts: values['long-texts'],
    emptyPages: values['empty-pages'],
    failAlways: oneOf('fail', values.fail, FAULT_ANSWERS),
    failPath: values['fail-path'],
  }
  return { kind: 'start', options: given(options), faults: given(faults) }
}

/** Throws a sentence for the user when the text is no whole number within the limits. */
function numberOf(name: string, value: string | undefined, least: number, most: number): number | undefined {
  if (value === undefined) return undefined
  const number = /^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN
  if (number >= least && number <= most) return number
  throw new Error(`--${name} takes a whole number from ${least} to ${most}, not "${value}".`)
}

function oneOf<T extends string>(name: string, value: string | undefined, choices: readonly T[]): T | undefined {
  if (value === undefined) return undefined
  const chosen = choices.find((choice) => choice === value)
  if (chosen !== undefined) return chosen
  throw new Error(`--${name} takes one of ${choices.join(', ')}, not "${value}".`)
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Only what was given, so that defaults stay. */
const given = <T extends object>(values: T): Given<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>
