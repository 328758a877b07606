import type { Desktop, ProgressMode } from './desktop-port.ts'
import { quitWords, type Rest, restWords } from './manners-words.ts'

export interface Activity {
  running: number
  waiting: number
  /** Those that need the user. */
  failed: number
  /** Of those that run or wait, as far as their lengths are known. */
  bytesDone: number
  bytesTotal: number
}

export interface MannersParts {
  desktop: Desktop
  /** ms */
  clock: () => number
  /** The user's setting. */
  mayNotify: () => boolean
  /** The user wants to see the downloads. */
  onShow: () => void
}

const PROGRESS_EVERY_MS = 500

/** What the desktop sees of downloads: progress, no sleep, one notification at rest, one question before quitting. */
export class Manners {
  readonly #parts: MannersParts
  #running = 0
  #mode: ProgressMode | null = null
  #shownAt = 0
  #question: Promise<boolean> | null = null
  #isQuitting = false

  constructor(parts: MannersParts) {
    this.#parts = parts
  }

  /** May be told as often as it changes. Until something runs (again) after a rest, nothing is shown. */
  update({ running, waiting, failed, bytesDone, bytesTotal }: Activity): void {
    const wasRunning = this.#running > 0
    this.#running = running
    const mode = modeOf(running, failed)
    const isDue = mode !== this.#mode || Math.abs(this.#parts.clock() - this.#shownAt) >= PROGRESS_EVERY_MS
    if (running > 0 ? isDue : wasRunning) this.#parts.desktop.keepAwake(running > 0)
    if (this.#mode === null && running === 0) return
    if (running + waiting === 0) this.#hide()
    else if (isDue) this.#show(bytesTotal > 0 ? Math.min(1, bytesDone / bytesTotal) : 0, mode)
  }

  /** Nothing runs, and nothing could. */
  rest(rest: Rest): void {
    const { desktop, mayNotify, onShow } = this.#parts
    this.#running = 0
    desktop.keepAwake(false)
    this.#hide()
    const words = restWords(rest)
    if (words !== null && mayNotify()) desktop.notify(words, onShow)
  }

  /**
   * Asks when something is running, else answers at once: a quit that is held up for a moment holds up the end of a
   * session. A question that is open is not asked twice, and a yes holds. One that cannot be asked keeps nobody from
   * quitting. Never fails.
   */
  mayQuit(): true | Promise<boolean> {
    if (this.#running === 0 || this.#isQuitting) return true
    this.#question ??= this.#ask().finally(() => {
      this.#question = null
    })
    return this.#question
  }

  async #ask(): Promise<boolean> {
    try {
      this.#isQuitting = (await this.#parts.desktop.askQuit(quitWords(this.#running))) === 'quit'
    } catch (error) {
      console.error('The question before quitting could not be asked:', error)
      this.#isQuitting = true
    }
    return this.#isQuitting
  }

  #show(share: number, mode: ProgressMode): void {
    this.#mode = mode
    this.#shownAt = this.#parts.clock()
    this.#parts.desktop.progress(share, mode)
  }

  #hide(): void {
    if (this.#mode !== null) this.#parts.desktop.progress(null, 'normal')
    this.#mode = null
  }
}

function modeOf(running: number, failed: number): ProgressMode {
  if (failed > 0) return 'error'
  return running === 0 ? 'paused' : 'normal'
}
