import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DemoServer } from '../../../../src/main/demo/demo-server.ts'
import type { DemoRecording } from '../../../../src/main/demo/recording-source.ts'
import type { Rules } from '../../../../src/shared/download.ts'
import { askPage, newComputer, openProfile } from '../roomreel-fixture.ts'
import { endingsOf, type Home, inTime, keptIn, nth, shownServer, sum } from './keeping-fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

const ROOM = 'faculty-board'
const DAY_MS = 24 * 60 * 60 * 1000

let home: Home
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

/** A server on screen, and the IDs of one room's recordings, the newest first. */
async function withRoom() {
  const shown = await shownServer(home)
  const { app, id } = shown
  const { recordings } = await askPage(app, id, { roomIds: [ROOM], limit: 100 })
  const save = async (rules: Partial<Rules>) =>
    app.roomreel.handlers['rules.save']({
      profileId: id,
      rules: { rooms: [], removeWatchedAfterDays: null, ...rules },
    })
  const preview = async (rules: Rules) => app.roomreel.handlers['rules.preview']({ profileId: id, rules })
  return { ...shown, inRoom: recordings.map(({ recordId }) => recordId), save, preview }
}

/** A recording of the room that the server does not have yet. */
function newOne(server: DemoServer): DemoRecording {
  const made = server.make(40).find(({ roomId }) => roomId === ROOM)
  if (made === undefined) throw new Error('none of the new recordings is of the room')
  return made
}

describe('a rule that keeps the newest two of a room', () => {
  test('says what it will do, does it, and keeps a new one after the next look', async () => {
    const { app, id, server, inRoom, save, preview, arrived, list, recording } = await withRoom()
    const [first, second, third] = [nth(inRoom, 0), nth(inRoom, 1), nth(inRoom, 2)]
    const rules: Rules = { rooms: [{ roomId: ROOM, newest: 2 }], removeWatchedAfterDays: null }
    const sizes = await Promise.all([first, second].map(async (one) => (await recording(one)).sizeBytes ?? 0))
    expect(await preview(rules)).toEqual({
      keep: { recordings: 2, bytes: sum(sizes), unknown: 0 },
      remove: { recordings: 0, bytes: 0 },
      complete: true,
    })
    server.faults.bytesPerSecond = 400_000
    await save(rules)
    await inTime(async () => (await list()).total === 2)
    expect((await list()).items.map((item) => [item.recording.recordId, item.by])).toEqual([
      [first, 'rule'],
      [second, 'rule'],
    ])
    server.faults.bytesPerSecond = null
    await arrived(first, second)
    expect(await endingsOf(home, id, third)).toEqual([])

    const made = newOne(server)
    server.insert([made])
    await app.roomreel.handlers['library.refresh']({ profileId: id })
    await arrived(made.recordId)
    await inTime(async () => (await list()).kept === 3)
    expect(await app.roomreel.handlers['rules.get']({ profileId: id })).toEqual(rules)
  })

  test('does not bring back what the user has removed, also after a restart', async () => {
    const { app, id, server, inRoom, save, arrived, list, remove } = await withRoom()
    const [first, second] = [nth(inRoom, 0), nth(inRoom, 1)]
    await save({ rooms: [{ roomId: ROOM, newest: 2 }] })
    await arrived(first, second)
    await inTime(async () => (await list()).total === 0)
    await remove([first])
    await app.roomreel.close()
    const again = keptIn(await home.start(), id)
    const made = newOne(server)
    server.insert([made])
    await again.app.roomreel.handlers['library.refresh']({ profileId: id })
    await again.arrived(made.recordId)
    expect(await again.state(first)).toMatchObject({ status: 'absent', kept: false })
    expect((await again.list()).kept).toBe(2)
  })

  test('works for a server that is not on screen', async () => {
    const { app, id, inRoom, save, arrived } = await withRoom()
    await save({ rooms: [{ roomId: ROOM, newest: 1 }] })
    await arrived(nth(inRoom, 0))
    await openProfile(app, 'demo')
    await app.roomreel.close()
    const again = keptIn(await home.start(), id)
    await again.app.roomreel.handlers['rules.save']({
      profileId: id,
      rules: { rooms: [{ roomId: ROOM, newest: 3 }], removeWatchedAfterDays: null },
    })
    await inTime(async () => (await again.list()).kept === 3)
  })
})

describe('a rule that removes what was watched', () => {
  test('leaves what was watched long ago, and is kept only now, for its days', async () => {
    const { app, id, ids, play, arrived } = await withRoom()
    const recordId = nth(ids, 0)
    await (await play(recordId)).arrayBuffer()
    await arrived(recordId)
    await app.roomreel.handlers['recordings.setWatched']({ profileId: id, recordIds: [recordId], finished: true })
    await app.roomreel.close()
    const rules: Rules = { rooms: [], removeWatchedAfterDays: 7 }
    const toBeRemoved = async ({ app: now }: ReturnType<typeof keptIn>) =>
      (await now.roomreel.handlers['rules.preview']({ profileId: id, rules })).remove.recordings

    const { clock } = home.computer
    home.computer.clock = () => clock() + 30 * DAY_MS
    const late = keptIn(await home.start(), id)
    expect(await late.keep(recordId)).toEqual({ queued: 0 })
    expect(await toBeRemoved(late)).toBe(0)
    await late.app.roomreel.close()

    home.computer.clock = () => clock() + 36 * DAY_MS
    const later = keptIn(await home.start(), id)
    expect(await toBeRemoved(later)).toBe(0)
    home.computer.clock = () => clock() + 38 * DAY_MS
    expect(await toBeRemoved(later)).toBe(1)
  })

  test('waits for its days, leaves what was not watched, and only copies', async () => {
    const { app, id, server, ids, keep, arrived, save } = await withRoom()
    const [watched, only, unwatched] = [nth(ids, 0), nth(ids, 1), nth(ids, 2)]
    await keep(watched, only, unwatched)
    await arrived(watched, only, unwatched)
    await app.roomreel.handlers['recordings.setWatched']({
      profileId: id,
      recordIds: [watched, only],
      finished: true,
    })
    server.remove([only])
    await app.roomreel.handlers['library.refresh']({ profileId: id })
    await save({ removeWatchedAfterDays: 7 })
    await app.roomreel.close()

    const { clock } = home.computer
    home.computer.clock = () => clock() + 6 * DAY_MS
    const early = keptIn(await home.start(), id)
    await inTime(async () => (await early.list()).kept === 3)
    await early.app.roomreel.close()

    home.computer.clock = () => clock() + 8 * DAY_MS
    const late = keptIn(await home.start(), id)
    await inTime(async () => (await late.list()).kept === 2)
    expect(await late.state(watched)).toMatchObject({ status: 'absent', kept: false })
    expect(await late.recording(only)).toMatchObject({ onDevice: true, onServer: false })
    expect((await late.recording(unwatched)).onDevice).toBe(true)
  })
})
