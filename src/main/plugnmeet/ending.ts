import type { HttpRequest } from './http.ts'
import { abortedFailure, timeoutFailure } from './http-failure.ts'

const CONNECT_TIMEOUT_MS = 5000

/** What may end an exchange before its time: its caller, the client being closed, and two clocks. */
export interface Ending {
  /** Aborted with the AppFailure that the exchange then fails with. */
  signal: AbortSignal
  /** Stops the clock for connecting. */
  connected(): void
  /** Stops both clocks: the caller may still end the body. */
  answered(): void
  /** Lets go of everything. */
  over(): void
}

/** Begins to watch; `deadline` is a time of performance.now(). */
export function startEnding(asked: HttpRequest, deadline: number, closed: AbortSignal): Ending {
  const { url, connectTimeoutMs = CONNECT_TIMEOUT_MS } = asked
  const controller = new AbortController()
  const giveUp = (): void => controller.abort(abortedFailure(url))
  const tooLate = (what: string): void => controller.abort(timeoutFailure(url, what))
  const connecting = setTimeout(() => tooLate('it could not be connected to'), connectTimeoutMs)
  const answering = setTimeout(() => tooLate('it connected and then said nothing'), deadline - performance.now())
  const callers = asked.signal === undefined ? [closed] : [closed, asked.signal]
  for (const caller of callers) caller.addEventListener('abort', giveUp)
  if (callers.some((caller) => caller.aborted)) giveUp()
  const answered = (): void => {
    clearTimeout(connecting)
    clearTimeout(answering)
  }
  return {
    signal: controller.signal,
    connected: () => clearTimeout(connecting),
    answered,
    over: () => {
      answered()
      for (const caller of callers) caller.removeEventListener('abort', giveUp)
    },
  }
}
