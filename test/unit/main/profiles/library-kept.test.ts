import { readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DemoServer } from '../../../../src/main/demo/demo-server.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { NO_FILTERS, type Recording } from '../../../../src/shared/recording.ts'
import {
  askPage,
  formOf,
  keepFile,
  libraryStatus,
  limitTo,
  lookedThrough,
  newComputer,
  type Started,
  showServer,
  soon,
} from '../roomreel-fixture.ts'

const ON_DEVICE = { filters: { ...NO_FILTERS, onDevice: true } }

let home: Awaited<ReturnType<typeof newComputer>>
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

const folderOf = (id: string): string => join(home.computer.userData, 'profiles', id)
const media = (app: Started, id: string, recordId: string): Promise<Response> =>
  app.roomreel.media(id, recordId, new Request('app://roomreel/media'))
const refresh = async (app: Started, id: string) => app.roomreel.handlers['library.refresh']({ profileId: id })
const changes = (app: Started): number => app.sent.filter(({ event }) => event === 'recordings.changed').length
const kept = async (app: Started, id: string): Promise<Recording[]> => (await askPage(app, id, ON_DEVICE)).recordings

/** A server on screen that has been looked through. */
async function shownServer(recordings = 24): Promise<{ app: Started; id: string; server: DemoServer }> {
  const app = await home.start()
  const server = await home.server(recordings)
  return { app, id: await showServer(app, server), server }
}

/** The same with a recording, the newest, that has subtitles and whose file is on this device. */
async function shownWithFile() {
  const shown = await shownServer()
  const { app, id, server } = shown
  const made = server.make(2).find(({ hasSubtitles }) => hasSubtitles)
  if (made === undefined) throw new Error('a recording was made')
  server.insert([made])
  await refresh(app, id)
  const { recordId } = made
  await keepFile(app, id, recordId)
  return { ...shown, made, recordId }
}

describe('a recording that is deleted on the server', () => {
  test('goes from the page on screen, which is told', async () => {
    const { app, id, server } = await shownServer()
    const gone = (await askPage(app, id)).recordings[3]?.recordId ?? ''
    server.remove([gone])
    const before = changes(app)
    await refresh(app, id)
    await app.until(() => changes(app) > before)
    const page = await askPage(app, id)
    expect(page.total).toBe(23)
    expect(page.recordings.map(({ recordId }) => recordId)).not.toContain(gone)
    await app.until(() => libraryStatus(app, id)?.known === 23)
  })

  test('goes though no page on screen has it, nor the newest ones', async () => {
    const { app, id, server } = await shownServer(450)
    const place = 333
    const gone = (await askPage(app, id, { from: place, limit: 1 })).recordings[0]
    if (gone === undefined) throw new Error('the server has a recording there')
    const following = (await askPage(app, id, { from: place + 1, limit: 1 })).recordings[0]
    server.remove([gone.recordId])
    await refresh(app, id)
    await app.until(() => libraryStatus(app, id)?.known === 449)
    expect((await askPage(app, id, { from: place, limit: 1 })).recordings[0]?.recordId).toBe(following?.recordId)
    expect((await askPage(app, id, { roomIds: [gone.roomId] })).total).toBe(
      (await app.roomreel.handlers['rooms.list']({ profileId: id })).rooms.find(({ roomId }) => roomId === gone.roomId)
        ?.count,
    )
    expect((await media(app, id, gone.recordId)).status).toBe(404)
  })
})

describe('a kept recording that is deleted on the server', () => {
  test('stays, marked, plays from its file, and has its subtitles', async () => {
    const { app, id, server, recordId } = await shownWithFile()
    const bytes = (await (await media(app, id, recordId)).arrayBuffer()).byteLength
    server.remove([recordId])
    await refresh(app, id)
    await soon(async () => (await kept(app, id))[0]?.onServer === false)
    const [recording] = await kept(app, id)
    expect(recording).toMatchObject({ recordId, onServer: false, onDevice: true })
    expect((await askPage(app, id)).recordings[0]).toEqual(recording)
    expect((await (await media(app, id, recordId)).arrayBuffer()).byteLength).toBe(bytes)
    const language = recording?.subtitles[0]?.language ?? ''
    const cues = await app.roomreel.cues(id, recordId, `server:${language}`)
    expect(await cues.json()).toMatchObject({ cues: expect.arrayContaining([expect.any(Array)]) })
    await app.until(() => libraryStatus(app, id)?.known === 24 && libraryStatus(app, id)?.total === 24)

    await app.roomreel.close()
    await server.close()
    const again = await home.start()
    expect(again.state.opened?.cached?.recordings[0]).toEqual(recording)
    expect((await (await media(again, id, recordId)).arrayBuffer()).byteLength).toBe(bytes)
  })

  test('is on the server again once that lists it', async () => {
    const { app, id, server, made, recordId } = await shownWithFile()
    server.remove([recordId])
    await refresh(app, id)
    await soon(async () => (await kept(app, id))[0]?.onServer === false)
    server.insert([made])
    await refresh(app, id)
    await soon(async () => (await kept(app, id))[0]?.onServer === true)
    expect((await askPage(app, id)).total).toBe(25)
  })

  test('makes no room for other files; one that the server has goes in its place', async () => {
    const { app, id, server, recordId } = await shownWithFile()
    const [, other, third] = (await askPage(app, id)).recordings.map((recording) => recording.recordId)
    if (other === undefined || third === undefined) throw new Error('the server has recordings')
    server.remove([recordId])
    await refresh(app, id)
    await soon(async () => (await kept(app, id))[0]?.onServer === false)
    await app.roomreel.close()
    // Larger than all files may be together, and played after the only copy.
    const bytes = 11_000_000_000
    const large = join(folderOf(id), 'media', `${recordKey(other)}-1-${bytes}.media`)
    await writeFile(large, '')
    await truncate(large, bytes)
    const nextYear = Date.now() / 1000 + 365 * 24 * 3600
    await utimes(large, nextYear, nextYear)
    home.computer.clock = () => (nextYear + 3600) * 1000

    const again = await home.start()
    await limitTo(again, 10_000_000_000)
    await soon(async () => (await kept(again, id)).length === 2)
    await (await media(again, id, third)).arrayBuffer()
    const left = async () => (await kept(again, id)).map((recording) => recording.recordId).toSorted()
    const expected = [recordId, third].toSorted()
    await soon(async () => JSON.stringify(await left()) === JSON.stringify(expected))
    expect((await media(again, id, recordId)).status).toBe(200)
  })
})

test('a recording that is deleted while its file is on its way is kept all the same', async () => {
  const { app, id, server } = await shownServer()
  const [recording] = (await askPage(app, id)).recordings
  const recordId = recording?.recordId ?? ''
  server.faults.bytesPerSecond = 100_000
  const response = await media(app, id, recordId)
  server.remove([recordId])
  await refresh(app, id)
  await soon(async () => (await askPage(app, id)).total === 23)
  server.faults.bytesPerSecond = null
  expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0)
  const expected = [{ ...recording, onDevice: true, onServer: false, file: expect.objectContaining({ width: 1280 }) }]
  await soon(async () => (await kept(app, id))[0]?.file != null)
  expect(await kept(app, id)).toEqual(expected)
  await app.roomreel.close()
  const again = await home.start()
  expect(await kept(again, id)).toEqual(expected)
})

describe('with a kept file and the library lost', () => {
  const lostLibrary = async () => {
    const shown = await shownWithFile()
    await shown.app.roomreel.close()
    for (const suffix of ['', '-wal', '-shm'])
      await rm(join(folderOf(shown.id), `library.db${suffix}`), { force: true })
    return shown
  }

  test('it is on this device again, with everything else that the server has', async () => {
    const { id, recordId } = await lostLibrary()
    const app = await home.start()
    expect(app.state.opened).toMatchObject({ profile: { id }, library: { trouble: null } })
    await lookedThrough(app, id)
    await soon(async () => (await kept(app, id)).length === 1)
    expect(await kept(app, id)).toMatchObject([{ recordId, onServer: true, onDevice: true }])
    expect((await askPage(app, id)).total).toBe(25)
  })

  test('it is on this device also with the server gone', async () => {
    const { id, server, recordId } = await lostLibrary()
    await server.close()
    const app = await home.start()
    await soon(async () => (await kept(app, id)).length === 1)
    const [recording] = await kept(app, id)
    expect(recording).toMatchObject({ recordId, onDevice: true, title: expect.any(String) })
    await app.until(() => libraryStatus(app, id)?.failure?.code === 'refused')
    expect(await askPage(app, id)).toMatchObject({ recordings: [recording], source: 'device', complete: false })
    expect((await media(app, id, recordId)).status).toBe(200)
  })

  test('it is marked as the only copy when the server has forgotten it', async () => {
    const { id, server, recordId } = await lostLibrary()
    server.remove([recordId])
    const app = await home.start()
    await lookedThrough(app, id)
    await soon(async () => (await kept(app, id))[0]?.onServer === false)
    expect(await kept(app, id)).toMatchObject([{ recordId, onServer: false, onDevice: true }])
    await app.until(() => libraryStatus(app, id)?.known === 24 && libraryStatus(app, id)?.total === 24)
    expect((await media(app, id, recordId)).status).toBe(200)
  })
})

test('with the library lost, nothing makes room until the server has said which file is the only copy', async () => {
  const { app, id, server, recordId } = await shownWithFile()
  const [, other] = (await askPage(app, id)).recordings
  await app.roomreel.close()
  for (const suffix of ['', '-wal', '-shm']) await rm(join(folderOf(id), `library.db${suffix}`), { force: true })
  const bytes = 11_000_000_000
  const large = join(folderOf(id), 'media', `${recordKey('nobody knows it')}-1-${bytes}.media`)
  await writeFile(large, '')
  await truncate(large, bytes)
  server.remove([recordId])
  server.faults.failPath = '/auth/recording/fetch'
  server.faults.failAlways = 'hang'
  const again = await home.start()
  await limitTo(again, 10_000_000_000)
  await soon(async () => (await again.roomreel.handlers['rooms.list']({ profileId: id })).rooms.length === 1)
  await (await media(again, id, other?.recordId ?? '')).arrayBuffer()
  await again.roomreel.close()
  server.faults.failAlways = null
  const third = await home.start()
  await lookedThrough(third, id)
  await soon(async () => (await kept(third, id)).length === 2)
  expect(await kept(third, id)).toMatchObject([{ recordId, onServer: false }, { recordId: other?.recordId }])
})

test('a file of a room that the profile does not show any more is kept, and no recording of the list', async () => {
  const { app, id, server, made, recordId } = await shownWithFile()
  const rooms = (await askPage(app, id)).recordings.map(({ roomId }) => roomId)
  const left = rooms.filter((roomId) => roomId !== made.roomId).slice(0, 1)
  const save = (limited: string[]) =>
    app.roomreel.handlers['servers.save']({
      profileId: id,
      fields: formOf(server, { rooms: limited }),
      secret: null,
      trusted: null,
    })
  await save(left)
  await lookedThrough(app, id)
  expect((await askPage(app, id)).recordings.map(({ roomId }) => roomId)).not.toContain(made.roomId)
  expect(await kept(app, id)).toEqual([])
  expect(await readdir(join(folderOf(id), 'media'))).toHaveLength(2)
  await save([])
  await lookedThrough(app, id)
  await soon(async () => (await kept(app, id)).length === 1)
  expect(await kept(app, id)).toMatchObject([{ recordId, onServer: true, onDevice: true }])
})
