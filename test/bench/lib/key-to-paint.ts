import type { Page } from '@playwright/test'

/** Longer than anything that is measured: what was waited for does not come. */
const LIMIT_MS = 10_000

/**
 * Presses a key, and answers the milliseconds from its event, by the event's own clock, to the frame that showed this
 * recording's row, as the browser itself notes it (Element Timing). It notes an element once, so that a row which was
 * there before counts for nothing; React puts all rows of a list into one frame.
 */
export async function keyToRow(page: Page, key: string, recordId: string): Promise<number> {
  const armed = await page.evaluateHandle(
    ([recordId, limit]) => {
      let keyAt: number | null = null
      const onKey = (event: KeyboardEvent): void => {
        if (event.key !== 'Control') keyAt ??= event.timeStamp
      }
      addEventListener('keydown', onKey, { capture: true })
      const isRow = (entry: PerformanceEntry): boolean =>
        keyAt !== null &&
        entry.startTime >= keyAt &&
        'element' in entry &&
        entry.element instanceof Element &&
        entry.element.closest<HTMLElement>('[data-record-id]')?.dataset.recordId === recordId
      const ms = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error('the row was not painted')), limit)
        const observer = new PerformanceObserver((list) => {
          const entry = list.getEntries().find(isRow)
          if (entry === undefined || keyAt === null) return
          observer.disconnect()
          removeEventListener('keydown', onKey, { capture: true })
          resolve(entry.startTime - keyAt)
        })
        observer.observe({ type: 'element' })
      })
      return { ms }
    },
    [recordId, LIMIT_MS] as const,
  )
  await page.keyboard.press(key)
  return armed.evaluate(({ ms }) => ms)
}

/**
 * Presses a key, and answers the milliseconds from its event to the end of the frame that shows so many elements of a
 * kind, with this text in the field that has the focus (null: whatever it says). The browser notes no paint of its own
 * where elements only go or stay, so the frame's end is a task that is posted before its layout and runs after its paint.
 */
export async function keyToCount(
  page: Page,
  key: string,
  wanted: { selector: string; count: number; typed: string | null },
): Promise<number> {
  const armed = await page.evaluateHandle(
    ({ selector, count, typed, limit }) => {
      const isThere = (): boolean => {
        const field = document.activeElement
        const says = typed === null || (field instanceof HTMLInputElement && field.value === typed)
        return says && document.querySelectorAll(selector).length === count
      }
      const ms = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`there were never ${count} × ${selector}`)), limit)
        const onKey = ({ timeStamp }: KeyboardEvent): void => {
          const look = (): void => {
            if (!isThere()) return void requestAnimationFrame(look)
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.now() - timeStamp)
            port2.postMessage(null)
          }
          requestAnimationFrame(look)
        }
        addEventListener('keydown', onKey, { capture: true, once: true })
      })
      return { ms }
    },
    { ...wanted, limit: LIMIT_MS },
  )
  await page.keyboard.press(key)
  return armed.evaluate(({ ms }) => ms)
}
