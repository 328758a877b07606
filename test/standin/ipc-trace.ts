import { appendFileSync } from 'node:fs'

export type TracedAs = 'invoke' | 'reply' | 'send' | 'sync' | 'sync-reply' | 'event'

/**
 * Appends a message between a page and the app to the file that STANDIN_IPC_TRACE names, as it was encoded: one line,
 * "direction, tab, channel, tab, message". So a test can prove what no message held.
 */
export function traceIpc(as: TracedAs, channel: string, payload: string): void {
  const file = process.env.STANDIN_IPC_TRACE
  if (file) appendFileSync(file, `${as}\t${channel}\t${payload}\n`)
}
