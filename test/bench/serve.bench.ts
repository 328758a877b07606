/**
 * How fast the app's media answers are beside nginx on the same file: `node test/bench/serve.bench.ts`.
 * Both in one run, alternating, the median of the rounds' ratios. Exit 1 when a floor is missed, 2 without nginx.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { median, table } from './lib/figures.ts'
import type { FromMediaServer } from './lib/media-server.ts'
import { nginxIsInstalled, startNginx } from './lib/nginx.ts'

const RUNS = 25
const MIB = 1024 * 1024
const SIZE = 1_000_000_000
const READERS = 8
const RANGES = 800
const NAME = 'big.mp4'
const WANTED = { whole: 0.6, ranges: 0.4, rssGrowthMB: 64 }

const local = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** A file of noise that begins like an MP4. */
async function makeFile(path: string): Promise<void> {
  const block = crypto.getRandomValues(new Uint8Array(65_536))
  const handle = await open(path, 'w')
  try {
    await handle.write(Buffer.from('\0\0\0\x18ftypisom', 'latin1'))
    for (let at = 12; at < SIZE; at += block.length) await handle.write(block.subarray(0, SIZE - at))
  } finally {
    await handle.close()
  }
}

/** Seconds that so many readers in a process of their own take for the ranges, together. */
async function read(port: number, readers: number, ranges: readonly string[]): Promise<number> {
  const args = [local('lib/reader.ts'), String(port), `/${NAME}`, String(readers), ...ranges]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return Number(stdout)
}

const randomRanges = (): string[] =>
  Array.from({ length: RANGES }, () => {
    const start = Math.floor(Math.random() * (SIZE - MIB))
    return `${start}-${start + MIB - 1}`
  })

async function memory(server: ChildProcess): Promise<{ now: number; peak: number }> {
  server.send('rss')
  const [message] = (await once(server, 'message')) as [FromMediaServer]
  if (message.kind !== 'rss') throw new Error(`unexpected message: ${message.kind}`)
  return message
}

async function startOurs(path: string): Promise<{ process: ChildProcess; port: number }> {
  const child = fork(local('lib/media-server.ts'), [path])
  const [message] = (await once(child, 'message')) as [FromMediaServer]
  if (message.kind !== 'listening') throw new Error(`unexpected message: ${message.kind}`)
  return { process: child, port: message.port }
}

/** Seconds of one way of reading, one value per round. */
interface Rounds {
  nginx: number[]
  ours: number[]
}

async function measure(nginx: number, ours: number): Promise<{ whole: Rounds; ranges: Rounds }> {
  const whole: Rounds = { nginx: [], ours: [] }
  const ranges: Rounds = { nginx: [], ours: [] }
  for (let round = 0; round < RUNS; round += 1) {
    const wanted = randomRanges()
    whole.nginx.push(await read(nginx, 1, ['whole']))
    whole.ours.push(await read(ours, 1, ['whole']))
    ranges.nginx.push(await read(nginx, READERS, wanted))
    ranges.ours.push(await read(ours, READERS, wanted))
  }
  return { whole, ranges }
}

/** The median of the rounds' own ratios: what slows the machine for a while slows both sides of a round. */
const ratio = ({ nginx, ours }: Rounds): number =>
  Number(median(nginx.map((seconds, round) => seconds / (ours[round] ?? Number.NaN))).toFixed(2))

const speed = (bytes: number, seconds: readonly number[]): string => `${Math.round(bytes / 1e6 / median(seconds))} MB/s`

async function bench(directory: string, children: ChildProcess[]): Promise<void> {
  await makeFile(join(directory, NAME))
  const nginx = await startNginx(directory)
  children.push(nginx.process)
  const ours = await startOurs(join(directory, NAME))
  children.push(ours.process)

  await read(nginx.port, 1, ['whole'])
  await read(ours.port, 1, ['0-1048575'])
  const before = await memory(ours.process)
  const { whole, ranges } = await measure(nginx.port, ours.port)
  const after = await memory(ours.process)

  const figures = {
    whole: ratio(whole),
    ranges: ratio(ranges),
    rssGrowthMB: Math.round((after.peak - before.now) / 1e6),
  }
  console.log(
    table([
      ['1 GB file over /media/', 'nginx', 'Roomreel', 'ratio', 'wanted'],
      [
        'whole, 1 reader',
        speed(SIZE, whole.nginx),
        speed(SIZE, whole.ours),
        String(figures.whole),
        `≥ ${WANTED.whole}`,
      ],
      [
        '1 MiB ranges, 8 readers',
        speed(RANGES * MIB, ranges.nginx),
        speed(RANGES * MIB, ranges.ours),
        String(figures.ranges),
        `≥ ${WANTED.ranges}`,
      ],
      ['memory growth', '', `${figures.rssGrowthMB} MB`, '', `< ${WANTED.rssGrowthMB} MB`],
    ]),
  )
  console.log(
    JSON.stringify({
      name: 'serving a 1 GB file, against nginx',
      ...figures,
      wanted: 'whole ≥ 0.6 ×, ranges ≥ 0.4 ×, memory < 64 MB',
    }),
  )
  const met =
    figures.whole >= WANTED.whole && figures.ranges >= WANTED.ranges && figures.rssGrowthMB < WANTED.rssGrowthMB
  process.exitCode = met ? 0 : 1
}

async function withDirectory(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'roomreel-serve-'))
  const children: ChildProcess[] = []
  try {
    await bench(directory, children)
  } finally {
    for (const child of children) child.kill()
    await Promise.all(children.map((child) => child.exitCode ?? once(child, 'exit')))
    await rm(directory, { recursive: true })
  }
}

if (nginxIsInstalled()) {
  await withDirectory()
} else {
  console.error('This benchmark needs nginx. On Debian: apt-get install nginx')
  process.exitCode = 2
}
