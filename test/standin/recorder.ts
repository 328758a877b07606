import { unsupported } from './guard.ts'

/** Nothing leaves the stand-in: what would have reached the system is written down here, for tests to look at. */
export const recorded: { api: string; given: unknown[] }[] = []

/** Answers that a test has queued for dialogs, by name of the call. */
export const queuedAnswers = new Map<string, unknown[]>()

/** A function that writes down its call and gives the same result each time. */
export function recording<T>(api: string, result: () => T): (...given: unknown[]) => T {
  return (...given) => {
    recorded.push({ api, given })
    return result()
  }
}

/** A function that writes down its call and gives the next queued answer; without one it throws. */
export function asking(api: string): (...given: unknown[]) => Promise<unknown> {
  return async (...given) => {
    recorded.push({ api, given })
    const answers = queuedAnswers.get(api) ?? []
    return answers.length > 0 ? answers.shift() : unsupported(`${api} without a queued answer`)
  }
}
