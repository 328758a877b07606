import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { findChromium } from '../../scripts/lib/find-chromium.mjs'
import { chromiumFlags } from './chromium-flags.ts'
import { DevToolsPipe, type Session } from './devtools.ts'
import { log } from './log.ts'

/** A page's target in Chromium, with a session attached to it. */
export interface PageTarget {
  targetId: string
  session: Session
}
interface Size {
  width: number
  height: number
}

/** The first window is opened by Chromium itself, at this size, while the app's main script is still loading. */
export const FIRST_SIZE: Size = { width: 1280, height: 820 }
const SHUTDOWN_MS = 1000
const blankPage = (name: string): string => `data:text/html,<title>${name}</title>`

export interface ChromiumOptions {
  port: number
  switches: ReadonlyMap<string, string>
}

/** One Chromium with a fresh profile, driven over a pipe: when this process ends, however it ends, so does Chromium. */
export class Chromium {
  readonly headless: boolean
  readonly browser: Session
  readonly pages = new Map<string, PageTarget>()
  onExit: (code: number | null) => void = () => undefined
  readonly #profile = mkdtempSync(join(tmpdir(), 'roomreel-standin-'))
  readonly #flags: string[]
  readonly #executable: string
  readonly #process: ChildProcess
  readonly #pipe: DevToolsPipe
  readonly #ended: Promise<number | null>
  readonly #removed = () => rmSync(this.#profile, { recursive: true, force: true })
  readonly #arrivals = new Map<string, (page: PageTarget) => void>()
  readonly #first: Promise<PageTarget>
  #firstTaken = false
  #windowCount = 0

  constructor({ port, switches }: ChromiumOptions) {
    this.headless = isHeadless()
    this.#executable = findChromium() ?? noChromium()
    const asRoot = process.getuid?.() === 0
    const input = { profile: this.#profile, port, headless: this.headless, asRoot, size: FIRST_SIZE, switches }
    this.#flags = chromiumFlags(input)
    this.#first = this.#arrival(blankPage('first'))
    this.#process = this.#spawn([...this.#flags, `--app=${blankPage('first')}`])
    const [, , , output, incoming] = this.#process.stdio
    this.#pipe = new DevToolsPipe(output as Writable, incoming as Readable)
    this.browser = this.#pipe.root
    this.#ended = new Promise((resolve) => {
      this.#process.once('error', () => resolve(null))
      this.#process.once('exit', resolve)
    })
    void this.#ended.then((code) => this.#afterExit(code))
    process.once('exit', () => this.#kill())
    this.#watchPages()
  }

  /** Resolves with Chromium's version when it answers; rejects when it ends before that. */
  async started(): Promise<string> {
    const ended = this.#ended.then((code) => {
      throw new Error(`Chromium did not start (${this.#executable}, exit code ${code})`)
    })
    const { product } = await Promise.race([this.browser.send('Browser.getVersion'), ended])
    ended.catch(() => undefined)
    return product.split('/')[1] ?? product
  }

  /** A window of its own, without tabs and address bar, on a blank page. */
  openPage({ width, height }: Size): Promise<PageTarget> {
    if (!this.#firstTaken) {
      this.#firstTaken = true
      return this.#first
    }
    const url = blankPage(`window-${++this.#windowCount}`)
    const page = this.#arrival(url)
    if (this.headless) void this.browser.send('Target.createTarget', { url, newWindow: true, width, height })
    // A second process hands --app to the running one and ends: Chromium's own single-instance lock.
    else spawn(this.#executable, [...this.#handOverFlags(), `--app=${url}`], { stdio: 'ignore', detached: true })
    return page
  }

  /** Ends Chromium within SHUTDOWN_MS and removes its profile. */
  async close(): Promise<void> {
    this.onExit = () => undefined
    const killer = setTimeout(() => this.#kill(), SHUTDOWN_MS)
    void this.browser.send('Browser.close')
    await this.#ended
    clearTimeout(killer)
    this.#kill()
  }

  #spawn(flags: string[]): ChildProcess {
    const stdio: ('ignore' | 'pipe')[] = ['ignore', 'ignore', 'pipe', 'pipe', 'pipe']
    const env = { ...withoutSecrets(process.env), STANDIN_PROFILE: this.#profile }
    // The shell removes the profile even when this process is killed and cannot.
    const child =
      process.platform === 'win32'
        ? spawn(this.#executable, flags, { stdio, env })
        : spawn('/bin/sh', ['-c', CLEAN_UP, 'sh', this.#executable, ...flags], { stdio, env, detached: true })
    child.stderr?.setEncoding('utf8').on('data', forwardDevToolsAddress())
    return child
  }

  /** The running process has the debugging connections; a second one must not ask for them. */
  #handOverFlags(): string[] {
    return this.#flags.filter((flag) => !flag.startsWith('--remote-debugging'))
  }

  #kill(): void {
    const { pid } = this.#process
    if (pid !== undefined) killGroup(pid)
    this.#removed()
  }

  #afterExit(code: number | null): void {
    log('chromium ended', code)
    this.#pipe.close()
    this.onExit(code)
  }

  #arrival(url: string): Promise<PageTarget> {
    return new Promise((resolve) => this.#arrivals.set(url, resolve))
  }

  #watchPages(): void {
    const { browser } = this
    browser.on('Target.attachedToTarget', ({ sessionId, targetInfo: { targetId, url, openerId } }) => {
      // The app was asked by Page.windowOpen already; a popup that it allowed would have been refused there.
      if (openerId !== undefined) return void browser.send('Target.closeTarget', { targetId })
      const page = { targetId, session: this.#pipe.session(sessionId) }
      this.pages.set(targetId, page)
      this.#arrivals.get(url)?.(page)
      this.#arrivals.delete(url)
    })
    void browser.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: true,
      filter: [{ type: 'page' }],
    })
  }
}

const CLEAN_UP = '"$@"; code=$?; rm -rf -- "$STANDIN_PROFILE"; exit $code'

/** Chromium starts before the app can take its secrets out of the environment. */
const withoutSecrets = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/secret|token|password/i.test(name)))

function isHeadless(): boolean {
  const asked = process.env.STANDIN_HEADLESS
  if (asked) return asked !== '0'
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
}

function noChromium(): never {
  throw new Error('The stand-in needs Chromium or Chrome: install one, or point CHROMIUM_PATH at its executable.')
}

function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // Already gone.
  }
}

/** Tools that attach to Electron wait for this line on stderr; the rest of Chromium's talk is for debugging only. */
function forwardDevToolsAddress(): (text: string) => void {
  let rest = ''
  return (text) => {
    const lines = `${rest}${text}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('DevTools listening on')) console.error(line)
      else if (!line.includes('/dbus/')) log('[chromium]', line)
    }
  }
}
