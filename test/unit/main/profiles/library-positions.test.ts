import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NO_FILTERS, type Recording, type Watched } from '../../../../src/shared/recording.ts'
import {
  askPage,
  formOf,
  libraryStatus,
  lookedThrough,
  newComputer,
  openProfile,
  type Started,
  showServer,
} from '../roomreel-fixture.ts'

let home: Awaited<ReturnType<typeof newComputer>>
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

/** A server that is looked through, on screen, and its newest recordings. */
async function shownServer() {
  const app = await home.start()
  const server = await home.server()
  const id = await showServer(app, server)
  const [first, second] = (await askPage(app, id)).recordings
  if (first === undefined || second === undefined) throw new Error('the server has recordings')
  return { app, id, server, first, second }
}

const savePosition = async (app: Started, profileId: string, recordId: string, seconds: number, duration = 100) =>
  app.roomreel.handlers['recordings.savePosition']({ profileId, recordId, seconds, durationSeconds: duration })
const watched = async (app: Started, id: string, { recordId }: Recording): Promise<Watched | null | undefined> =>
  (await askPage(app, id, { limit: 100 })).recordings.find((each) => each.recordId === recordId)?.watched
const totalOf = async (app: Started, id: string, state: 'new' | 'started' | 'finished'): Promise<number> =>
  (await askPage(app, id, { filters: { ...NO_FILTERS, watched: state } })).total
describe('how far a recording was watched', () => {
  test('is in its pages, told, and counted by the filters; 95 % is the end', async () => {
    const { app, id, first, second } = await shownServer()
    const before = app.sent.length
    await savePosition(app, id, first.recordId, 94.9)
    expect(await watched(app, id, first)).toEqual({ seconds: 94.9, durationSeconds: 100, finished: false })
    await app.until(() => app.sent.slice(before).some(({ event }) => event === 'recordings.changed'))
    await savePosition(app, id, second.recordId, 95)
    expect(await watched(app, id, second)).toEqual({ seconds: 95, durationSeconds: 100, finished: true })
    const counts = () => Promise.all((['new', 'started', 'finished'] as const).map((state) => totalOf(app, id, state)))
    // One after the other: a newer search takes the place of an older one.
    expect([
      await totalOf(app, id, 'new'),
      await totalOf(app, id, 'started'),
      await totalOf(app, id, 'finished'),
    ]).toEqual([22, 1, 1])
    await expect(counts()).rejects.toMatchObject({ error: { code: 'aborted' } })
    // Who looks into it once more has seen the end all the same.
    await savePosition(app, id, second.recordId, 10)
    expect(await watched(app, id, second)).toMatchObject({ seconds: 10, finished: true })
  })

  test('can be said by hand, for many at once', async () => {
    const { app, id, first, second } = await shownServer()
    const set = async (recordIds: string[], finished: boolean) =>
      app.roomreel.handlers['recordings.setWatched']({ profileId: id, recordIds, finished })
    await savePosition(app, id, first.recordId, 40)
    await set([first.recordId, second.recordId, 'of nobody'], true)
    expect(await watched(app, id, first)).toEqual({ seconds: 40, durationSeconds: 100, finished: true })
    expect(await watched(app, id, second)).toEqual({ seconds: 0, durationSeconds: null, finished: true })
    await set([first.recordId], false)
    expect(await watched(app, id, first)).toBeNull()
    expect(await totalOf(app, id, 'finished')).toBe(1)
  })

  test('is kept for a profile that was just left, or is not open at all', async () => {
    const { app, id, first, second } = await shownServer()
    await app.roomreel.handlers['profiles.openDemo'](undefined)
    await savePosition(app, id, first.recordId, 30)
    await app.roomreel.close()
    const again = await home.start()
    await again.roomreel.handlers['profiles.openDemo'](undefined)
    await again.roomreel.close()
    const third = await home.start()
    expect(third.state.opened?.profile.id).toBe('demo')
    await savePosition(third, id, second.recordId, 99)
    await openProfile(third, id)
    expect(await watched(third, id, first)).toMatchObject({ seconds: 30, finished: false })
    expect(await watched(third, id, second)).toMatchObject({ finished: true })
  })

  test('and rooms’ names survive a library that is damaged, which is said', async () => {
    const { app, id, first } = await shownServer()
    await savePosition(app, id, first.recordId, 30)
    await app.roomreel.handlers['rooms.rename']({ profileId: id, roomId: first.roomId, name: 'Where we decide' })
    await app.roomreel.close()
    const folder = join(home.computer.userData, 'profiles', id)
    await damage(join(folder, 'library.db'), 'recordings')
    const again = await home.start()
    await again.until(() => libraryStatus(again, id)?.trouble?.kind === 'damaged')
    expect(libraryStatus(again, id)?.trouble?.file).toBe('library.db.damaged')
    expect(await readdir(folder)).toContain('library.db.damaged')
    await lookedThrough(again, id)
    expect(await watched(again, id, first)).toEqual({ seconds: 30, durationSeconds: 100, finished: false })
    const room = (await again.roomreel.handlers['rooms.list']({ profileId: id })).rooms.find(
      ({ roomId }) => roomId === first.roomId,
    )
    expect(room).toMatchObject({ name: 'Where we decide' })
    expect((await askPage(again, id)).recordings[0]?.roomTitle).toBe('Where we decide')
    await again.roomreel.close()
    expect((await home.start()).state.opened?.library).toMatchObject({ trouble: null, known: 24 })
  })

  test('survives another way in: what the old key has shown is forgotten, the user’s own is not', async () => {
    const { app, id, server, first } = await shownServer()
    await savePosition(app, id, first.recordId, 30)
    const { url, apiSecret } = server
    await server.close()
    const moved = await home.server(24, { port: Number(new URL(url).port), apiKey: 'another', apiSecret })
    await app.roomreel.handlers['servers.save']({
      profileId: id,
      fields: formOf(moved),
      secret: await app.secret(apiSecret),
      trusted: null,
    })
    expect(app.sent.findLast(({ event }) => event === 'profiles.reopened')?.payload).toMatchObject({ cached: null })
    await lookedThrough(app, id)
    expect(await watched(app, id, first)).toMatchObject({ seconds: 30 })
  })
})

/** Overwrites the page in a library's file where a table begins. */
async function damage(file: string, table: string): Promise<void> {
  const db = new Database(file)
  db.pragma('wal_checkpoint(TRUNCATE)')
  const root = Number(db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table))
  const bytes = Number(db.pragma('page_size', { simple: true }))
  db.close()
  const handle = await open(file, 'r+')
  await handle.write(Buffer.alloc(bytes, 0xee), 0, bytes, (root - 1) * bytes)
  await handle.close()
}
