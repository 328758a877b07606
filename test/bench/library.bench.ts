/**
 * Libraries of 100 000 and 1 000 000 recordings in 200 rooms: pages against the bare prepared statement, in main and
 * through the built app; searches by three letters; the event loop while somebody types; and the start with a million
 * against one with a hundred, alternating: `node test/bench/library.bench.ts`. A line for each; exit 1 when one misses.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Library } from '../../src/main/library/library.ts'
import { LibraryThread } from '../../src/main/library/library-thread.ts'
import { defineSessionHash } from '../../src/main/library/session-hash.ts'
import { sourceOf } from '../../src/main/profiles/same-server.ts'
import { openApp, timeToPaint } from './lib/chromium-page.ts'
import { median, percentile95 } from './lib/figures.ts'
import { type PageTimes, pageTimes } from './lib/library-pages.ts'
import { prefixesIn, searchTimes, typingDelays } from './lib/library-search.ts'
import { timesOverIpc } from './lib/page-over-ipc.ts'
import { fileOf, fillSaved, type SavedServer, savedServer, saveServers } from './lib/saved-servers.ts'
import { type ServerProcess, startServerProcess } from './lib/server-process.ts'

const ROOMS = 200
const SIZES = { few: 100, many: 100_000, most: 1_000_000 } as const
const START_RUNS = 8
const IPC_ROUNDS = 120
/** Each has ten letters at least, and is in titles or descriptions of the generated recordings. */
const TYPED = ['assessment', 'intubation', 'department', 'examination', 'turbidity after']
const WANTED = {
  ratio: 1.5,
  pageP95Ms: 16,
  ipcP95Ms: 30,
  timesAtMost: 3,
  searchP95Ms: 50,
  delayMs: 20,
  start: 1.2,
}
const THREAD = new URL('../../src/main/library/thread.ts', import.meta.url)

/** A saved server, its user's folder, and the running server. */
interface Filled {
  userData: string
  saved: SavedServer
  server: ServerProcess
}

const round = (value: number): number => Number(value.toFixed(2))

function tell(met: boolean, figures: { name: string; wanted: string } & Record<string, unknown>): void {
  console.log(JSON.stringify({ ...figures, met }))
  if (!met) process.exitCode = 1
}

async function fill(folder: string, recordings: number): Promise<Filled> {
  const userData = join(folder, String(recordings))
  const server = await startServerProcess(recordings, ROOMS)
  const saved = savedServer(`bench-${recordings}`, `${recordings} recordings`, server, 1)
  await saveServers(userData, [saved])
  await fillSaved(userData, saved, { recordings, seed: 1, rooms: ROOMS })
  return { userData, saved, server }
}

async function withLibrary<T>({ userData, saved }: Filled, use: (library: Library, db: Database.Database) => T) {
  const file = fileOf(userData, saved)
  const thread = new LibraryThread(THREAD)
  const nobody = (): void => {}
  const told = { onTrouble: nobody, onLost: nobody, onIndexed: nobody }
  const library = new Library({ file, source: sourceOf(saved.fields), thread, ...told })
  const db = new Database(file, { readonly: true })
  db.pragma('cache_size = -8000')
  defineSessionHash(db)
  try {
    return await use(library, db)
  } finally {
    db.close()
    await library.close()
    await thread.stop()
  }
}

function pageFigures(times: readonly PageTimes[]): Record<string, unknown> {
  const figures = times.map(({ rooms, part, p50Ms, p95Ms, bareP50Ms }) => [
    `${rooms === 0 ? 'all' : rooms}@${part * 100}%`,
    `${round(p50Ms)} ms, p95 ${round(p95Ms)}, ${round(p50Ms / bareP50Ms)} ×`,
  ])
  return Object.fromEntries(figures) as Record<string, unknown>
}

async function benchPages(many: Filled, most: Filled): Promise<void> {
  const atMany = await withLibrary(many, pageTimes)
  const atMost = await withLibrary(most, pageTimes)
  const ofFive = ({ rooms, part }: PageTimes): boolean => rooms === 5 && part !== 0.5
  const isFast = atMany
    .filter(ofFive)
    .every(({ p50Ms, p95Ms, bareP50Ms }) => p50Ms <= WANTED.ratio * bareP50Ms && p95Ms < WANTED.pageP95Ms)
  const isNoSlower = atMost
    .filter(ofFive)
    .every(({ p50Ms }, at) => p50Ms <= WANTED.timesAtMost * (atMany.filter(ofFive)[at]?.p50Ms ?? 0))
  const wanted = `five rooms at 0 and 90 %: ≤ ${WANTED.ratio} × the bare statement, p95 < ${WANTED.pageP95Ms} ms`
  tell(isFast, { name: 'pages of 50, 100 000 recordings', ...pageFigures(atMany), wanted })
  const wantedOfMost = `the same ≤ ${WANTED.timesAtMost} × that of 100 000`
  tell(isNoSlower, { name: 'pages of 50, 1 000 000 recordings', ...pageFigures(atMost), wanted: wantedOfMost })
}

async function benchIpc({ userData, saved }: Filled): Promise<void> {
  const { page, close } = await openApp(userData)
  try {
    const times = await timesOverIpc(page, saved.id, IPC_ROUNDS)
    const p95Ms = round(percentile95(times))
    tell(p95Ms < WANTED.ipcP95Ms, {
      name: 'the same through the app, five rooms, 100 000 recordings',
      p50Ms: round(median(times)),
      p95Ms,
      wanted: `p95 < ${WANTED.ipcP95Ms} ms`,
    })
  } finally {
    await close()
  }
}

async function benchSearch(filled: Filled, isWanted: boolean): Promise<void> {
  const times = await withLibrary(filled, async (library) => searchTimes(library, prefixesIn(library)))
  tell(!isWanted || times.p95Ms < WANTED.searchP95Ms, {
    name: `search by three letters, ${filled.saved.fields.name}`,
    prefixes: times.prefixes,
    p50Ms: round(times.p50Ms),
    p95Ms: round(times.p95Ms),
    slowest: `${times.slowest} ${round(times.slowestMs)} ms`,
    wanted: isWanted ? `p95 < ${WANTED.searchP95Ms} ms` : '',
  })
}

async function benchTyping(filled: Filled): Promise<void> {
  const { p99Ms, maxMs } = await withLibrary(filled, (library) => typingDelays(library, TYPED))
  tell(maxMs < WANTED.delayMs, {
    name: `typing, a key each 60 ms: delays of main's loop, ${filled.saved.fields.name}`,
    p99Ms: round(p99Ms),
    maxMs: round(maxMs),
    wanted: `< ${WANTED.delayMs} ms`,
  })
}

async function benchStart(few: Filled, most: Filled): Promise<void> {
  const times = { few: [] as number[], most: [] as number[] }
  for (let run = -1; run < START_RUNS; run += 1) {
    const ofFew = await timeToPaint(openApp(few.userData))
    const ofMost = await timeToPaint(openApp(most.userData))
    if (run < 0) continue
    times.few.push(ofFew)
    times.most.push(ofMost)
  }
  const ratio = round(median(times.most) / median(times.few))
  tell(ratio <= WANTED.start, {
    name: 'start with 1 000 000 recordings to the first painted list',
    ms: Math.round(median(times.most)),
    with100Ms: Math.round(median(times.few)),
    ratio,
    runs: START_RUNS,
    wanted: `≤ ${WANTED.start} × with 100`,
  })
}

const folder = await mkdtemp(join(tmpdir(), 'roomreel-libraries-'))
const filled: Filled[] = []
try {
  for (const size of [SIZES.few, SIZES.many, SIZES.most]) filled.push(await fill(folder, size))
  const [few, many, most] = filled
  if (few === undefined || many === undefined || most === undefined) throw new Error('a library is missing')
  await benchPages(many, most)
  await benchSearch(many, true)
  await benchSearch(most, false)
  await benchTyping(many)
  await benchIpc(many)
  await benchStart(few, most)
} finally {
  for (const { server } of filled) await server.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
