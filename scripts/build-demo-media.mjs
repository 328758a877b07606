import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { encode, mediaFile } from './demo-media/encode.mjs'
import { AIRWAY, AUDIO, BOARD, COUNCIL, LAKE, TERMINAL } from './demo-media/english.mjs'
import { POLL } from './demo-media/german.mjs'
import { requirePrograms } from './demo-media/programs.mjs'
import { renderSlides, slideNames } from './demo-media/slides.mjs'
import { speak } from './demo-media/speech.mjs'
import { subtitleFile, subtitleText } from './demo-media/subtitles.mjs'

/** `node scripts/build-demo-media.mjs [output folder]`: makes everything in resources/demo except its README. */
const TALKS = [LAKE, BOARD, AIRWAY, COUNCIL, TERMINAL, POLL, AUDIO]

const output = resolve(process.argv[2] ?? join(import.meta.dirname, '../resources/demo'))
const { chromium } = await requirePrograms()
const work = await mkdtemp(join(tmpdir(), 'roomreel-demo-media-'))
try {
  const slides = await renderSlides(chromium, slideNames(TALKS), await folder(work, 'slides'))
  // Copied to the output at the end, so that a failure leaves the present media as they are.
  const made = await folder(work, 'made')
  for (const talk of TALKS) await makeTalk(talk, slides, made)
  await writeFile(join(made, 'index.json'), `${JSON.stringify(indexOf(TALKS), null, 2)}\n`)
  await mkdir(output, { recursive: true })
  for (const file of await readdir(made)) await copyFile(join(made, file), join(output, file))
} finally {
  await rm(work, { recursive: true, force: true })
}

/**
 * Writes the recording of one talk and its subtitles.
 * @param {import('./demo-media/talk.mjs').Talk} talk
 * @param {ReadonlyMap<string, string>} slides PNG files by the name of their slide
 * @param {string} made
 */
async function makeTalk(talk, slides, made) {
  const speech = await speak(talk, await folder(work, talk.id))
  for (const track of talk.subtitles)
    await writeFile(join(made, subtitleFile(talk, track)), subtitleText(talk, track, speech.cues))
  await encode(talk, speech, slides, made)
  console.log(`${mediaFile(talk)}: ${speech.seconds.toFixed(1)} s`)
}

/**
 * What index.json says about the files; src/main/demo/media-set.ts reads it.
 * @param {import('./demo-media/talk.mjs').Talk[]} talks
 */
function indexOf(talks) {
  const media = talks.map((talk) => ({
    id: talk.id,
    file: mediaFile(talk),
    subtitles: talk.subtitles.map((track) => ({
      language: track.language,
      label: track.label,
      file: subtitleFile(talk, track),
    })),
  }))
  return { media }
}

/**
 * Makes a folder inside another and gives its path.
 * @param {string} parent
 * @param {string} name
 */
async function folder(parent, name) {
  const path = join(parent, name)
  await mkdir(path)
  return path
}
