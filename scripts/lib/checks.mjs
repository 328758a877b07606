import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTool } from './dependencies.mjs'

/**
 * @typedef {object} Count Tests; a step without tests that fails counts as one failed test.
 * @property {number} passed
 * @property {number} failed
 */

/**
 * Format, lint, types and unit tests. Each one runs, whatever happened to the one before.
 * @param {import('./dependencies.mjs').Project} project
 * @returns {Promise<Count>}
 */
export async function check(project) {
  const steps = [
    await step('Format and lint', () => runTool(project, '@biomejs/biome', ['check', '--error-on-warnings', '.'])),
    await step('Types', () => runTool(project, 'typescript', ['-p', '.'])),
    await step('Types of the renderer', () => runTool(project, 'typescript', ['-p', 'tsconfig.web.json'])),
    await counted('Unit tests', readVitest, (report) =>
      runTool(project, 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]),
    ),
  ]
  return sum(steps)
}

/** @param {Count[]} counts */
export const sum = (counts) => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
})

/**
 * A step that either works or does not.
 * @param {string} name
 * @param {() => Promise<number>} work gives an exit code
 * @returns {Promise<Count>}
 */
export async function step(name, work) {
  const startedAt = performance.now()
  console.log(`\n${name} …`)
  const code = await work()
  console.log(`${name}: ${code === 0 ? 'fine' : 'FAILED'} (${seconds(startedAt)} s)`)
  return { passed: 0, failed: code === 0 ? 0 : 1 }
}

/**
 * A test runner, with its tests counted from its report.
 * @template Report
 * @param {string} name
 * @param {(report: Report) => Count} read
 * @param {(reportFile: string) => Promise<number>} work gives an exit code
 * @returns {Promise<Count>}
 */
export async function counted(name, read, work) {
  const folder = mkdtempSync(join(tmpdir(), 'roomreel-report-'))
  const file = join(folder, 'report.json')
  const { failed: broken } = await step(name, () => work(file))
  try {
    const count = read(JSON.parse(readFileSync(file, 'utf8')))
    // A runner can fail without a failed test: an error outside of them, or no test at all.
    return { passed: count.passed, failed: Math.max(count.failed, broken, count.passed === 0 ? 1 : 0) }
  } catch {
    return { passed: 0, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {{ numPassedTests: number, numFailedTests: number }} report */
const readVitest = ({ numPassedTests, numFailedTests }) => ({ passed: numPassedTests, failed: numFailedTests })

/** @param {{ stats: { expected: number, flaky: number, unexpected: number } }} report */
export const readPlaywright = ({ stats: { expected, flaky, unexpected } }) => ({
  passed: expected + flaky,
  failed: unexpected,
})

/** @param {number} startedAt */
const seconds = (startedAt) => ((performance.now() - startedAt) / 1000).toFixed(1)
