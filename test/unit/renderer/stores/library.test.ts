import { describe, expect, it, vi } from 'vitest'
import { createLibraryStore, listIndex } from '../../../../src/renderer/stores/library.ts'
import { NO_FILTERS } from '../../../../src/shared/recording.ts'
import { DEMO, failure, MemoryBridge, NORTH, opened } from '../memory-bridge.ts'

const setUp = (prepare: (bridge: MemoryBridge) => void = () => {}) => {
  const bridge = new MemoryBridge()
  prepare(bridge)
  const store = createLibraryStore({ bridge, now: () => 1000 })
  return { bridge, store, state: () => store.getState() }
}
const ready = (state: () => { status: string }) => vi.waitFor(() => expect(state().status).toBe('ready'))

describe('questions', () => {
  it('are the view in terms of from and limit', async () => {
    const { bridge, state } = setUp()
    state().show(opened(DEMO, { page: 2, pageSize: 20, sort: 'oldest', roomIds: ['physics'] }))
    await ready(state)
    expect(bridge.asked).toEqual([
      {
        profileId: 'demo',
        query: { roomIds: ['physics'], roomSid: null, sort: 'oldest', filters: NO_FILTERS, from: 20, limit: 20 },
      },
    ])
    expect(state().page?.recordings[0]?.recordId).toBe('R21')
  })

  it('begin at the first page and at the top when the filter or the order changes', async () => {
    const { bridge, state } = setUp()
    state().show(opened(DEMO, { page: 2 }))
    await ready(state)
    state().keepPosition({ scrollTop: 300, recordId: 'R25' })
    state().toggleRoom('physics')
    expect(state().view).toMatchObject({ page: 1, roomIds: ['physics'] })
    expect(state().position).toEqual({ scrollTop: 0, index: 0, recordId: null })
    state().toggleRoom('physics')
    state().setSort('oldest')
    expect(state().view).toMatchObject({ page: 1, roomIds: [], sort: 'oldest' })
    expect(bridge.asked).toHaveLength(4)
  })

  it('of one session leave the rooms as they were, and choosing a room ends the session', async () => {
    const { state } = setUp()
    state().show(opened(DEMO, { roomIds: ['physics'] }))
    state().setSession('RM_1')
    expect(state().view).toMatchObject({ roomSid: 'RM_1', roomIds: ['physics'] })
    state().toggleRoom('law')
    expect(state().view).toMatchObject({ roomSid: null, roomIds: ['physics', 'law'] })
  })

  it('keep the first recording on screen when the page size changes', async () => {
    const { state } = setUp((bridge) => {
      bridge.total = 200
    })
    state().show(opened(DEMO, { page: 4, pageSize: 20 }))
    await ready(state)
    state().setPageSize(50)
    await ready(state)
    expect(state().page).toMatchObject({ from: 50, limit: 50 })
  })
})

describe('rows on screen', () => {
  it('are outdated from a new question to its answer, and not while the same one is asked again', async () => {
    const { state } = setUp()
    state().show(opened(DEMO))
    await ready(state)
    void state().reload()
    expect(state()).toMatchObject({ status: 'loading', outdated: false })
    await ready(state)
    state().setSort('oldest')
    expect(state()).toMatchObject({ status: 'loading', outdated: true })
    await ready(state)
    expect(state().outdated).toBe(false)
  })
})

describe('answers', () => {
  it('that arrive after a newer question are dropped', async () => {
    const { bridge, state } = setUp((bridge) => {
      bridge.held = []
    })
    state().show(opened(DEMO))
    void state().setPage(2)
    const [first, second] = bridge.held ?? []
    if (first === undefined || second === undefined) throw new Error('two questions were expected')
    second.answer({ ok: true, value: bridge.pageOf(second.input) })
    await ready(state)
    first.answer({ ok: true, value: bridge.pageOf(first.input) })
    await Promise.resolve()
    expect(state().page?.from).toBe(20)
  })

  it('of another profile are dropped', async () => {
    const { bridge, state } = setUp((bridge) => {
      bridge.held = []
    })
    state().show(opened(DEMO))
    state().show(opened(NORTH))
    const [demo, north] = bridge.held ?? []
    if (demo === undefined || north === undefined) throw new Error('two questions were expected')
    demo.answer(failure('unreachable'))
    await Promise.resolve()
    expect(state()).toMatchObject({ profileId: 'north', status: 'loading', error: null })
    north.answer({ ok: true, value: bridge.pageOf(north.input) })
    await ready(state)
  })

  it('leave the page before on screen until they come', async () => {
    const { bridge, state } = setUp()
    state().show(opened(DEMO))
    await ready(state)
    bridge.held = []
    void state().setPage(2)
    expect(state()).toMatchObject({ status: 'loading', page: { from: 0 } })
  })

  it('that are errors stay with their time until an answer comes', async () => {
    const { bridge, state } = setUp((bridge) => {
      bridge.refusal = failure('bad-signature')
    })
    state().show(opened(NORTH))
    await vi.waitFor(() => expect(state().status).toBe('error'))
    expect(state()).toMatchObject({ error: { code: 'bad-signature' }, errorAt: 1000 })
    bridge.refusal = null
    await state().reload()
    expect(state()).toMatchObject({ status: 'ready', error: null })
  })

  it('with fewer pages than the view lead to the last one there is', async () => {
    const { bridge, state } = setUp((bridge) => {
      bridge.total = 45
    })
    state().show(opened(DEMO, { page: 9 }))
    await ready(state)
    expect(state().view.page).toBe(3)
    expect(state().page?.from).toBe(40)
    expect(bridge.savedViews.at(-1)?.view.page).toBe(3)
  })

  it('without any recording are page 1', async () => {
    const { state } = setUp((bridge) => {
      bridge.total = 0
    })
    state().show(opened(DEMO, { page: 3 }))
    await ready(state)
    expect(state().view.page).toBe(1)
  })
})

describe('the view', () => {
  it('is saved for its own profile, the last change surely', async () => {
    const { bridge, state } = setUp()
    state().show(opened(NORTH))
    state().setSort('oldest')
    state().setLayout('grid')
    state().setSession('RM_1')
    await vi.waitFor(() =>
      expect(bridge.savedViews.at(-1)).toMatchObject({
        profileId: 'north',
        view: { sort: 'oldest', layout: 'grid', roomSid: 'RM_1' },
      }),
    )
  })
})

describe('the view of a profile that is left while another is being saved', () => {
  it('does not give way to the next profile’s', async () => {
    const { bridge, state } = setUp()
    const { promise: saved, resolve } = Promise.withResolvers<void>()
    const { saveView } = bridge.settings
    bridge.settings.saveView = async (input) => {
      await saved
      return saveView(input)
    }
    state().show(opened(NORTH))
    state().setSort('oldest')
    state().setLayout('grid')
    state().show(opened(DEMO))
    state().setSort('oldest')
    resolve()
    const last = (id: string) => bridge.savedViews.findLast(({ profileId }) => profileId === id)?.view
    await vi.waitFor(() => expect(last('demo')).toMatchObject({ sort: 'oldest', layout: 'list' }))
    expect(last('north')).toMatchObject({ sort: 'oldest', layout: 'grid' })
  })
})

describe('neighbours', () => {
  it('are found within the page and across its borders', async () => {
    const { state } = setUp()
    state().show(opened(DEMO, { page: 2 }))
    await ready(state)
    expect((await state().neighbour('R22', 1))?.recordId).toBe('R23')
    expect((await state().neighbour('R40', 1))?.recordId).toBe('R41')
    expect(state().view.page).toBe(3)
    expect((await state().neighbour('R41', -1))?.recordId).toBe('R40')
    expect(listIndex(state(), 'R40')).toBe(40)
  })

  it('end where the list ends', async () => {
    const { state } = setUp()
    state().show(opened(DEMO))
    await ready(state)
    expect(await state().neighbour('R1', -1)).toBeNull()
    await state().setPage(3)
    expect(await state().neighbour('R45', 1)).toBeNull()
    expect(await state().neighbour('elsewhere', 1)).toBeNull()
    expect(listIndex(state(), 'elsewhere')).toBeNull()
  })

  it('are none when the next page does not come', async () => {
    const { bridge, state } = setUp()
    state().show(opened(DEMO))
    await ready(state)
    bridge.refusal = failure('timeout')
    expect(await state().neighbour('R20', 1)).toBeNull()
  })
})

describe('known recordings', () => {
  it('are those of all pages seen, of this profile only', async () => {
    const { state } = setUp()
    state().show(opened(DEMO))
    await ready(state)
    await state().setPage(2)
    expect(state().recording('R1')?.recordId).toBe('R1')
    state().show(opened(NORTH))
    expect(state().recording('R1')).toBeNull()
  })
})
