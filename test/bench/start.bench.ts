/**
 * From a process's start to its first painted list, against a trivial React page in the same Chromium: `npm run bench`.
 * Both sides are the same Node and the same Chromium with the same flags; runs alternate; the page itself says when its
 * text was painted (Element Timing), so that looking costs nothing before it has happened.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { openApp, openPage, ROOT, timeToPaint } from './lib/chromium-page.ts'
import { median } from './lib/figures.ts'

const RUNS = 10
const MOST_TIMES = 1.5

const userData = await mkdtemp(join(tmpdir(), 'roomreel-bench-'))
const runApp = () => timeToPaint(openApp(userData, ['--demo']))
const trivialPage = await mkdtemp(join(tmpdir(), 'roomreel-trivial-page-'))
await build({
  root: join(ROOT, 'test/bench/trivial'),
  configFile: false,
  logLevel: 'error',
  build: { outDir: trivialPage, emptyOutDir: true },
})
const runTrivial = () =>
  timeToPaint(openPage(process.execPath, [join(ROOT, 'test/bench/trivial/open.ts'), trivialPage]))

const app: number[] = []
const trivial: number[] = []
try {
  await runApp()
  await runTrivial()
  for (let run = 0; run < RUNS; run += 1) {
    trivial.push(await runTrivial())
    app.push(await runApp())
  }
} finally {
  await rm(userData, { recursive: true, force: true })
  await rm(trivialPage, { recursive: true, force: true })
}
const result = {
  name: 'start to first painted list',
  appMs: Math.round(median(app)),
  trivialMs: Math.round(median(trivial)),
  ratio: Number((median(app) / median(trivial)).toFixed(2)),
  wanted: `≤ ${MOST_TIMES}`,
  runs: RUNS,
}
console.log(JSON.stringify(result))
process.exitCode = result.ratio <= MOST_TIMES ? 0 : 1
