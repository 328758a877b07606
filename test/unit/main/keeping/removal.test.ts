import { mkdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { askPage, newComputer, soon } from '../roomreel-fixture.ts'
import {
  endingsOf,
  filesOf,
  type Home,
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

async function withKept(count = 1) {
  const shown = await shownServer(home)
  const recordIds = shown.ids.slice(0, count)
  await shown.keep(...recordIds)
  await shown.arrived(...recordIds)
  for (const recordId of recordIds) await inTime(async () => (await shown.recording(recordId)).onDevice)
  const undo = async (undoId: string) =>
    shown.app.roomreel.handlers['downloads.undoRemove']({ profileId: shown.id, undoId })
  return { ...shown, recordIds, undo, recordId: nth(recordIds, 0) }
}

/** The server has forgotten the recording: the file here is the only copy. */
async function withOnlyCopy() {
  const shown = await withKept()
  const { app, id, server, recordId } = shown
  server.remove([recordId])
  await app.roomreel.handlers['library.refresh']({ profileId: id })
  await inTime(async () => !(await shown.recording(recordId)).onServer)
  return shown
}

describe('what is removed', () => {
  test('is gone at once, can be brought back, and plays', async () => {
    const { id, recordIds, remove, state, recording, list, undo, play } = await withKept(2)
    const [one, two] = [nth(recordIds, 0), nth(recordIds, 1)]
    const bytes = (await state(one)).bytesTotal ?? 0
    const removed = await remove([one])
    expect(removed).toMatchObject({ removed: 1, bytes, onlyCopiesLeft: 0 })
    expect(await state(one)).toMatchObject({ status: 'absent', kept: false, bytesDone: 0 })
    await inTime(async () => !(await recording(one)).onDevice)
    expect(await list()).toMatchObject({ kept: 1, finished: [{ recording: { recordId: two } }] })
    await undo(removed.undoId)
    expect(await state(one)).toMatchObject({ status: 'complete', kept: true, bytesTotal: bytes })
    await inTime(async () => (await recording(one)).onDevice)
    expect((await (await play(one)).arrayBuffer()).byteLength).toBe(bytes)
    expect(await endingsOf(home, id, one)).toEqual(['kept', 'facts.json'])
    await expect(undo(removed.undoId)).rejects.toMatchObject({ error: { code: 'not-found' } })
  })

  test('is all of it or nothing: what the disk does not let go of brings the others back', async () => {
    const { id, recordIds, remove, state, list, undo } = await withKept(3)
    const [name = ''] = (await filesOf(home, id, nth(recordIds, 1))).filter((it) => it.endsWith('.kept'))
    const inTheWay = join(home.computer.userData, 'profiles', id, 'media', `${name}.removed`)
    await mkdir(inTheWay)
    await expect(remove(recordIds)).rejects.toMatchObject({ error: { code: 'disk' } })
    for (const recordId of recordIds) expect(await state(recordId)).toMatchObject({ status: 'complete', kept: true })
    expect(await endingsOf(home, id, nth(recordIds, 0))).toEqual(['kept', 'facts.json'])
    expect((await list()).kept).toBe(3)
    await rmdir(inTheWay)
    const { removed, undoId } = await remove(recordIds)
    expect(removed).toBe(3)
    await undo(undoId)
    expect((await list()).kept).toBe(3)
  })

  test('is kept again at once without a second download', async () => {
    const { id, server, recordId, remove, keep, state, undo } = await withKept()
    const { undoId } = await remove([recordId])
    server.faults.failPath = '/'
    server.faults.failAlways = '500'
    expect(await keep(recordId)).toEqual({ queued: 0 })
    expect(await state(recordId)).toMatchObject({ status: 'complete', kept: true })
    await undo(undoId).catch(() => {})
    expect(await endingsOf(home, id, recordId)).toEqual(['kept', 'facts.json'])
  })

  test('is gone for good after the end', async () => {
    const { app, id, recordId, remove } = await withKept()
    await remove([recordId])
    expect(await endingsOf(home, id, recordId)).toContainEqual(expect.stringMatching(/removed$/))
    await app.roomreel.close()
    expect(await endingsOf(home, id, recordId)).toEqual([])
    const again = keptIn(await home.start(), id)
    await soon(async () => !(await again.recording(recordId)).onDevice)
    expect(await again.list()).toMatchObject({ kept: 0, total: 0 })
  })

  test('says that it is too late when its session has been closed meanwhile', async () => {
    const { app, id, server, recordId, remove, undo, state } = await withKept()
    const { undoId } = await remove([recordId])
    const secret = await app.secret(server.apiSecret)
    await app.roomreel.handlers['profiles.replaceSecret']({ profileId: id, secret })
    await soon(async () => (await state(recordId)).status === 'absent')
    await expect(undo(undoId)).rejects.toMatchObject({ error: { code: 'not-found' } })
  })
})

describe('an only copy', () => {
  test('stays unless the user was asked', async () => {
    const { recordId, remove, state } = await withOnlyCopy()
    expect(await remove([recordId])).toMatchObject({ removed: 0, bytes: 0, onlyCopiesLeft: 1 })
    expect(await state(recordId)).toMatchObject({ status: 'complete', kept: true })
  })

  test('goes with its row, and comes back with it', async () => {
    const { app, id, recordId, remove, recording, undo } = await withOnlyCopy()
    await app.roomreel.handlers['recordings.savePosition']({
      profileId: id,
      recordId,
      seconds: 10,
      durationSeconds: 54,
    })
    await inTime(async () => (await recording(recordId)).watched !== null)
    const before = await recording(recordId)
    const { undoId, removed } = await remove([recordId], true)
    expect(removed).toBe(1)
    const isListed = async () => (await askPage(app, id)).recordings.some((one) => one.recordId === recordId)
    await inTime(async () => !(await isListed()))
    await undo(undoId)
    await inTime(isListed)
    expect(await recording(recordId)).toEqual(before)
    await app.roomreel.close()
    const again = keptIn(await home.start(), id)
    expect(await again.recording(recordId)).toEqual(before)
  })
})

describe('what is cancelled', () => {
  test('leaves nothing here', async () => {
    const shown = await shownServer(home)
    const { app, id, ids, server, keep, list, state, recording } = shown
    const [one, two] = [nth(ids, 0), nth(ids, 1)]
    server.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
    await keep(one, two)
    await inTime(() => isDownloading(shown, one))
    await app.roomreel.handlers['downloads.cancel']({ profileId: id, recordIds: [one] })
    expect(await state(one)).toMatchObject({ status: 'absent', kept: false, bytesDone: 0 })
    expect(await endingsOf(home, id, one)).toEqual([])
    expect((await list()).items.map((item) => item.recording.recordId)).toEqual([two])
    expect((await recording(one)).onDevice).toBe(false)
  })

  test('may be what the server does not have any more', async () => {
    const { app, id, ids, server, keep, list } = await shownServer(home)
    const recordId = nth(ids, 0)
    server.remove([recordId])
    await keep(recordId)
    await soon(async () => (await list()).items[0]?.media.status === 'failed')
    await app.roomreel.handlers['downloads.cancel']({ profileId: id, recordIds: [recordId] })
    expect(await list()).toMatchObject({ total: 0, items: [] })
  })
})
