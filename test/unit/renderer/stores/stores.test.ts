import { describe, expect, it, vi } from 'vitest'
import { createStores } from '../../../../src/renderer/stores/stores.ts'
import { DEMO, failure, MemoryBridge, MemoryWindow, NORTH, opened, recording } from '../memory-bridge.ts'

const setUp = () => {
  const bridge = new MemoryBridge()
  const window = new MemoryWindow()
  return { bridge, window, stores: createStores(bridge, window) }
}

describe('opening a profile', () => {
  it('turns library and rooms over to it and leads to the library', async () => {
    const { bridge, stores } = setUp()
    bridge.rooms_ = { rooms: [{ roomId: 'law', title: 'Law', count: 3 }], total: 3, complete: true }
    expect(await stores.session.getState().openDemo()).toBeNull()
    expect(stores.route.getState().route).toEqual({ screen: 'library' })
    await vi.waitFor(() => expect(stores.library.getState().page?.total).toBe(45))
    await vi.waitFor(() => expect(stores.rooms.getState().list?.total).toBe(3))
  })

  it('that is refused changes nothing', async () => {
    const { bridge, stores } = setUp()
    bridge.refusal = failure('disk')
    const error = await stores.session.getState().open('north')
    expect(error?.code).toBe('disk')
    expect(stores.session.getState().opened).toBeNull()
    expect(stores.route.getState().route).toEqual({ screen: 'welcome' })
  })

  it('at the start shows it at once', async () => {
    const { bridge, stores } = setUp()
    bridge.start = { ...bridge.start, opened: opened(NORTH, { page: 2 }), profiles: [DEMO, NORTH] }
    await stores.session.getState().start()
    expect(stores.route.getState().route).toEqual({ screen: 'library' })
    expect(stores.library.getState()).toMatchObject({ profileId: 'north', view: { page: 2 } })
  })

  it('asks again when a new secret is accepted', async () => {
    const { bridge, stores } = setUp()
    bridge.start = { ...bridge.start, opened: opened(NORTH), profiles: [DEMO, NORTH] }
    bridge.held = []
    await stores.session.getState().start()
    expect(await stores.session.getState().replaceSecret('new', 'session')).toBeNull()
    expect(bridge.asked).toHaveLength(2)
    expect(stores.session.getState().profiles).toEqual([DEMO, NORTH])
  })
})

describe('switching', () => {
  const twoOpen = async () => {
    const { bridge, stores } = setUp()
    bridge.start = { ...bridge.start, opened: opened(NORTH), profiles: [NORTH, DEMO] }
    await stores.session.getState().start()
    const { session, library, route } = stores
    await vi.waitFor(() => expect(library.getState().status).toBe('ready'))
    return { bridge, stores, session, library, route }
  }

  it('shows what main knows of a server at once, then what the server says', async () => {
    const { bridge, session, library } = await twoOpen()
    bridge.held = []
    const page = { recordings: [recording({ recordId: 'OLD' })], total: 1, from: 0, limit: 20, leftOut: 0 }
    bridge.profiles.open = async () => ({
      ok: true,
      value: { ...opened(DEMO), cached: { page, at: 5000 }, rooms: { rooms: [], total: 1, complete: false } },
    })
    await session.getState().open('demo')
    expect(library.getState()).toMatchObject({ profileId: 'demo', page: { total: 1 }, pageAt: 5000, status: 'loading' })
    expect(library.getState().recording('OLD')).not.toBeNull()
  })

  it('back shows page, filters, place and screen as they were left, in the same instant', async () => {
    const { bridge, session, library, route } = await twoOpen()
    await library.getState().setPage(2)
    library.getState().keepPosition({ scrollTop: 300, recordId: 'R23' })
    route.getState().go({ screen: 'player', recordId: 'R23' })
    await session.getState().open('demo')
    expect(route.getState().route).toEqual({ screen: 'library' })
    bridge.held = []
    void session.getState().open('north')
    expect(library.getState()).toMatchObject({
      profileId: 'north',
      view: { page: 2 },
      page: { from: 20 },
      position: { scrollTop: 300, recordId: 'R23' },
      status: 'loading',
    })
    expect(library.getState().recording('R23')).not.toBeNull()
    expect(route.getState().route).toEqual({ screen: 'player', recordId: 'R23' })
    // Main was asked to open it before anything was asked of it.
    expect(bridge.opens).toEqual(['demo', 'north'])
    expect(bridge.held[0]?.input.profileId).toBe('north')
  })

  it('drops the answer to a wish when a newer one was made meanwhile', async () => {
    const { bridge, session, library } = await twoOpen()
    await session.getState().open('demo')
    const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof bridge.profiles.open>>>()
    const { open } = bridge.profiles
    bridge.profiles.open = () => promise
    session.setState({ profiles: [...session.getState().profiles, { ...NORTH, id: 'south' }] })
    const older = session.getState().open('south')
    bridge.profiles.open = open
    await session.getState().open('north')
    resolve({ ok: true, value: opened({ ...NORTH, id: 'south' }) })
    expect(await older).toBeNull()
    expect(session.getState().opened?.profile.id).toBe('north')
    expect(library.getState().profileId).toBe('north')
  })

  it('ends where main is, whatever main had told before it heard of the wish', async () => {
    const { bridge, session } = await twoOpen()
    await session.getState().open('demo')
    const opening = session.getState().open('north')
    bridge.emit('profiles.reopened', opened(DEMO))
    await opening
    expect(session.getState().opened?.profile.id).toBe('north')
  })

  it('drops what the server that was left still answers', async () => {
    const { bridge, session, library } = await twoOpen()
    bridge.held = []
    void library.getState().reload()
    const [late] = bridge.held
    bridge.held = null
    await session.getState().open('demo')
    await vi.waitFor(() => expect(library.getState().status).toBe('ready'))
    late?.answer({ ok: true, value: { recordings: [], total: 7, from: 0, limit: 20, leftOut: 0 } })
    await Promise.resolve()
    expect(library.getState()).toMatchObject({ profileId: 'demo', page: { total: 45 } })
  })

  it('shows nothing of a server that has become another one', async () => {
    const { bridge, session, library } = await twoOpen()
    await session.getState().open('demo')
    bridge.emit('profiles.changed', { profiles: [{ ...NORTH, url: 'https://other.example' }, DEMO] })
    expect(library.getState().remembered('north')).toBeNull()
  })

  it('goes to the welcome screen when the last server is removed', async () => {
    const { bridge, stores, session } = await twoOpen()
    bridge.emit('profiles.changed', { profiles: [] })
    expect(session.getState().opened).toBeNull()
    expect(stores.route.getState().route).toEqual({ screen: 'welcome' })
    expect(stores.library.getState().profileId).toBeNull()
  })

  it('a server that is connected anew starts over and leaves its form on screen', async () => {
    const { bridge, library, route } = await twoOpen()
    route.getState().go({ screen: 'servers', profileId: 'north' })
    bridge.held = []
    bridge.emit('profiles.reopened', opened(NORTH))
    expect(route.getState().route.screen).toBe('servers')
    expect(library.getState()).toMatchObject({ page: null, status: 'loading' })
  })
})

describe('a server that comes back', () => {
  it('is asked again by itself, but not for what the user has to mend', async () => {
    const { bridge, stores } = setUp()
    bridge.start = { ...bridge.start, opened: opened(NORTH), profiles: [NORTH] }
    bridge.refusal = failure('bad-signature')
    await stores.library.getState().reload()
    bridge.refusal = null
    await stores.session.getState().start()
    await vi.waitFor(() => expect(stores.library.getState().status).toBe('ready'))
    const online = { profileId: 'north', online: 'online', downloads: 0, total: 45 } as const
    bridge.refusal = failure('unreachable')
    await stores.library.getState().reload()
    bridge.refusal = null
    bridge.emit('profiles.status', { ...online, profileId: 'demo' })
    expect(stores.library.getState().status).toBe('error')
    bridge.emit('profiles.status', online)
    await vi.waitFor(() => expect(stores.library.getState().error).toBeNull())
    bridge.refusal = failure('bad-signature')
    await stores.library.getState().reload()
    const asked = bridge.asked.length
    bridge.emit('profiles.status', online)
    expect(bridge.asked).toHaveLength(asked)
    expect(stores.session.getState().statuses.north).toEqual(online)
  })
})

describe('rooms', () => {
  it('follow the events of the open profile only', async () => {
    const { bridge, stores } = setUp()
    await stores.session.getState().openDemo()
    const rooms = { rooms: [], total: 9, complete: true }
    bridge.emit('rooms.changed', { profileId: 'north', rooms: { ...rooms, total: 1 } })
    expect(stores.rooms.getState().list?.total ?? null).not.toBe(1)
    bridge.emit('rooms.changed', { profileId: 'demo', rooms })
    expect(stores.rooms.getState().list).toEqual(rooms)
  })
})

describe('the route', () => {
  it('goes back to where the user came from', () => {
    const { stores, window } = setUp()
    const { go, replace, back } = stores.route.getState()
    replace({ screen: 'library' })
    go({ screen: 'player', recordId: 'R1' })
    replace({ screen: 'player', recordId: 'R2' })
    back()
    expect(stores.route.getState().route).toEqual({ screen: 'library' })
    expect(window.entries).toHaveLength(2)
  })

  it('goes up where nothing is before it', () => {
    const { stores } = setUp()
    const { replace, back } = stores.route.getState()
    replace({ screen: 'player', recordId: 'R1' })
    back()
    expect(stores.route.getState().route).toEqual({ screen: 'library' })
    back()
    expect(stores.route.getState().route).toEqual({ screen: 'welcome' })
  })
})

describe('settings', () => {
  it('are kept, the last value surely and not each one of a drag', async () => {
    const { bridge, stores } = setUp()
    const { changePlayer } = stores.settings.getState()
    for (let volume = 0; volume <= 10; volume++) changePlayer({ volume: volume / 10 })
    await vi.waitFor(() => expect(bridge.savedPlayers.at(-1)?.volume).toBe(1))
    expect(bridge.savedPlayers.length).toBeLessThan(4)
  })
})
