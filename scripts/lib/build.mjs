import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { runTool } from './dependencies.mjs'

const OUTPUTS = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']
const INPUTS = [
  'src',
  'electron.vite.config.ts',
  'lingui.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]

/**
 * Builds main, preload and renderer, unless they are newer than everything they are made of.
 * @param {import('./dependencies.mjs').Project} project
 * @returns {Promise<boolean>} false when the build fails
 */
export async function build(project) {
  const built = Math.min(...OUTPUTS.map((path) => modifiedAt(join(project.root, path))))
  const changed = Math.max(...INPUTS.map((path) => modifiedAt(join(project.root, path))))
  if (built > changed) return true
  console.log('Building …')
  return (await runTool(project, 'electron-vite', ['build', '--logLevel', 'warn'])) === 0
}

/**
 * When a file, or the newest file of a folder, was changed: milliseconds since 1970, 0 when there is none.
 * @param {string} path
 * @returns {number}
 */
function modifiedAt(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => modifiedAt(join(path, name))))
}
