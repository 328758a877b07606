import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { install, isInstalled } from './install.mjs'
import { requireNode, toolNode } from './node.mjs'
import { run } from './run.mjs'

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
