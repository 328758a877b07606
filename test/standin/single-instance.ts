import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { unsupported } from './guard.ts'

/** What the second process tells the first. */
export interface Hello {
  argv: string[]
  cwd: string
  data: unknown
}

const SAY_HELLO =
  'require("net").connect(process.argv[1]).on("error", () => {}).end(process.argv[2], () => process.exit())'

/** One process per folder of user data, decided synchronously: a symbolic link names the owner's process. */
export class SingleInstance {
  #server: Server | null = null

  get held(): boolean {
    return this.#server !== null
  }

  /** True = this process is the one; false = the other one has been told. */
  request(userData: string, data: unknown, onSecond: (hello: Hello) => void): boolean {
    if (this.#server !== null) return true
    if (process.platform === 'win32') unsupported('app.requestSingleInstanceLock() on Windows')
    const link = join(tmpdir(), `standin-${createHash('sha256').update(userData).digest('hex').slice(0, 16)}`)
    const socket = `${link}.sock`
    if (!take(link)) {
      const hello: Hello = { argv: asChromiumSendsIt(process.argv), cwd: process.cwd(), data }
      spawnSync(process.execPath, ['-e', SAY_HELLO, socket, JSON.stringify(hello)])
      return false
    }
    rmSync(socket, { force: true })
    this.#server = createServer((connection) => {
      const heard = text(connection).then((hello) => onSecond(JSON.parse(hello) as Hello))
      heard.catch(() => undefined)
    })
    this.#server.listen(socket).unref()
    process.once('exit', () => {
      rmSync(link, { force: true })
      rmSync(socket, { force: true })
    })
    return true
  }

  release(): void {
    this.#server?.close()
    this.#server = null
  }
}

/** Switches first, one of Chromium's own among them, then the rest: "--name value" is torn apart on the way. */
export function asChromiumSendsIt([program = '', ...given]: readonly string[]): string[] {
  const end = given.indexOf('--')
  const parsed = end < 0 ? given : given.slice(0, end)
  const isSwitch = (word: string): boolean => word.startsWith('-') && word !== '-'
  const switches = [...parsed.filter(isSwitch), `--original-process-start-time=${Date.now()}`]
  return [program, ...switches, ...parsed.filter((word) => !isSwitch(word)), ...given.slice(parsed.length)]
}

/** Makes the link; one that a dead process left is replaced. */
function take(link: string): boolean {
  try {
    symlinkSync(String(process.pid), link)
    return true
  } catch {
    if (isAlive(Number(readlinkSync(link)))) return false
    rmSync(link, { force: true })
    return take(link)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
