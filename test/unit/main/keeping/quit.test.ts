import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newComputer, soon } from '../roomreel-fixture.ts'
import { type Home, inTime, isDownloading, keptIn, nth, SLOW_BYTES_PER_SECOND, shownServer } from './keeping-fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

let home: Home
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

/** What the desktop was asked for, in order. */
const asked = (what: string): unknown[] =>
  home.computer.desktop.flatMap((wish) => (wish.what === what ? [wish.about] : []))

/** Some recordings of a server are on their way. */
async function underWay(count: number) {
  const shown = await shownServer(home)
  const recordIds = shown.ids.slice(0, count)
  shown.server.faults.honourRange = true
  shown.server.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
  await shown.keep(...recordIds)
  for (const recordId of recordIds) await inTime(() => isDownloading(shown, recordId))
  return { ...shown, recordIds }
}

describe('quitting', () => {
  test('is asked about only while something runs', async () => {
    const shown = await underWay(2)
    const { app, pause, resume, recordIds } = shown
    home.computer.quitAnswer = 'stay'
    expect(await app.roomreel.mayQuit()).toBe(false)
    expect(asked('askQuit')).toEqual([expect.objectContaining({ message: '2 downloads are running' })])
    await pause(...recordIds)
    expect(await app.roomreel.mayQuit()).toBe(true)
    expect(asked('askQuit')).toHaveLength(1)
    for (const recordId of recordIds) await inTime(async () => (await shown.state(recordId)).status === 'paused')
    await resume(...recordIds)
    for (const recordId of recordIds) await inTime(() => isDownloading(shown, recordId))
    home.computer.quitAnswer = 'quit'
    expect(await app.roomreel.mayQuit()).toBe(true)
    expect(asked('askQuit')).toHaveLength(2)
  })

  test('takes less than a second, and what has come goes on at the next start', async () => {
    const shown = await underWay(3)
    const before = await Promise.all(shown.recordIds.map(shown.state))
    const begin = performance.now()
    await shown.app.roomreel.close()
    expect(performance.now() - begin).toBeLessThan(1000)
    const again = keptIn(await home.start(), shown.id)
    await inTime(async () => (await again.list()).total === 3)
    for (const [at, recordId] of shown.recordIds.entries())
      expect((await again.state(recordId)).bytesDone).toBeGreaterThanOrEqual(before[at]?.bytesDone ?? 0)
    shown.server.faults.bytesPerSecond = null
    await again.arrived(...shown.recordIds)
    for (const recordId of shown.recordIds) expect(await again.state(recordId)).toMatchObject({ note: null })
  })
})

describe('the desktop', () => {
  test('shows progress, stays awake, and says once that all is done', async () => {
    const { server, list, recordIds } = await underWay(2)
    await soon(async () => asked('progress').some((share) => typeof share === 'number' && share > 0 && share < 1))
    expect(asked('keepAwake').at(-1)).toBe(true)
    expect(asked('notify')).toEqual([])
    server.faults.bytesPerSecond = null
    await inTime(async () => asked('notify').length > 0)
    expect(asked('notify')).toEqual([{ title: '2 recordings are on this device', body: '' }])
    expect(asked('progress').at(-1)).toBeNull()
    expect(asked('keepAwake').at(-1)).toBe(false)
    expect((await list()).finished).toHaveLength(recordIds.length)
  })

  test('says that help is needed, unless the user does not want to hear it', async () => {
    const { app, ids, server, keep, list } = await shownServer(home)
    server.faults.notAVideo = 'html'
    await keep(nth(ids, 0))
    await soon(async () => asked('notify').length > 0)
    expect(asked('notify')).toEqual([expect.objectContaining({ title: '1 of 1 download needs help' })])
    await app.roomreel.handlers['settings.saveDownloads']({ ...app.state.downloads, notify: false })
    await keep(nth(ids, 1))
    await soon(async () => (await list()).items.every(({ media }) => media.status === 'failed'))
    expect(asked('notify')).toHaveLength(1)
  })

  test('shows a file in its folder, and lets it be dragged under a readable name', async () => {
    const { app, id, ids, keep, arrived } = await shownServer(home)
    const [recordId, other] = [nth(ids, 0), nth(ids, 1)]
    const { handlers } = app.roomreel
    await keep(recordId)
    await arrived(recordId)
    await handlers['media.showInFolder']({ profileId: id, recordId })
    await handlers['media.drag']({ profileId: id, recordId })
    expect(asked('showInFolder')).toEqual([expect.stringMatching(/\.kept$/)])
    expect(asked('startDrag')).toEqual([expect.stringMatching(/\d{4}-\d\d-\d\d Faculty board .*\.mp4$/)])
    const missing = { error: { code: 'not-found' } }
    const ask = async (call: 'media.showInFolder' | 'media.drag') => handlers[call]({ profileId: id, recordId: other })
    await expect(ask('media.showInFolder')).rejects.toMatchObject(missing)
    await expect(ask('media.drag')).rejects.toMatchObject(missing)
  })
})

test('no file of what is kept, or on its way, holds a secret or a token', async () => {
  const shown = await underWay(2)
  const tokens: string[] = []
  shown.server.onRequest = (path) => {
    if (path.startsWith('/download/')) tokens.push(path.slice(path.lastIndexOf('/') + 1))
  }
  const third = nth(shown.ids, 2)
  await shown.keep(third)
  await inTime(() => isDownloading(shown, third))
  const found = new Map<string, string>()
  const look = async (): Promise<void> => {
    for (const entry of await readdir(home.computer.userData, { recursive: true, withFileTypes: true })) {
      // Copies of the server's files, and the one file that is for secrets.
      if (!entry.isFile() || /\.(part|kept|media)$/.test(entry.name) || entry.name === 'secrets.json') continue
      found.set(entry.name, await readFile(join(entry.parentPath, entry.name), 'latin1'))
    }
  }
  await inTime(async () => {
    await look()
    return [...found.keys()].some((name) => name.endsWith('.map'))
  })
  await shown.app.roomreel.close()
  await look()
  expect([...found.keys()]).toContain('downloads.json')
  expect(tokens.length).toBeGreaterThan(0)
  for (const [name, text] of found)
    for (const secret of [shown.server.apiSecret, ...tokens])
      expect([name, text.includes(secret)]).toEqual([name, false])
  expect(JSON.stringify(shown.app.sent)).not.toContain(tokens[0])
})
