import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { giveUp } from './run.mjs'

/** What the newest of the tools wants: major and minor. @type {[number, number]} */
export const LEAST_TOOL_NODE = [22, 19]

/**
 * @param {string} version like "20.19.0"
 * @param {[number, number]} least major and minor
 */
export function isAtLeast(version, [major, minor]) {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}

/** Ends with a sentence when this Node cannot even run the scripts. */
export function requireNode() {
  if (isAtLeast(process.versions.node, [20, 19])) return
  giveUp(`Roomreel needs Node.js 20.19 or newer, and this is ${process.version}. Get it from https://nodejs.org/`)
}

/**
 * The Node that runs build, tests and stand-in: the one that package-lock.json brings (Linux on x64), else the user's.
 * @param {string} root
 * @returns {string}
 */
export function toolNode(root) {
  const own = join(root, 'node_modules/.bin/node')
  if (process.platform === 'linux' && existsSync(own)) return own
  if (isAtLeast(process.versions.node, LEAST_TOOL_NODE)) return process.execPath
  const where = `${process.platform} on ${process.arch}`
  return giveUp(
    `On ${where} Roomreel needs Node.js ${LEAST_TOOL_NODE.join('.')} or newer, and this is ${process.version}. Get it from https://nodejs.org/`,
  )
}
