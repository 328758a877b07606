import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDownloadsStore } from '../../../../src/renderer/stores/downloads.ts'
import { downloadItem, downloadList, mediaState } from '../download-fixture.ts'
import { failure, MemoryBridge } from '../memory-bridge.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

const setUp = async (...recordIds: string[]) => {
  const bridge = new MemoryBridge()
  bridge.lists.set('demo', downloadList({ items: recordIds.map((recordId) => downloadItem(recordId)), kept: 24 }))
  const store = createDownloadsStore(bridge)
  store.getState().show('demo')
  await settle()
  const ids = () => store.getState().list?.items.map(({ recording }) => recording.recordId)
  return { bridge, store, ids, state: () => store.getState() }
}

describe('downloads', () => {
  it('are asked for when a profile is shown, with what is known of their files', async () => {
    const { state, ids } = await setUp('R1', 'R2')
    expect(ids()).toEqual(['R1', 'R2'])
    expect(state().list?.kept).toBe(24)
    expect(state().media.get('R2')?.bytesDone).toBe(263_000_000)
  })

  it('are asked for again four times a second at most, and after the last change', async () => {
    const { bridge } = await setUp()
    for (let change = 0; change < 40; change++) {
      bridge.emit('downloads.changed', { profileId: 'demo' })
      await vi.advanceTimersByTimeAsync(25)
    }
    expect(bridge.listsAsked.length - 1).toBeLessThanOrEqual(5)
    const before = bridge.listsAsked.length
    bridge.emit('downloads.changed', { profileId: 'demo' })
    await vi.advanceTimersByTimeAsync(500)
    expect(bridge.listsAsked.length).toBeGreaterThan(before)
  })

  it('are not asked for because another profile has changed', async () => {
    const { bridge, state } = await setUp('R1')
    bridge.emit('downloads.changed', { profileId: 'north' })
    bridge.emit('media.changed', mediaState({ profileId: 'north', recordId: 'R1', bytesDone: 1 }))
    await vi.advanceTimersByTimeAsync(1000)
    expect(bridge.listsAsked).toEqual(['demo'])
    expect(state().media.get('R1')?.bytesDone).toBe(263_000_000)
  })

  it('of a profile that was left go at once, and its late answers with them', async () => {
    const { bridge, state } = await setUp('R1')
    bridge.heldLists = []
    void state().ask()
    bridge.emit('media.changed', mediaState({ recordId: 'R9' }))
    state().show('north')
    expect(state()).toMatchObject({ profileId: 'north', list: null, error: null })
    expect(state().media.size).toBe(0)
    const [old, current] = bridge.heldLists
    old?.answer({ ok: true, value: downloadList({ items: [downloadItem('R1')] }) })
    await settle()
    expect(state().list).toBeNull()
    current?.answer({ ok: true, value: downloadList({ profileId: 'north', kept: 3 }) })
    await settle()
    expect(state().list?.kept).toBe(3)
  })

  it('of the same profile connected anew start over, too', async () => {
    const { bridge, state } = await setUp('R1')
    bridge.heldLists = []
    void state().ask()
    state().show('demo')
    bridge.heldLists[0]?.answer({ ok: true, value: downloadList({ items: [downloadItem('R1')] }) })
    await settle()
    expect(state().list).toBeNull()
  })

  it('keep the newer of two answers', async () => {
    const { bridge, state } = await setUp()
    bridge.heldLists = []
    void state().ask()
    void state().ask()
    bridge.heldLists[1]?.answer({ ok: true, value: downloadList({ kept: 2 }) })
    bridge.heldLists[0]?.answer({ ok: true, value: downloadList({ kept: 1 }) })
    await settle()
    expect(state().list?.kept).toBe(2)
  })

  it('say why they are not known, and keep what was', async () => {
    const { bridge, state, ids } = await setUp('R1')
    bridge.refusal = failure('internal')
    await state().ask()
    expect(state().error?.code).toBe('internal')
    expect(ids()).toEqual(['R1'])
    bridge.refusal = null
    await state().ask()
    expect(state().error).toBeNull()
  })

  it('hear of a file at any time, also of one that is in no list', async () => {
    const { bridge, state } = await setUp('R1')
    bridge.emit('media.changed', mediaState({ recordId: 'R1', bytesDone: 300_000_000 }))
    bridge.emit('media.changed', mediaState({ recordId: 'R7', status: 'complete' }))
    expect(state().media.get('R1')?.bytesDone).toBe(300_000_000)
    expect(state().media.get('R7')?.status).toBe('complete')
    await state().ask()
    expect(state().media.get('R7')?.status).toBe('complete')
  })

  it('prefer what was heard to a list that was asked for before', async () => {
    const { bridge, state } = await setUp('R1')
    bridge.heldLists = []
    void state().ask()
    bridge.emit('media.changed', mediaState({ recordId: 'R1', bytesDone: 400_000_000 }))
    bridge.heldLists[0]?.answer({ ok: true, value: downloadList({ items: [downloadItem('R1')] }) })
    await settle()
    expect(state().media.get('R1')?.bytesDone).toBe(400_000_000)
  })

  it('forget the file of what has left the queue without a word', async () => {
    const { bridge, state } = await setUp('R1', 'R2')
    bridge.lists.set('demo', downloadList({ items: [downloadItem('R2')] }))
    await state().ask()
    expect([...state().media.keys()]).toEqual(['R2'])
  })

  it('keep the identity of rows that say the same', async () => {
    const { bridge, state } = await setUp('R1', 'R2')
    const before = state().list?.items
    const media = state().media.get('R1')
    bridge.lists.set('demo', downloadList({ items: [downloadItem('R1'), downloadItem('R2', { bytesDone: 1 })] }))
    await state().ask()
    expect(state().list?.items[0]).toBe(before?.[0])
    expect(state().media.get('R1')).toBe(media)
    expect(state().list?.items[1]).not.toBe(before?.[1])
  })
})

describe('what is done with downloads', () => {
  it('goes to main for the profile on screen', async () => {
    const { bridge, state } = await setUp('R1')
    expect(await state().keep(['R2', 'R3'])).toEqual({ ok: true, value: { queued: 2 } })
    await state().pause(['R1'])
    await state().pause(null)
    await state().resume(null)
    await state().cancel(['R1'])
    await state().clearFinished()
    await state().showInFolder('R1')
    expect(bridge.fileCalls).toEqual([
      { call: 'downloads.keep', input: { profileId: 'demo', recordIds: ['R2', 'R3'] } },
      { call: 'downloads.pause', input: { profileId: 'demo', recordIds: ['R1'] } },
      { call: 'downloads.pause', input: { profileId: 'demo', recordIds: null } },
      { call: 'downloads.resume', input: { profileId: 'demo', recordIds: null } },
      { call: 'downloads.cancel', input: { profileId: 'demo', recordIds: ['R1'] } },
      { call: 'downloads.clearFinished', input: { profileId: 'demo' } },
      { call: 'media.showInFolder', input: { profileId: 'demo', recordId: 'R1' } },
    ])
  })

  it('answers why it was not done', async () => {
    const { bridge, state } = await setUp()
    bridge.refusal = failure('disk')
    expect(await state().keep(['R1'])).toMatchObject({ ok: false, error: { code: 'disk' } })
    state().show(null)
    expect(await state().pause(null)).toMatchObject({ ok: false, error: { code: 'no-profile' } })
  })

  it('moves rows before main has answered, several in a row', async () => {
    const { bridge, state, ids } = await setUp('R1', 'R2', 'R3')
    const first = state().move('R3', 'R2')
    expect(ids()).toEqual(['R1', 'R3', 'R2'])
    const second = state().move('R3', 'R1')
    expect(ids()).toEqual(['R3', 'R1', 'R2'])
    await Promise.all([first, second, state().move('R1', null)])
    expect(ids()).toEqual(['R3', 'R2', 'R1'])
    expect(bridge.fileCalls.map(({ input }) => input)).toEqual([
      { profileId: 'demo', recordId: 'R3', before: 'R2' },
      { profileId: 'demo', recordId: 'R3', before: 'R1' },
      { profileId: 'demo', recordId: 'R1', before: null },
    ])
  })

  it('drops a list that was on its way when a row was moved: it has the order before', async () => {
    const { bridge, state, ids } = await setUp('R1', 'R2')
    bridge.heldLists = []
    void state().ask()
    const moved = state().move('R2', 'R1')
    bridge.heldLists[0]?.answer({ ok: true, value: downloadList({ items: [downloadItem('R1'), downloadItem('R2')] }) })
    await moved
    expect(ids()).toEqual(['R2', 'R1'])
    bridge.emit('downloads.changed', { profileId: 'demo' })
    bridge.heldLists[1]?.answer({ ok: true, value: downloadList({ items: [downloadItem('R2')] }) })
    await settle()
    expect(ids()).toEqual(['R2'])
  })

  it('shows the old order again when a move has failed', async () => {
    const { bridge, state, ids } = await setUp('R1', 'R2')
    bridge.downloads.move = async () => failure('internal')
    await state().move('R2', 'R1')
    await vi.advanceTimersByTimeAsync(500)
    expect(ids()).toEqual(['R1', 'R2'])
  })

  it('leaves only copies, and brings back what was removed', async () => {
    const { bridge, state } = await setUp()
    bridge.onlyCopies.add('R2')
    expect(await state().remove(['R1', 'R2'], false)).toMatchObject({ value: { removed: 1, onlyCopiesLeft: 1 } })
    expect(await state().remove(['R2'], true)).toMatchObject({ value: { removed: 1, onlyCopiesLeft: 0 } })
    expect(await state().undoRemove('demo', 'undo-1')).toEqual({ ok: true, value: undefined })
  })
})
