import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DemoServer } from '../../../../src/main/demo/demo-server.ts'
import { type Faults, noFaults } from '../../../../src/main/demo/faults.ts'
import { generatedSource } from '../../../../src/main/demo/generated-source.ts'
import { newShelf, type Shown } from './library-fixture.ts'
import {
  clientOf,
  comesTo,
  libraryFacts,
  libraryIds,
  listAsked,
  quietServer,
  recounted,
  serversList,
} from './sync-fixture.ts'

const DAY_MS = 24 * 3600 * 1000
/** Three pages, and what two runs may ask about them when nothing fits together. */
const RECORDINGS = 250
const MOST_REQUESTS = 100

// For a busy computer.
vi.setConfig({ testTimeout: 20_000 })

let shelf: Awaited<ReturnType<typeof newShelf>>
let now: number
let asked: number[]
beforeEach(async () => {
  now = 1_800_000_000_000
  asked = []
  shelf = await newShelf()
})
afterEach(async () => {
  vi.useRealTimers()
  await shelf.clean()
})

async function badServer(faults: Partial<Faults>, recordings = RECORDINGS): Promise<DemoServer> {
  const demo = await shelf.server(recordings)
  Object.assign(demo.faults, faults)
  demo.onRequest = (path, body) => {
    const page = listAsked(path, body)
    if (page !== null) asked.push(page.from)
  }
  return demo
}

/** A library for which half a second has always gone by: nothing waits for the user. */
const opened = (demo: DemoServer): Shown =>
  shelf.open(demo, {
    clock: () => {
      now += 500
      return now
    },
  })

/** The library has asked its server, and has come to an end of it. */
async function hasAsked(demo: DemoServer): Promise<void> {
  await vi.waitUntil(() => asked.length > 0, { timeout: 10_000, interval: 5 })
  await quietServer(demo, () => asked.length)
}

function isInOrder(shown: Shown): void {
  expect(recounted(`${shelf.folder}/library.db`)).toEqual([])
  const ids = libraryIds(shown.local.library)
  expect(new Set(ids).size).toBe(ids.length)
}

/** The server behaves again; a day later the library is looked at, and is what the server has. */
async function recovers(demo: DemoServer, shown: Shown): Promise<void> {
  Object.assign(demo.faults, noFaults())
  const { client, close } = clientOf(demo)
  const server = await serversList(client)
  close()
  now += 2 * DAY_MS
  shown.local.lookAgain()
  await comesTo(() => libraryFacts(shown.local.library), server)
  isInOrder(shown)
}

const BAD: [name: string, faults: Partial<Faults>][] = [
  ['lists recordings twice, with other words', { repeats: true }],
  ['changes the order with each answer', { shuffled: true }],
  ['answers with more than it was asked for', { tooMany: true }],
  ['says that there are a few more than there are', { wrongTotal: 5 }],
  ['says that there are many more than there are', { wrongTotal: 5000 }],
  ['says that there are fewer than there are', { wrongTotal: -60 }],
  ['says that there are none', { wrongTotal: -RECORDINGS }],
  ['has a clock that is years ahead', { clockYearsOff: 30 }],
  ['has a clock that is years behind', { clockYearsOff: -20 }],
  ['knows no times', { noCreationTime: true }],
  ['has titles of 100 kB', { longTexts: true }],
  ['has empty pages behind the first', { emptyPages: true }],
  ['has recordings that cannot be read', { badRecords: true }],
  ['does it all', { repeats: true, tooMany: true, wrongTotal: 77, clockYearsOff: 9, emptyPages: true }],
]

test.each(BAD)('a server that %s keeps nobody busy, and is forgiven', async (_, faults) => {
  const demo = await badServer(faults)
  const shown = opened(demo)
  shown.local.wake()
  await hasAsked(demo)
  expect(asked.length).toBeLessThan(MOST_REQUESTS)
  isInOrder(shown)
  // Nothing has changed: looking again is a small matter.
  asked = []
  shown.local.lookAgain()
  await hasAsked(demo)
  expect(asked.length).toBeLessThan(MOST_REQUESTS)
  isInOrder(shown)
  await recovers(demo, shown)
})

const WORST = BAD.filter(([name]) => /order|many more|none|ahead/.test(name))

test.each(WORST)('a library that knew everything is not spoiled by a server that %s', async (_, faults) => {
  const demo = await badServer({})
  const shown = opened(demo)
  await shown.lookThrough()
  Object.assign(demo.faults, faults)
  asked = []
  now += 2 * DAY_MS
  shown.local.lookAgain()
  await hasAsked(demo)
  expect(asked.length).toBeLessThan(MOST_REQUESTS)
  isInOrder(shown)
  await recovers(demo, shown)
})

test('a server that has lost everything is asked twice before it is believed', async () => {
  const demo = await badServer({})
  const shown = opened(demo)
  await shown.lookThrough()
  await quietServer(demo, () => asked.length)
  asked = []
  demo.setRecordings([])
  shown.local.lookAgain()
  await comesTo(() => libraryIds(shown.local.library), [])
  expect(asked).toEqual([0, 0])
  expect(shown.local.status()).toMatchObject({ known: 0, total: 0, complete: true })
  isInOrder(shown)
})

test('one empty answer takes nothing away', async () => {
  const demo = await badServer({})
  const shown = opened(demo)
  await shown.lookThrough()
  await quietServer(demo, () => asked.length)
  const source = generatedSource(RECORDINGS, 1)
  const all = Array.from({ length: RECORDINGS }, (_, rank) => source.at(RECORDINGS - 1 - rank))
  asked = []
  demo.onRequest = (path, body) => {
    if (listAsked(path, body) !== null) asked.push(0)
    demo.setRecordings(asked.length === 1 ? [] : all)
  }
  shown.local.lookAgain()
  await hasAsked(demo)
  expect(asked.length).toBeGreaterThan(1)
  expect(libraryIds(shown.local.library)).toHaveLength(RECORDINGS)
  expect(shown.local.status()).toMatchObject({ known: RECORDINGS, total: RECORDINGS })
})

test.each(['500', 'truncated-json', 'html', 'reset'] as const)(
  'after an answer that is none (%s) it waits, and goes on where it was',
  async (answer) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const demo = await badServer({})
    const noted = demo.onRequest
    demo.onRequest = (path, body) => {
      noted?.(path, body)
      if (asked.at(-1) === 99 && asked.length < 4) demo.faults.failNext = [answer]
    }
    const shown = opened(demo)
    shown.local.wake()
    await comesTo(() => shown.local.status().known, 100 + 99)
    await comesTo(() => shown.local.status().failure !== null, true)
    expect(shown.local.status().complete).toBe(false)
    const before = asked.length
    // Waiting for a quiet server takes some of the five seconds.
    vi.advanceTimersByTime(2000)
    await quietServer(demo, () => asked.length)
    expect(asked).toHaveLength(before)
    vi.advanceTimersByTime(5000)
    await comesTo(() => shown.local.status().complete && !shown.local.status().crawling, true)
    // Its newest, from where it was, and its newest once more.
    expect(asked.slice(before).filter((from) => from < 198)).toEqual([0, 0])
    expect(libraryIds(shown.local.library)).toHaveLength(RECORDINGS)
    expect(shown.local.status().failure).toBeNull()
    isInOrder(shown)
  },
)
