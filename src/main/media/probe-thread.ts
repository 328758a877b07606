import { parentPort, workerData } from 'node:worker_threads'
import {
  ADTS,
  CustomSource,
  FLAC,
  Input,
  Logging,
  LogLevel,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny'
import type { FileFacts } from '../../shared/media.ts'
import type { FromProbe, ProbeStart, ToProbe } from './probe-messages.ts'

/** The thread that looks into one file. Whatever a file makes of it, it is ended from outside and nobody else waits. */

const LONGEST_SECONDS = 1e7
const MOST_PIXELS = 65_535
const CODEC = /^[\x20-\x7e]{1,100}$/

const port = parentPort
if (port === null) throw new Error('this runs in a thread of its own')
const say = (message: FromProbe): void => port.postMessage(message)
const { total } = workerData as ProbeStart
const waiting = new Map<number, (bytes: Uint8Array) => void>()
let lastId = 0
// What is odd about a file is for nobody's console.
Logging.level = LogLevel.Silent

port.on('message', ({ id, bytes }: ToProbe) => {
  waiting.get(id)?.(bytes)
  waiting.delete(id)
})

function read(from: number, to: number): Promise<Uint8Array> {
  const id = ++lastId
  return new Promise((resolve) => {
    waiting.set(id, resolve)
    say({ kind: 'read', id, position: from, length: to - from })
  })
}

async function look(): Promise<void> {
  const input = new Input({
    source: new CustomSource({ getSize: () => total, read }),
    formats: [MP4, QTFF, MATROSKA, WEBM, OGG, MP3, WAVE, FLAC, ADTS],
  })
  const facts = await factsOf(input)
  say({ kind: 'opened', facts })
  const durationSeconds = facts.durationSeconds ?? (await countedSeconds(input))
  say({ kind: 'done', facts: { ...facts, durationSeconds } })
}

async function factsOf(input: Input): Promise<FileFacts> {
  const video = await input.getPrimaryVideoTrack()
  const audio = await input.getPrimaryAudioTrack()
  if (video === null && audio === null) throw new Error('there is neither picture nor sound in it')
  return {
    durationSeconds: seconds(await input.getDurationFromMetadata()),
    width: video === null ? null : pixels(await video.getDisplayWidth()),
    height: video === null ? null : pixels(await video.getDisplayHeight()),
    videoCodec: codec((await video?.getCodecParameterString()) ?? null),
    audioCodec: codec((await audio?.getCodecParameterString()) ?? null),
  }
}

/** Of a file that does not say how long it is. */
async function countedSeconds(input: Input): Promise<number | null> {
  try {
    return seconds(await input.computeDuration())
  } catch {
    // It opens, and ends in something that nobody can read: how long it is stays open.
    return null
  }
}

const seconds = (value: number | null): number | null =>
  value !== null && value > 0 && value < LONGEST_SECONDS ? value : null

const pixels = (value: number): number | null => (value > 0 && value <= MOST_PIXELS ? Math.round(value) : null)

const codec = (value: string | null): string | null => (value !== null && CODEC.test(value) ? value : null)

look().catch((error: unknown) => {
  say({ kind: 'not-media', why: error instanceof Error ? error.message : String(error) })
})
