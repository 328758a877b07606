import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from './run.mjs'

const DOWNLOAD_LIMIT_MS = 20_000
const REMEMBER_MS = 24 * 3600 * 1000

/**
 * @typedef {object} Choice
 * @property {string} command The executable that opens the app.
 * @property {string[]} parameters What comes before the app's own path.
 * @property {string | null} distPath For ELECTRON_OVERRIDE_DIST_PATH; null = Electron's own place.
 * @property {string | null} whyStandIn Why it is not Electron; null = it is.
 */

/**
 * Electron's binary when it is there, or comes within 20 s; else the stand-in.
 * @param {import('./dependencies.mjs').Project} project
 * @returns {Promise<Choice>}
 */
export async function chooseElectron(project) {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) return { command: join(given, 'electron'), parameters: [], distPath: given, whyStandIn: null }
  const problem = hasDisplay() ? await ensureBinary(project) : 'it needs a display, and here is none'
  if (problem !== null) return standIn(project, problem)
  const command = join(project.root, 'node_modules/electron/dist', readBinaryName(project.root))
  const parameters = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return { command, parameters, distPath: null, whyStandIn: null }
}

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/**
 * @param {import('./dependencies.mjs').Project} project
 * @param {string} whyStandIn
 * @returns {Choice}
 */
function standIn({ root, node }, whyStandIn) {
  const folder = join(root, 'test/standin')
  const distPath = join(folder, 'bin')
  // Windows has no program without a file type; Playwright and electron-vite need one, the app itself does not.
  if (process.platform === 'win32')
    return { command: node, parameters: [join(folder, 'boot.ts')], distPath, whyStandIn }
  return { command: join(distPath, 'electron'), parameters: [], distPath, whyStandIn }
}

/** @param {string} root */
const readBinaryName = (root) => readFileSync(join(root, 'node_modules/electron/path.txt'), 'utf8')

/** @param {string} root */
function hasBinary(root) {
  const folder = join(root, 'node_modules/electron')
  return existsSync(join(folder, 'path.txt')) && existsSync(join(folder, 'dist', readBinaryName(root)))
}

/**
 * @param {import('./dependencies.mjs').Project} project
 * @returns {Promise<string | null>} why there is no binary, or null
 */
async function ensureBinary({ root, node, env }) {
  if (hasBinary(root)) return null
  const memory = join(root, 'node_modules/.cache/roomreel/electron-download-failed')
  const remembered = recall(memory)
  if (remembered) return remembered
  console.log('Downloading Electron …')
  const script = join(root, 'node_modules/electron/install.js')
  const { code, output, timedOut } = await run(node, [script], {
    cwd: root,
    env,
    limitMs: DOWNLOAD_LIMIT_MS,
    quiet: true,
  })
  if (code === 0 && hasBinary(root)) return null
  const reason = timedOut
    ? `its download took more than ${DOWNLOAD_LIMIT_MS / 1000} s`
    : `its download failed${cause(output)}`
  mkdirSync(dirname(memory), { recursive: true })
  writeFileSync(memory, reason)
  return reason
}

/**
 * @param {string} file
 * @returns {string | null} what went wrong less than a day ago
 */
function recall(file) {
  const stats = statSync(file, { throwIfNoEntry: false })
  const isFresh = stats !== undefined && Date.now() - stats.mtimeMs < REMEMBER_MS
  return isFresh ? readFileSync(file, 'utf8') : null
}

/** @param {string} output of the failed download: an error with its stack */
function cause(output) {
  const line = output.split('\n').find((text) => /error/i.test(text))
  return line === undefined ? '' : ` (${line.trim().replace(/^(\w*Error|Uncaught): /, '')})`
}
