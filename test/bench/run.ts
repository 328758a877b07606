/** Runs every benchmark and prints one table: `npm run bench` (after a build). Each one alone: `node test/bench/<name>.bench.ts`. */
import { spawnSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { table } from './lib/figures.ts'

const BENCHES = ['size', 'decode', 'start', 'switch', 'servers', 'serve'] as const
const LIMIT_MS = 300_000

/** The last line that is JSON: the figures. A benchmark that misses its floor or breaks off ends with another code than 0. */
function run(name: string): string[] {
  const file = fileURLToPath(new URL(`./${name}.bench.ts`, import.meta.url))
  const { stdout, status } = spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LIMIT_MS,
  })
  if (status !== 0) process.exitCode = 1
  const json = stdout.split('\n').findLast((line) => line.startsWith('{'))
  if (json === undefined) return [name, `no result (exit code ${status})`, '', 'no']
  const { name: title, wanted, ...figures } = JSON.parse(json) as Record<string, unknown>
  const text = Object.entries(figures).map(([key, value]) => `${key} ${value}`)
  return [String(title), text.join(', '), String(wanted), status === 0 ? 'yes' : 'no']
}

const rows = BENCHES.map(run)
const [cpu] = cpus()
const machine = `Node ${process.version}, Linux ${release()}, ${cpus().length} × ${cpu?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB`
console.log(`\n${machine}\n\n${table([['what', 'figures', 'wanted', 'met'], ...rows])}`)
