import { findChromium } from '../lib/find-chromium.mjs'
import { giveUp, run } from '../lib/run.mjs'

/**
 * Finds the programs that the demo is made with, or ends and says which ones are missing.
 * @returns {Promise<{ chromium: string }>}
 */
export async function requirePrograms() {
  const chromium = findChromium()
  const missing = []
  if (!(await runs('ffmpeg', '-version'))) missing.push('ffmpeg')
  if (!(await runs('espeak-ng', '--version'))) missing.push('espeak-ng')
  if (chromium === null) missing.push('chromium')
  if (chromium === null || missing.length > 0) {
    const pointer = missing.includes('chromium') ? '\nOr point CHROMIUM_PATH at the Chromium or Chrome you have.' : ''
    giveUp(`Missing: ${missing.join(', ')}.\nDebian and Ubuntu: sudo apt-get install ${missing.join(' ')}${pointer}`)
  }
  return { chromium }
}

/**
 * @param {string} command
 * @param {string} parameter that makes it only say its version
 */
async function runs(command, parameter) {
  const { code } = await run(command, [parameter], { quiet: true })
  return code === 0
}

/**
 * Runs a program quietly; what it printed is shown only when it fails.
 * @param {string} command
 * @param {string[]} parameters
 */
export async function must(command, parameters) {
  const { code, output } = await run(command, parameters, { quiet: true })
  if (code !== 0) throw new Error(`${command} ended with code ${code}:\n${output}`)
}
