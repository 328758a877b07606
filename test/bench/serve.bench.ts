/**
 * How fast the app's media answers are beside nginx on the same file: `node test/bench/serve.bench.ts`.
 * Both in one run, alternating, medians. Exit 1 when a floor is missed, 2 without nginx.
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

const RUNS = 7
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

async function measure(
  nginx: number,
  ours: number,
): Promise<Record<'whole' | 'ranges', { nginx: number; ours: number }>> {
  const seconds = {
    wholeNginx: [] as number[],
    wholeOurs: [] as number[],
    rangesNginx: [] as number[],
    rangesOurs: [] as number[],
  }
  for (let round = 0; round < RUNS; round += 1) {
    const ranges = randomRanges()
    seconds.wholeNginx.push(await read(nginx, 1, ['whole']))
    seconds.wholeOurs.push(await read(ours, 1, ['whole']))
    seconds.rangesNginx.push(await read(nginx, READERS, ranges))
    seconds.rangesOurs.push(await read(ours, READERS, ranges))
  }
  const speed = (bytes: number, times: readonly number[]): number => Math.round(bytes / 1e6 / median(times))
  return {
    whole: { nginx: speed(SIZE, seconds.wholeNginx), ours: speed(SIZE, seconds.wholeOurs) },
    ranges: { nginx: speed(RANGES * MIB, seconds.rangesNginx), ours: speed(RANGES * MIB, seconds.rangesOurs) },
  }
}

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
    whole: Number((whole.ours / whole.nginx).toFixed(2)),
    ranges: Number((ranges.ours / ranges.nginx).toFixed(2)),
    rssGrowthMB: Math.round((after.peak - before.now) / 1e6),
  }
  console.log(
    table([
      ['1 GB file over /media/', 'nginx', 'Roomreel', 'ratio', 'wanted'],
      ['whole, 1 reader', `${whole.nginx} MB/s`, `${whole.ours} MB/s`, String(figures.whole), `≥ ${WANTED.whole}`],
      [
        '1 MiB ranges, 8 readers',
        `${ranges.nginx} MB/s`,
        `${ranges.ours} MB/s`,
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
