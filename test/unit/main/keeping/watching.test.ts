import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { limitTo, newComputer, soon } from '../roomreel-fixture.ts'
import {
  endingsOf,
  type Home,
  inTime,
  type Kept,
  largeBoard,
  nth,
  shownServer,
  sum,
  toldOf,
} from './keeping-fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

let home: Home
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

/** Plays a recording to its end; answers how many bytes it has. */
async function watch({ play, arrived }: Kept, recordId: string): Promise<number> {
  const { byteLength } = await (await play(recordId)).arrayBuffer()
  await arrived(recordId)
  return byteLength
}

test('what was watched is here, not kept, and is kept without a second download', async () => {
  const shown = await shownServer(home)
  const { app, id, ids, server, state, keep, recording, storage, list } = shown
  const recordId = nth(ids, 0)
  const items = async () => app.roomreel.handlers['storage.items']({ profileId: id })
  const bytes = await watch(shown, recordId)
  expect(await state(recordId)).toMatchObject({ status: 'complete', kept: false, bytesTotal: bytes })
  await inTime(async () => (await recording(recordId)).onDevice)
  expect(await endingsOf(home, id, recordId)).toEqual(['media', 'facts.json'])
  await soon(async () => (await storage()).usedBytes === bytes)
  expect(await storage()).toMatchObject({ watchedBytes: bytes })
  expect(await items()).toMatchObject([{ recording: { recordId }, bytes, kept: false, watchedAt: null }])
  const position = { recordId, seconds: 50, durationSeconds: 54 }
  await app.roomreel.handlers['recordings.savePosition']({ profileId: id, ...position })
  expect(await items()).toMatchObject([{ watchedAt: expect.any(Number) }])
  server.onRequest = (path) => {
    if (path.startsWith('/download/')) throw new Error('it is here')
  }
  expect(await keep(recordId)).toEqual({ queued: 0 })
  expect(await state(recordId)).toMatchObject({ status: 'complete', kept: true })
  expect(await endingsOf(home, id, recordId)).toEqual(['kept', 'facts.json'])
  await soon(async () => (await storage()).watchedBytes === 0)
  expect(await list()).toMatchObject({ kept: 1, total: 0 })
  expect(toldOf(app, recordId).at(-1)).toBe('complete')
})

describe('at the limit', () => {
  test('what was watched longest ago goes, what is kept stays', async () => {
    const shown = await shownServer(home)
    const { app, id, ids, keep, arrived, state, storage, recording } = shown
    const [kept, oldest, newer, newest] = [nth(ids, 0), nth(ids, 1), nth(ids, 2), nth(ids, 3)]
    await keep(kept)
    await arrived(kept)
    const keptBytes = (await state(kept)).bytesTotal ?? 0
    const oldestBytes = await watch(shown, oldest)
    const newerBytes = await watch(shown, newer)
    await limitTo(app, keptBytes + oldestBytes + newerBytes)
    await watch(shown, newest)
    await inTime(async () => !(await recording(oldest)).onDevice)
    expect(await state(oldest)).toMatchObject({ status: 'absent', kept: false })
    expect(await endingsOf(home, id, oldest)).toEqual([])
    expect(await endingsOf(home, id, kept)).toEqual(['kept', 'facts.json'])
    expect(await state(newest)).toMatchObject({ status: 'complete' })
    await soon(async () => (await storage()).usedBytes <= keptBytes + oldestBytes + newerBytes)
  })

  test('what is being watched stays', async () => {
    const shown = await shownServer(home, { resourcesDir: await largeBoard(home) })
    const { app, ids, play, arrived, state } = shown
    const [playing, other] = [nth(ids, 0), nth(ids, 1)]
    await watch(shown, playing)
    const reader = (await play(playing)).body?.getReader()
    let bytes = (await reader?.read())?.value?.byteLength ?? 0
    await limitTo(app, 1)
    await watch(shown, other)
    await arrived(playing)
    expect(bytes).toBeLessThan((await state(playing)).bytesTotal ?? 0)
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read())
      bytes += next.value.byteLength
    expect(bytes).toBe((await state(playing)).bytesTotal)
  })

  test('what is to be kept waits for room, and comes when the limit is raised', async () => {
    const shown = await shownServer(home)
    const { app, ids, keep, arrived, list } = shown
    const recordIds = [nth(ids, 0), nth(ids, 1)]
    await limitTo(app, 100_000)
    await keep(...recordIds)
    const waits = async () => (await list()).items.map(({ media }) => [media.status, media.waitingFor])
    await soon(async () => (await waits()).every(([, reason]) => reason === 'limit'))
    expect(await waits()).toEqual([
      ['waiting', 'limit'],
      ['waiting', 'limit'],
    ])
    expect(app.sent).toContainEqual({
      event: 'media.changed',
      payload: expect.objectContaining({ recordId: recordIds[0], status: 'waiting', waitingFor: 'limit' }),
    })
    await limitTo(app, 100_000_000)
    await arrived(...recordIds)
  })

  test('what waits for room asks its server again when there may be some, not when more has come', async () => {
    const shown = await shownServer(home)
    const { app, ids, server, keep, list, recording, arrived } = shown
    const [waiting, one, two] = [nth(ids, 0), nth(ids, 1), nth(ids, 2)]
    let asked = 0
    server.onRequest = (path, body) => {
      if (path.endsWith('getDownloadToken') && body.includes(waiting)) asked += 1
    }
    await limitTo(app, 100_000)
    await keep(waiting)
    await soon(async () => (await list()).items[0]?.media.waitingFor === 'limit')
    const before = asked
    for (const recordId of [one, two]) {
      await watch(shown, recordId)
      await inTime(async () => (await recording(recordId)).onDevice)
    }
    expect(before).toBeGreaterThan(0)
    expect(asked).toBe(before + 1)
    await limitTo(app, 100_000_000)
    await arrived(waiting)
    expect(asked).toBe(before + 2)
  })

  test('what is to be kept comes when something else is removed', async () => {
    const shown = await shownServer(home)
    const { app, ids, keep, arrived, state, remove, list } = shown
    const [first, second] = [nth(ids, 0), nth(ids, 1)]
    await keep(first, second)
    await arrived(first, second)
    const sizes = await Promise.all([first, second].map(async (recordId) => (await state(recordId)).bytesTotal ?? 0))
    await limitTo(app, sum(sizes))
    const third = nth(ids, 2)
    await keep(third)
    await soon(async () => (await list()).items[0]?.media.waitingFor === 'limit')
    await remove([first, second])
    await arrived(third)
    await soon(async () => (await list()).total === 0)
    expect(await list()).toMatchObject({ kept: 1 })
  })
})
