import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DemoServer } from '../../../../src/main/demo/demo-server.ts'
import { NO_FILTERS } from '../../../../src/shared/recording.ts'
import {
  askPage,
  libraryStatus,
  newComputer,
  openProfile,
  type Started,
  saveServer,
  showServer,
} from '../roomreel-fixture.ts'

let home: Awaited<ReturnType<typeof newComputer>>
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

/** A server that was looked through in an earlier run. */
async function knownServer(recordings = 24): Promise<{ id: string; server: DemoServer }> {
  const app = await home.start()
  const server = await home.server(recordings)
  const id = await showServer(app, server)
  await app.roomreel.close()
  return { id, server }
}

/** The same server once more, at the same address. */
const comeBack = ({ url, apiKey, apiSecret }: DemoServer, recordings = 24): Promise<DemoServer> =>
  home.server(recordings, { port: Number(new URL(url).port), apiKey, apiSecret })

const isOffline = (app: Started, id: string): boolean => libraryStatus(app, id)?.failure?.code === 'refused'
const changes = (app: Started): number => app.sent.filter(({ event }) => event === 'recordings.changed').length
/** How titles are compared: their beginnings, letter case and accents aside. */
const wordKey = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().slice(0, 30)
const filtered = (change: Partial<typeof NO_FILTERS>) => ({ filters: { ...NO_FILTERS, ...change } })

describe('with the server gone after one good run', () => {
  test('the list is there with the start, and everything known can be browsed, searched and filtered', async () => {
    const { id, server } = await knownServer(130)
    await server.close()
    const app = await home.start()
    expect(app.state.opened).toMatchObject({
      profile: { id },
      cached: { total: 130, source: 'device', complete: true, updatedAt: expect.any(Number) },
      rooms: { total: 130, complete: true },
      library: { known: 130, total: 130, complete: true, failure: null, answeredAt: expect.any(Number) },
    })
    expect(app.state.opened?.cached?.recordings).toHaveLength(20)
    await app.until(() => isOffline(app, id))
    const everything = await Promise.all([0, 100].map((from) => askPage(app, id, { from, limit: 100 })))
    const known = everything.flatMap(({ recordings }) => recordings)
    expect(new Set(known.map(({ recordId }) => recordId)).size).toBe(130)

    const search = () => askPage(app, id, { ...filtered({ text: 'SENSÖRS' }), sort: 'match' })
    // The words of a run that ended early are filled in now.
    const wanted = known.filter((each) => JSON.stringify(each).toLowerCase().includes('sensors'))
    await app.until(async () => (await search()).total === wanted.length)
    const found = await search()
    expect(found.recordings.every((each) => JSON.stringify(each).toLowerCase().includes('sensors'))).toBe(true)
    const german = await askPage(app, id, filtered({ subtitles: 'de' }))
    const isGerman = ({ subtitles }: (typeof known)[number]) => subtitles.some(({ language }) => language === 'de')
    expect(german.total).toBe(known.filter(isGerman).length)
    expect((await askPage(app, id, filtered({ onDevice: true }))).total).toBe(0)
    const titled = await askPage(app, id, { sort: 'title', limit: 100 })
    const titles = titled.recordings.map(({ title, roomTitle }) => wordKey(title ?? roomTitle ?? ''))
    expect(titles).toEqual(titles.toSorted())
    expect(isOffline(app, id)).toBe(true)
    await expect((async () => app.roomreel.handlers['library.refresh']({ profileId: id }))()).rejects.toMatchObject({
      error: { code: 'refused' },
    })
  })

  test.each([
    ['the user asks for it', (app: Started, id: string) => app.roomreel.handlers['library.refresh']({ profileId: id })],
    ['the network is back', (app: Started) => app.roomreel.retryNow()],
  ])('when %s and it answers again, it is no failure any more, and what is new is there', async (_, retry) => {
    const { id, server } = await knownServer()
    await server.close()
    const app = await home.start()
    await app.until(() => isOffline(app, id))
    const back = await comeBack(server)
    const [made] = back.make()
    if (made === undefined) throw new Error('a recording was made')
    back.insert([made])
    const before = changes(app)
    await retry(app, id)
    await app.until(() => libraryStatus(app, id)?.failure === null && changes(app) > before)
    const newest = async () => (await askPage(app, id)).recordings[0]?.recordId
    await app.until(async () => (await newest()) === made.recordId)
    await app.until(() => libraryStatus(app, id)?.known === 25)
  })
})

test('a page fails only when nothing at all is known, and is asked again when the server answers', async () => {
  const app = await home.start()
  const server = await home.server()
  const id = await saveServer(app, server)
  await server.close()
  await openProfile(app, id)
  await expect(askPage(app, id)).rejects.toMatchObject({ error: { code: 'refused' } })
  expect(await askPage(app, id, filtered({ text: 'sensors' }))).toMatchObject({ total: 0, complete: false })
  await comeBack(server)
  const before = changes(app)
  app.roomreel.retryNow()
  await app.until(() => changes(app) > before)
  expect((await askPage(app, id)).total).toBe(24)
})

test('news that the monitor finds is looked for, and told', async () => {
  const { id, server } = await knownServer()
  let ahead = 0
  home.computer.clock = () => Date.now() + ahead
  const app = await home.start()
  await app.until(() => libraryStatus(app, id)?.answeredAt !== null)
  const glance = async (): Promise<void> => {
    ahead += 6 * 60_000
    // Whatever changes the list makes the monitor look who is due.
    await app.roomreel.handlers['profiles.reorder']({ profileIds: ['demo', id] })
  }
  const total = () =>
    app.sent.flatMap(({ event, payload }) => (event === 'profiles.status' ? [payload.total] : [])).at(-1)
  await glance()
  await app.until(() => total() === 24)
  server.insert(server.make())
  const before = app.sent.length
  await glance()
  // No page is asked for meanwhile: that would ask the server, too.
  await app.until(() => libraryStatus(app, id)?.known === 25)
  expect(app.sent.findLastIndex(({ event }) => event === 'recordings.changed')).toBeGreaterThan(before)
})

describe('servers that accept and never answer', () => {
  test('keep nobody waiting at the start, however many there are', async () => {
    const { id, server } = await knownServer()
    const first = await home.start()
    for (let more = 0; more < 4; more += 1) {
      const other = await home.server()
      other.faults.failAlways = 'hang'
      await saveServer(first, other)
    }
    await first.roomreel.close()
    server.faults.failAlways = 'hang'
    const app = await home.start()
    expect(app.state.profiles).toHaveLength(6)
    expect(app.state.opened).toMatchObject({ profile: { id }, cached: { total: 24 }, library: { failure: null } })
    const isAsked = () => vi.waitFor(() => expect(server.inFlight).toBeGreaterThan(0), { interval: 5 })
    await isAsked()
    expect((await askPage(app, id, { from: 20 })).recordings).toHaveLength(4)
    await app.until(async () => (await askPage(app, id, filtered({ text: 'sensors' }))).total > 0)
    await isAsked()
    await app.roomreel.close()
    await vi.waitFor(() => expect(server.inFlight).toBe(0), { interval: 5 })
  })
})

describe('a server that takes long', () => {
  test('never delays a page that is known', async () => {
    const { id, server } = await knownServer(130)
    server.faults.latencyMs = 60_000
    const app = await home.start()
    const heard = new Promise<void>((resolve) => {
      server.onRequest = () => resolve()
    })
    for (const from of [0, 20, 120]) expect((await askPage(app, id, { from })).total).toBe(130)
    await heard
    expect(server.inFlight).toBeGreaterThan(0)
    expect(libraryStatus(app, id)?.failure ?? null).toBeNull()
  })

  test('is asked a newer question in place of an older one', async () => {
    const app = await home.start()
    const server = await home.server(60)
    const id = await saveServer(app, server)
    server.faults.latencyMs = 300
    await openProfile(app, id)
    const older = expect(askPage(app, id, { from: 20 })).rejects.toMatchObject({ error: { code: 'aborted' } })
    const newer = await askPage(app, id, { from: 40 })
    expect(newer).toMatchObject({ from: 40, total: 60, source: 'server' })
    await older
    expect(libraryStatus(app, id)?.failure).toBeNull()
  })
})
