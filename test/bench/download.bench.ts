/**
 * 2 GiB to the disk, by the app and by curl, alternating: from nginx as fast as it goes, and from the demo server at
 * 120 MB/s: `node test/bench/download.bench.ts`. Exit 1 when a floor is missed, 2 without nginx or curl.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHttpClient } from '../../src/main/plugnmeet/http.ts'
import { writeBigMp4 } from './lib/big-mp4.ts'
import type { DownloadFigures } from './lib/download-process.ts'
import { median } from './lib/figures.ts'
import { newestRecording } from './lib/newest-recording.ts'
import { nginxIsInstalled, startNginx } from './lib/nginx.ts'
import { type OneFileServer, startOneFileServer } from './lib/one-file-server.ts'
import { type Scratch, withScratch } from './lib/scratch.ts'

const SIZE = 2 * 1024 ** 3
const ROUNDS = 5
const BYTES_PER_SECOND = 120e6
const WANTED = { unshaped: 0.45, shaped: 0.97, cpu: 3, rssGrowthMB: 64, loopP99Ms: 30 }
const PROCESS = fileURLToPath(new URL('./lib/download-process.ts', import.meta.url))

/** What one download took. */
interface Took {
  seconds: number
  cpuSeconds: number
}

/** One way of getting the file, one value per round. */
interface Rounds {
  curl: Took[]
  ours: DownloadFigures[]
}

async function byCurl({ directory, run }: Scratch, url: string): Promise<Took> {
  const path = join(directory, 'curl.mp4')
  // %R: time, %U and %S: what getrusage tells of the child.
  const timed = `TIMEFORMAT='%R %U %S'; time curl --silent --fail --output "$0" "$1"`
  const { stderr } = await run('bash', ['-c', timed, path, url])
  const { size } = await stat(path)
  if (size !== SIZE) throw new Error(`curl has brought ${size} bytes`)
  await rm(path)
  const [seconds = Number.NaN, user = Number.NaN, system = Number.NaN] = stderr.trim().split(' ').map(Number)
  return { seconds, cpuSeconds: user + system }
}

async function byOurs({ directory, run }: Scratch, from: readonly string[]): Promise<DownloadFigures> {
  const folder = join(directory, 'ours')
  await mkdir(folder)
  const { stdout } = await run(process.execPath, [PROCESS, folder, ...from])
  await rm(folder, { recursive: true })
  const figures = JSON.parse(stdout) as DownloadFigures
  if (figures.bytes !== SIZE) throw new Error(`the app has brought ${figures.bytes} bytes`)
  return figures
}

async function freshUrl(server: OneFileServer): Promise<string> {
  const http = createHttpClient()
  try {
    const { client, recordId } = await newestRecording(http, server)
    return (await client.downloadUrl(recordId)).href
  } finally {
    http.close()
  }
}

/** Alternating; in every other round the app goes first. */
async function measure(scratch: Scratch, url: () => Promise<string>, from: readonly string[]): Promise<Rounds> {
  const rounds: Rounds = { curl: [], ours: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round % 2 === 0) rounds.curl.push(await byCurl(scratch, await url()))
    rounds.ours.push(await byOurs(scratch, from))
    if (round % 2 === 1) rounds.curl.push(await byCurl(scratch, await url()))
  }
  return rounds
}

const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits))

/** The median of the rounds' own ratios. */
const ratio = ({ curl, ours }: Rounds, of: (curl: Took, ours: Took) => number): number =>
  rounded(median(ours.map((took, round) => of(curl[round] ?? { seconds: Number.NaN, cpuSeconds: Number.NaN }, took))))

const most = (rounds: readonly Rounds[], of: (figures: DownloadFigures) => number): number =>
  Math.max(...rounds.flatMap(({ ours }) => ours.map(of)))

function tell(name: string, met: boolean, figures: Record<string, unknown>, wanted: string): void {
  console.log(JSON.stringify({ name, ...figures, rounds: ROUNDS, wanted, met }))
  if (!met) process.exitCode = 1
}

function tellSpeed(name: string, rounds: Rounds, floor: number, mostCpu: number | null): void {
  const speed = ratio(rounds, (curl, ours) => curl.seconds / ours.seconds)
  const cpu = ratio(rounds, (curl, ours) => ours.cpuSeconds / curl.cpuSeconds)
  const figures = {
    curlSeconds: rounded(median(rounds.curl.map(({ seconds }) => seconds))),
    seconds: rounded(median(rounds.ours.map(({ seconds }) => seconds))),
    speed,
    curlCpuSeconds: rounded(median(rounds.curl.map(({ cpuSeconds }) => cpuSeconds))),
    cpuSeconds: rounded(median(rounds.ours.map(({ cpuSeconds }) => cpuSeconds))),
    cpu,
  }
  const wanted = `≥ ${floor} × its speed${mostCpu === null ? '' : `, ≤ ${mostCpu} × its CPU`}`
  tell(name, speed >= floor && cpu <= (mostCpu ?? cpu), figures, wanted)
}

async function bench(scratch: Scratch): Promise<void> {
  const file = join(scratch.directory, 'big.mp4')
  await writeBigMp4(file, SIZE)
  const nginx = await startNginx(scratch.directory)
  scratch.owns(nginx.process)
  const demo = await startOneFileServer(scratch, file, BYTES_PER_SECOND)
  const nginxUrl = `http://127.0.0.1:${nginx.port}/big.mp4`
  await byCurl(scratch, nginxUrl)

  const unshaped = await measure(scratch, async () => nginxUrl, [nginxUrl])
  tellSpeed('2 GiB from nginx to disk, against curl', unshaped, WANTED.unshaped, null)
  const shaped = await measure(scratch, () => freshUrl(demo), [demo.url, demo.apiKey, demo.apiSecret])
  tellSpeed('the same from the demo server at 120 MB/s', shaped, WANTED.shaped, WANTED.cpu)

  const both = [unshaped, shaped]
  const rssGrowthMB = rounded(
    most(both, (figures) => figures.rssGrowthMB),
    0,
  )
  const loopP99Ms = rounded(
    most(both, (figures) => figures.loopP99Ms),
    1,
  )
  const loopMaxMs = rounded(
    most(both, (figures) => figures.loopMaxMs),
    1,
  )
  tell(
    'main meanwhile, in the worst round',
    rssGrowthMB < WANTED.rssGrowthMB && loopP99Ms < WANTED.loopP99Ms,
    { rssGrowthMB, loopP99Ms, loopMaxMs },
    `memory < ${WANTED.rssGrowthMB} MB, loop delay p99 < ${WANTED.loopP99Ms} ms`,
  )
}

const curlIsInstalled = spawnSync('curl', ['--version']).error === undefined
if (nginxIsInstalled() && curlIsInstalled) {
  await withScratch('download', bench)
} else {
  console.error('This benchmark needs nginx and curl. On Debian: apt-get install nginx curl')
  process.exitCode = 2
}
