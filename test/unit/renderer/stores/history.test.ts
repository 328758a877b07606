import { describe, expect, it } from 'vitest'
import { createHistoryStore } from '../../../../src/renderer/stores/history.ts'
import { failure, MemoryBridge, recording } from '../memory-bridge.ts'

const settled = () => new Promise((resolve) => setImmediate(resolve))
const shown = async () => {
  const bridge = new MemoryBridge()
  bridge.history_ = { recordings: [recording()], total: 1 }
  const store = createHistoryStore(bridge)
  store.getState().show('demo')
  await settled()
  return { bridge, state: () => store.getState() }
}

describe('what was begun', () => {
  it('is known of the server on screen, and renewed when its recordings change', async () => {
    const { bridge, state } = await shown()
    expect(state().history?.total).toBe(1)
    bridge.history_ = { recordings: [], total: 0 }
    bridge.emit('recordings.changed', { profileId: 'north' })
    await settled()
    expect(state().history?.total).toBe(1)
    bridge.emit('recordings.changed', { profileId: 'demo' })
    await settled()
    expect(state().history?.total).toBe(0)
  })

  it('stays when it cannot be asked for now', async () => {
    const { bridge, state } = await shown()
    bridge.refusal = failure('disk')
    bridge.emit('recordings.changed', { profileId: 'demo' })
    await settled()
    expect(state().history?.total).toBe(1)
  })

  it('of one server is never shown as that of another', async () => {
    const { bridge, state } = await shown()
    state().setOpened('R1')
    state().show('north')
    state().show(null)
    expect(state()).toMatchObject({ history: null, opened: null })
    await settled()
    expect(state().history).toBeNull()
    expect(bridge.watchCalls.map(({ input }) => input)).toEqual([{ profileId: 'demo' }, { profileId: 'north' }])
  })
})
