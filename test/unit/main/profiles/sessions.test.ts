import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RecordingQuery, RoomList } from '../../../../src/shared/recording.ts'
import { formOf, newComputer, type Started, saveServer } from '../roomreel-fixture.ts'

const ALL: RecordingQuery = { roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 20 }

let home: Awaited<ReturnType<typeof newComputer>>
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

const open = async (app: Started, profileId: string) => app.roomreel.handlers['profiles.open']({ profileId })
const openDemo = async (app: Started) => app.roomreel.handlers['profiles.openDemo'](undefined)
const page = async (app: Started, profileId: string, query = ALL) =>
  app.roomreel.handlers['recordings.page']({ profileId, query })

async function addServer(app: Started, recordings = 24) {
  const server = await home.server(recordings)
  return { server, id: await saveServer(app, server) }
}

describe('the demo', () => {
  test('is listed from the start, opens, and answers its pages', async () => {
    const app = await home.start()
    expect(app.state.profiles.map(({ id }) => id)).toEqual(['demo'])
    await openDemo(app)
    const answer = await page(app, 'demo')
    expect(answer.total).toBe(24)
    expect(answer.recordings).toHaveLength(20)
    expect(JSON.stringify(answer)).not.toContain('subtitleSources')
    expect(JSON.stringify(answer)).not.toMatch(/http:\/\/127/)
  })

  test('two clicks at once leave one session, and its server answers', async () => {
    const app = await home.start()
    const [first, second] = await Promise.all([openDemo(app), openDemo(app)])
    expect(first.profile).toEqual(second.profile)
    expect((await page(app, 'demo')).total).toBe(24)
  })

  test('gives subtitles as WebVTT, also for a recording that no page has shown in this run', async () => {
    const app = await home.start()
    await openDemo(app)
    const { recordings } = await page(app, 'demo', { ...ALL, limit: 100 })
    const german = recordings.find(({ subtitles }) => subtitles.some(({ language }) => language === 'de'))
    if (german === undefined) throw new Error('the demo has German subtitles')
    await app.roomreel.close()
    const again = await home.start()
    await openDemo(again)
    const text = async (recordId: string, language: string) =>
      (await again.roomreel.subtitles('demo', recordId, language)).text()
    expect(await text(german.recordId, 'de')).toMatch(/^WEBVTT\n/)
    expect((await again.roomreel.subtitles('demo', german.recordId, 'xx')).status).toBe(404)
    expect((await again.roomreel.subtitles('demo', 'no-such-recording', 'de')).status).toBe(404)
  })

  test('names earlier recordings of the same room, newest first', async () => {
    const app = await home.start()
    await openDemo(app)
    const { recordings } = await page(app, 'demo', { ...ALL, limit: 100 })
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
    await open(app, id)
    await page(app, id)
    server.faults.latencyMs = 5000
    const late = page(app, id, { ...ALL, from: 20 })
    await openDemo(app)
    await expect(late).rejects.toMatchObject({ error: { code: 'aborted' } })
    await expect(page(app, id)).rejects.toMatchObject({ error: { code: 'no-profile' } })
    await expect(open(app, 'nobody')).rejects.toMatchObject({ error: { code: 'no-profile' } })
    expect((await page(app, 'demo')).total).toBe(24)
  })

  test('shows at once what the server answered last, also after a restart and with the server gone', async () => {
    const app = await home.start()
    const { id, server } = await addServer(app)
    expect((await open(app, id)).cached).toBeNull()
    const first = await page(app, id)
    await openDemo(app)
    expect((await open(app, id)).cached?.page).toEqual(first)
    await app.roomreel.close()
    await server.close()
    const again = await home.start()
    expect(again.state.opened).toMatchObject({ profile: { id }, cached: { page: { total: 24 } } })
    expect(again.state.opened?.cached?.page).toEqual(first)
    expect(again.state.opened?.rooms?.rooms.length).toBeGreaterThan(0)
    await expect(page(again, id)).rejects.toMatchObject({ error: { code: 'refused' } })
  })

  test('downloads go on behind the screen, and are counted', async () => {
    const app = await home.start()
    const { id, server } = await addServer(app)
    await open(app, id)
    const { recordings } = await page(app, id)
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
    await open(app, id)
    expect(await app.roomreel.handlers['media.state']({ profileId: id, recordId })).toMatchObject({
      status: 'complete',
    })
  }, 30_000)

  test('a download that ends with its session is counted no more', async () => {
    const app = await home.start()
    const { id, server } = await addServer(app)
    await open(app, id)
    const { recordings } = await page(app, id)
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
    await open(app, two.id)
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

  test('of a small server are all found and counted by looking once', async () => {
    const app = await home.start()
    await openDemo(app)
    await app.roomreel.handlers['rooms.list']({ profileId: 'demo' })
    await vi.waitFor(() => expect(last(app)?.complete).toBe(true))
    const rooms = last(app)?.rooms ?? []
    expect(rooms).toHaveLength(6)
    expect(rooms.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(24)
    const titles = rooms.map(({ title }) => title ?? '')
    expect(titles).toEqual([...titles].sort((a, b) => a.localeCompare(b)))
  })

  test('of a large server are counted one by one, and the list says that it is not complete', async () => {
    const app = await home.start()
    const { id } = await addServer(app, 1500)
    await open(app, id)
    await app.roomreel.handlers['rooms.list']({ profileId: id })
    await vi.waitFor(() => expect(last(app)?.rooms.every(({ count }) => count !== null)).toBe(true), { timeout: 5000 })
    expect(last(app)?.rooms.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(1500)
    expect(last(app)?.complete).toBe(false)
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
    await open(app, id)
    const all = await page(app, id)
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
    const limited = await page(app, id)
    expect(limited.total).toBeLessThan(all.total)
    expect(new Set(limited.recordings.map(({ roomId }) => roomId))).toEqual(new Set([room]))
  })
})
