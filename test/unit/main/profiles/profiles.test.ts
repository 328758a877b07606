import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startDemoServer } from '../../../../src/main/demo/demo-server.ts'
import { createHttpClient } from '../../../../src/main/plugnmeet/http.ts'
import { Profiles } from '../../../../src/main/profiles/profiles.ts'
import { SubtitleStore } from '../../../../src/main/subtitles/subtitle-store.ts'
import type { RecordingQuery, RoomList } from '../../../../src/shared/recording.ts'
import { DEFAULT_LIBRARY_VIEW } from '../../../../src/shared/settings.ts'

const RESOURCES = fileURLToPath(new URL('../../../../resources/demo', import.meta.url))
const ALL: RecordingQuery = { roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 20 }

let userData = ''
let roomLists: RoomList[] = []
let profiles: Profiles
const closers: (() => Promise<void>)[] = []

const demo = async (recordings = 24) => {
  const server = await startDemoServer({ recordings, seed: 1, resourcesDir: RESOURCES })
  closers.push(() => server.close())
  return server
}

beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'roomreel-profiles-'))
  roomLists = []
  const http = createHttpClient()
  profiles = new Profiles({
    userData,
    http,
    subtitles: new SubtitleStore({ http }),
    clock: Date.now,
    startDemo: () => startDemoServer({ recordings: 24, seed: 1, resourcesDir: RESOURCES }),
    view: () => DEFAULT_LIBRARY_VIEW,
    onOpened: () => {},
    onRooms: ({ rooms }) => roomLists.push(rooms),
    onMedia: () => {},
  })
})
afterEach(async () => {
  await profiles.close()
  for (const close of closers.splice(0)) await close()
  await rm(userData, { recursive: true, force: true })
})

const connect = (server: { url: string; apiKey: string; apiSecret: string }, name = '') =>
  profiles.connect({ name, url: server.url, apiKey: server.apiKey, apiSecret: server.apiSecret })

describe('the demo', () => {
  test('is listed before any server, opens, and answers its pages', async () => {
    expect(profiles.list().map(({ id }) => id)).toEqual(['demo'])
    await profiles.open('demo')
    const page = await profiles.session('demo').page(ALL)
    expect(page.total).toBe(24)
    expect(page.recordings).toHaveLength(20)
    expect(JSON.stringify(page)).not.toContain('subtitleSources')
    expect(JSON.stringify(page)).not.toMatch(/http:\/\/127/)
  })

  test('two clicks at once leave one session, and its server answers', async () => {
    const [first, second] = await Promise.all([profiles.open('demo'), profiles.open('demo')])
    expect(first.profile).toEqual(second.profile)
    expect((await profiles.session('demo').page(ALL)).total).toBe(24)
  })

  test('gives subtitles as WebVTT by recording and language, also for a recording that no page has shown', async () => {
    await profiles.open('demo')
    const { recordings } = await profiles.session('demo').page({ ...ALL, limit: 100 })
    const german = recordings.find(({ subtitles }) => subtitles.some(({ language }) => language === 'de'))
    if (german === undefined) throw new Error('the demo has German subtitles')
    await profiles.close()
    await profiles.open('demo')
    expect(await profiles.session('demo').webVtt(german.recordId, 'de')).toMatch(/^WEBVTT\n/)
    await expect(profiles.session('demo').webVtt(german.recordId, 'xx')).rejects.toMatchObject({
      error: { code: 'not-found' },
    })
    await expect(profiles.session('demo').webVtt('no-such-recording', 'de')).rejects.toMatchObject({
      error: { code: 'not-found' },
    })
  })

  test('names earlier recordings of the same room, newest first', async () => {
    await profiles.open('demo')
    const session = profiles.session('demo')
    const { recordings } = await session.page({ ...ALL, limit: 100 })
    const [newest] = recordings
    if (newest === undefined) throw new Error('the demo has recordings')
    const sameRoom = recordings.filter(({ roomId }) => roomId === newest.roomId)
    const earlier = await session.earlierInRoom(newest.recordId, newest.roomId)
    expect(earlier.map(({ recordId }) => recordId)).toEqual(sameRoom.slice(1, 4).map(({ recordId }) => recordId))
    expect(await session.earlierInRoom('unknown', newest.roomId)).toEqual([])
  })
})

describe('a server', () => {
  test('is connected when it accepts the credentials, and gets the name of its host when it has none', async () => {
    const server = await demo()
    const { profile } = await connect(server)
    expect(profile).toMatchObject({ kind: 'server', name: new URL(server.url).host, host: new URL(server.url).host })
    expect(profile.id).toMatch(/^[\w-]+$/)
    expect(JSON.stringify(profiles.list())).not.toContain(server.apiSecret)
  })

  test('is not added when it refuses them, and the one before stays open', async () => {
    const server = await demo()
    await profiles.open('demo')
    await expect(connect({ ...server, apiSecret: 'wrong' })).rejects.toMatchObject({ error: { code: 'bad-signature' } })
    await expect(connect({ ...server, apiKey: 'wrong' })).rejects.toMatchObject({ error: { code: 'bad-key' } })
    await expect(connect({ ...server, url: 'no address at all' })).rejects.toMatchObject({
      error: { code: 'wrong-url' },
    })
    expect(profiles.list()).toHaveLength(1)
    expect((await profiles.session('demo').page(ALL)).total).toBe(24)
  })

  test('opened with a wrong secret says so, and takes a new one', async () => {
    const server = await demo()
    const { id } = profiles.add({ name: 'Test', url: server.url, apiKey: server.apiKey, apiSecret: 'old' })
    await profiles.open(id)
    await expect(profiles.session(id).page(ALL)).rejects.toMatchObject({ error: { code: 'bad-signature' } })
    await expect(profiles.replaceSecret(id, 'still wrong')).rejects.toMatchObject({ error: { code: 'bad-signature' } })
    await profiles.replaceSecret(id, ` ${server.apiSecret}\n`)
    expect((await profiles.session(id).page(ALL)).total).toBe(24)
  })

  test('answers only while it is open', async () => {
    const server = await demo()
    const { profile } = await connect(server)
    await profiles.open('demo')
    expect(() => profiles.session(profile.id)).toThrow(/not open/)
    await expect(profiles.open('nobody')).rejects.toMatchObject({ error: { code: 'no-profile' } })
  })

  test('a newer question ends the older one', async () => {
    const server = await demo()
    const { profile } = await connect(server)
    const session = profiles.session(profile.id)
    await session.page(ALL)
    const older = session.page({ ...ALL, from: 20 })
    const newer = session.page({ ...ALL, order: 'oldest' })
    await expect(older).rejects.toMatchObject({ error: { code: 'aborted' } })
    expect((await newer).recordings).toHaveLength(20)
  })
})

describe('rooms', () => {
  const last = () => roomLists.at(-1)

  test('of a small server are all found and counted by looking once', async () => {
    await profiles.open('demo')
    profiles.session('demo').rooms()
    await vi.waitFor(() => expect(last()?.complete).toBe(true))
    const rooms = last()?.rooms ?? []
    expect(rooms).toHaveLength(6)
    expect(rooms.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(24)
    expect(last()?.total).toBe(24)
    const titles = rooms.map(({ title }) => title ?? '')
    expect(titles).toEqual([...titles].sort((a, b) => a.localeCompare(b)))
  })

  test('of a large server are counted one by one, and the list says that it is not complete', async () => {
    const { profile } = await connect(await demo(1500))
    profiles.session(profile.id).rooms()
    await vi.waitFor(() => expect(last()?.rooms.every(({ count }) => count !== null)).toBe(true), { timeout: 5000 })
    expect(last()?.rooms.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(1500)
    expect(last()?.complete).toBe(false)
  })
})
