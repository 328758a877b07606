/** Runs every benchmark after a build and prints one table: `npm run bench`. Each one alone: `node test/bench/<name>.bench.ts`. */
import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { table } from './lib/figures.ts'

const BENCHES = ['size', 'decode', 'start', 'serve'] as const

const rows = BENCHES.map((name) => {
  const file = fileURLToPath(new URL(`./${name}.bench.ts`, import.meta.url))
  const output = execFileSync(process.execPath, [file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e8,
  })
  const json = output.split('\n').findLast((line) => line.startsWith('{')) ?? '{}'
  const { name: title, wanted, ...figures } = JSON.parse(json) as Record<string, unknown>
  return [String(title), JSON.stringify(figures).replaceAll(/["{}]/g, '').replaceAll(',', ', '), String(wanted ?? '')]
})
const [cpu] = cpus()
console.log(
  `\nNode ${process.version}, Linux ${release()}, ${cpus().length} × ${cpu?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`,
)
console.log(table([['what', 'figures', 'wanted'], ...rows]))
