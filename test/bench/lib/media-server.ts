import { link, mkdir, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { recordKey } from '../../../src/main/media/media-folder.ts'
import { ProfileMedia } from '../../../src/main/media/profile-media.ts'
import { createHttpClient } from '../../../src/main/plugnmeet/http.ts'
import { createBridge } from './bridge.ts'

/** A process of its own that serves one file as the app serves a kept recording; speaks with its parent over IPC. */
export type FromMediaServer = { kind: 'listening'; port: number } | { kind: 'rss'; now: number; peak: number }

const RECORD_ID = 'big'

const [, , path = ''] = process.argv
const directory = join(dirname(path), 'media')
await mkdir(directory)
// The very same file: both sides read from the same pages.
await link(path, join(directory, `${recordKey(RECORD_ID)}-1-${(await stat(path)).size}.kept`))
const nothing = (): never => {
  throw new Error('the file is here: nothing is downloaded')
}
const media = new ProfileMedia({
  profileId: 'bench',
  directories: () => [directory],
  source: { downloadUrl: nothing },
  http: createHttpClient(),
  room: { admit: nothing, makeRoom: nothing },
  openShare: nothing,
  prober: { probe: nothing },
  queued: () => null,
  onFileFacts: () => {},
  onChange: () => {},
})
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
const server = createBridge((request) => media.respond(RECORD_ID, request))
server.listen(0, '127.0.0.1', () => send({ kind: 'listening', port: (server.address() as AddressInfo).port }))
