import { describe, expect, it, vi } from 'vitest'
import { createLibraryStore } from '../../../../src/renderer/stores/library.ts'
import { NO_SELECTION, type SelectHow, selectedAfter } from '../../../../src/renderer/stores/library-selection.ts'
import { DEMO, failure, MemoryBridge, NORTH, opened } from '../memory-bridge.ts'

const IDS = ['a', 'b', 'c', 'd', 'e']
const after = (...steps: [string, SelectHow][]) =>
  [...steps.reduce((selection, [id, how]) => selectedAfter(selection, IDS, id, how), NO_SELECTION).selected].toSorted()

describe('choosing', () => {
  it.each<{ what: string; steps: [string, SelectHow][]; selected: string[] }>([
    {
      what: 'one alone',
      steps: [
        ['a', 'toggle'],
        ['c', 'only'],
      ],
      selected: ['c'],
    },
    {
      what: 'one more, and one less',
      steps: [
        ['a', 'toggle'],
        ['c', 'toggle'],
        ['a', 'toggle'],
      ],
      selected: ['c'],
    },
    {
      what: 'a range down',
      steps: [
        ['b', 'toggle'],
        ['d', 'range'],
      ],
      selected: ['b', 'c', 'd'],
    },
    {
      what: 'a range up',
      steps: [
        ['d', 'toggle'],
        ['b', 'range'],
      ],
      selected: ['b', 'c', 'd'],
    },
    {
      what: 'a range that shrinks',
      steps: [
        ['b', 'only'],
        ['e', 'range'],
        ['c', 'range'],
      ],
      selected: ['b', 'c'],
    },
    {
      what: 'a range that turns',
      steps: [
        ['c', 'only'],
        ['e', 'range'],
        ['a', 'range'],
      ],
      selected: ['a', 'b', 'c'],
    },
    {
      what: 'a range beside others',
      steps: [
        ['a', 'toggle'],
        ['d', 'toggle'],
        ['e', 'range'],
      ],
      selected: ['a', 'd', 'e'],
    },
    {
      what: 'a range from nowhere',
      steps: [
        ['c', 'range'],
        ['d', 'range'],
      ],
      selected: ['c', 'd'],
    },
    {
      what: 'a range from another page',
      steps: [
        ['z', 'toggle'],
        ['c', 'range'],
        ['d', 'range'],
      ],
      selected: ['c', 'd', 'z'],
    },
  ])('$what', ({ steps, selected }) => {
    expect(after(...steps)).toEqual(selected)
  })
})

describe('the selection', () => {
  const shown = async (view: Parameters<typeof opened>[1] = {}) => {
    const bridge = new MemoryBridge()
    const store = createLibraryStore({ bridge, now: () => 1000 })
    store.getState().show(opened(DEMO, view))
    await vi.waitFor(() => expect(store.getState().status).toBe('ready'))
    return { bridge, state: () => store.getState() }
  }

  it('stays when pages are turned, and goes with another question or profile', async () => {
    const { state } = await shown()
    state().select('R3', 'only')
    await state().setPage(2)
    state().select('R25', 'toggle')
    expect(state().selection).toEqual(new Set(['R3', 'R25']))
    state().setSort('oldest')
    expect(state().selection.size).toBe(0)
    state().select('R3', 'only')
    state().show(opened(NORTH))
    expect(state().selection.size).toBe(0)
  })

  it('is all of the page, or all that is here of an endless list', async () => {
    const { state } = await shown()
    state().selectAll()
    expect(state().selection.size).toBe(20)
    state().clearSelection()
    expect(state().selection.size).toBe(0)
    state().setPaging('endless')
    await vi.waitFor(() => expect(state().page?.limit).toBe(100))
    state().selectAll()
    expect(state().selection.size).toBe(45)
  })

  it('is marked as watched in one call for 10 000, and shown as main then knows it', async () => {
    const { bridge, state } = await shown()
    const many = Array.from({ length: 10_001 }, (_, at) => `R${at}`)
    bridge.titles.set('R1', 'Optics')
    expect(await state().setWatched(many, true)).toBe(true)
    expect(bridge.marked.map(({ recordIds, finished }) => [recordIds.length, finished])).toEqual([
      [10_000, true],
      [1, true],
    ])
    expect(state().page?.recordings[0]?.title).toBe('Optics')
  })

  it('says when main could not mark it', async () => {
    const { bridge, state } = await shown()
    bridge.refusal = failure('disk')
    expect(await state().setWatched(['R1'], false)).toBe(false)
  })
})
