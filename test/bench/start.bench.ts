/**
 * From a process's start to its first painted list, against a trivial React page in the same Chromium: `npm run bench`.
 * Both sides are the same Node and the same Chromium with the same flags; runs alternate; the page itself says when its
 * text was painted (Element Timing), so that looking costs nothing before it has happened.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { median } from './lib/figures.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const RUNS = 10
const MOST_TIMES = 1.5
const MARK = 'recording'
/** A start that takes so long has failed. */
const LIMIT_MS = 60_000

/** Milliseconds from `started` to the paint of the marked element. */
async function paintedAfter(child: ChildProcess, started: number): Promise<number> {
  const browser = await attach(child)
  try {
    const page = await firstPage(browser)
    for (;;) {
      // A navigation ends a question that came too early; the browser remembers the paint, so asking again loses nothing.
      const painted = await paintTime(page).catch(() => null)
      if (painted !== null) return painted - started
      if (child.exitCode !== null || child.signalCode !== null) throw new Error('ended before anything was painted')
    }
  } finally {
    await browser.close()
  }
}

/** When the marked element was painted, in ms since the epoch; null after a while without. */
const paintTime = (page: Page): Promise<number | null> =>
  page.evaluate(
    (mark) =>
      new Promise<number | null>((resolve) => {
        setTimeout(resolve, 200, null)
        new PerformanceObserver((list) => {
          const entry = list
            .getEntries()
            .find((candidate) => 'identifier' in candidate && candidate.identifier === mark)
          if (entry !== undefined) resolve(performance.timeOrigin + entry.startTime)
        }).observe({ type: 'element', buffered: true })
      }),
    MARK,
  )

function attach(child: ChildProcess): Promise<Browser> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const address = /DevTools listening on (ws:\S+)/.exec(output)?.[1]
      if (address !== undefined) resolve(chromium.connectOverCDP(address))
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code} before its page was there:\n${output}`)))
  })
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('Chromium has no context')
  return context.pages()[0] ?? context.waitForEvent('page')
}

async function timed(command: string, args: readonly string[]): Promise<number> {
  const started = Date.now()
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, STANDIN_HEADLESS: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const limit = setTimeout(() => child.kill('SIGTERM'), LIMIT_MS)
  try {
    return await paintedAfter(child, started)
  } finally {
    clearTimeout(limit)
    child.kill('SIGTERM')
    await gone
  }
}

const standin = join(ROOT, 'test/standin/bin/electron')
const userData = await mkdtemp(join(tmpdir(), 'roomreel-bench-'))
const runApp = () => timed(standin, ['--remote-debugging-port=0', '.', '--demo', `--user-data-dir=${userData}`])
const trivialPage = await mkdtemp(join(tmpdir(), 'roomreel-trivial-page-'))
await build({
  root: join(ROOT, 'test/bench/trivial'),
  configFile: false,
  logLevel: 'error',
  build: { outDir: trivialPage, emptyOutDir: true },
})
const runTrivial = () => timed(process.execPath, [join(ROOT, 'test/bench/trivial/open.ts'), trivialPage])

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
