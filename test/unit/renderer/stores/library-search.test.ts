import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLibraryStore } from '../../../../src/renderer/stores/library.ts'
import { isFiltered } from '../../../../src/renderer/stores/library-view.ts'
import { DEFAULT_LIBRARY_VIEW } from '../../../../src/shared/settings.ts'
import { DEMO, MemoryBridge, NORTH, opened } from '../memory-bridge.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const shown = async (view: Parameters<typeof opened>[1] = {}) => {
  const bridge = new MemoryBridge()
  const store = createLibraryStore({ bridge, now: () => 1000 })
  store.getState().show(opened(DEMO, view))
  await vi.advanceTimersByTimeAsync(0)
  const texts = () => bridge.asked.slice(1).map(({ query }) => query.filters.text)
  return { bridge, texts, state: () => store.getState() }
}

describe('a search', () => {
  it('is in the view with each key, and asked 60 ms after the last one', async () => {
    const { texts, state } = await shown()
    for (const text of ['w', 'wa', 'wav']) {
      state().setText(text)
      expect(state()).toMatchObject({ view: { filters: { text } }, outdated: true })
      await vi.advanceTimersByTimeAsync(59)
    }
    expect(texts()).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(texts()).toEqual(['wav'])
    expect(state()).toMatchObject({ status: 'ready', outdated: false })
  })

  it('that is cleared is over at once', async () => {
    const { texts, state } = await shown()
    state().setText('wav')
    state().setText('')
    expect(texts()).toEqual([''])
    await vi.advanceTimersByTimeAsync(1000)
    expect(texts()).toEqual([''])
  })

  it('begins with the best match and ends with the sort before', async () => {
    const { bridge, state } = await shown({ sort: 'largest', page: 2 })
    state().setText('waves')
    expect(state().view).toMatchObject({ sort: 'match', page: 1 })
    state().setText('waves i')
    await vi.advanceTimersByTimeAsync(60)
    state().setSort('title')
    state().setText('')
    await vi.advanceTimersByTimeAsync(0)
    expect(bridge.asked.map(({ query }) => query.sort)).toEqual(['largest', 'match', 'title', 'largest'])
  })

  it('that another filter overtakes is asked with it', async () => {
    const { bridge, texts, state } = await shown()
    state().setText('waves')
    state().setFilters({ onDevice: true })
    await vi.advanceTimersByTimeAsync(1000)
    expect(texts()).toEqual(['waves'])
    expect(bridge.asked.at(-1)?.query.filters).toMatchObject({ text: 'waves', onDevice: true })
  })

  it('goes with its profile, and is not asked of the next one', async () => {
    const { bridge, state } = await shown()
    state().setText('waves')
    state().show(opened(NORTH))
    await vi.advanceTimersByTimeAsync(1000)
    expect(bridge.asked.map(({ profileId }) => profileId)).toEqual(['demo', 'north'])
    expect(state().view.filters.text).toBe('')
    expect(state().remembered('demo')?.view.filters.text).toBe('waves')
  })

  it('goes with all other limits', async () => {
    const { state } = await shown({ sort: 'oldest', roomIds: ['physics'], roomSid: 'RM_1' })
    state().setText('waves')
    state().setFilters({ minBytes: 1000 })
    state().clearFilters()
    expect(state().view).toEqual({ ...DEFAULT_LIBRARY_VIEW, sort: 'oldest' })
  })
})

describe('a view', () => {
  it('is filtered by anything but its sort', () => {
    const filters = DEFAULT_LIBRARY_VIEW.filters
    expect(isFiltered({ ...DEFAULT_LIBRARY_VIEW, sort: 'title' })).toBe(false)
    expect(isFiltered({ ...DEFAULT_LIBRARY_VIEW, filters: { ...filters, text: '  ' } })).toBe(false)
    const parts = [{ text: 'a' }, { since: 0 }, { until: 0 }, { minBytes: 0 }, { subtitles: 'any' }, { onDevice: true }]
    for (const part of [...parts, { watched: 'new' as const }]) {
      expect(isFiltered({ ...DEFAULT_LIBRARY_VIEW, filters: { ...filters, ...part } })).toBe(true)
    }
  })
})
