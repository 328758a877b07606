/**
 * Looking through a server of 100 000 recordings for the first time, into SQLite, against a bare loop that fetches and
 * parses the same pages, alternating, each in a fresh process; the demo server is a process of its own:
 * `node test/bench/crawl.bench.ts`. Exit 1 when a floor is missed.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CrawlFigures } from './lib/crawl-process.ts'
import { median } from './lib/figures.ts'
import { type ServerProcess, startServerProcess } from './lib/server-process.ts'

const RECORDINGS = 100_000
const ROOMS = 200
const ROUNDS = 5
const WANTED = { speed: 0.8, grownMb: 100, delayP99Ms: 25 }
const CRAWLER = fileURLToPath(new URL('./lib/crawl-process.ts', import.meta.url))
const LIMIT_MS = 60_000

async function crawl(kind: 'library' | 'bare', server: ServerProcess): Promise<CrawlFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'roomreel-crawl-'))
  try {
    const { url, apiKey, apiSecret } = server
    const args = [kind, join(folder, 'library.db'), url, apiKey, apiSecret]
    const child = fork(CRAWLER, args, { timeout: LIMIT_MS })
    const gone = once(child, 'exit').then(() => Promise.reject(new Error(`the ${kind} crawl has told nothing`)))
    const [figures] = await Promise.race([once(child, 'message'), gone])
    await gone.catch(() => {})
    return figures as CrawlFigures
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const server = await startServerProcess(RECORDINGS, ROOMS)
const library: CrawlFigures[] = []
const bare: CrawlFigures[] = []
try {
  for (let round = -1; round < ROUNDS; round += 1) {
    const barely = await crawl('bare', server)
    const crawled = await crawl('library', server)
    if (crawled.recordings !== RECORDINGS) throw new Error(`${crawled.recordings} recordings were found`)
    if (round < 0) continue
    bare.push(barely)
    library.push(crawled)
  }
} finally {
  await server.close()
}
const of = (figures: readonly CrawlFigures[], name: keyof CrawlFigures): number =>
  median(figures.map((figure) => figure[name]))
const speed = Number((of(bare, 'ms') / of(library, 'ms')).toFixed(2))
const grownMb = Math.round(Math.max(...library.map(({ grownBytes }) => grownBytes)) / 1e6)
const delayP99Ms = Math.round(of(library, 'delayP99Ms'))
console.log(
  JSON.stringify({
    name: `first look through a server of ${RECORDINGS} recordings`,
    ms: Math.round(of(library, 'ms')),
    bareMs: Math.round(of(bare, 'ms')),
    speed,
    bareCpuMs: Math.round(of(bare, 'cpuMs')),
    cpuMs: Math.round(of(library, 'cpuMs')),
    mainCpuMs: Math.round(of(library, 'mainCpuMs')),
    grownMb,
    grownMedianMb: Math.round(of(library, 'grownBytes') / 1e6),
    delayP99Ms,
    delayMaxMs: Math.round(of(library, 'delayMaxMs')),
    rounds: ROUNDS,
    wanted: `≥ ${WANTED.speed} × its speed, grows < ${WANTED.grownMb} MB, loop delay p99 < ${WANTED.delayP99Ms} ms`,
  }),
)
const met = speed >= WANTED.speed && grownMb < WANTED.grownMb && delayP99Ms < WANTED.delayP99Ms
process.exitCode = met ? 0 : 1
