import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { generatedSource } from '../../../../src/main/demo/generated-source.ts'
import { NO_FILTERS, type RoomList } from '../../../../src/shared/recording.ts'
import type { PackedCues } from '../../../../src/shared/transcript.ts'
import {
  askPage,
  formOf,
  lookedThrough,
  newComputer,
  openProfile,
  type Started,
  saveServer,
} from '../roomreel-fixture.ts'

let home: Awaited<ReturnType<typeof newComputer>>
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

const openDemo = async (app: Started) => app.roomreel.handlers['profiles.openDemo'](undefined)

async function addServer(app: Started, recordings = 24, seed = 1) {
  const server = await home.server(recordings, { seed })
  const { rankOf } = generatedSource(recordings, seed)
  const has = (recordId: string): boolean => rankOf(recordId) !== null
  return { server, id: await saveServer(app, server), has }
}

describe('the demo', () => {
  test('is listed from the start, opens, and answers its pages', async () => {
    const app = await home.start()
    expect(app.state.profiles.map(({ id }) => id)).toEqual(['demo'])
    await openDemo(app)
    const answer = await askPage(app, 'demo')
    expect(answer.total).toBe(24)
    expect(answer.recordings).toHaveLength(20)
    expect(JSON.stringify(answer)).not.toContain('subtitleSources')
    expect(JSON.stringify(answer)).not.toMatch(/http:\/\/127/)
  })

  test('two clicks at once leave one session, and its server answers', async () => {
    const app = await home.start()
    const [first, second] = await Promise.all([openDemo(app), openDemo(app)])
    expect(first.profile).toEqual(second.profile)
    expect((await askPage(app, 'demo')).total).toBe(24)
  })

  test('gives what was said, also for a recording that no page has shown in this run', async () => {
    const app = await home.start()
    await openDemo(app)
    const { recordings } = await askPage(app, 'demo', { limit: 100 })
    const german = recordings.find(({ subtitles }) => subtitles.some(({ language }) => language === 'de'))
    if (german === undefined) throw new Error('the demo has German subtitles')
    await app.roomreel.close()
    const again = await home.start()
    await openDemo(again)
    const answer = (recordId: string, language: string) => again.roomreel.cues('demo', recordId, `server:${language}`)
    const { cues } = (await (await answer(german.recordId, 'de')).json()) as PackedCues
    expect(cues.length).toBeGreaterThan(5)
    expect((await answer(german.recordId, 'xx')).status).toBe(404)
    expect((await answer('no-such-recording', 'de')).status).toBe(404)
  })

  test('names earlier recordings of the same room, newest first', async () => {
    const app = await home.start()
    await openDemo(app)
    const { recordings } = await askPage(app, 'demo', { limit: 100 })
    const [newest] = recordings
    if (newest === undefined) throw new Error('the demo has recordings')
    const sameRoom = recordings.filter(({ roomId }) => roomId === newest.roomId)
    const earlier = (recordId: string) =>
      app.roomreel.handlers['recordings.earlierInRoom']({ profileId: 'demo', recordId, roomId: newest.roomId })
    expect((await earlier(newest.recordId)).map(({ recordId }) => recordId)).toEqual(
      sameRoom.slice(1, 4).map(({ recordId }) => recordId),
    )
    expect(await earlier('unknown')).toEqual([])
  })
})

describe('switching', () => {
  test('a session answers only while it is on screen, and its questions end with it', async () => {
    const app = await home.start()
    const { id, server } = await addServer(app)
    await openProfile(app, id)
    await askPage(app, id)
    server.faults.latencyMs = 5000
    const late = askPage(app, id, { from: 20 })
    await openDemo(app)
    await expect(late).rejects.toMatchObject({ error: { code: 'aborted' } })
    await expect(askPage(app, id)).rejects.toMatchObject({ error: { code: 'no-profile' } })
    await expect(openProfile(app, 'nobody')).rejects.toMatchObject({ error: { code: 'no-profile' } })
    expect((await askPage(app, 'demo')).total).toBe(24)
  })

  test('shows at once what is known, with the rooms', async () => {
    const app = await home.start()
    const { id } = await addServer(app)
    const first = await openProfile(app, id)
    expect(first).toMatchObject({ cached: null, rooms: { rooms: [], total: null, complete: false } })
    expect(first.library).toMatchObject({ profileId: id, known: 0, total: null, answeredAt: null, failure: null })
    const answer = await askPage(app, id)
    await lookedThrough(app, id)
    await openDemo(app)
    const again = await openProfile(app, id)
    expect(again.cached).toEqual({ ...answer, complete: true })
    expect(again.rooms).toMatchObject({ total: 24, complete: true })
    expect(again.library).toMatchObject({ known: 24, total: 24, complete: true })
  })

  test('away and back at once goes on looking through the server', async () => {
    const app = await home.start()
    const { id } = await addServer(app, 250)
    await openProfile(app, id)
    await askPage(app, id)
    await Promise.all([openDemo(app), openProfile(app, id)])
    await lookedThrough(app, id)
    expect((await askPage(app, id, { from: 240 })).recordings).toHaveLength(10)
  })

  test('to and fro while both are looked through mixes nothing, and who rests is asked nothing more', async () => {
    const app = await home.start()
    const one = await addServer(app, 420)
    const two = await addServer(app, 430, 2)
    for (const { faults } of [one.server, two.server]) faults.latencyMs = 15
    for (let turn = 0; turn < 12; turn += 1) {
      const { id, server, has } = turn % 2 === 0 ? one : two
      await openProfile(app, id)
      const shown = await askPage(app, id)
      expect(shown.total).toBe(server === one.server ? 420 : 430)
      expect(shown.recordings.every(({ recordId }) => has(recordId))).toBe(true)
    }
    await vi.waitFor(() => expect(one.server.inFlight).toBe(0))
    const heard: string[] = []
    one.server.onRequest = (path, body) => heard.push(`${path} ${body}`)
    await lookedThrough(app, two.id)
    expect(await app.roomreel.handlers['rooms.list']({ profileId: two.id })).toMatchObject({ total: 430 })
    expect(heard).toEqual([])
    await openProfile(app, one.id)
    await lookedThrough(app, one.id)
    expect(await app.roomreel.handlers['rooms.list']({ profileId: one.id })).toMatchObject({ total: 420 })
  })

  test('downloads go on behind the screen, and are counted', async () => {
    const app = await home.start()
    const { id, server } = await addServer(app)
    await openProfile(app, id)
    const { recordings } = await askPage(app, id)
    const recordId = recordings[0]?.recordId ?? ''
    server.faults.bytesPerSecond = 400_000
    const response = await app.roomreel.media(id, recordId, new Request('app://roomreel/media'))
    await response.body?.cancel()
    const downloads = () =>
      app.sent.findLast(({ event, payload }) => event === 'profiles.status' && payload.profileId === id)?.payload
    await vi.waitFor(() => expect(downloads()).toMatchObject({ downloads: 1 }))
    await openDemo(app)
    server.faults.bytesPerSecond = null
    await vi.waitFor(() => expect(downloads()).toMatchObject({ downloads: 0 }), { timeout: 20_000 })
    await openProfile(app, id)
    expect(await app.roomreel.handlers['media.state']({ profileId: id, recordId })).toMatchObject({
      status: 'complete',
    })
  }, 30_000)

  test('a download that ends with its session is counted no more', async () => {
    const app = await home.start()
    const { id, server } = await addServer(app)
    await openProfile(app, id)
    const { recordings } = await askPage(app, id)
    server.faults.bytesPerSecond = 50_000
    const response = await app.roomreel.media(id, recordings[0]?.recordId ?? '', new Request('app://roomreel/media'))
    await response.body?.cancel()
    const downloads = () =>
      app.sent.flatMap(({ event, payload }) =>
        event === 'profiles.status' && payload.profileId === id ? [payload.downloads] : [],
      )
    await vi.waitFor(() => expect(downloads().at(-1)).toBe(1))
    await app.roomreel.handlers['profiles.replaceSecret']({ profileId: id, secret: await app.secret(server.apiSecret) })
    expect(downloads().at(-1)).toBe(0)
  })

  test('comes back to the profile of last time, in the order and with the views that were left', async () => {
    const app = await home.start()
    const one = await addServer(app)
    const two = await addServer(app)
    await openProfile(app, two.id)
    await app.roomreel.handlers['profiles.reorder']({ profileIds: ['demo', two.id, one.id] })
    await app.roomreel.close()
    const again = await home.start()
    expect(again.state.opened?.profile.id).toBe(two.id)
    expect(again.state.profiles.map(({ id }) => id)).toEqual(['demo', two.id, one.id])
  })
})

describe('rooms', () => {
  const last = (app: Started): RoomList | undefined =>
    app.sent.flatMap(({ event, payload }) => (event === 'rooms.changed' ? [payload.rooms] : [])).at(-1)

  test.each([24, 1500])('of a server with %d recordings are found and counted by looking through it', async (size) => {
    const app = await home.start()
    const { id } = await addServer(app, size)
    await openProfile(app, id)
    await app.until(() => last(app)?.complete === true)
    const rooms = last(app)?.rooms ?? []
    expect(rooms).toHaveLength(6)
    expect(rooms.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(size)
    expect(last(app)?.total).toBe(size)
    const titles = rooms.map(({ title }) => title ?? '')
    expect(titles).toEqual([...titles].sort((a, b) => a.localeCompare(b)))
    for (const { roomId, count, lastAt } of rooms) {
      const ofRoom = await askPage(app, id, { roomIds: [roomId], limit: 1 })
      expect(ofRoom.total).toBe(count)
      expect(ofRoom.recordings[0]?.startedAt).toBe(lastAt)
    }
  })

  test('that limit the profile are all that is asked for', async () => {
    const app = await home.start()
    const server = await home.server(120)
    const fields = formOf(server)
    const { id } = await app.roomreel.handlers['servers.save']({
      profileId: null,
      fields,
      secret: await app.secret(server.apiSecret),
      trusted: null,
    })
    await openProfile(app, id)
    const all = await askPage(app, id)
    const room = all.recordings[0]?.roomId ?? ''
    await app.roomreel.handlers['servers.save']({
      profileId: id,
      fields: { ...fields, rooms: [room] },
      secret: null,
      trusted: null,
    })
    // Nothing of the wider question is shown for the narrower one.
    const reopened = app.sent.findLast(({ event }) => event === 'profiles.reopened')
    expect(reopened?.payload).toMatchObject({ cached: null, profile: { rooms: [room] } })
    const limited = await askPage(app, id)
    expect(limited.total).toBeLessThan(all.total)
    expect(new Set(limited.recordings.map(({ roomId }) => roomId))).toEqual(new Set([room]))
    await lookedThrough(app, id)
    const { rooms, total } = await app.roomreel.handlers['rooms.list']({ profileId: id })
    expect(rooms.map(({ roomId, count }) => [roomId, count])).toEqual([[room, limited.total]])
    expect(total).toBe(limited.total)
  })
})

test('a disk that takes no library takes nothing from the screen, and it is said', async () => {
  const app = await home.start()
  const { id } = await addServer(app)
  await mkdir(join(home.computer.userData, 'profiles', id, 'library.db'), { recursive: true })
  const { library } = await openProfile(app, id)
  expect(library.trouble).toMatchObject({ file: 'library.db' })
  expect((await askPage(app, id)).recordings).toHaveLength(20)
  await lookedThrough(app, id)
  const search = { sort: 'match' as const, filters: { ...NO_FILTERS, text: 'sensors' } }
  await app.until(async () => (await askPage(app, id, search)).total > 0)
  const [first] = (await askPage(app, id)).recordings
  const position = { recordId: first?.recordId ?? '', seconds: 12, durationSeconds: 100 }
  await app.roomreel.handlers['recordings.savePosition']({ profileId: id, ...position })
  expect((await askPage(app, id)).recordings[0]?.watched).toMatchObject({ seconds: 12 })
})
