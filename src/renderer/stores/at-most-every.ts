/**
 * Runs at once, then again at most so often (ms) and never twice at the same time: whatever is wanted meanwhile is one
 * more run, so that the last wish is always heard.
 */
export function atMostEvery(ms: number, run: () => Promise<void>): () => void {
  let resting = false
  let again = false

  const start = async (): Promise<void> => {
    resting = true
    again = false
    const rest = new Promise<void>((end) => setTimeout(end, ms))
    await run()
    await rest
    resting = false
    if (again) void start()
  }
  return () => {
    if (resting) again = true
    else void start()
  }
}
