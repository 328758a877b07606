/**
 * Saves values one after the other: while one is being saved only the newest waits, so that dragging a slider costs
 * a handful of calls and the last value always arrives, however soon the app is closed.
 */
export function saveLatest<T>(save: (value: T) => Promise<unknown>): (value: T) => void {
  let saving = false
  let waiting: { value: T } | null = null

  const run = async (value: T): Promise<void> => {
    saving = true
    for (let next: { value: T } | null = { value }; next !== null; ) {
      waiting = null
      await save(next.value)
      next = waiting
    }
    saving = false
  }
  return (value) => {
    if (saving) waiting = { value }
    else void run(value)
  }
}
