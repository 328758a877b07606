/**
 * The anchor of start.bench.ts: the same Node serves a built React page from disk, and the same Chromium opens it with the
 * flags that the stand-in gives it. Argument: the folder of the built page.
 */
import { spawn } from 'node:child_process'
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { findChromium } from '../../../scripts/lib/find-chromium.mjs'
import { chromiumFlags } from '../../standin/chromium-flags.ts'

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }
const [folder = ''] = process.argv.slice(2)
const executable = findChromium()
if (executable === null) throw new Error('no Chromium')

const server = createServer((request, response) => {
  const name = basename(request.url ?? '') || 'index.html'
  const file = [join(folder, name), join(folder, 'assets', name)].find((candidate) => existsSync(candidate))
  if (file === undefined) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
  createReadStream(file).pipe(response)
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  const profile = mkdtempSync(join(tmpdir(), 'roomreel-trivial-'))
  const flags = chromiumFlags({
    profile,
    port,
    headless: true,
    asRoot: process.getuid?.() === 0,
    size: { width: 1280, height: 820 },
    switches: new Map([['remote-debugging-port', '0']]),
  }).filter((flag) => flag !== '--remote-debugging-pipe')
  const chromium = spawn(executable, [...flags, `--app=http://trivial.localhost/`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  chromium.once('exit', () => {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    process.exit()
  })
  process.once('SIGTERM', () => chromium.kill('SIGTERM'))
})
