import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newComputer } from '../roomreel-fixture.ts'
import {
  endingsOf,
  type Home,
  inTime,
  isDownloading,
  keptIn,
  nth,
  SLOW_BYTES_PER_SECOND,
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

const statesOf = (items: { recording: { recordId: string }; media: { status: string } }[]) =>
  items.map(({ recording, media }) => [recording.recordId, media.status])

test('what is kept, paused and ordered is so after a restart, and goes on', async () => {
  const shown = await shownServer(home)
  const { app, id, server, ids, keep, list, pause } = shown
  const [one, two, three] = [nth(ids, 0), nth(ids, 1), nth(ids, 2)]
  server.faults.honourRange = true
  server.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
  expect(await keep(one, two, three)).toEqual({ queued: 3 })
  for (const recordId of [one, two, three]) await inTime(() => isDownloading(shown, recordId))
  await pause(two)
  await inTime(async () => (await shown.state(two)).status === 'paused')
  await app.roomreel.handlers['downloads.move']({ profileId: id, recordId: three, before: one })
  const before = await list()
  const order = [
    [three, 'downloading'],
    [one, 'downloading'],
    [two, 'paused'],
  ]
  expect(statesOf(before.items)).toEqual(order)
  expect(before).toMatchObject({ total: 3, finished: [], kept: 0, items: [{ by: 'user' }, {}, {}] })
  expect(toldOf(app, two)).toEqual(expect.arrayContaining(['downloading', 'paused']))
  expect(app.sent).toContainEqual({ event: 'downloads.changed', payload: { profileId: id } })
  await app.roomreel.close()

  const again = keptIn(await home.start(), id)
  const states = async () => JSON.stringify(statesOf((await again.list()).items))
  await inTime(async () => (await states()) === JSON.stringify(order))
  const paused = await again.state(two)
  const pausedBytes = before.items.find(({ recording }) => recording.recordId === two)?.media.bytesDone ?? 0
  expect(paused.bytesDone).toBeGreaterThanOrEqual(pausedBytes)
  expect(paused.bytesDone).toBeLessThan(paused.bytesTotal ?? 0)
  server.faults.bytesPerSecond = null
  await again.arrived(one, three)
  await inTime(async () => (await again.list()).total === 1)
  const halfway = await again.list()
  expect(halfway.items).toMatchObject([{ recording: { recordId: two, onDevice: false }, media: paused }])
  expect(halfway.kept).toBe(2)
  expect(halfway.finished.map(({ recording }) => recording.recordId).toSorted()).toEqual([one, three].toSorted())
  expect(await endingsOf(home, id, two)).toEqual(['map', 'part'])
  const storage = await again.storage()
  expect(storage.usedBytes).toBeGreaterThanOrEqual(sum(halfway.finished.map(({ bytes }) => bytes)) + paused.bytesDone)
  expect(storage).toMatchObject({ watchedBytes: 0, otherServersBytes: 0, locationMissing: false, moving: null })

  await again.resume(two)
  await again.arrived(two)
  expect(await again.state(two)).toMatchObject({ kept: true, note: null, ranges: [[0, paused.bytesTotal]] })
  await inTime(async () => (await again.recording(two)).onDevice)
  await inTime(async () => (await again.list()).kept === 3)
  expect(await again.list()).toMatchObject({ items: [], total: 0 })
  for (const recordId of [one, two, three]) {
    expect(toldOf(again.app, recordId).at(-1)).toBe('complete')
    expect(await endingsOf(home, id, recordId)).toEqual(['kept', 'facts.json'])
  }
  await again.app.roomreel.handlers['downloads.clearFinished']({ profileId: id })
  expect((await again.list()).finished).toEqual([])
  await again.app.roomreel.close()

  await server.close()
  const offline = keptIn(await home.start(), id)
  expect(await offline.list()).toMatchObject({ items: [], finished: [], kept: 3 })
  for (const recordId of [one, two, three]) {
    const { bytesTotal } = await offline.state(recordId)
    expect((await (await offline.play(recordId)).arrayBuffer()).byteLength).toBe(bytesTotal)
    expect((await offline.recording(recordId)).onDevice).toBe(true)
  }
})
