import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { ariaKey } from '../../../../src/renderer/features/shell/key-press.ts'
import { SHORTCUT_GROUPS, SHORTCUTS } from '../../../../src/renderer/features/shell/shortcut-list.ts'
import {
  actionFor,
  conflictsOf,
  digitOf,
  isFixed,
  keyChips,
  keyOf,
  keysOf,
  keyWords,
  meetsWith,
  withKeys,
} from '../../../../src/renderer/features/shell/shortcuts.ts'
import { shortcuts as schema } from '../../../../src/shared/inputs.ts'
import { press } from './key-fixture.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

const SHIFT = { shiftKey: true }
const CTRL = { ctrlKey: true }

describe('a key', () => {
  it('has one form, whatever caps lock and keyboard say', () => {
    expect(keyOf(press('c'))).toBe('c')
    expect(keyOf(press('C'))).toBe('c')
    expect(keyOf(press('C', SHIFT))).toBe('Shift+c')
    expect(keyOf(press(' '))).toBe('Space')
    expect(keyOf(press(' ', SHIFT))).toBe('Shift+Space')
    expect(keyOf(press('ArrowLeft', SHIFT))).toBe('Shift+ArrowLeft')
    expect(keyOf(press('F10', SHIFT))).toBe('Shift+F10')
    expect(keyOf(press('Ä', SHIFT))).toBe('Shift+ä')
  })

  it('of a sign does not say Shift: not every keyboard needs it', () => {
    expect(keyOf(press('?', SHIFT))).toBe('?')
    expect(keyOf(press('<', SHIFT))).toBe('<')
    expect(keyOf(press('<'))).toBe('<')
    expect(keyOf(press('7', SHIFT))).toBe('7')
  })

  it('has Ctrl and Cmd as one, then Alt, then Shift', () => {
    expect(keyOf(press('f', CTRL))).toBe('Mod+f')
    expect(keyOf(press('f', { metaKey: true }))).toBe('Mod+f')
    expect(keyOf(press('F', { ...CTRL, ...SHIFT, altKey: true }))).toBe('Mod+Alt+Shift+f')
    expect(keyOf(press(',', CTRL))).toBe('Mod+,')
  })

  it('that needs AltGr is the character that it types', () => {
    const altGr = { ctrlKey: true, altKey: true, getModifierState: () => true }
    expect(keyOf(press('[', altGr))).toBe('[')
  })

  it('with Ctrl is the digit of its place, on a French keyboard too', () => {
    expect(keyOf(press('&', { ...CTRL, code: 'Digit1' }))).toBe('Mod+1')
    expect(digitOf(press('&', { code: 'Digit1' }))).toBe(1)
    expect(digitOf(press('7', { code: 'Digit5' }))).toBe(7)
    expect(digitOf(press(' '))).toBeNaN()
  })

  it('of a keyboard without Latin letters is the letter of its place', () => {
    expect(keyOf(press('с', { code: 'KeyC' }))).toBe('c')
    expect(keyOf(press('Ф', { ...SHIFT, code: 'KeyA' }))).toBe('Shift+a')
    expect(keyOf(press('a', { code: 'KeyQ' }))).toBe('a')
  })

  it('is none while text is being composed, and for modifiers alone', () => {
    expect(keyOf(press('c', { isComposing: true }))).toBeNull()
    for (const key of ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'Dead', 'Process'])
      expect(keyOf(press(key))).toBeNull()
  })

  it('is written for people', () => {
    expect(keyWords('Mod+f', false)).toBe('Ctrl F')
    expect(keyWords('Mod+f', true)).toBe('⌘ F')
    expect(keyWords('Shift+ArrowLeft', false)).toBe('Shift ←')
    expect(keyWords('Mod+Alt+Shift++', false)).toBe('Ctrl Alt Shift +')
    expect(keyWords('Space', false)).toBe('Space')
    expect(keyWords('[', false)).toBe('[')
    expect(keyWords('Alt+PageUp', true)).toBe('⌥ PgUp')
  })

  it('is written for screen readers', () => {
    expect(ariaKey('Mod+f', false)).toBe('Control+f')
    expect(ariaKey('Mod+Shift+f', true)).toBe('Meta+Shift+f')
    expect(ariaKey('Alt++', false)).toBe('Alt+Plus')
  })
})

describe('the list of shortcuts', () => {
  it('has each action once, in a group with a name, and with words', () => {
    const ids = SHORTCUTS.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const groups = new Set(SHORTCUT_GROUPS.map(({ group }) => group))
    for (const { id, group, words } of SHORTCUTS) {
      expect(groups).toContain(group)
      expect(id.startsWith(`${group}.`)).toBe(true)
      expect(words()).not.toBe('')
    }
  })

  it('says keys as they come from a keyboard', () => {
    for (const key of SHORTCUTS.flatMap(({ keys }) => [...keys])) {
      const [, mod, alt, shift, name = ''] = /^(Mod\+)?(Alt\+)?(Shift\+)?(.+)$/.exec(key) ?? []
      const held = { ctrlKey: mod !== undefined, altKey: alt !== undefined, shiftKey: shift !== undefined }
      expect(keyOf(press(name === 'Space' ? ' ' : name, held))).toBe(key)
    }
  })

  it('means one thing by each usual key', () => {
    expect(conflictsOf({})).toEqual([])
  })
})

describe('an action', () => {
  it('is found in the groups that count, the first one first', () => {
    expect(actionFor(press('d'), {}, ['library'])).toBe('library.keep')
    expect(actionFor(press('d'), {}, ['player'])).toBe('player.keep')
    expect(actionFor(press('Escape'), {}, ['player', 'anywhere'])).toBe('player.leave')
    expect(actionFor(press('Escape'), {}, ['anywhere', 'player'])).toBe('anywhere.back')
    expect(actionFor(press('5'), {}, ['player'])).toBe('player.tenth')
    expect(actionFor(press('q'), {}, ['player', 'anywhere'])).toBeNull()
    expect(actionFor(press('c', CTRL), {}, ['player'])).toBeNull()
    expect(actionFor(press('Shift'), {}, ['player'])).toBeNull()
  })

  it('has the user’s keys in place of the usual ones, or none', () => {
    const own = { 'player.captions': ['u', 'Mod+u'], 'player.mute': [] }
    expect(actionFor(press('u'), own, ['player'])).toBe('player.captions')
    expect(actionFor(press('u', CTRL), own, ['player'])).toBe('player.captions')
    expect(actionFor(press('c'), own, ['player'])).toBeNull()
    expect(actionFor(press('m'), own, ['player'])).toBeNull()
    expect(keysOf('player.mute', own)).toEqual([])
    expect(keysOf('player.play', own)).toEqual(['Space'])
  })

  it('that is fixed keeps its keys', () => {
    const own = { 'library.open': ['o'], 'anywhere.back': [] }
    expect(actionFor(press('o'), own, ['library'])).toBeNull()
    expect(keysOf('anywhere.back', own)).toEqual(['Escape'])
  })

  it('shows its keys, many of them as one range', () => {
    expect(keyChips('player.captions', { 'player.captions': ['u', 'Mod+u'] }, false)).toEqual(['U', 'Ctrl U'])
    expect(keyChips('player.tenth', {}, false)).toEqual(['0 – 9'])
    expect(keyChips('anywhere.server', {}, true)).toEqual(['⌘ 1 – ⌘ 9'])
  })
})

describe('conflicts', () => {
  it('are within a group, and with what counts anywhere', () => {
    expect(conflictsOf({ 'player.mute': ['c'] })).toEqual([{ key: 'c', ids: ['player.mute', 'player.captions'] }])
    expect(conflictsOf({ 'anywhere.downloads': ['d'] })).toEqual([
      { key: 'd', ids: ['anywhere.downloads', 'library.keep', 'player.keep'] },
    ])
    expect(conflictsOf({ 'library.keep': ['c'] })).toEqual([])
  })

  it('are with fixed keys too', () => {
    expect(conflictsOf({ 'player.bookmark': ['5'] })).toEqual([{ key: '5', ids: ['player.bookmark', 'player.tenth'] }])
    expect(meetsWith('player.bookmark', { 'player.bookmark': ['5'] })).toEqual(['player.tenth'])
  })

  it('are not made by a key that an action has twice', () => {
    expect(conflictsOf({ 'player.mute': ['q', 'q'] })).toEqual([])
    expect(meetsWith('player.mute', {})).toEqual([])
  })
})

describe('other keys', () => {
  it('leave nothing behind when they are the usual ones again', () => {
    const own = withKeys({}, 'player.mute', ['q'])
    expect(own).toEqual({ 'player.mute': ['q'] })
    expect(withKeys(own, 'player.mute', ['m'])).toEqual({})
    expect(withKeys(own, 'player.mute', null)).toEqual({})
    expect(withKeys(own, 'player.mute', [])).toEqual({ 'player.mute': [] })
  })

  it('can be kept', () => {
    const all = Object.fromEntries(SHORTCUTS.filter((each) => !isFixed(each)).map(({ id, keys }) => [id, [...keys]]))
    expect(schema.parse(all)).toEqual(all)
  })
})
