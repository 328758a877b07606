import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** f_type of a folder that is in memory. */
const TMPFS = 0x01021994

/** A folder on a disk, and the processes that work in it. */
export interface Scratch {
  directory: string
  /** Ended with the benchmark. */
  owns<Child extends ChildProcess>(child: Child): Child
  /** Runs a command to its end; answers what it says. Rejects when it fails. */
  run(command: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }>
}

/** Gives a benchmark its scratch folder; folder and processes go with it, also when it is interrupted. */
export async function withScratch(name: string, use: (scratch: Scratch) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(await diskFolder(), `roomreel-${name}-`))
  const children = new Set<ChildProcess>()
  const owns = <Child extends ChildProcess>(child: Child): Child => {
    children.add(child)
    child.once('exit', () => children.delete(child))
    return child
  }
  const clear = async (): Promise<void> => {
    await Promise.all([...children].map(ended))
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  }
  const interrupted = (): void => void clear().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted)
  try {
    await use({ directory, owns, run: (command, args) => run(owns, command, args) })
  } finally {
    await clear()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted)
  }
}

/** Figures of a disk are wanted, whatever the system has in memory. */
async function diskFolder(): Promise<string> {
  return (await statfs(tmpdir())).type === TMPFS ? '/var/tmp' : tmpdir()
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill()
  await gone
}

async function run(
  owns: Scratch['owns'],
  command: string,
  args: readonly string[],
): Promise<{ stdout: string; stderr: string }> {
  const child = owns(spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] }))
  const told = { stdout: '', stderr: '' }
  child.stdout.on('data', (text: Buffer) => {
    told.stdout += text.toString()
  })
  child.stderr.on('data', (text: Buffer) => {
    told.stderr += text.toString()
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${command} has ended with ${code}: ${told.stderr}`)
  return told
}
