import { describe, expect, it } from 'vitest'
import { type ListPlaceOfKeys, moveFor } from '../../../src/renderer/features/library/list-moves.ts'
import { rangeOf } from '../../../src/renderer/features/library/pager.tsx'
import type { KeyPress } from '../../../src/renderer/features/shell/shortcuts.ts'
import { pageCount, pageNumbers } from '../../../src/renderer/stores/library-view.ts'
import type { ShortcutSettings } from '../../../src/shared/settings.ts'

describe('pages', () => {
  it('are counted, an empty list as one', () => {
    expect([pageCount(0, 20), pageCount(20, 20), pageCount(21, 20)]).toEqual([1, 1, 2])
  })

  it.each([
    [1, 1, [1]],
    [3, 7, [1, 2, 3, 4, 5, 6, 7]],
    [2, 12, [1, 2, 3, 4, null, 12]],
    [6, 12, [1, null, 5, 6, 7, null, 12]],
    [11, 12, [1, null, 9, 10, 11, 12]],
  ])('%d of %d are offered as %j', (current, last, numbers) => {
    expect(pageNumbers(current, last)).toEqual(numbers)
  })

  it('are a range of the whole', () => {
    const page = { total: 137, from: 120, limit: 20 }
    expect(rangeOf(page)).toEqual({ from: '121', to: '137', total: '137' })
    expect(rangeOf({ ...page, total: 0, from: 0 })).toEqual({ from: '0', to: '0', total: '0' })
  })
})

describe('keys', () => {
  const key = (name: string, held: Partial<KeyPress> = {}): KeyPress => ({
    key: name,
    code: '',
    getModifierState: () => false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    ...held,
  })
  const list = { inRow: true, layout: 'list', columns: 1, selecting: false } as const
  const grid = { inRow: true, layout: 'grid', columns: 4, selecting: false } as const
  const outside = { ...list, inRow: false }
  const move = (press: KeyPress, place: ListPlaceOfKeys, shortcuts: ShortcutSettings = {}) =>
    moveFor(press, place, shortcuts)

  it('move by one in the list and by a line among cards', () => {
    expect(move(key('ArrowDown'), list)).toEqual({ to: 'row', by: 1, extend: false })
    expect(move(key('ArrowUp'), grid)).toEqual({ to: 'row', by: -4, extend: false })
    expect(move(key('ArrowRight'), grid)).toEqual({ to: 'row', by: 1, extend: false })
    expect(move(key('ArrowRight'), list)).toEqual({ to: 'actions' })
    expect(move(key('End'), list)).toEqual({ to: 'edge', at: 'last' })
  })

  it('outside of the list are letters and page keys only', () => {
    expect(move(key('j'), outside)).toEqual({ to: 'row', by: 1, extend: false })
    expect(move(key('PageDown'), outside)).toEqual({ to: 'page', by: 1 })
    expect(move(key('ArrowDown'), outside)).toBeNull()
    expect(move(key('End'), outside)).toBeNull()
  })

  it('with Shift extend the selection', () => {
    expect(move(key('ArrowDown', { shiftKey: true }), list)).toEqual({ to: 'row', by: 1, extend: true })
    expect(move(key('ArrowUp', { shiftKey: true }), grid)).toEqual({ to: 'row', by: -4, extend: true })
    expect(move(key('ArrowRight', { shiftKey: true }), list)).toBeNull()
    expect(move(key('ArrowDown', { shiftKey: true }), outside)).toBeNull()
    expect(move(key('J', { shiftKey: true }), list)).toBeNull()
  })

  it('select', () => {
    expect(move(key(' '), list)).toEqual({ to: 'selection', what: 'toggle' })
    expect(move(key(' '), outside)).toBeNull()
    expect(move(key('a', { ctrlKey: true }), outside)).toEqual({ to: 'selection', what: 'all' })
    expect(move(key('A', { metaKey: true }), outside)).toEqual({ to: 'selection', what: 'all' })
    expect(move(key('a'), list)).toBeNull()
    expect(move(key('Escape'), { ...outside, selecting: true })).toEqual({ to: 'selection', what: 'none' })
    expect(move(key('Escape'), outside)).toBeNull()
  })

  it('keep and export what is selected, else the row', () => {
    const selecting = { ...outside, selecting: true }
    for (const place of [list, grid, selecting]) {
      expect(move(key('d'), place)).toEqual({ to: 'files', what: 'keep' })
      expect(move(key('e', { ctrlKey: true }), place)).toEqual({ to: 'files', what: 'export' })
      expect(move(key('e', { metaKey: true }), place)).toEqual({ to: 'files', what: 'export' })
    }
    expect(move(key('d'), outside)).toBeNull()
    expect(move(key('e', { ctrlKey: true }), outside)).toBeNull()
    expect(move(key('d', { ctrlKey: true }), list)).toBeNull()
  })

  it('with a modifier are somebody else’s', () => {
    expect(move(key('j', { ctrlKey: true }), list)).toBeNull()
    expect(move(key('ArrowLeft', { altKey: true }), grid)).toBeNull()
  })

  it('edit the row’s recording', () => {
    expect(move(key('e'), list)).toEqual({ to: 'edit' })
    expect(move(key('e'), { ...outside, selecting: true })).toBeNull()
  })

  it('can be others than the usual ones', () => {
    const shortcuts = { 'library.next': ['n'], 'library.previous': [], 'library.keep': ['Mod+s'] }
    expect(move(key('n'), outside, shortcuts)).toEqual({ to: 'row', by: 1, extend: false })
    expect(move(key('s', { ctrlKey: true }), list, shortcuts)).toEqual({ to: 'files', what: 'keep' })
    for (const old of ['j', 'k', 'd']) expect(move(key(old), list, shortcuts)).toBeNull()
    expect(move(key('ArrowDown'), list, shortcuts)).toEqual({ to: 'row', by: 1, extend: false })
  })
})
