import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { type Library, SearchOver } from '../../../src/main/library/library.ts'
import { type LibraryQuery, NO_FILTERS } from '../../../src/shared/recording.ts'
import { median, percentile95 } from './figures.ts'

export interface SearchTimes {
  prefixes: number
  p50Ms: number
  p95Ms: number
  /** The slowest of them, and how many recordings it finds. */
  slowest: string
  slowestMs: number
}

const ROUNDS = 3
/** Of every so many recordings the words are taken: rare ones and common ones, as they come. */
const SAMPLES = 300
const KEY_MS = 60

const searchFor = (text: string): LibraryQuery => ({
  roomIds: [],
  roomSid: null,
  sort: 'match',
  filters: { ...NO_FILTERS, text },
  from: 0,
  limit: 50,
})

/** Three letters each, of words that the recordings really have. */
export function prefixesIn(library: Library): string[] {
  const { known } = library.counts()
  const texts = Array.from({ length: SAMPLES }, (_, at) => {
    const from = Math.floor((known / SAMPLES) * at)
    const [recording] = library.knownPage({ roomIds: [], roomSid: null, order: 'newest', from, limit: 1 }).recordings
    return `${recording?.title ?? ''} ${recording?.description ?? ''} ${recording?.roomTitle ?? ''}`
  })
  const words = texts.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])
  return [...new Set(words.map((word) => word.slice(0, 3)))]
}

/** From the question to the answer, through the thread. */
export async function searchTimes(library: Library, prefixes: readonly string[]): Promise<SearchTimes> {
  const times: { ms: number; text: string }[] = []
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const prefix of prefixes) {
      const start = performance.now()
      const { total, more } = await library.search(searchFor(prefix))
      const ms = performance.now() - start
      if (round >= 0) times.push({ ms, text: `${prefix} (${total}${more ? '+' : ''})` })
    }
  }
  const all = times.map(({ ms }) => ms)
  const slowestMs = Math.max(...all)
  const slowest = times.find(({ ms }) => ms === slowestMs)?.text ?? ''
  return { prefixes: prefixes.length, p50Ms: median(all), p95Ms: percentile95(all), slowest, slowestMs }
}

/** The event loop's delays (ms) while words are typed, one key every 60 ms, with a search for each. */
export async function typingDelays(
  library: Library,
  words: readonly string[],
): Promise<{ p99Ms: number; maxMs: number }> {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const searches: Promise<unknown>[] = []
  for (const word of words) {
    for (let length = 1; length <= word.length; length += 1) {
      searches.push(library.search(searchFor(word.slice(0, length))).catch(ignoreOver))
      await delay(KEY_MS)
    }
  }
  await Promise.all(searches)
  delays.disable()
  return { p99Ms: delays.percentile(99) / 1e6, maxMs: delays.max / 1e6 }
}

function ignoreOver(error: unknown): void {
  if (!(error instanceof SearchOver)) throw error
}
