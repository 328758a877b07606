import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { must } from './programs.mjs'

const WIDTH = 1280
const HEIGHT = 720
const ATTEMPTS = 3
const SOURCES = join(import.meta.dirname, 'slides')

/**
 * The slides that talks show, each name once.
 * @param {import('./talk.mjs').Talk[]} talks
 */
export function slideNames(talks) {
  return [...new Set(talks.flatMap(({ lines }) => lines.flatMap(({ slide }) => slide ?? [])))]
}

/**
 * Draws slides as PNG files of the size of the video.
 * @param {string} chromium
 * @param {string[]} names
 * @param {string} folder
 * @returns {Promise<Map<string, string>>} the files by name
 */
export async function renderSlides(chromium, names, folder) {
  const files = new Map()
  for (const name of names) files.set(name, await renderSlide(chromium, name, folder))
  return files
}

/**
 * Draws one slide; gives its PNG file.
 * @param {string} chromium
 * @param {string} name
 * @param {string} folder
 */
async function renderSlide(chromium, name, folder) {
  const page = join(folder, `${name}.html`)
  const picture = join(folder, `${name}.png`)
  await writeFile(page, pageWith(await readFile(join(SOURCES, `${name}.svg`), 'utf8')))
  // The process of a page sometimes dies at its start; Chromium then takes no picture and still ends with code 0.
  for (let attempt = 0; attempt < ATTEMPTS && !existsSync(picture); attempt++)
    await photograph(chromium, page, picture, join(folder, 'profile'))
  if (!existsSync(picture)) throw new Error(`Chromium took no picture of the slide ${name}, in ${ATTEMPTS} attempts.`)
  return picture
}

/**
 * Takes a picture of a page in the size of the video.
 * @param {string} chromium
 * @param {string} page
 * @param {string} picture
 * @param {string} profile Its own, for a Chromium that is already open would take the page over.
 */
async function photograph(chromium, page, picture, profile) {
  await must(chromium, [
    '--headless',
    // Chromium refuses to run as root with its sandbox, and the only page it opens is ours.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--hide-scrollbars',
    `--user-data-dir=${profile}`,
    `--window-size=${WIDTH},${HEIGHT}`,
    `--screenshot=${picture}`,
    pathToFileURL(page).href,
  ])
}

/**
 * A page that a slide fills, because most are drawn at a quarter of the size.
 * @param {string} svg
 */
function pageWith(svg) {
  const style = `html, body { margin: 0 } svg { display: block; width: ${WIDTH}px; height: ${HEIGHT}px }`
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${svg}`
}
