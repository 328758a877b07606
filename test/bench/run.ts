/** Runs every benchmark and prints one table: `npm run bench` (after a build). Each one alone: `node test/bench/<name>.bench.ts`. */
import { spawnSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { table } from './lib/figures.ts'

const BENCHES = [
  'size',
  'decode',
  'start',
  'switch',
  'servers',
  'library',
  'crawl',
  'serve',
  'download',
  'play',
  'transcripts',
  'transcript-page',
] as const
const LIMIT_MS = 600_000

/** Each line that is JSON has figures. A benchmark that misses its floor or breaks off ends with another code than 0. */
function run(name: string): string[][] {
  const file = fileURLToPath(new URL(`./${name}.bench.ts`, import.meta.url))
  const { stdout, status } = spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LIMIT_MS,
  })
  if (status !== 0) process.exitCode = 1
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'))
  const rows = lines.map((line) => rowOf(JSON.parse(line) as Record<string, unknown>, status === 0))
  const isOver = status === 0 || rows.some(([, , , met]) => met === 'no')
  return isOver ? rows : [...rows, [name, `broken off (exit code ${status})`, '', 'no']]
}

function rowOf(told: Record<string, unknown>, isMet: boolean): string[] {
  const { name, wanted, met = isMet, ...figures } = told
  const text = Object.entries(figures).map(([key, value]) => `${key} ${value}`)
  return [String(name), text.join(', '), String(wanted), met === true ? 'yes' : 'no']
}

const rows = BENCHES.flatMap(run)
const [cpu] = cpus()
const machine = `Node ${process.version}, Linux ${release()}, ${cpus().length} × ${cpu?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB`
console.log(`\n${machine}\n\n${table([['what', 'figures', 'wanted', 'met'], ...rows])}`)
