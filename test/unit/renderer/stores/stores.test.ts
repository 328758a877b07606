import { describe, expect, it, vi } from 'vitest'
import { createStores } from '../../../../src/renderer/stores/stores.ts'
import {
  DEMO,
  failure,
  libraryPage,
  libraryStatus,
  MemoryBridge,
  MemoryWindow,
  NORTH,
  opened,
  recording,
} from '../memory-bridge.ts'

const LAW = { roomId: 'law', title: 'Law', name: null, pinned: false, count: 3, lastAt: null }

const setUp = () => {
  const bridge = new MemoryBridge()
  const window = new MemoryWindow()
  return { bridge, window, stores: createStores(bridge, window) }
}

describe('opening a profile', () => {
  it('turns library and rooms over to it and leads to the library', async () => {
    const { bridge, stores } = setUp()
    bridge.rooms_ = { rooms: [LAW], total: 3, complete: true }
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
    const page = libraryPage({ recordings: [recording({ recordId: 'OLD' })], total: 1 })
    bridge.profiles.open = async () => ({
      ok: true,
      value: { ...opened(DEMO), cached: page, rooms: { rooms: [], total: 1, complete: false } },
    })
    await session.getState().open('demo')
    expect(library.getState()).toMatchObject({ profileId: 'demo', page: { total: 1 }, status: 'loading' })
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
    late?.answer({ ok: true, value: libraryPage({ total: 7 }) })
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

describe('what main says of the library', () => {
  it('counts for the profile on screen only', async () => {
    const { bridge, stores } = setUp()
    bridge.start = { ...bridge.start, opened: opened(NORTH), profiles: [NORTH, DEMO] }
    await stores.session.getState().start()
    bridge.emit('library.status', libraryStatus({ profileId: 'demo', known: 7 }))
    expect(stores.library.getState().library).toMatchObject({ profileId: 'north', known: 45 })
    bridge.emit('library.status', libraryStatus({ profileId: 'north', known: 46 }))
    expect(stores.library.getState().library?.known).toBe(46)
  })

  it('replaces what was known of a profile that was shown before main had heard of it', async () => {
    const { bridge, stores } = setUp()
    bridge.start = { ...bridge.start, opened: opened(NORTH), profiles: [NORTH, DEMO] }
    await stores.session.getState().start()
    await stores.session.getState().open('demo')
    bridge.profiles.open = async () => ({
      ok: true,
      value: { ...opened(NORTH), library: libraryStatus({ profileId: 'north', known: 99 }) },
    })
    await stores.session.getState().open('north')
    expect(stores.library.getState().library?.known).toBe(99)
  })

  it('leads to the same question again when recordings have changed', async () => {
    const { bridge, stores } = setUp()
    bridge.start = { ...bridge.start, opened: opened(NORTH), profiles: [NORTH] }
    await stores.session.getState().start()
    await vi.waitFor(() => expect(stores.library.getState().status).toBe('ready'))
    const asked = bridge.asked.length
    bridge.emit('recordings.changed', { profileId: 'demo' })
    expect(bridge.asked).toHaveLength(asked)
    bridge.total = 46
    bridge.emit('recordings.changed', { profileId: 'north' })
    await vi.waitFor(() => expect(stores.library.getState().page?.total).toBe(46))
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

  const withRooms = async () => {
    const { bridge, stores } = setUp()
    bridge.rooms_ = { rooms: [{ ...LAW, roomId: 'art', title: 'Art' }, LAW], total: 6, complete: true }
    await stores.session.getState().openDemo()
    await vi.waitFor(() => expect(stores.rooms.getState().list?.total).toBe(6))
    return { bridge, rooms: () => stores.rooms.getState() }
  }

  it('are renamed and pinned at once, pinned ones on top', async () => {
    const { bridge, rooms } = await withRooms()
    const renaming = rooms().rename('law', 'Jura')
    const pinning = rooms().pin('law', true)
    expect(rooms().list?.rooms).toMatchObject([{ roomId: 'law', name: 'Jura', pinned: true }, { roomId: 'art' }])
    expect(await renaming).toBeNull()
    expect(await pinning).toBeNull()
    expect(bridge.roomChanges).toEqual([
      { profileId: 'demo', roomId: 'law', name: 'Jura' },
      { profileId: 'demo', roomId: 'law', pinned: true },
    ])
  })

  it('are as before when main could not keep the change', async () => {
    const { bridge, rooms } = await withRooms()
    const before = rooms().list
    bridge.refusal = failure('disk')
    expect((await rooms().rename('law', 'Jura'))?.code).toBe('disk')
    expect(rooms().list).toBe(before)
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
