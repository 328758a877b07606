/**
 * 200 saved servers, most of which do not answer: the start against one with 2 servers, alternating, and from a key in
 * the two search fields to its result on screen: `node test/bench/servers.bench.ts`. Exit 1 when a floor is missed.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { DemoServer } from '../../src/main/demo/demo-server.ts'
import { NEW_SERVER } from '../../src/shared/profile.ts'
import { openApp, timeToPaint } from './lib/chromium-page.ts'
import { median, percentile95 } from './lib/figures.ts'
import { keyToCount } from './lib/key-to-paint.ts'
import { type SavedServer, savedServer, saveServers, startServer } from './lib/saved-servers.ts'

const RECORDINGS = 1000
const START_RUNS = 8
const ROUNDS = 4
const WANTED = { searchP95Ms: 50, start: 1.2 }

const PLACES = 'Harbour Northlake Riverside Meadow Castle Orchard Summit Valley Bridge Garden'.split(' ')
const KINDS = 'Clinic University College Library Council Museum Academy Hospital School Archive'.split(' ')
const NAMES = PLACES.flatMap((place) => KINDS.flatMap((kind) => [`${place} ${kind}`, `New ${place} ${kind}`]))
/** Ends at one server. */
const TYPED = 'new harbour uni'
const SWITCHER = { selector: '[role="listbox"][aria-label="Switch server"] [role="option"]', others: 2 }
const SERVERS = { selector: 'nav[aria-label="Servers"] li', others: 0 }

/** How many entries a list has once this is typed; no address holds a letter. */
const matching = (typed: string): number =>
  ['Demo', ...NAMES].filter((name) => typed.split(' ').every((word) => name.toLowerCase().includes(word))).length

/** Nobody listens there. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function manyServers(demos: readonly DemoServer[]): Promise<SavedServer[]> {
  const port = await closedPort()
  return NAMES.map((name, at) => {
    const demo = demos[at]
    if (demo !== undefined) return savedServer(`bench-${at}`, name, demo, 1)
    const fields = { ...NEW_SERVER, name, url: `http://127.0.0.1:${port}/${at}`, apiKey: `key-${at}` }
    return { id: `bench-${at}`, fields, secret: 'nobody asks for it', page: 1 }
  })
}

/** Milliseconds of each key: in, letter by letter, and out again. */
async function search(page: Page, { selector, others }: typeof SWITCHER): Promise<number[]> {
  const times: number[] = []
  const press = async (key: string, typed: string): Promise<void> => {
    times.push(await keyToCount(page, key, { selector, count: matching(typed) + others, typed }))
  }
  for (let length = 1; length <= TYPED.length; length += 1) {
    await press(TYPED[length - 1] ?? '', TYPED.slice(0, length))
  }
  for (let length = TYPED.length - 1; length >= 0; length -= 1) await press('Backspace', TYPED.slice(0, length))
  return times
}

/** Opens the switcher by a key, searches, closes it. */
async function switcherTimes(page: Page): Promise<{ open: number; keys: number[] }> {
  await page.getByTitle('Switch server').focus()
  const { selector, others } = SWITCHER
  const open = await keyToCount(page, 'Enter', { selector, count: matching('') + others, typed: '' })
  const keys = await search(page, SWITCHER)
  await page.keyboard.press('Escape')
  return { open, keys }
}

async function screenTimes(page: Page): Promise<number[]> {
  await page.getByTitle('Switch server').click()
  await page.getByRole('option', { name: 'Manage servers' }).click()
  await page.getByLabel('Find a server').focus()
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) times.push(...(await search(page, SERVERS)))
  return times
}

async function starts(userData: string, servers: readonly SavedServer[]): Promise<{ few: number; many: number }> {
  const times = { few: [] as number[], many: [] as number[] }
  for (let run = -1; run < START_RUNS; run += 1) {
    await saveServers(userData, servers.slice(0, 2))
    const few = await timeToPaint(openApp(userData))
    await saveServers(userData, servers)
    const many = await timeToPaint(openApp(userData))
    if (run < 0) continue
    times.few.push(few)
    times.many.push(many)
  }
  return { few: median(times.few), many: median(times.many) }
}

async function searches(userData: string): Promise<{ open: number[]; switcher: number[]; screen: number[] }> {
  const { page, close } = await openApp(userData)
  try {
    const open: number[] = []
    const switcher: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const times = await switcherTimes(page)
      open.push(times.open)
      switcher.push(...times.keys)
    }
    return { open, switcher, screen: await screenTimes(page) }
  } finally {
    await close()
  }
}

async function bench(userData: string, servers: readonly SavedServer[]): Promise<void> {
  const start = await starts(userData, servers)
  const { open, switcher, screen } = await searches(userData)
  const startRatio = Number((start.many / start.few).toFixed(2))
  const switcherP95Ms = Math.round(percentile95(switcher))
  const screenP95Ms = Math.round(percentile95(screen))
  console.log(
    JSON.stringify({
      name: `${servers.length} servers`,
      startMs: Math.round(start.many),
      startWith2Ms: Math.round(start.few),
      startRatio,
      switcherOpensMs: Math.round(median(open)),
      switcherP50Ms: Math.round(median(switcher)),
      switcherP95Ms,
      screenP50Ms: Math.round(median(screen)),
      screenP95Ms,
      keys: switcher.length + screen.length,
      wanted: `start ≤ ${WANTED.start} × with 2, search p95 < ${WANTED.searchP95Ms} ms`,
    }),
  )
  const met = Math.max(switcherP95Ms, screenP95Ms) < WANTED.searchP95Ms && startRatio <= WANTED.start
  process.exitCode = met ? 0 : 1
}

const userData = await mkdtemp(join(tmpdir(), 'roomreel-servers-'))
const demos: DemoServer[] = []
try {
  for (const seed of [1, 2]) demos.push(await startServer(RECORDINGS, seed))
  await bench(userData, await manyServers(demos))
} finally {
  for (const demo of demos) await demo.close()
  await rm(userData, { recursive: true, force: true, maxRetries: 5 })
}
