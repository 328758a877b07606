import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from '@playwright/test'

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
/** The mark of what is waited for, in the app's list and in the trivial page (Element Timing). */
const MARK = 'recording'
/** A start that takes so long has failed. */
const LIMIT_MS = 60_000

/** A process with the page that its Chromium shows. */
export interface OpenPage {
  page: Page
  /** Milliseconds from the process's start to the first paint of the mark. */
  paintedMs: number
  close(): Promise<void>
}

/** The built app in Electron's stand-in, on this user's folder. */
export function openApp(userData: string, args: readonly string[] = []): Promise<OpenPage> {
  const own = ['--remote-debugging-port=0', '.', `--user-data-dir=${userData}`]
  return openPage(join(ROOT, 'test/standin/bin/electron'), [...own, ...args])
}

/** Starts a process and waits until its page has painted the mark; fails when the process ends before. */
export async function openPage(command: string, args: readonly string[]): Promise<OpenPage> {
  const started = Date.now()
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, STANDIN_HEADLESS: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const limit = setTimeout(() => child.kill('SIGTERM'), LIMIT_MS)
  let browser: Browser | null = null
  const close = async (): Promise<void> => {
    await browser?.close()
    child.kill('SIGTERM')
    await gone
  }
  try {
    browser = await attach(child)
    const page = await firstPage(browser)
    return { page, paintedMs: (await painted(child, page)) - started, close }
  } catch (error) {
    await close()
    throw error
  } finally {
    clearTimeout(limit)
  }
}

/** Milliseconds from a process's start to the first paint of the mark; the process is ended then. */
export async function timeToPaint(opening: Promise<OpenPage>): Promise<number> {
  const { paintedMs, close } = await opening
  await close()
  return paintedMs
}

function attach(child: ChildProcess): Promise<Browser> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const address = /DevTools listening on (ws:\S+)/.exec(output)?.[1]
      if (address === undefined) return
      // Nobody reads on, and a full pipe would stop the process.
      child.stderr?.off('data', read).resume()
      resolve(chromium.connectOverCDP(address))
    }
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`ended with ${code} before its page was there:\n${output}`)))
  })
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('Chromium has no context')
  return context.pages()[0] ?? context.waitForEvent('page')
}

/** When the mark was painted first, in ms since 1970. */
async function painted(child: ChildProcess, page: Page): Promise<number> {
  for (;;) {
    // A navigation ends a question that came too early; the browser remembers the paint, so asking again loses nothing.
    const at = await paintTime(page).catch(() => null)
    if (at !== null) return at
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('ended before anything was painted')
  }
}

/** Null after a while without a paint. */
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
