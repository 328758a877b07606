import { existsSync } from 'node:fs'
import { runTool } from './dependencies.mjs'
import { findChromium } from './find-chromium.mjs'
import { giveUp, run } from './run.mjs'

/** The browser and, so that pages look the same everywhere, the fonts of the design. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-noto-core', 'fonts-inter']

/**
 * The stand-in's browser: an installed one, else it is installed.
 * @param {import('./dependencies.mjs').Project} project
 * @returns {Promise<string>} its executable
 */
export async function ensureChromium(project) {
  const found = findChromium()
  if (found) return found
  if (process.env.CHROMIUM_PATH) giveUp(`CHROMIUM_PATH is no program that can be run: ${process.env.CHROMIUM_PATH}`)
  console.log('Installing a Chromium …')
  if (isDebianRoot()) await installDebianPackages()
  if (!findChromium())
    await runTool(project, '@playwright/test', ['install', ...(isRoot() ? ['--with-deps'] : []), 'chromium'])
  return findChromium() ?? giveUp(ADVICE)
}

const ADVICE = `No Chromium could be installed. Do one of these, then run the command again:
  - install Chromium or Chrome yourself (Debian and Ubuntu: sudo apt-get install chromium)
  - point CHROMIUM_PATH at the executable of one that you have`

const isRoot = () => process.getuid?.() === 0
const isDebianRoot = () => isRoot() && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')

async function installDebianPackages() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES], { env })
}
