import { describe, expect, it } from 'vitest'
import { type Recorded, recordedOf } from '../../../../src/renderer/features/settings/key-recording.ts'
import { press } from '../shell/key-fixture.ts'

const record = (key: string, change: Parameters<typeof press>[1] & { repeat?: boolean } = {}): Recorded =>
  recordedOf({ repeat: false, ...press(key, change), ...change })

describe('a new key', () => {
  it('is the next one that is pressed', () => {
    expect(record('q')).toEqual({ kind: 'key', key: 'q' })
    expect(record('Q', { shiftKey: true, ctrlKey: true })).toEqual({ kind: 'key', key: 'Mod+Shift+q' })
    expect(record(' ')).toEqual({ kind: 'key', key: 'Space' })
    expect(record('Delete')).toEqual({ kind: 'key', key: 'Delete' })
  })

  it('is waited for while modifiers are pressed, and while the key that began it is held', () => {
    for (const key of ['Shift', 'Control', 'Dead']) expect(record(key)).toEqual({ kind: 'waiting' })
    expect(record('Enter', { repeat: true })).toEqual({ kind: 'waiting' })
  })

  it('is not taken by Esc, is none by Backspace, and Tab goes on', () => {
    expect(record('Escape')).toEqual({ kind: 'cancelled' })
    expect(record('Backspace')).toEqual({ kind: 'none' })
    expect(record('Tab')).toEqual({ kind: 'left' })
    expect(record('Tab', { shiftKey: true })).toEqual({ kind: 'left' })
  })

  it('is none that buttons, text or the system need', () => {
    expect(record('Enter')).toEqual({ kind: 'refused', key: 'Enter' })
    for (const key of ['c', 'v', 'x', 'z', 'q', 'w'])
      expect(record(key, { ctrlKey: true })).toEqual({ kind: 'refused', key: `Mod+${key}` })
  })
})
