/**
 * From Ctrl+1 or Ctrl+2 to the painted list of the other server, each with 100 000 recordings in its library, against
 * making the same list anew on the same screen (grid to list by its button), alternating: `node test/bench/switch.bench.ts`.
 * And the first time that a server is shown in a run, whose list comes out of its database. Exit 1 when a floor is missed.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { generatedSource } from '../../src/main/demo/generated-source.ts'
import { openApp } from './lib/chromium-page.ts'
import { median, percentile95 } from './lib/figures.ts'
import { keyToRow } from './lib/key-to-paint.ts'
import { fillSaved, type SavedServer, savedServer, saveServers, startServer } from './lib/saved-servers.ts'

const RECORDINGS = 100_000
const ROUNDS = 30
const WARM_UP = 4
const FIRST_RUNS = 7
const WANTED = { p95Ms: 100, ratio: 2 }

/** A saved server, the key that leads to it, and the first row of its list. */
interface Side {
  server: SavedServer
  key: string
  row: string
}

async function makeSide(userData: string, place: number, page: number): Promise<{ side: Side; close: () => void }> {
  const demo = await startServer(RECORDINGS, place)
  const server = savedServer(`bench-${place}`, `Campus ${place}`, demo, page)
  await fillSaved(userData, server, { recordings: RECORDINGS, seed: place })
  const row = generatedSource(RECORDINGS, place).at((page - 1) * 100).recordId
  return { side: { server, key: `Control+${place}`, row }, close: () => void demo.close() }
}

/** The server has answered, and nothing waits any more. */
const settled = (page: Page) =>
  page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute('aria-busy') === 'false')

/** Makes the list that is on screen anew: away to the grid, and back. */
async function listAnew(page: Page, { row }: Side): Promise<number> {
  await page.getByRole('button', { name: 'Grid', exact: true }).focus()
  await keyToRow(page, 'Enter', row)
  await page.getByRole('button', { name: 'List', exact: true }).focus()
  return keyToRow(page, 'Enter', row)
}

interface Times {
  switches: number[]
  lists: number[]
}

async function alternate(userData: string, [here, there]: [Side, Side]): Promise<Times> {
  const times: Times = { switches: [], lists: [] }
  const { page, close } = await openApp(userData)
  try {
    await settled(page)
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      for (const side of [there, here]) {
        const switched = await keyToRow(page, side.key, side.row)
        await settled(page)
        const list = await listAnew(page, side)
        await settled(page)
        if (round < 0) continue
        times.switches.push(switched)
        times.lists.push(list)
      }
    }
    return times
  } finally {
    await close()
  }
}

/** A new start, and the first switch in it. */
async function firstSwitch(userData: string, { key, row }: Side): Promise<number> {
  const { page, close } = await openApp(userData)
  try {
    await settled(page)
    return await keyToRow(page, key, row)
  } finally {
    await close()
  }
}

const whole = (ms: number): number => Math.round(ms)

async function bench(userData: string, sides: [Side, Side]): Promise<void> {
  const [here, there] = sides
  const servers = [here.server, there.server]
  await saveServers(userData, servers)
  const { switches, lists } = await alternate(userData, sides)
  const first: number[] = []
  for (let run = 0; run < FIRST_RUNS; run += 1) {
    await saveServers(userData, servers)
    first.push(await firstSwitch(userData, there))
  }
  const ratio = Number((median(switches) / median(lists)).toFixed(2))
  const p95Ms = whole(percentile95(switches))
  console.log(
    JSON.stringify({
      name: 'switching between two servers of 100 000 recordings',
      p50Ms: whole(median(switches)),
      p95Ms,
      listP50Ms: whole(median(lists)),
      listP95Ms: whole(percentile95(lists)),
      ratio,
      firstMs: whole(median(first)),
      switches: switches.length,
      wanted: `p95 < ${WANTED.p95Ms} ms, ≤ ${WANTED.ratio} × the list anew`,
    }),
  )
  process.exitCode = p95Ms < WANTED.p95Ms && ratio <= WANTED.ratio ? 0 : 1
}

const userData = await mkdtemp(join(tmpdir(), 'roomreel-switch-'))
const closers: (() => void)[] = []
try {
  const here = await makeSide(userData, 1, 400)
  closers.push(here.close)
  const there = await makeSide(userData, 2, 600)
  closers.push(there.close)
  await bench(userData, [here.side, there.side])
} finally {
  for (const close of closers) close()
  await rm(userData, { recursive: true, force: true, maxRetries: 5 })
}
