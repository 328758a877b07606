import { statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { MediaFile } from '../../../src/main/media/media-file.ts'
import { mediaResponse } from '../../../src/main/media/media-response.ts'
import { createBridge } from './bridge.ts'

/** A process of its own that serves one file by the app's media answers; speaks with its parent over IPC. */
export type FromMediaServer = { kind: 'listening'; port: number } | { kind: 'rss'; now: number; peak: number }

const [, , path = ''] = process.argv
const { size } = statSync(path)
const file = new MediaFile({ path, startedAt: Date.now(), available: size, total: size })
let peak = 0
const sample = (): number => {
  const now = process.memoryUsage.rss()
  peak = Math.max(peak, now)
  return now
}
const send = (message: FromMediaServer): void => {
  process.send?.(message)
}

setInterval(sample, 20)
process.on('message', () => {
  send({ kind: 'rss', now: sample(), peak })
})
process.on('disconnect', () => process.exit(0))
const server = createBridge((request) => mediaResponse(request, file))
server.listen(0, '127.0.0.1', () => send({ kind: 'listening', port: (server.address() as AddressInfo).port }))
