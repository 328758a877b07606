import { describe, expect, it } from 'vitest'
import { moveFor } from '../../../src/renderer/features/library/list-moves.ts'
import { rangeOf } from '../../../src/renderer/features/library/pager.tsx'
import { pageCount, pageNumbers } from '../../../src/renderer/stores/library-view.ts'

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
  const key = (name: string, held: Partial<KeyboardEvent> = {}) => ({
    key: name,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    ...held,
  })
  const list = { inRow: true, layout: 'list', columns: 1, selecting: false } as const
  const grid = { inRow: true, layout: 'grid', columns: 4, selecting: false } as const
  const outside = { ...list, inRow: false }

  it('move by one in the list and by a line among cards', () => {
    expect(moveFor(key('ArrowDown'), list)).toEqual({ to: 'row', by: 1, extend: false })
    expect(moveFor(key('ArrowUp'), grid)).toEqual({ to: 'row', by: -4, extend: false })
    expect(moveFor(key('ArrowRight'), grid)).toEqual({ to: 'row', by: 1, extend: false })
    expect(moveFor(key('ArrowRight'), list)).toEqual({ to: 'actions' })
    expect(moveFor(key('End'), list)).toEqual({ to: 'edge', at: 'last' })
  })

  it('outside of the list are letters and page keys only', () => {
    expect(moveFor(key('j'), outside)).toEqual({ to: 'row', by: 1, extend: false })
    expect(moveFor(key('PageDown'), outside)).toEqual({ to: 'page', by: 1 })
    expect(moveFor(key('ArrowDown'), outside)).toBeNull()
    expect(moveFor(key('End'), outside)).toBeNull()
  })

  it('with Shift extend the selection', () => {
    expect(moveFor(key('ArrowDown', { shiftKey: true }), list)).toEqual({ to: 'row', by: 1, extend: true })
    expect(moveFor(key('ArrowUp', { shiftKey: true }), grid)).toEqual({ to: 'row', by: -4, extend: true })
    expect(moveFor(key('ArrowRight', { shiftKey: true }), list)).toBeNull()
    expect(moveFor(key('ArrowDown', { shiftKey: true }), outside)).toBeNull()
    expect(moveFor(key('J', { shiftKey: true }), list)).toBeNull()
  })

  it('select', () => {
    expect(moveFor(key(' '), list)).toEqual({ to: 'selection', what: 'toggle' })
    expect(moveFor(key(' '), outside)).toBeNull()
    expect(moveFor(key('a', { ctrlKey: true }), outside)).toEqual({ to: 'selection', what: 'all' })
    expect(moveFor(key('A', { metaKey: true }), outside)).toEqual({ to: 'selection', what: 'all' })
    expect(moveFor(key('a'), list)).toBeNull()
    expect(moveFor(key('Escape'), { ...outside, selecting: true })).toEqual({ to: 'selection', what: 'none' })
    expect(moveFor(key('Escape'), outside)).toBeNull()
  })

  it('keep and export what is selected, else the row', () => {
    const selecting = { ...outside, selecting: true }
    for (const place of [list, grid, selecting]) {
      expect(moveFor(key('d'), place)).toEqual({ to: 'files', what: 'keep' })
      expect(moveFor(key('e', { ctrlKey: true }), place)).toEqual({ to: 'files', what: 'export' })
      expect(moveFor(key('e', { metaKey: true }), place)).toEqual({ to: 'files', what: 'export' })
    }
    expect(moveFor(key('d'), outside)).toBeNull()
    expect(moveFor(key('e', { ctrlKey: true }), outside)).toBeNull()
    expect(moveFor(key('e'), list)).toBeNull()
    expect(moveFor(key('d', { ctrlKey: true }), list)).toBeNull()
  })

  it('with a modifier are somebody else’s', () => {
    expect(moveFor(key('j', { ctrlKey: true }), list)).toBeNull()
    expect(moveFor(key('ArrowLeft', { altKey: true }), grid)).toBeNull()
  })
})
