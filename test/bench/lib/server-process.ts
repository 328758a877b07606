import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from './chromium-page.ts'

/** A demo server in a process of its own. */
export interface ServerProcess {
  url: string
  apiKey: string
  apiSecret: string
  close(): Promise<void>
}

/** Starts one with so many recordings in so many rooms. Rejects when it ends before it listens. */
export async function startServerProcess(recordings: number, rooms: number): Promise<ServerProcess> {
  const args = [join(ROOT, 'src/main/demo/cli.ts'), '--recordings', String(recordings), '--rooms', String(rooms)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([once(lines, 'line'), gone.then(() => Promise.reject(new Error('it has ended')))])
  const { url, apiKey, apiSecret } = JSON.parse(String(first[0])) as Omit<ServerProcess, 'close'>
  const close = async (): Promise<void> => {
    child.kill('SIGTERM')
    await gone
  }
  return { url, apiKey, apiSecret, close }
}
