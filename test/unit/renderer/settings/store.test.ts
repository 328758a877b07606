import { describe, expect, it } from 'vitest'
import { createSettingsStore } from '../../../../src/renderer/stores/settings.ts'
import { MemoryBridge } from '../memory-bridge.ts'

const kept = (bridge: MemoryBridge) => bridge.watchCalls.filter(({ call }) => call.startsWith('settings.'))

describe('settings', () => {
  it('begin with what main has kept', () => {
    const bridge = new MemoryBridge()
    const settings = createSettingsStore(bridge)
    const transcripts = { background: false }
    const shortcuts = { 'player.mute': ['q'] }
    settings.getState().load({ ...bridge.start, transcripts, shortcuts })
    expect(settings.getState()).toMatchObject({ transcripts, shortcuts })
    expect(kept(bridge)).toEqual([])
  })

  it('of transcripts and keys are kept as soon as they are chosen', () => {
    const bridge = new MemoryBridge()
    const settings = createSettingsStore(bridge)
    settings.getState().changeTranscripts({ background: false })
    settings.getState().changeShortcuts({ 'player.mute': ['q'] })
    expect(settings.getState()).toMatchObject({ transcripts: { background: false } })
    expect(kept(bridge)).toEqual([
      { call: 'settings.saveTranscripts', input: { background: false } },
      { call: 'settings.saveShortcuts', input: { 'player.mute': ['q'] } },
    ])
  })
})
