/** Says what happens and when (ms since the process started), but only while STANDIN_DEBUG is set. */
export function log(...words: unknown[]): void {
  if (process.env.STANDIN_DEBUG) console.error('[stand-in]', performance.now().toFixed(0), ...words)
}
