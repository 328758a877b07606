import { mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { newComputer, soon } from '../roomreel-fixture.ts'
import {
  filesOf,
  type Home,
  inTime,
  isDownloading,
  keptIn,
  largeBoard,
  nth,
  SLOW_BYTES_PER_SECOND,
  shownServer,
} from './keeping-fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

let home: Home
let disk: string
beforeEach(async () => {
  home = await newComputer()
  disk = join(home.folder, 'disk')
  await mkdir(disk)
})
afterEach(() => home.clean())

/** What is on the disk of a recording. */
async function onDisk(id: string, recordId: string): Promise<string[]> {
  const names = await readdir(join(disk, 'Roomreel', id)).catch(() => [])
  return names.filter((name) => name.startsWith(recordKey(recordId))).map((name) => name.slice(name.indexOf('.') + 1))
}

async function chooseDisk(app: Awaited<ReturnType<Home['start']>>) {
  home.computer.chosenPath = disk
  return await Promise.resolve(app.roomreel.handlers['storage.chooseLocation'](undefined))
}

/** A kept, a watched and a paused recording. */
async function withFiles() {
  const shown = await shownServer(home, { resourcesDir: await largeBoard(home) })
  const { server, ids, keep, arrived, pause, play, state } = shown
  const [kept, watched, paused] = [nth(ids, 0), nth(ids, 1), nth(ids, 2)]
  await keep(kept)
  await arrived(kept)
  await (await play(watched)).arrayBuffer()
  await arrived(watched)
  server.faults.honourRange = true
  server.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
  await keep(paused)
  await inTime(() => isDownloading(shown, paused))
  await pause(paused)
  await inTime(async () => (await state(paused)).status === 'paused')
  server.faults.bytesPerSecond = null
  return { ...shown, kept, watched, paused }
}

describe('another folder for files', () => {
  test('takes them all, while one is played, and new ones', async () => {
    const { app, id, ids, kept, watched, paused, play, state, storage, resume, keep, arrived } = await withFiles()
    const pausedBytes = (await state(paused)).bytesDone
    const reader = (await play(kept)).body?.getReader()
    let bytes = (await reader?.read())?.value?.byteLength ?? 0
    expect(await chooseDisk(app)).toEqual({ location: join(disk, 'Roomreel') })
    await inTime(async () => (await storage()).moving === null)
    expect(await onDisk(id, kept)).toEqual(expect.arrayContaining(['kept', 'facts.json']))
    expect(await onDisk(id, watched)).toEqual(expect.arrayContaining(['media', 'facts.json']))
    expect(await onDisk(id, paused)).toEqual(expect.arrayContaining(['part', 'map']))
    expect(await filesOf(home, id)).toEqual([])
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read())
      bytes += next.value.byteLength
    expect(bytes).toBe((await state(kept)).bytesTotal)
    expect((await (await play(kept)).arrayBuffer()).byteLength).toBe(bytes)
    expect(await state(paused)).toMatchObject({ status: 'paused', bytesDone: pausedBytes })
    await resume(paused)
    await arrived(paused)
    expect(await state(paused)).toMatchObject({ note: null })
    const fresh = nth(ids, 3)
    await keep(fresh)
    await arrived(fresh)
    expect(await onDisk(id, fresh)).toEqual(expect.arrayContaining(['kept']))
    expect(await filesOf(home, id)).toEqual([])
  })

  test('is filled at the next start when the app ends in the middle', async () => {
    const { app, id, kept, watched, paused } = await withFiles()
    await chooseDisk(app)
    await app.roomreel.close()
    const again = keptIn(await home.start(), id)
    await inTime(async () => (await again.storage()).moving === null)
    expect(await filesOf(home, id)).toEqual([])
    expect(await again.state(kept)).toMatchObject({ status: 'complete', kept: true })
    expect(await again.state(watched)).toMatchObject({ status: 'complete', kept: false })
    await again.resume(paused)
    await again.arrived(paused)
    expect((await again.list()).kept).toBe(2)
  })
})

/** All files are on a disk, which is then not there at the next start. One of them is an only copy. */
async function withoutDisk() {
  const shown = await shownServer(home)
  const { app, id, ids, server, keep, arrived } = shown
  const [only, kept] = [nth(ids, 0), nth(ids, 1)]
  await chooseDisk(app)
  await keep(only, kept)
  await arrived(only, kept)
  await inTime(async () => (await shown.recording(only)).onDevice && (await shown.recording(kept)).onDevice)
  server.remove([only])
  await app.roomreel.handlers['library.refresh']({ profileId: id })
  await inTime(async () => !(await shown.recording(only)).onServer)
  await app.roomreel.close()
  const away = join(home.folder, 'away')
  await rename(disk, away)
  const connect = () => rename(away, disk)
  return { ...keptIn(await home.start(), id), ids, server, only, kept, connect }
}

describe('a folder that is not there', () => {
  test('forgets nothing: the library goes on to show what is in it', async () => {
    const { storage, recording, only, kept, state, play, connect, app } = await withoutDisk()
    expect(await storage()).toMatchObject({ locationMissing: true, location: join(disk, 'Roomreel') })
    expect((await state(only)).status).not.toBe('complete')
    expect((await play(kept)).status).toBe(502)
    expect(await state(kept)).toMatchObject({ error: { code: 'location-missing' } })
    await app.roomreel.handlers['library.refresh']({ profileId: (await state(kept)).profileId })
    expect(await recording(only)).toMatchObject({ onDevice: true, onServer: false })
    expect(await recording(kept)).toMatchObject({ onDevice: true, onServer: true })
    await connect()
    await inTime(async () => (await state(only)).status === 'complete')
    expect((await (await play(only)).arrayBuffer()).byteLength).toBeGreaterThan(0)
    await soon(async () => !(await storage()).locationMissing)
    expect(await recording(only)).toMatchObject({ onDevice: true, onServer: false })
  })

  test('is waited for, and what is kept comes by itself once it is there', async () => {
    const { id, ids, keep, arrived, state, list, connect, app } = await withoutDisk()
    const fresh = nth(ids, 2)
    await keep(fresh)
    await soon(async () => (await state(fresh)).waitingFor === 'location')
    expect((await list()).items).toMatchObject([{ media: { status: 'waiting', error: null } }])
    expect(await readdir(home.folder)).not.toContain('disk')
    await connect()
    await arrived(fresh)
    expect(await onDisk(id, fresh)).toEqual(expect.arrayContaining(['kept']))
    await inTime(async () => (await list()).kept === 3)
    expect(app.sent).toContainEqual({ event: 'downloads.changed', payload: { profileId: id } })
  })

  test('that goes while the app runs takes nothing from the library', async () => {
    const { recording, only, kept, state, connect } = await withoutDisk()
    await connect()
    await inTime(async () => (await state(only)).status === 'complete')
    const away = join(home.folder, 'away again')
    await rename(disk, away)
    await inTime(async () => (await state(only)).status !== 'complete')
    await inTime(async () => (await state(kept)).status !== 'complete')
    expect(await recording(only)).toMatchObject({ onDevice: true, onServer: false })
    await rename(away, disk)
    await inTime(async () => (await state(only)).status === 'complete')
    expect(await recording(only)).toMatchObject({ onDevice: true, onServer: false })
    expect(await recording(kept)).toMatchObject({ onDevice: true, onServer: true })
  })

  test('is no reason to wait when the user chooses another one', async () => {
    const { ids, keep, arrived, state, app } = await withoutDisk()
    const fresh = nth(ids, 2)
    await keep(fresh)
    await soon(async () => (await state(fresh)).waitingFor === 'location')
    disk = join(home.folder, 'other disk')
    await mkdir(disk)
    await chooseDisk(app)
    await arrived(fresh)
  })
})

test('a server that is removed while it downloads takes its files with it, and nobody else’s', async () => {
  const one = await shownServer(home)
  const { app, id, ids, server } = one
  await chooseDisk(app)
  const [recordId, other] = [nth(ids, 0), nth(ids, 1)]
  await one.keep(recordId)
  await one.arrived(recordId)
  await app.roomreel.handlers['servers.duplicate']({ profileId: id })
  const copy = app.roomreel.store.list().find((profile) => profile.kind === 'server' && profile.id !== id)?.id ?? ''
  await Promise.resolve(app.roomreel.handlers['profiles.open']({ profileId: copy }))
  const two = keptIn(app, copy)
  server.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
  await two.keep(recordId, other)
  await inTime(() => isDownloading(two, other))
  const removed = await app.roomreel.handlers['servers.remove']({ profileId: copy, exportFiles: false })
  expect(removed).toEqual({ exported: 0 })
  expect(await readdir(join(disk, 'Roomreel'))).toEqual(expect.not.arrayContaining([copy]))
  expect(await readdir(join(home.computer.userData, 'profiles'))).not.toContain(copy)
  expect(await onDisk(id, recordId)).toEqual(expect.arrayContaining(['kept']))
  await Promise.resolve(app.roomreel.handlers['profiles.open']({ profileId: id }))
  expect(await one.state(recordId)).toMatchObject({ status: 'complete', kept: true })
  await app.roomreel.close()
  const again = keptIn(await home.start(), id)
  expect(await again.list()).toMatchObject({ total: 0, kept: 1 })
  expect(await readdir(join(disk, 'Roomreel'))).toEqual(expect.not.arrayContaining([copy]))
})
