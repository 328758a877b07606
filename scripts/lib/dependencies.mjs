import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { requireNode, toolNode } from './node.mjs'
import { giveUp, run } from './run.mjs'

/**
 * @typedef {object} Project
 * @property {string} root
 * @property {string} node The Node for build, tests and stand-in.
 * @property {NodeJS.ProcessEnv} env With that Node first in PATH.
 */

/**
 * Installs what package-lock.json says, when it is not there, and finds the Node that runs the rest.
 * @param {string} root
 * @returns {Promise<Project>}
 */
export async function prepare(root) {
  requireNode()
  if (!isInstalled(root)) await install(root)
  const node = toolNode(root)
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const separator = process.platform === 'win32' ? ';' : ':'
  return { root, node, env: { ...process.env, [pathName]: `${dirname(node)}${separator}${process.env[pathName]}` } }
}

/**
 * Runs the command-line program of an installed package.
 * @param {Project} project
 * @param {string} packageName
 * @param {string[]} parameters
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code
 */
export async function runTool({ root, node, env }, packageName, parameters, extraEnv = {}) {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = readJson(join(folder, 'package.json'))
  const script = typeof bin === 'string' ? bin : Object.values(bin)[0]
  const { code } = await run(node, [join(folder, script), ...parameters], { cwd: root, env: { ...env, ...extraEnv } })
  return code
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

/**
 * True when node_modules holds what package-lock.json names; packages for other platforms may be absent.
 * @param {string} root
 */
export function isInstalled(root) {
  try {
    const wanted = readJson(join(root, 'package-lock.json')).packages
    const present = readJson(join(root, 'node_modules/.package-lock.json')).packages
    return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
      if (path === '') return true
      if (present[path] === undefined) return Boolean(optional || devOptional)
      return present[path].version === version
    })
  } catch {
    return false
  }
}

/** @param {string} root */
async function install(root) {
  console.log('Installing what package-lock.json says …')
  const options = ['ci', '--include=dev', '--include=optional', '--loglevel=error']
  const npm = process.env.npm_execpath
  const { code } = npm
    ? await run(process.execPath, [npm, ...options], { cwd: root })
    : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', options, { cwd: root })
  if (code !== 0) giveUp('The dependencies could not be installed: npm says why above. Then run the command again.')
}
