import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { must } from './programs.mjs'
import { FRAMES_PER_SECOND } from './talk.mjs'

/** Seconds of silence before each sentence. */
const GAP = 0.5
/** Seconds of silence after the last one. */
const TAIL = 1
const BYTES_PER_SAMPLE = 2

/**
 * Speaks a talk sentence by sentence, and says when each one is heard.
 * @param {import('./talk.mjs').Talk} talk
 * @param {string} folder for the sound
 * @returns {Promise<import('./talk.mjs').Speech>}
 */
export async function speak({ lines, spoken }, folder) {
  const parts = []
  const cues = []
  let rate = 0
  let seconds = 0
  for (const [index, line] of lines.entries()) {
    const sound = await speakLine(line.who, line[spoken], join(folder, `${index}.wav`))
    rate = sound.rate
    const start = seconds + GAP
    const end = start + lengthOf(sound)
    parts.push(silence(GAP, rate), sound.samples)
    cues.push({ start, end })
    seconds = end
  }
  // Whole frames, so that sound and picture end together.
  const whole = Math.ceil((seconds + TAIL) * FRAMES_PER_SECOND) / FRAMES_PER_SECOND
  parts.push(silence(whole - seconds, rate))
  const file = join(folder, 'speech.pcm')
  await writeFile(file, Buffer.concat(parts))
  return { file, rate, seconds: whole, cues }
}

/**
 * Speaks one sentence; gives its samples.
 * @param {import('./talk.mjs').Speaker} who
 * @param {string} text
 * @param {string} file
 */
async function speakLine({ voice, speed, pitch }, text, file) {
  await must('espeak-ng', ['-v', voice, '-s', String(speed), '-p', String(pitch), '-w', file, text])
  return readWav(await readFile(file))
}

/**
 * The samples of a WAV file whose header is the plain one of 44 bytes, as espeak-ng writes it.
 * @param {Buffer} wav
 */
function readWav(wav) {
  if (wav.toString('latin1', 36, 40) !== 'data') throw new Error('espeak-ng wrote a WAV file that is not a plain one')
  return { rate: wav.readUInt32LE(24), samples: wav.subarray(44, 44 + wav.readUInt32LE(40)) }
}

/** @param {{ rate: number, samples: Buffer }} sound */
const lengthOf = ({ rate, samples }) => samples.length / BYTES_PER_SAMPLE / rate

/**
 * @param {number} seconds
 * @param {number} rate
 */
const silence = (seconds, rate) => Buffer.alloc(Math.round(seconds * rate) * BYTES_PER_SAMPLE)
