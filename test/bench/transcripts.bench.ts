/**
 * What was said in 2 000 recordings, 500 cues each: reading and indexing subtitle files against bare inserts; searches
 * by four letters against the bare count; opening a transcript of 20 000 cues against its bare JSON:
 * `node test/bench/transcripts.bench.ts`. A line for each; exit 1 when one misses.
 */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import Database from 'better-sqlite3'
import { parseSubtitles } from '../../src/main/subtitles/parse-subtitles.ts'
import { openTranscripts, TranscriptThread } from '../../src/main/transcripts/thread-index.ts'
import type { TranscriptIndex } from '../../src/main/transcripts/transcript-index.ts'
import { NO_FILTERS } from '../../src/shared/recording.ts'
import type { PackedCues, SaidQuery } from '../../src/shared/transcript.ts'
import { median, percentile95 } from './lib/figures.ts'
import { fillLibrary } from './lib/fill-library.ts'
import { withScratch } from './lib/scratch.ts'
import { Speech, trackOf } from './lib/transcripts.ts'

const RECORDINGS = 2000
const CUES_EACH = 500
const LONG_CUES = 20_000
/** Of the bare inserts. */
const BARE_CUES = 100_000
const PREFIXES = 300
const ROUNDS = 3
const OPENINGS = 20
const LANGUAGES = ['en']
const WANTED = { searchP95Ms: 80, cuesPerSecond: 20_000, openP95Ms: 150 }
const THREAD = new URL('../../src/main/transcripts/transcript-thread.ts', import.meta.url)

const inflate = promisify(inflateRaw)
const round = (value: number): number => Number(value.toFixed(2))

function tell(met: boolean, figures: { name: string; wanted: string } & Record<string, unknown>): void {
  console.log(JSON.stringify({ ...figures, met }))
  if (!met) process.exitCode = 1
}

async function msOf(work: () => unknown): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/** The newest first, as the app fetches them. */
function recordingsIn(libraryFile: string): { recordId: string; recordedAt: number }[] {
  const db = new Database(libraryFile, { readonly: true })
  try {
    return db
      .prepare<[], { recordId: string; recordedAt: number }>(
        `SELECT d.record_id AS recordId, r.recorded_at AS recordedAt FROM recordings r JOIN details d ON d.place = r.place
         ORDER BY r.place`,
      )
      .all()
  } finally {
    db.close()
  }
}

async function benchIndexing(index: TranscriptIndex, directory: string, speech: Speech): Promise<void> {
  const recordings = recordingsIn(join(directory, 'library.db'))
  const files = recordings.map(() => speech.webVtt(CUES_EACH))
  const ms = await msOf(async () => {
    for (const [at, { recordId, recordedAt }] of recordings.entries())
      await index.put(trackOf(recordId, recordedAt), files[at] ?? Buffer.alloc(0))
  })
  const cues = recordings.length * CUES_EACH
  const perSecond = (cues / ms) * 1000
  const { size } = await stat(join(directory, 'transcripts.db'))
  tell(perSecond >= WANTED.cuesPerSecond, {
    name: `reading and indexing subtitle files, ${cues} cues`,
    'cues/s': Math.round(perSecond),
    'bare FTS5 inserts/s': Math.round(await barePerSecond(directory, files)),
    onDiskMB: Math.round(size / 1e6),
    wanted: `≥ ${WANTED.cuesPerSecond} cues/s`,
  })
}

/** The words alone, read already, into a table of their own in one transaction. */
async function barePerSecond(directory: string, files: readonly Buffer[]): Promise<number> {
  const cues = files.slice(0, BARE_CUES / CUES_EACH).flatMap((file) => parseSubtitles(file).cues)
  const db = new Database(join(directory, 'bare.db'))
  try {
    db.pragma('journal_mode = WAL')
    db.exec(
      "CREATE VIRTUAL TABLE words USING fts5 (text, speaker, content = '', tokenize = 'unicode61 remove_diacritics 2')",
    )
    const insert = db.prepare('INSERT INTO words (rowid, text, speaker) VALUES (?, ?, ?)')
    const ms = await msOf(
      db.transaction(() => {
        for (const [at, [, , speaker, text]] of cues.entries()) insert.run(at + 1, text, speaker)
      }),
    )
    return (cues.length / ms) * 1000
  } finally {
    db.close()
  }
}

const questionFor = (text: string, sort: SaidQuery['sort']): SaidQuery => ({
  text,
  roomIds: [],
  roomSid: null,
  filters: NO_FILTERS,
  sort,
  from: 0,
  limit: 20,
})

/** Half of them as they are said, half of them rare: four letters each. */
function prefixesOf(speech: Speech): string[] {
  const prefixes = new Set<string>()
  for (let at = 0; prefixes.size < PREFIXES; at += 1) {
    const word = at % 2 === 0 ? speech.word() : speech.anyWord()
    if (word.length >= 4) prefixes.add(word.slice(0, 4))
  }
  return [...prefixes]
}

async function benchSearch(index: TranscriptIndex, directory: string, prefixes: readonly string[]): Promise<void> {
  const times: { ms: number; hits: number; text: string }[] = []
  for (let turn = -1; turn < ROUNDS; turn += 1) {
    for (const prefix of prefixes) {
      const startedAt = performance.now()
      const { hits, total, more } = await index.search(questionFor(prefix, 'match'), LANGUAGES)
      const ms = performance.now() - startedAt
      if (turn >= 0) times.push({ ms, hits, text: `${prefix} (${hits}${more ? '+' : ''} in ${total})` })
    }
  }
  const all = times.map(({ ms }) => ms)
  const counts = times.map(({ hits }) => hits)
  const slowest = times.toSorted((one, other) => other.ms - one.ms)[0]
  const bare = bareCounts(join(directory, 'transcripts.db'), prefixes)
  const p95Ms = percentile95(all)
  tell(p95Ms < WANTED.searchP95Ms, {
    name: `search by four letters in ${RECORDINGS * CUES_EACH} cues: 20 recordings with their hits and all counts`,
    prefixes: prefixes.length,
    hitsP50: median(counts),
    hitsP95: percentile95(counts),
    tooBroad: counts.filter((count) => count >= 10_000).length / ROUNDS,
    p50Ms: round(median(all)),
    p95Ms: round(p95Ms),
    slowest: `${slowest?.text} ${round(slowest?.ms ?? 0)} ms`,
    bareCountP50Ms: round(median(bare)),
    bareCountP95Ms: round(percentile95(bare)),
    wanted: `p95 < ${WANTED.searchP95Ms} ms`,
  })
}

function bareCounts(file: string, prefixes: readonly string[]): number[] {
  const db = new Database(file, { readonly: true })
  try {
    const count = db.prepare<[string]>('SELECT count(*) FROM cue_words WHERE cue_words MATCH ?')
    return prefixes.map((prefix) => {
      const startedAt = performance.now()
      count.get(`"${prefix}" *`)
      return performance.now() - startedAt
    })
  } finally {
    db.close()
  }
}

async function benchOpening(index: TranscriptIndex, directory: string, speech: Speech): Promise<void> {
  const track = trackOf('long-1', 1)
  const bytes = speech.webVtt(LONG_CUES)
  const indexMs = await msOf(() => index.put(track, bytes))
  const plain = join(directory, 'plain.json')
  await writeFile(plain, JSON.stringify(parseSubtitles(bytes)))
  const times: number[] = []
  const bare: number[] = []
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    times.push(await msOf(async () => cuesIn(await index.packed(track.recordId, track.trackId))))
    bare.push(await msOf(async () => JSON.parse(await readFile(plain, 'utf8'))))
  }
  const p95Ms = percentile95(times)
  tell(p95Ms < WANTED.openP95Ms, {
    name: `opening a transcript of ${LONG_CUES} cues, out of the index`,
    p50Ms: round(median(times)),
    p95Ms: round(p95Ms),
    barePlainJsonP50Ms: round(median(bare)),
    addingItMs: Math.round(indexMs),
    wanted: `p95 < ${WANTED.openP95Ms} ms`,
  })
}

async function cuesIn(packed: Uint8Array | null): Promise<PackedCues> {
  if (packed === null) throw new Error('the transcript is not there')
  return JSON.parse((await inflate(packed)).toString('utf8')) as PackedCues
}

await withScratch('transcripts', async ({ directory }) => {
  await fillLibrary(join(directory, 'library.db'), 'bench', {
    recordings: RECORDINGS,
    seed: 1,
    url: 'http://127.0.0.1',
  })
  const thread = new TranscriptThread(THREAD)
  const index = openTranscripts(thread, directory, Date.now)
  const speech = new Speech(1)
  try {
    await benchIndexing(index, directory, speech)
    await benchSearch(index, directory, prefixesOf(speech))
    await benchOpening(index, directory, speech)
  } finally {
    await index.close()
    await thread.stop()
  }
})
