import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

// Playwright asks the electron package for its binary: the downloaded one, unless npm test has chosen, else the stand-in.
const downloaded = join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist')
if (!existsSync(downloaded)) process.env.ELECTRON_OVERRIDE_DIST_PATH ||= join(ROOT, 'test/standin/bin')

export interface Launched {
  app: ElectronApplication
  page: Page
  /** Errors of the page and its console, CSP violations among them. */
  problems: string[]
}

export interface LaunchChoices {
  args?: string[]
  env?: Record<string, string>
}

/** Starts the built app on a folder of its own; the same folder again is a restart. */
export async function launch(userData: string, choices: LaunchChoices = {}): Promise<Launched> {
  const asRoot = process.getuid?.() === 0
  const app = await _electron.launch({
    cwd: ROOT,
    args: ['.', ...(asRoot ? ['--no-sandbox'] : []), `--user-data-dir=${userData}`, ...(choices.args ?? [])],
    env: {
      ...(process.env as Record<string, string>),
      LC_ALL: 'en_GB.UTF-8',
      ...choices.env,
    },
  })
  const page = await app.firstWindow()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await page.waitForFunction(() => document.querySelector('main, [role="main"]') !== null)
  return { app, page, problems }
}

interface Fixtures {
  userData: string
  /** Starts the app; everything that was started is ended after the test. */
  start: (choices?: LaunchChoices) => Promise<Launched>
}

export const test = base.extend<Fixtures>({
  // biome refuses an empty pattern, Playwright insists on one: `browserName` is there and costs nothing.
  userData: async ({ browserName: _ }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'roomreel-e2e-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  start: async ({ userData }, use) => {
    const running: Launched[] = []
    await use(async (choices) => {
      const launched = await launch(userData, choices)
      running.push(launched)
      return launched
    })
    for (const { app } of running) await app.close()
    for (const { problems } of running) expect(problems).toEqual([])
  },
})

export { expect }
