import { describe, expect, it, vi } from 'vitest'
import { createStores } from '../../../../src/renderer/stores/stores.ts'
import { DEMO, failure, MemoryBridge, MemoryWindow, NORTH, opened } from '../memory-bridge.ts'

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
    bridge.refusal = failure('bad-key')
    const error = await stores.session.getState().connect({ name: '', url: 'https://x', apiKey: 'k', apiSecret: 's' })
    expect(error?.code).toBe('bad-key')
    expect(stores.session.getState().opened).toBeNull()
    expect(stores.route.getState().route).toEqual({ screen: 'welcome' })
  })

  it('by the form remembers all but the secret', async () => {
    const { stores } = setUp()
    const typed = { name: 'North', url: 'https://meet.northlake.example', apiKey: 'viewer' }
    await stores.session.getState().connect({ ...typed, apiSecret: 'very secret' })
    expect(JSON.stringify(stores.session.getState())).not.toContain('very secret')
    expect(stores.session.getState().profiles).toEqual([{ ...NORTH, name: 'North' }])
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
    expect(await stores.session.getState().replaceSecret('new')).toBeNull()
    expect(bridge.asked).toHaveLength(2)
    expect(stores.session.getState().profiles).toEqual([DEMO, NORTH])
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
