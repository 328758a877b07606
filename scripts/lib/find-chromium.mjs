import { accessSync, constants, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']

/**
 * The executable of an installed Chromium or Chrome, or null. CHROMIUM_PATH wins; then PATH, the usual places of the
 * platform, and what Playwright has installed.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | null}
 */
export function findChromium(env = process.env) {
  const { CHROMIUM_PATH: given } = env
  if (given) return isExecutable(given) ? given : null
  return [...onPath(env), ...usualPlaces(env), ...fromPlaywright(env)].find(isExecutable) ?? null
}

/** @param {NodeJS.ProcessEnv} env */
function onPath(env) {
  if (process.platform === 'win32') return []
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/** @param {NodeJS.ProcessEnv} env */
function usualPlaces(env) {
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
        join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
        join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
        join(folder, 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'),
      ])
    case 'win32':
      return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Chromium/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ])
    default:
      return ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'].flatMap((folder) =>
        NAMES.map((name) => join(folder, name)),
      )
  }
}

const IN_PLAYWRIGHT = {
  darwin: [
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['chrome-win64/chrome.exe', 'chrome-win/chrome.exe'],
  linux: ['chrome-linux64/chrome', 'chrome-linux/chrome'],
}

/** @param {NodeJS.ProcessEnv} env */
function fromPlaywright(env) {
  const cache = {
    darwin: join(homedir(), 'Library/Caches'),
    win32: env.LOCALAPPDATA ?? join(homedir(), 'AppData/Local'),
    linux: env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  }
  const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux'
  const folder = env.PLAYWRIGHT_BROWSERS_PATH ?? join(cache[platform], 'ms-playwright')
  return foldersIn(folder)
    .filter((name) => name.startsWith('chromium-'))
    .sort()
    .reverse()
    .flatMap((name) => IN_PLAYWRIGHT[platform].map((path) => join(folder, name, path)))
}

/** @param {string} folder */
function foldersIn(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
