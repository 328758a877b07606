import { createHmac } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { LibraryThread } from '../../../src/main/library/library-thread.ts'
import { LocalLibrary } from '../../../src/main/library/local-library.ts'
import { PlugNmeetClient } from '../../../src/main/plugnmeet/client.ts'
import { createHttpClient, type HttpRequest } from '../../../src/main/plugnmeet/http.ts'

/**
 * A process of its own that looks a server through once, as the app does or as barely as it can be done, and tells its
 * parent what it took: `crawl-process.ts <library | bare> <file> <url> <API key> <secret>`.
 */
export interface CrawlFigures {
  /** From the first request to the end of the list. */
  ms: number
  recordings: number
  /** Highest resident set while crawling, above what it was with the library open and its thread running. */
  grownBytes: number
  /** Of the event loop, while crawling. */
  delayP99Ms: number
  delayMaxMs: number
  /** Processor time of all its threads, and of the main one. */
  cpuMs: number
  mainCpuMs: number
}

/** The libraries' thread, as it is in the source. */
const LIBRARY_THREAD = new URL('../../../src/main/library/thread.ts', import.meta.url)
const [, , kind = '', file = '', url = '', apiKey = '', secret = ''] = process.argv
const PAGE = 100
/** As the app asks: each page begins with the last recording of the one before. */
const STEP = PAGE - 1

/** Hears when the look through the server has come to its end. */
class HeardThread extends LibraryThread {
  readonly ended = Promise.withResolvers<void>()
  override do: LibraryThread['do'] = async (file, name, ...input) => {
    const answer = await super.do(file, name, ...input)
    const isEnd = answer !== null && typeof answer === 'object' && 'outcome' in answer && answer.outcome === 'end'
    if (name === 'look' && isEnd) this.ended.resolve()
    return answer
  }
}

/** Answers by how many bytes the resident set was larger at most; the kernel keeps the highest itself. */
function watchMemory(): () => number {
  const before = process.memoryUsage.rss()
  writeFileSync('/proc/self/clear_refs', '5')
  return () => {
    const [, highest = ''] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return Number(highest) * 1024 - before
  }
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000

async function measured(crawl: () => Promise<{ ms: number; recordings: number }>): Promise<CrawlFigures> {
  const grown = watchMemory()
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const all = process.cpuUsage()
  const main = process.threadCpuUsage()
  const crawled = await crawl()
  const cpuMs = milliseconds(process.cpuUsage(all))
  const mainCpuMs = milliseconds(process.threadCpuUsage(main))
  delays.disable()
  const [delayP99Ms, delayMaxMs] = [delays.percentile(99) / 1e6, delays.max / 1e6]
  return { ...crawled, grownBytes: grown(), delayP99Ms, delayMaxMs, cpuMs, mainCpuMs }
}

async function asTheApp(): Promise<CrawlFigures> {
  const http = createHttpClient()
  let startedAt: number | null = null
  const heard = (asked: HttpRequest) => {
    startedAt ??= performance.now()
    return http(asked)
  }
  const access = { signIn: 'secret', apiKey, secret } as const
  const client = Promise.resolve(new PlugNmeetClient({ http: heard, baseUrl: new URL(url), access }))
  const thread = new HeardThread(LIBRARY_THREAD)
  const nobody = (): void => {}
  const local = new LocalLibrary({
    profileId: 'bench',
    file,
    source: url,
    thread,
    client,
    clock: Date.now,
    onAnswer: nobody,
    onChange: nobody,
    onRooms: nobody,
    onStatus: nobody,
    onLost: nobody,
  })
  await local.library.write('untitledRooms')
  const figures = await measured(async () => {
    local.wake()
    await thread.ended.promise
    return { ms: performance.now() - (startedAt ?? Number.NaN), recordings: local.library.counts().known }
  })
  await local.close()
  http.close()
  await thread.stop()
  return figures
}

interface Listed {
  result: { total_recordings: string; recordings_list: unknown[] }
}

function fetchPage(agent: Agent, from: number): Promise<Listed> {
  const body = JSON.stringify({ room_ids: [], from, limit: PAGE, order_by: 'DESC' })
  const headers = {
    'content-type': 'application/json',
    'API-KEY': apiKey,
    'HASH-SIGNATURE': createHmac('sha256', secret).update(body).digest('hex'),
  }
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/auth/recording/fetch`, { method: 'POST', agent, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Listed))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

async function barely(): Promise<CrawlFigures> {
  const agent = new Agent({ keepAlive: true })
  const figures = await measured(async () => {
    const startedAt = performance.now()
    let recordings = 0
    for (let from = 0, total = 1; from < total; from += STEP) {
      const { result } = await fetchPage(agent, from)
      recordings += result.recordings_list.length
      total = Number(result.total_recordings)
    }
    return { ms: performance.now() - startedAt, recordings }
  })
  agent.destroy()
  return figures
}

// While a crawl waits for its user it keeps no process alive.
process.channel?.ref()
const figures = await (kind === 'library' ? asTheApp() : barely())
process.send?.(figures)
process.disconnect?.()
