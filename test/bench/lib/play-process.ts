/**
 * Plays one recording, as the app does, in a process of its own: `play-process.ts FOLDER FILE SERVER KEY SECRET`.
 * `/kept` is the file, which is here; `/far` is the server's newest recording, of which nothing is here after each
 * `begin`. Speaks with its parent over IPC.
 */
import { copyFile, mkdir, rm, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { recordKey } from '../../../src/main/media/media-folder.ts'
import type { ProfileMedia } from '../../../src/main/media/profile-media.ts'
import { createHttpClient } from '../../../src/main/plugnmeet/http.ts'
import { createBridge } from './bridge.ts'
import { idleMedia } from './idle-media.ts'
import { newestRecording } from './newest-recording.ts'

export type ToPlayer = 'begin' | 'leave'
export type FromPlayer = { kind: 'listening'; port: number } | { kind: 'done' }

const [, , directory = '', file = '', url = '', apiKey = '', apiSecret = ''] = process.argv
const http = createHttpClient()
const { client, recordId } = await newestRecording(http, { url, apiKey, apiSecret })
const mediaIn = (folder: string): ProfileMedia => idleMedia(folder, http, () => client.downloadUrl(recordId))

async function keptMedia(): Promise<ProfileMedia> {
  const folder = join(directory, 'kept')
  await mkdir(folder)
  const { size } = await stat(file)
  await copyFile(file, join(folder, `${recordKey(recordId)}-${Date.now()}-${size}.kept`))
  return mediaIn(folder)
}

const kept = await keptMedia()
const farFolder = join(directory, 'far')
let far: ProfileMedia | null = null

async function leave(): Promise<void> {
  await far?.close()
  far = null
  await rm(farFolder, { recursive: true, force: true })
}

async function obey(message: ToPlayer): Promise<void> {
  await leave()
  if (message === 'begin') {
    far = mediaIn(farFolder)
    // The app has shown the recording's state by the time somebody plays it.
    await far.state(recordId)
  }
  send({ kind: 'done' })
}

const send = (message: FromPlayer): void => {
  process.send?.(message)
}

process.on('message', (message: ToPlayer) => void obey(message))
process.on('disconnect', () => process.exit())
const server = createBridge(async (request) => {
  const media = new URL(request.url).pathname === '/kept' ? kept : far
  return (await media?.respond(recordId, request)) ?? new Response(null, { status: 404 })
})
server.listen(0, '127.0.0.1', () => send({ kind: 'listening', port: (server.address() as AddressInfo).port }))
