import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { LibraryThread } from '../../../../src/main/library/library-thread.ts'
import { LIBRARY_THREAD } from '../roomreel-fixture.ts'
import { newShelf, query, type Shown } from './library-fixture.ts'
import { comesTo, libraryIds, listAsked, quietServer, recounted, serverIds } from './sync-fixture.ts'

const RECORDINGS = 1500

// For a busy computer.
vi.setConfig({ testTimeout: 20_000 })

let shelf: Awaited<ReturnType<typeof newShelf>>
beforeEach(async () => {
  shelf = await newShelf()
})
afterEach(() => shelf.clean())

/** A server, and what it was asked for. */
async function asking(recordings = RECORDINGS) {
  const demo = await shelf.server(recordings)
  const asked: { from: number; limit: number; inFlight: number }[] = []
  demo.onRequest = (path, body) => {
    const page = listAsked(path, body)
    if (page !== null) asked.push({ from: page.from, limit: page.limit, inFlight: demo.inFlight })
  }
  return { demo, asked }
}

const offsetOf = (shown: Shown): number => shown.local.library.state().crawl?.offset ?? 0
const file = (): string => `${shelf.folder}/library.db`

async function comesFurther(shown: Shown, offset: number): Promise<void> {
  const isFurther = () => shown.local.status().complete || offsetOf(shown) > offset
  await vi.waitUntil(isFurther, { timeout: 10_000, interval: 2 })
}

test('a look that is closed again and again goes on where it was, and ends with everything', async () => {
  const { demo, asked } = await asking()
  // Slow enough for some pages at a time.
  demo.faults.latencyMs = 60
  let offset = 0
  let rounds = 0
  for (let isComplete = false; !isComplete; rounds += 1) {
    asked.length = 0
    const shown = shelf.open(demo)
    shown.local.wake()
    await comesFurther(shown, offset)
    isComplete = shown.local.status().complete
    // Its newest, which are looked at whenever it opens, and nothing else that was met before.
    expect(asked.filter(({ from }) => from > 0 && from < offset - 1)).toEqual([])
    offset = Math.max(offset, offsetOf(shown))
    await shown.close()
    expect(recounted(file())).toEqual([])
  }
  expect(rounds).toBeGreaterThan(2)
  const shown = shelf.open(demo)
  expect(libraryIds(shown.local.library)).toEqual(serverIds(RECORDINGS))
})

test('a thread that ends in the middle is replaced, and the look goes on', async () => {
  const { demo, asked } = await asking()
  demo.faults.latencyMs = 60
  const thread = new LibraryThread(LIBRARY_THREAD)
  const shown = shelf.open(demo, { thread })
  try {
    shown.local.wake()
    await comesFurther(shown, 0)
    const offset = offsetOf(shown)
    await thread.stop()
    asked.length = 0
    shown.local.lookAgain()
    await comesTo(() => shown.local.status().complete, true)
    expect(asked.filter(({ from }) => from > 0 && from < offset - 1)).toEqual([])
    expect(libraryIds(shown.local.library)).toEqual(serverIds(RECORDINGS))
    expect(recounted(file())).toEqual([])
  } finally {
    await shown.close()
    await thread.stop()
  }
})

test('it asks for pages of a hundred, and for two at most at the same time', async () => {
  const { demo, asked } = await asking()
  demo.faults.latencyMs = 5
  const shown = shelf.open(demo)
  await shown.lookThrough()
  expect(asked.every(({ limit }) => limit === 100)).toBe(true)
  expect(Math.max(...asked.map(({ inFlight }) => inFlight))).toBe(2)
  // The last of each page comes again as the first of the next; at the end it looks for what has come meanwhile.
  expect(asked.length).toBe(Math.ceil((RECORDINGS - 1) / 99) + 1)
})

test('while the user does something, it waits', async () => {
  const { demo, asked } = await asking()
  let now = 1_800_000_000_000
  const shown = shelf.open(demo, { clock: () => now })
  await shown.local.page(query())
  const crawled = () => asked.filter(({ limit }) => limit === 100)
  shown.local.wake()
  await quietServer(demo, () => asked.length)
  expect(crawled()).toEqual([])
  now += 400
  await comesTo(() => shown.local.status().complete, true)
  expect(crawled().length).toBeGreaterThan(10)
})

test('when nobody looks any more it stops, and it goes on when somebody does', async () => {
  const { demo, asked } = await asking()
  demo.faults.latencyMs = 60
  const shown = shelf.open(demo)
  shown.local.wake()
  await comesFurther(shown, 0)
  shown.local.rest()
  await quietServer(demo, () => asked.length)
  const before = asked.length
  shown.local.lookAgain()
  await quietServer(demo, () => asked.length)
  expect(asked).toHaveLength(before)
  expect(shown.local.status().complete).toBe(false)
  demo.faults.latencyMs = 0
  await shown.lookThrough()
  expect(libraryIds(shown.local.library)).toEqual(serverIds(RECORDINGS))
})

test('closing waits for nobody: what a server owes is let go, and nothing more is asked', async () => {
  const { demo, asked } = await asking()
  demo.faults.failAlways = 'hang'
  const shown = shelf.open(demo)
  shown.local.wake()
  await vi.waitUntil(() => asked.length > 0, { interval: 2 })
  await shown.close()
  await comesTo(() => demo.inFlight, 0)
  const before = asked.length
  shown.local.lookAgain()
  await quietServer(demo, () => asked.length)
  expect(asked).toHaveLength(before)
})

test('a library that nobody has news for looks through its server once a day all the same', async () => {
  const day = 24 * 3600 * 1000
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const { demo, asked } = await asking(250)
  let now = Date.now()
  const shown = shelf.open(demo, { clock: () => now })
  shown.local.wake()
  now += 1000
  await comesTo(() => shown.local.status().complete && !shown.local.status().crawling, true)
  await quietServer(demo, () => asked.length)
  asked.length = 0
  now += day / 2
  vi.advanceTimersByTime(day / 2)
  await quietServer(demo, () => asked.length)
  expect(asked).toEqual([])
  now += day / 2 + 1
  vi.advanceTimersByTime(day / 2 + 1)
  await comesTo(() => asked.some(({ from }) => from === 198), true)
})
