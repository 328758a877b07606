/**
 * Keeps one file, as the app does, in a process of its own: `download-process.ts FOLDER ADDRESS`, or
 * `FOLDER SERVER KEY SECRET` for the newest recording of a server. Prints one line of JSON.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createHttpClient } from '../../../src/main/plugnmeet/http.ts'
import { idleMedia } from './idle-media.ts'
import { newestRecording } from './newest-recording.ts'

export interface DownloadFigures {
  seconds: number
  /** Of the whole process, user and system, while the file came. */
  cpuSeconds: number
  bytes: number
  /** Resident memory: the highest, minus that before. */
  rssGrowthMB: number
  loopP99Ms: number
  loopMaxMs: number
}

const RESOLUTION_MS = 5
const SAMPLE_MS = 20

const [, , folder = '', address = '', apiKey, apiSecret = ''] = process.argv
const http = createHttpClient()
const server = apiKey === undefined ? null : await newestRecording(http, { url: address, apiKey, apiSecret })
const recordId = server?.recordId ?? 'one'
const media = idleMedia(folder, http, async () => (await server?.client.downloadUrl(recordId)) ?? new URL(address))
await media.state(recordId)

const before = process.memoryUsage.rss()
let peak = before
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, SAMPLE_MS)
const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
loop.enable()
const cpu = process.cpuUsage()
const startedAt = performance.now()
const end = await media.fetch(recordId).ended
const seconds = (performance.now() - startedAt) / 1000
const { user, system } = process.cpuUsage(cpu)
loop.disable()
clearInterval(sampling)
if (end.kind !== 'complete') throw new Error(`the download has ended as ${JSON.stringify(end)}`)
const figures: DownloadFigures = {
  seconds,
  cpuSeconds: (user + system) / 1e6,
  bytes: end.bytes,
  rssGrowthMB: (peak - before) / 1e6,
  loopP99Ms: loop.percentile(99) / 1e6 - RESOLUTION_MS,
  loopMaxMs: loop.max / 1e6 - RESOLUTION_MS,
}
console.log(JSON.stringify(figures))
await media.close()
http.close()
