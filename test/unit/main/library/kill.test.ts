import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DemoServer } from '../../../../src/main/demo/demo-server.ts'
import { newShelf } from './library-fixture.ts'
import { libraryIds, listAsked, recounted, serverIds } from './sync-fixture.ts'

const CHILD = fileURLToPath(new URL('../../../fixtures/library/crawl-child.ts', import.meta.url))
const RECORDINGS = 9000
const KILLS = 20

let shelf: Awaited<ReturnType<typeof newShelf>>
let children: ChildProcess[]
beforeEach(async () => {
  shelf = await newShelf()
  children = []
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await shelf.clean()
})

interface Progress {
  offset: number
  complete: boolean
}

function crawling(demo: DemoServer, file: string): ChildProcess {
  const child = fork(CHILD, [file, demo.url, demo.apiKey, demo.apiSecret], { execArgv: [], stdio: 'ignore' })
  children.push(child)
  return child
}

/** Waits until it has come further, and kills it: at once, or with so many requests under way that come after. */
async function killedBeyond(child: ChildProcess, offset: number, demo: DemoServer, later: number): Promise<Progress> {
  const further = await new Promise<Progress>((resolve) => {
    child.on('message', (progress: Progress) => {
      if (progress.offset > offset || progress.complete) resolve(progress)
    })
  })
  if (later > 0) await requests(demo, later)
  child.kill('SIGKILL')
  await once(child, 'exit')
  return further
}

async function requests(demo: DemoServer, count: number): Promise<void> {
  const noted = demo.onRequest
  await new Promise<void>((resolve) => {
    let left = count
    demo.onRequest = (path, body) => {
      noted?.(path, body)
      left -= 1
      if (left === 0) resolve()
    }
  })
  demo.onRequest = noted
}

/** What a program that was killed leaves behind. */
function isWhole(file: string): { offset: number; complete: boolean } {
  const db = new Database(file)
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const read = db.prepare<[string], string>('SELECT value FROM state WHERE name = ?').pluck()
    const crawl = JSON.parse(read.get('crawl') ?? 'null') as { offset: number } | null
    return { offset: crawl?.offset ?? 0, complete: read.get('complete') === 'true' }
  } finally {
    db.close()
  }
}

test('a program that is killed at twenty points of its first look leaves a library that goes on there', async () => {
  const demo = await shelf.server(RECORDINGS)
  // Three pages or so are written at a time.
  demo.faults.latencyMs = 110
  const file = `${shelf.folder}/library.db`
  const asked: number[] = []
  demo.onRequest = (path, body) => {
    const page = listAsked(path, body)
    if (page !== null) asked.push(page.from)
  }
  let offset = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    asked.length = 0
    const told = await killedBeyond(crawling(demo, file), offset, demo, kill % 3)
    expect(told.complete).toBe(false)
    // Its newest, and nothing else that was met before.
    expect(asked.filter((from) => from > 0 && from < offset - 1)).toEqual([])
    const left = isWhole(file)
    expect(left.offset).toBeGreaterThanOrEqual(told.offset)
    expect(recounted(file)).toEqual([])
    offset = left.offset
  }
  demo.faults.latencyMs = 0
  const shown = shelf.open(demo)
  await shown.lookThrough()
  expect(libraryIds(shown.local.library)).toEqual(serverIds(RECORDINGS))
  expect(recounted(file)).toEqual([])
}, 60_000)
