/**
 * Playing an hour of 720p beside the same `<video>` on nginx, in one Chromium, alternating: to the first picture of a
 * recording that is not here, and a jump in one that is: `node test/bench/play.bench.ts`. Exit 1 when a floor is
 * missed, 2 without nginx, ffmpeg or Chromium.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { findChromium } from '../../scripts/lib/find-chromium.mjs'
import { median, percentile95 } from './lib/figures.ts'
import { ffmpegIsInstalled, HOUR_SECONDS, writeHourFile } from './lib/hour-file.ts'
import { nginxIsInstalled, startNginx } from './lib/nginx.ts'
import { startOneFileServer } from './lib/one-file-server.ts'
import type { FromPlayer, ToPlayer } from './lib/play-process.ts'
import { type Scratch, withScratch } from './lib/scratch.ts'
import { openVideoPage, openVideos, timeToFirstFrame, timeToSeek } from './lib/video-page.ts'

const PLAYS = 15
const SEEKS = 200
const BYTES_PER_SECOND = 20e6
const WANTED = { firstFrame: 1.3, seek: 1.2 }

const local = (name: string): string => fileURLToPath(new URL(`./lib/${name}`, import.meta.url))

/** Milliseconds, one value per round. */
interface Rounds {
  nginx: number[]
  ours: number[]
}

async function told<Message>(child: ChildProcess): Promise<Message> {
  const over = new AbortController()
  const gone = once(child, 'exit', over).then(() => Promise.reject(new Error('a process of the benchmark has ended')))
  try {
    const [message] = await Promise.race([once(child, 'message', over), gone])
    return message as Message
  } finally {
    // Nobody waits for its end any more.
    gone.catch(() => {})
    over.abort()
  }
}

async function ask(player: ChildProcess, message: ToPlayer): Promise<void> {
  player.send(message)
  await told<FromPlayer>(player)
}

/** What it takes on each side, in turn; in every other round the app goes first. */
async function alternate(rounds: number, nginx: () => Promise<number>, ours: () => Promise<number>): Promise<Rounds> {
  const times: Rounds = { nginx: [], ours: [] }
  for (let round = -1; round < rounds; round += 1) {
    const first = round % 2 === 0 ? await nginx() : null
    const second = await ours()
    const third = first ?? (await nginx())
    // The first time everything is cold.
    if (round < 0) continue
    times.nginx.push(third)
    times.ours.push(second)
  }
  return times
}

/** The address changes with each play, so that nothing of an earlier one is in the browser's memory. */
function firstFrames(page: Page, nginx: string, ours: string, player: ChildProcess): Promise<Rounds> {
  let plays = 0
  const play = (address: string): Promise<number> => {
    plays += 1
    return timeToFirstFrame(page, `${address}?${plays}`)
  }
  return alternate(
    PLAYS,
    () => play(nginx),
    async () => {
      await ask(player, 'begin')
      const ms = await play(ours)
      await ask(player, 'leave')
      return ms
    },
  )
}

async function seeks(page: Page, nginx: string, ours: string): Promise<Rounds> {
  await openVideos(page, [nginx, ours])
  const places = Array.from({ length: SEEKS + 1 }, () => Math.random() * (HOUR_SECONDS - 10))
  const seek = (nth: number, left: number[]) => () => timeToSeek(page, nth, left.pop() ?? 0)
  return alternate(SEEKS, seek(0, [...places]), seek(1, [...places]))
}

const rounded = (value: number): number => Number(value.toFixed(2))

function tell(name: string, { nginx, ours }: Rounds, ratio: number, most: number | null): void {
  const met = most === null || ratio <= most
  const figures = {
    nginxP50Ms: Math.round(median(nginx)),
    nginxP95Ms: Math.round(percentile95(nginx)),
    p50Ms: Math.round(median(ours)),
    p95Ms: Math.round(percentile95(ours)),
    ratio: rounded(ratio),
    rounds: ours.length,
  }
  console.log(JSON.stringify({ name, ...figures, wanted: most === null ? '' : `≤ ${most} ×`, met }))
  if (!met) process.exitCode = 1
}

const ofMedians = ({ nginx, ours }: Rounds): number => median(ours) / median(nginx)

async function bench(scratch: Scratch): Promise<void> {
  const { directory, owns } = scratch
  const file = await writeHourFile(scratch)
  const nginx = await startNginx(directory)
  owns(nginx.process)
  const relay = owns(fork(local('shaped-relay.ts'), [String(nginx.port), String(BYTES_PER_SECOND)]))
  const shapedPort = await told<number>(relay)
  const demo = await startOneFileServer(scratch, file, BYTES_PER_SECOND)
  const args = [directory, file, demo.url, demo.apiKey, demo.apiSecret]
  const player = owns(fork(local('play-process.ts'), args))
  const listening = await told<FromPlayer>(player)
  if (listening.kind !== 'listening') throw new Error(`unexpected message: ${listening.kind}`)
  const addressOf = (port: number, path: string): string => `http://127.0.0.1:${port}${path}`

  const { page, close } = await openVideoPage()
  try {
    const far = addressOf(listening.port, '/far')
    const shaped = await firstFrames(page, addressOf(shapedPort, '/hour.mp4'), far, player)
    tell('first picture of an hour that is not here, both at 20 MB/s', shaped, ofMedians(shaped), WANTED.firstFrame)
    const unshaped = await firstFrames(page, addressOf(nginx.port, '/hour.mp4'), far, player)
    tell('the same, nginx as fast as it goes', unshaped, ofMedians(unshaped), null)
    const jumps = await seeks(page, addressOf(nginx.port, '/hour.mp4'), addressOf(listening.port, '/kept'))
    tell('jump in a kept hour, p95', jumps, percentile95(jumps.ours) / percentile95(jumps.nginx), WANTED.seek)
  } finally {
    await close()
  }
}

if (nginxIsInstalled() && ffmpegIsInstalled() && findChromium() !== null) {
  await withScratch('play', bench)
} else {
  console.error('This benchmark needs nginx, ffmpeg and Chromium. On Debian: apt-get install nginx ffmpeg chromium')
  process.exitCode = 2
}
