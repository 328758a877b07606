import { describe, expect, it } from 'vitest'
import { type PlayerCommand, playerCommand } from '../../../../src/renderer/features/player/keys.ts'
import type { KeyPress } from '../../../../src/renderer/features/shell/shortcuts.ts'

interface Modifiers {
  shiftKey?: boolean
  ctrlKey?: boolean
  altKey?: boolean
  metaKey?: boolean
  altGraph?: boolean
}

const press = (key: string, { altGraph = false, ...modifiers }: Modifiers = {}): KeyPress => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  getModifierState: () => altGraph,
  ...modifiers,
})
const anywhere = { onButton: false, inBar: false }

describe('playerCommand', () => {
  it.each<[string, PlayerCommand]>([
    [' ', { do: 'toggle-play' }],
    ['ArrowLeft', { do: 'seek-by', seconds: -10 }],
    ['ArrowRight', { do: 'seek-by', seconds: 10 }],
    ['Home', { do: 'seek-to-share', share: 0 }],
    ['End', { do: 'seek-to-share', share: 1 }],
    ['0', { do: 'seek-to-share', share: 0 }],
    ['8', { do: 'seek-to-share', share: 0.8 }],
    ['c', { do: 'toggle-captions' }],
    ['C', { do: 'toggle-captions' }],
    ['[', { do: 'change-speed', direction: -1 }],
    [']', { do: 'change-speed', direction: 1 }],
    ['m', { do: 'toggle-mute' }],
    ['p', { do: 'toggle-pip' }],
    ['f', { do: 'toggle-fullscreen' }],
    ['d', { do: 'keep' }],
    ['t', { do: 'transcript' }],
    ['a', { do: 'loop' }],
    ['.', { do: 'frame', by: 1 }],
    [',', { do: 'frame', by: -1 }],
    ['>', { do: 'chapter', by: 1 }],
    ['b', { do: 'bookmark' }],
    ['s', { do: 'screenshot' }],
    ['z', { do: 'shift-captions', byMs: -100 }],
    ['x', { do: 'shift-captions', byMs: 100 }],
    ['Escape', { do: 'leave' }],
  ])('%j', (key, command) => {
    expect(playerCommand(press(key), anywhere, {})).toEqual(command)
  })

  it('goes a minute with Shift', () => {
    const shift = { shiftKey: true }
    expect(playerCommand(press('ArrowLeft', shift), anywhere, {})).toEqual({ do: 'seek-by', seconds: -60 })
    expect(playerCommand(press('ArrowRight', shift), anywhere, {})).toEqual({ do: 'seek-by', seconds: 60 })
  })

  it('leaves Space to a focused button', () => {
    expect(playerCommand(press(' '), { onButton: true, inBar: true }, {})).toBeNull()
  })

  it('changes the volume by ↑ and ↓ in the bar only, where the page does not scroll', () => {
    const inBar = { onButton: false, inBar: true }
    expect(playerCommand(press('ArrowUp'), inBar, {})).toEqual({ do: 'change-volume', by: 0.05 })
    expect(playerCommand(press('ArrowDown'), inBar, {})).toEqual({ do: 'change-volume', by: -0.05 })
    expect(playerCommand(press('ArrowUp'), anywhere, {})).toBeNull()
  })

  it('leaves shortcuts with Ctrl, Alt or Cmd to others', () => {
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey'] as const)
      expect(playerCommand(press('c', { [modifier]: true }), anywhere, {})).toBeNull()
  })

  it('takes a bracket that needs AltGr', () => {
    const altGr = { ctrlKey: true, altKey: true, altGraph: true }
    expect(playerCommand(press('[', altGr), anywhere, {})).toEqual({ do: 'change-speed', direction: -1 })
  })

  it('knows no other key', () => {
    for (const key of ['q', 'Enter', 'Tab', 'F5', '10']) expect(playerCommand(press(key), anywhere, {})).toBeNull()
  })
})
