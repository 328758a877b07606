import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DemoServer } from '../../../src/main/demo/demo-server.ts'
import type { Scratch } from './scratch.ts'

/** What its recordings are files of. */
const DEMO_MEDIA = ['lake', 'board', 'airway', 'council', 'terminal', 'poll', 'audio']

export type OneFileServer = Pick<DemoServer, 'url' | 'apiKey' | 'apiSecret'>

/** Starts a demo server in a process of its own: each of its recordings is this file, at so many bytes per second. */
export async function startOneFileServer(
  { directory, owns }: Scratch,
  file: string,
  bytesPerSecond: number,
): Promise<OneFileServer> {
  const resources = join(directory, 'resources')
  await mkdir(resources)
  await symlink(file, join(resources, 'one.mp4'))
  const media = DEMO_MEDIA.map((id) => ({ id, file: 'one.mp4', subtitles: [] }))
  await writeFile(join(resources, 'index.json'), JSON.stringify({ media }))
  const script = fileURLToPath(new URL('./one-file-process.ts', import.meta.url))
  const child = owns(fork(script, [resources, String(bytesPerSecond)]))
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('the demo server has ended')))
  const [server] = (await Promise.race([once(child, 'message'), gone])) as [OneFileServer]
  // Its end is wanted from here on.
  gone.catch(() => {})
  return server
}
