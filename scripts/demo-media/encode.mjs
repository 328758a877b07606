import { join } from 'node:path'
import { must } from './programs.mjs'
import { FRAMES_PER_SECOND } from './talk.mjs'

/** A key frame each two seconds, for what a player can jump to at once. */
const KEY_FRAME_EVERY = String(2 * FRAMES_PER_SECOND)
const H264 = ['-c:v', 'libx264', '-preset', 'slow', '-tune', 'stillimage', '-crf', '26', '-g', KEY_FRAME_EVERY]
const VP9 = ['-c:v', 'libvpx-vp9', '-crf', '36', '-b:v', '0', '-row-mt', '1', '-g', KEY_FRAME_EVERY]
const AAC = ['-c:a', 'aac', '-b:a', '48k', '-ar', '48000']
const OPUS = ['-c:a', 'libopus', '-b:a', '32k', '-ar', '48000']

/** Most files begin with their index, so that they play while they load; one does not, as some servers send it. */
const CONTAINERS = {
  mp4: { extension: 'mp4', codecs: [...H264, ...AAC, '-movflags', '+faststart'] },
  'mp4-index-at-end': { extension: 'mp4', codecs: [...H264, ...AAC] },
  webm: { extension: 'webm', codecs: [...VP9, ...OPUS] },
  m4a: { extension: 'm4a', codecs: [...AAC, '-movflags', '+faststart'] },
}

/** espeak-ng is quiet; the limiter keeps the louder voices from clipping. */
const LOUDNESS = 'volume=1.5dB,alimiter=level=disabled:limit=0.75'
/** Players take HD video without a mark for BT.709, ffmpeg converts to BT.601: without both, colours would shift. */
const COLOURS = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p'
const COLOUR_MARKS = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv']
/** No versions and no random numbers, so that the same words give the same files. */
const REPRODUCIBLE = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact']

/** @param {import('./talk.mjs').Talk} talk */
export const mediaFile = ({ id, container }) => `${id}.${CONTAINERS[container].extension}`

/**
 * Writes the recording of a talk: its speech and, unless it is audio only, its slides.
 * @param {import('./talk.mjs').Talk} talk
 * @param {import('./talk.mjs').Speech} speech
 * @param {ReadonlyMap<string, string>} slides PNG files by name
 * @param {string} folder
 */
export async function encode(talk, speech, slides, folder) {
  const sections = sectionsOf(talk, speech)
  const stills = sections.flatMap(({ slide, frames }) => [
    ...['-loop', '1', '-framerate', String(FRAMES_PER_SECOND), '-t', String(frames / FRAMES_PER_SECOND)],
    ...['-i', String(slides.get(slide))],
  ])
  const sound = ['-f', 's16le', '-ar', String(speech.rate), '-ac', '1', '-i', speech.file]
  const picture = sections.length > 0 ? ['-filter_complex', joined(sections.length), '-map', '[video]'] : []
  await must('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', '-y', ...stills, ...sound, ...picture],
    ...['-map', `${sections.length}:a`, '-af', LOUDNESS, ...(sections.length > 0 ? COLOUR_MARKS : [])],
    ...CONTAINERS[talk.container].codecs,
    // Encoders pad the last block of sound.
    ...['-t', String(speech.seconds), ...REPRODUCIBLE, join(folder, mediaFile(talk))],
  ])
}

/**
 * Which slide is shown for how many frames: from its first sentence, the first slide from the start.
 * @param {import('./talk.mjs').Talk} talk
 * @param {import('./talk.mjs').Speech} speech
 */
function sectionsOf({ lines }, { cues, seconds }) {
  const begun = lines.flatMap(({ slide }, index) => {
    return slide ? [{ slide, at: index === 0 ? 0 : frameAt(cues[index].start) }] : []
  })
  return begun.map(({ slide, at }, index) => ({ slide, frames: (begun[index + 1]?.at ?? frameAt(seconds)) - at }))
}

/**
 * The frame that is shown at a time. A thousandth is added because no whole frame's time is exact in binary.
 * @param {number} seconds
 */
const frameAt = (seconds) => Math.floor(seconds * FRAMES_PER_SECOND + 0.001)

/**
 * The ffmpeg filter that shows stills one after the other.
 * @param {number} count
 */
function joined(count) {
  const inputs = Array.from({ length: count }, (_, index) => `[${index}:v]`).join('')
  return `${inputs}concat=n=${count}:v=1:a=0,${COLOURS}[video]`
}
