import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PartFile } from '../../../../src/main/media/part-file.ts'
import { readPartMap } from '../../../../src/main/media/part-map.ts'
import type { ByteRange } from '../../../../src/main/media/range-map.ts'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { FileServer } from './file-server.ts'
import { fetched, mediaTest, seeded, sha256 } from './media-fixture.ts'
import { PROBE_THREAD } from './probe-fixture.ts'

const CHILD = fileURLToPath(new URL('../../../fixtures/media/download-child.ts', import.meta.url))
const SIZE = 600_003

const { setUp, files, folder, atEnd } = mediaTest()
const inMedia = (name = ''): string => join(folder(), 'media', name)

let built = ''
beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'roomreel-child-'))
  // In one file it starts in a third of the time.
  const output = { entryFileNames: 'child.mjs' }
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: CHILD, outDir: built, rolldownOptions: { output } },
  })
})
afterAll(async () => await rm(built, { recursive: true }))

function downloading(url: string, readers: number): ChildProcess {
  const child = fork(join(built, 'child.mjs'), [inMedia(), url, PROBE_THREAD.href, String(readers)], {
    execArgv: [],
    stdio: 'ignore',
  })
  atEnd(async () => void child.kill('SIGKILL'))
  return child
}

/** Kills it once the server has sent so many bytes, unless it is done before; true: it was killed. */
async function killedAfter(child: ChildProcess, file: FileServer, bytes: number): Promise<boolean> {
  const target = file.sent + bytes
  const done = new Promise<boolean>((resolve) => {
    child.on('message', (message: { end?: string }) => {
      if (message.end !== undefined) resolve(false)
    })
    file.parts.onPiece = async () => {
      if (file.sent >= target) resolve(true)
      // The pace of a network: some of what comes is saved before the next piece.
      await wait(2)
    }
  })
  const wasKilled = await done
  child.kill('SIGKILL')
  await once(child, 'exit')
  return wasKilled
}

function expectTrue(found: Buffer, ranges: readonly ByteRange[], bytes: Buffer): void {
  for (const [start, end] of ranges) {
    expect(end).toBeLessThanOrEqual(found.length)
    expect(found.subarray(start, end).equals(bytes.subarray(start, end))).toBe(true)
  }
}

/** How many bytes a program that was killed has left, all of them right. */
async function rightBytes(bytes: Buffer): Promise<number> {
  const names = (await readdir(inMedia()).catch(() => [])).toSorted()
  const whole = names.find((name) => name.endsWith('.kept'))
  if (whole !== undefined) {
    expect(sha256(await readFile(inMedia(whole)))).toBe(sha256(bytes))
    return bytes.length
  }
  const part = names.find((name) => name.endsWith('.part'))
  if (part === undefined) return 0
  const paths = { part: inMedia(part), map: inMedia(part.replace('.part', '.map')) }
  const found = await readFile(paths.part)
  const claims = (await readPartMap(paths.map))?.segments ?? []
  expectTrue(
    found,
    claims.map(({ start, end }) => [start, end]),
    bytes,
  )
  const restored = await PartFile.restore(paths)
  expectTrue(found, restored?.ranges.ranges ?? [], bytes)
  expect(restored?.damaged ?? false).toBe(false)
  return restored?.ranges.bytes ?? 0
}

test.each([
  { name: 'a server that honours ranges', ranged: true, at: 'front', readers: 0, kills: 67 },
  { name: 'a server that sends files as a whole', ranged: false, at: 'front', readers: 0, kills: 67 },
  { name: 'two readers, and an index at the end', ranged: true, at: 'end', readers: 2, kills: 66 },
] as const)(
  'killed $kills times with $name: what is said to be here is, it goes on, and all of it comes',
  async ({ ranged, at, readers, kills }) => {
    const file = new FileServer({ bytes: mp4Bytes(SIZE, { at }), ranged, piece: 8192 })
    const { server, media } = await setUp(file.answer)
    const random = seeded(kills)
    let here = 0
    let beginnings = 0
    let withBytes = 0
    for (let killed = 0; killed < kills; ) {
      // Where it goes on, a few kills make a file; else each one gets further or not.
      const bytes = random(ranged ? SIZE / 4 : SIZE * 1.2)
      const child = downloading(`http://127.0.0.1:${server.port}/one`, readers)
      if (await killedAfter(child, file, bytes)) killed += 1
      const now = await rightBytes(file.parts.bytes)
      expect(now).toBeGreaterThanOrEqual(here)
      here = now
      if (now > 0) withBytes += 1
      if (now < SIZE || killed === kills) continue
      await rm(inMedia(), { recursive: true })
      beginnings += 1
      file.parts.bytes = mp4Bytes(SIZE, { at, seed: beginnings + 1 })
      here = 0
    }
    // Else nothing was tried.
    expect(withBytes).toBeGreaterThan(kills / 3)
    file.parts.onPiece = () => {}
    expect(sha256(await fetched(media, 'one'))).toBe(sha256(file.parts.bytes))
    expect(await files()).toEqual([expect.stringMatching(/\.kept$/)])
  },
  120_000,
)
