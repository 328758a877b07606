import { AppFailure } from '../../shared/app-error.ts'
import type { RecordingQuery } from '../../shared/recording.ts'
import type { ServerPage } from '../plugnmeet/client.ts'
import { questionKey } from './question.ts'

export interface ServerQuestionsParts {
  fetch: (question: RecordingQuery, signal: AbortSignal) => Promise<ServerPage>
  /** Takes an answer in, before whoever asked hears it. */
  keep: (question: RecordingQuery, page: ServerPage, at: number) => Promise<void>
  /** Milliseconds since 1970. */
  clock: () => number
}

/** The server's last answer to a question in this run. */
export interface Answered {
  /** ms since 1970. */
  at: number
  leftOut: number
}

/** An answer to this very question is good for so long: a screen that asks again does not ask the server again. */
const FRESH_MS = 15_000

/** What screens ask of a server: one question at a time, the newest. */
export class ServerQuestions {
  readonly #parts: ServerQuestionsParts
  readonly #answered = new Map<string, Answered>()
  #asking: { key: string; abort: AbortController; page: Promise<ServerPage> } | null = null
  #last: RecordingQuery | null = null

  constructor(parts: ServerQuestionsParts) {
    this.#parts = parts
  }

  /** What is on screen, as far as the server was asked for it. */
  get last(): RecordingQuery | null {
    return this.#last
  }

  answered(question: RecordingQuery): Answered | null {
    return this.#answered.get(questionKey(question)) ?? null
  }

  /** True when the server need not be asked: it was just now, or is being asked. It is then what is on screen, too. */
  isFresh(question: RecordingQuery): boolean {
    const answered = this.answered(question)
    const isFresh =
      this.#asking?.key === questionKey(question) || (answered !== null && this.#parts.clock() - answered.at < FRESH_MS)
    if (isFresh) this.#last = question
    return isFresh
  }

  /** Asks, or waits for the same question that is under way. A newer one ends an older one, which fails with `aborted`. */
  ask(question: RecordingQuery): Promise<ServerPage> {
    const key = questionKey(question)
    if (this.#asking?.key === key) return this.#asking.page
    this.stop()
    const abort = new AbortController()
    const page = this.#ask(question, abort.signal)
    const asking = { key, abort, page }
    this.#asking = asking
    this.#last = question
    const over = (): void => {
      if (this.#asking === asking) this.#asking = null
    }
    page.then(over, over)
    return page
  }

  /** Ends the question that is under way. */
  stop(): void {
    this.#asking?.abort.abort()
    this.#asking = null
  }

  /** Every question is to be asked again. */
  forget(): void {
    this.#answered.clear()
  }

  async #ask(question: RecordingQuery, signal: AbortSignal): Promise<ServerPage> {
    const { fetch, keep, clock } = this.#parts
    const page = await fetch(question, signal)
    // The answer of a server that has been left, or closed, is nobody's any more.
    if (signal.aborted) throw new AppFailure('aborted', 'a newer question was asked')
    const at = clock()
    this.#answered.set(questionKey(question), { at, leftOut: page.leftOut })
    await keep(question, page, at)
    return page
  }
}
