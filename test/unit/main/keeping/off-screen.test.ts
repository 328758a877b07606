import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { formOf, newComputer, openProfile, showServer, soon } from '../roomreel-fixture.ts'
import {
  endingsOf,
  type Home,
  hasEnded,
  inTime,
  isDownloading,
  keptIn,
  nth,
  SLOW_BYTES_PER_SECOND,
  shownServer,
} from './keeping-fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

let home: Home
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

/** A second start, with another profile on screen, in which the queue of the first one goes on. */
async function behindTheScreen() {
  const shown = await shownServer(home)
  const [one, two, three] = [nth(shown.ids, 0), nth(shown.ids, 1), nth(shown.ids, 2)]
  shown.server.faults.honourRange = true
  shown.server.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
  await shown.keep(one, two, three)
  await inTime(() => isDownloading(shown, one))
  await openProfile(shown.app, 'demo')
  await shown.app.roomreel.close()
  const app = await home.start()
  expect(app.state.opened?.profile.id).toBe('demo')
  await soon(async () => !(await hasEnded(home, shown.id)))
  return { ...keptIn(app, shown.id), server: shown.server, recordIds: [one, two, three] }
}

describe('the queue of a profile that is not on screen', () => {
  test('goes on, and its session ends when it is done', async () => {
    const { app, id, server, list, recordIds } = await behindTheScreen()
    expect((await list()).items.map(({ recording }) => recording.recordId)).toEqual(recordIds)
    expect(await hasEnded(home, id)).toBe(false)
    server.faults.bytesPerSecond = null
    await inTime(() => hasEnded(home, id))
    expect(await list()).toMatchObject({ total: 0, kept: 3 })
    for (const recordId of recordIds) expect(await endingsOf(home, id, recordId)).toEqual(['kept', 'facts.json'])
    const kept = keptIn(app, id)
    await openProfile(app, id)
    for (const recordId of recordIds) expect((await kept.recording(recordId)).onDevice).toBe(true)
  })

  test('is taken over by the screen, where it goes on and stays open', async () => {
    const behind = await behindTheScreen()
    const { app, id, server, state, arrived } = behind
    const [one = '', ...others] = behind.recordIds
    await openProfile(app, id)
    await inTime(() => isDownloading(behind, one))
    const { bytesDone } = await state(one)
    const response = await behind.play(one)
    server.faults.bytesPerSecond = null
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(bytesDone)
    await arrived(one, ...others)
    await inTime(async () => (await behind.list()).total === 0)
    expect((await behind.recording(one)).onDevice).toBe(true)
    expect(await hasEnded(home, id)).toBe(false)
  })

  test('goes on when a question about it is over, and ends with the last of all who work with it', async () => {
    const { app, id, server, list, storage, recordIds } = await behindTheScreen()
    await Promise.all([list(), storage(), list()])
    expect(await hasEnded(home, id)).toBe(false)
    await app.roomreel.handlers['downloads.pause']({ profileId: id, recordIds: null })
    await soon(() => hasEnded(home, id))
    server.faults.bytesPerSecond = null
    await app.roomreel.handlers['downloads.resume']({ profileId: id, recordIds: null })
    await inTime(async () => (await list()).kept === recordIds.length)
    await soon(() => hasEnded(home, id))
  })
})

test('a server that is edited while its files come goes on with them', async () => {
  const shown = await shownServer(home)
  const { app, id, server, ids, keep, state, arrived } = shown
  const recordId = nth(ids, 0)
  server.faults.honourRange = true
  server.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
  await keep(recordId)
  await inTime(() => isDownloading(shown, recordId))
  const { bytesDone } = await state(recordId)
  const save = app.roomreel.handlers['servers.save']({
    profileId: id,
    fields: formOf(server, { pageLimit: 50 }),
    secret: null,
    trusted: null,
  })
  // Who asks meanwhile gets the next session.
  expect((await shown.list()).items).toMatchObject([{ recording: { recordId } }])
  await save
  expect((await state(recordId)).bytesDone).toBeGreaterThanOrEqual(bytesDone)
  server.faults.bytesPerSecond = null
  await arrived(recordId)
  expect(await state(recordId)).toMatchObject({ kept: true, note: null })
})

test('two servers with the same recordings keep their own files', async () => {
  const one = await shownServer(home)
  const [recordId] = [nth(one.ids, 0)]
  const other = await home.server()
  const two = keptIn(one.app, await showServer(one.app, other))
  one.server.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
  other.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
  await one.keep(recordId)
  await two.keep(recordId)
  await inTime(() => isDownloading(two, recordId))
  await one.app.roomreel.handlers['servers.remove']({ profileId: one.id, exportFiles: false })
  other.faults.bytesPerSecond = null
  await two.arrived(recordId)
  expect(await endingsOf(home, two.id, recordId)).toEqual(['kept', 'facts.json'])
  expect(await endingsOf(home, one.id, recordId)).toEqual([])
  expect((await two.list()).finished).toHaveLength(1)
})
