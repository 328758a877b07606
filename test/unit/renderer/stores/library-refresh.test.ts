import { describe, expect, it, vi } from 'vitest'
import { createLibraryStore, offline, showsError } from '../../../../src/renderer/stores/library.ts'
import { DEMO, failure, libraryStatus, MemoryBridge, opened } from '../memory-bridge.ts'

const shown = async (view: Parameters<typeof opened>[1] = {}) => {
  const bridge = new MemoryBridge()
  const store = createLibraryStore({ bridge, now: () => 1000 })
  store.getState().show(opened(DEMO, view))
  await vi.waitFor(() => expect(store.getState().status).toBe('ready'))
  return { bridge, store, state: () => store.getState() }
}
/** Lets every answer that was given arrive. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('a refresh', () => {
  it('that brings nothing new changes nothing on screen', async () => {
    const { bridge, state } = await shown()
    const { page, pageKey } = state()
    bridge.emit('recordings.changed', { profileId: 'demo' })
    await settled()
    expect(bridge.asked).toHaveLength(2)
    expect(state().page).toBe(page)
    expect(state().pageKey).toBe(pageKey)
  })

  it('keeps the rows that are equal the same objects', async () => {
    const { bridge, state } = await shown()
    const before = state().page?.recordings ?? []
    bridge.newer.push('NEW')
    bridge.titles.set('R2', 'Optics')
    await state().renew()
    const after = state().page?.recordings ?? []
    expect(after.map(({ recordId }) => recordId).slice(0, 3)).toEqual(['NEW', 'R1', 'R2'])
    expect(after[1]).toBe(before[0])
    expect(after[2]).not.toBe(before[1])
    expect(after[3]).toBe(before[2])
  })

  it('shows no sign of itself, and leaves place and selection', async () => {
    const { bridge, store, state } = await shown({ page: 2 })
    state().keepPosition({ scrollTop: 300, recordId: 'R25' })
    state().select('R25', 'only')
    const { pageKey } = state()
    const seen = new Set<unknown>()
    store.subscribe(({ status, outdated }) => seen.add(`${status} ${outdated}`))
    bridge.newer.push('NEW')
    bridge.emit('recordings.changed', { profileId: 'demo' })
    await vi.waitFor(() => expect(state().page?.total).toBe(46))
    expect([...seen]).toEqual(['ready false'])
    expect(state()).toMatchObject({ position: { scrollTop: 300, recordId: 'R25' }, pageKey })
    expect(state().selection).toEqual(new Set(['R25']))
  })

  it('waits for the answer to a new question, and is done once for many events', async () => {
    const { bridge, state } = await shown()
    bridge.held = []
    void state().setPage(2)
    for (let times = 0; times < 5; times++) bridge.emit('recordings.changed', { profileId: 'demo' })
    expect(bridge.held).toHaveLength(1)
    const [question] = bridge.held
    bridge.held = null
    question?.answer({ ok: true, value: bridge.pageOf(question.input) })
    await settled()
    expect(bridge.asked.map(({ query }) => query.from)).toEqual([0, 20, 20])
  })

  it('whose answer comes after a new question is dropped', async () => {
    const { bridge, state } = await shown()
    bridge.held = []
    void state().renew()
    const [late] = bridge.held
    bridge.held = null
    await state().setPage(2)
    late?.answer({ ok: true, value: bridge.pageOf(late.input) })
    await settled()
    expect(state().page?.from).toBe(20)
  })

  it('leads to the last page when the list has become shorter', async () => {
    const { bridge, state } = await shown({ page: 3 })
    bridge.total = 30
    await state().renew()
    await vi.waitFor(() => expect(state().page?.from).toBe(20))
    expect(state().view.page).toBe(2)
  })

  it('that the user asked for is busy until the server has answered', async () => {
    const { bridge, state } = await shown()
    bridge.newer.push('NEW')
    const refreshing = state().refresh()
    expect(state().refreshing).toBe(true)
    await refreshing
    expect(bridge.refreshed).toEqual(['demo'])
    expect(state()).toMatchObject({ refreshing: false, page: { total: 46 } })
  })
})

describe('a new question', () => {
  it('begins at its top, whatever is still heard of the rows that are on their way out', async () => {
    const { state } = await shown({ paging: 'endless' })
    state().keepPosition({ scrollTop: 900, index: 14, recordId: 'R14' })
    state().setSort('oldest')
    state().keepPosition({ scrollTop: 964, index: 15 })
    await vi.waitFor(() => expect(state().outdated).toBe(false))
    expect(state().position).toEqual({ scrollTop: 0, index: 0, recordId: null })
  })
})

describe('a server that fails', () => {
  const fail = (code: Parameters<typeof failure>[0]) => libraryStatus({ failure: failure(code).error })

  it('takes nothing away when it only does not answer', async () => {
    const { bridge, state } = await shown()
    expect(offline(state())).toBeNull()
    bridge.emit('library.status', fail('timeout'))
    expect(showsError(state())).toBe(false)
    expect(offline(state())?.code).toBe('timeout')
    bridge.emit('library.status', libraryStatus())
    expect(offline(state())).toBeNull()
  })

  it('stands in place of the list when it has to be mended, until the user puts that aside', async () => {
    const { bridge, state } = await shown()
    bridge.emit('library.status', fail('bad-signature'))
    expect(showsError(state())).toBe(true)
    expect(offline(state())).toBeNull()
    state().browse()
    expect(showsError(state())).toBe(false)
    expect(offline(state())?.code).toBe('bad-signature')
    bridge.emit('library.status', libraryStatus())
    bridge.emit('library.status', fail('bad-signature'))
    expect(showsError(state())).toBe(true)
  })

  it('and has refused the secret, leaves the field for another one while it does not answer', async () => {
    const { bridge, state } = await shown()
    bridge.emit('library.status', fail('bad-signature'))
    bridge.emit('library.status', fail('unreachable'))
    expect(state().library?.failure?.code).toBe('bad-signature')
    expect(showsError(state())).toBe(true)
    bridge.emit('library.status', fail('bad-key'))
    expect(state().library?.failure?.code).toBe('bad-key')
    bridge.emit('library.status', fail('unreachable'))
    expect(offline(state())?.code).toBe('unreachable')
  })

  it('stands in place of the list when nothing is known for the question', async () => {
    const { bridge, state } = await shown()
    bridge.refusal = failure('unreachable')
    await state().setPage(2)
    expect(showsError(state())).toBe(true)
    bridge.refusal = null
    await state().renew()
    expect(showsError(state())).toBe(false)
    expect(state().page?.from).toBe(20)
  })
})
