import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DemoServer } from '../../../../src/main/demo/demo-server.ts'
import { newShelf } from './library-fixture.ts'
import { comesTo, libraryIds, listAsked, quietServer, recounted, serverIds } from './sync-fixture.ts'

// For a busy computer.
vi.setConfig({ testTimeout: 20_000 })

let shelf: Awaited<ReturnType<typeof newShelf>>
beforeEach(async () => {
  shelf = await newShelf()
})
afterEach(() => shelf.clean())

/** Calls once, when the server is asked for the page that begins here. */
function whenAsked(demo: DemoServer, from: number, act: () => void): void {
  demo.onRequest = (path, body) => {
    if (listAsked(path, body)?.from !== from) return
    demo.onRequest = null
    act()
  }
}

/** A library that knows a server of this size; the requests for its list are noted from here on. */
async function known(recordings: number) {
  const demo = await shelf.server(recordings)
  const shown = shelf.open(demo)
  await shown.lookThrough()
  const asked: number[] = []
  demo.onRequest = (path, body) => {
    const page = listAsked(path, body)
    if (page !== null) asked.push(page.from)
  }
  return { demo, shown, asked }
}

const without = (ids: readonly string[], gone: readonly string[]): string[] => ids.filter((id) => !gone.includes(id))

test('what goes while the server is looked through, behind the look, is noticed in the same run', async () => {
  const demo = await shelf.server(700)
  const gone = serverIds(700)[150] ?? ''
  whenAsked(demo, 594, () => demo.remove([gone]))
  const shown = shelf.open(demo)
  await shown.lookThrough()
  await comesTo(() => libraryIds(shown.local.library), without(serverIds(700), [gone]))
  expect(recounted(`${shelf.folder}/library.db`)).toEqual([])
})

test('what has gone from the middle is found with a few small questions', async () => {
  const { demo, shown, asked } = await known(1000)
  const ids = serverIds(1000)
  const gone = [ids[333], ids[700], ids[701], ids[999]].flatMap((id) => id ?? [])
  demo.remove(gone)
  shown.local.lookAgain()
  await comesTo(() => libraryIds(shown.local.library), without(ids, gone))
  await quietServer(demo, () => asked.length)
  // Its newest, and for each of three places some halvings and the page that shows it.
  expect(asked.length).toBeLessThan(25)
  expect(shown.local.status()).toMatchObject({ known: 996, total: 996, crawling: false })
})

test('what has gone and what has come do not hide each other', async () => {
  const { demo, shown } = await known(600)
  const ids = serverIds(600)
  const gone = ids.slice(400, 403)
  demo.remove(gone)
  const come = demo.make(3)
  demo.insert(come)
  shown.local.lookAgain()
  const newest = come.map(({ recordId }) => recordId).toReversed()
  await comesTo(() => libraryIds(shown.local.library), [...newest, ...without(ids, gone)])
})

test('recordings that have gone everywhere are found by looking through everything', async () => {
  const { demo, shown } = await known(3000)
  const ids = serverIds(3000)
  const gone = ids.filter((_, rank) => rank % 100 === 57)
  demo.remove(gone)
  shown.local.lookAgain()
  await comesTo(() => libraryIds(shown.local.library), without(ids, gone))
})

test('a server that counts differently is not looked through each time', async () => {
  const { demo, shown, asked } = await known(600)
  demo.faults.wrongTotal = -40
  const looks: number[] = []
  for (let look = 0; look < 4; look += 1) {
    asked.length = 0
    shown.local.lookAgain()
    await comesTo(() => asked.length > 0, true)
    await quietServer(demo, () => asked.length)
    looks.push(asked.length)
  }
  expect(looks.at(-1)).toBe(1)
  expect(libraryIds(shown.local.library)).toEqual(serverIds(600))
})
