import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { atMostEvery } from '../../../../src/renderer/stores/at-most-every.ts'
import { createDialogsStore } from '../../../../src/renderer/stores/dialogs.ts'
import { createExportsStore } from '../../../../src/renderer/stores/exports.ts'
import { createRulesStore } from '../../../../src/renderer/stores/rules.ts'
import { createStorageStore } from '../../../../src/renderer/stores/storage.ts'
import { createStores } from '../../../../src/renderer/stores/stores.ts'
import { createToastsStore } from '../../../../src/renderer/stores/toasts.ts'
import { DEFAULT_DOWNLOAD_SETTINGS, NO_RULES } from '../../../../src/shared/download.ts'
import { downloadItem, downloadList, exportState, storageState } from '../download-fixture.ts'
import { failure, MemoryBridge, MemoryWindow, NORTH, opened } from '../memory-bridge.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

describe('what is wanted often', () => {
  it('is done at once, then no more than so often, and once more for the last wish', async () => {
    const run = vi.fn(async () => undefined)
    const want = atMostEvery(100, run)
    want()
    expect(run).toHaveBeenCalledTimes(1)
    want()
    want()
    await vi.advanceTimersByTimeAsync(99)
    expect(run).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(run).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(1000)
    expect(run).toHaveBeenCalledTimes(2)
  })

  it('is never done twice at the same time', async () => {
    const ends: (() => void)[] = []
    const want = atMostEvery(10, () => new Promise<void>((end) => ends.push(end)))
    want()
    want()
    await vi.advanceTimersByTimeAsync(1000)
    expect(ends).toHaveLength(1)
    ends[0]?.()
    await settle()
    expect(ends).toHaveLength(2)
  })
})

describe('storage', () => {
  const setUp = () => {
    const bridge = new MemoryBridge()
    const store = createStorageStore(bridge)
    store.getState().show('demo')
    return { bridge, state: () => store.getState() }
  }

  it('is asked for only while somebody looks at it', async () => {
    const { bridge, state } = setUp()
    bridge.emit('downloads.changed', { profileId: 'demo' })
    await vi.advanceTimersByTimeAsync(5000)
    expect(bridge.storageAsked).toEqual([])
    const leave = state().watch()
    await settle()
    expect(state().storage?.usedBytes).toBe(18_400_000_000)
    await vi.advanceTimersByTimeAsync(5000)
    leave()
    bridge.emit('downloads.changed', { profileId: 'demo' })
    await vi.advanceTimersByTimeAsync(5000)
    expect(bridge.storageAsked).toEqual(['demo'])
  })

  it('is asked for every other second at most, whichever server has changed', async () => {
    const { bridge, state } = setUp()
    state().watch()
    for (let at = 0; at < 4000; at += 100) {
      bridge.emit('downloads.changed', { profileId: at % 200 === 0 ? 'demo' : 'north' })
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(bridge.storageAsked).toHaveLength(3)
  })

  it('is followed while files are on their way to another folder', async () => {
    const { bridge, state } = setUp()
    const moving = { files: 2, filesDone: 1, bytes: 10, bytesDone: 5, error: null }
    bridge.storage_ = storageState({ moving })
    state().watch()
    await vi.advanceTimersByTimeAsync(6000)
    expect(bridge.storageAsked.length).toBeGreaterThanOrEqual(3)
    bridge.storage_ = storageState({ moving: { ...moving, error: failure('disk').error } })
    await vi.advanceTimersByTimeAsync(2000)
    const asked = bridge.storageAsked.length
    await vi.advanceTimersByTimeAsync(10_000)
    expect(bridge.storageAsked).toHaveLength(asked)
  })

  it('of a profile that was left goes at once', async () => {
    const { state } = setUp()
    state().watch()
    await settle()
    const asking = state().ask()
    state().show(null)
    await asking
    expect(state().storage).toBeNull()
  })

  it('is asked for after another folder was chosen, and after a move goes on', async () => {
    const { bridge, state } = setUp()
    expect(await state().chooseLocation()).toEqual({ ok: true, value: { location: '/media/disk/Roomreel' } })
    await state().retryMove()
    expect(bridge.storageAsked).toEqual(['demo', 'demo'])
  })
})

describe('exports', () => {
  const setUp = () => {
    const bridge = new MemoryBridge()
    const store = createExportsStore(bridge)
    return { bridge, state: () => store.getState() }
  }
  const INPUT = { profileId: 'demo', recordIds: ['R1'], template: '{title}', subtitles: true, metadata: false }

  it('are followed from their start to their end, until they are put away', async () => {
    const { bridge, state } = setUp()
    await state().start(INPUT)
    expect(state().exports).toHaveLength(1)
    bridge.emit('export.changed', exportState({ recordingsDone: 2 }))
    bridge.emit('export.changed', exportState({ exportId: 'X2' }))
    expect(state().exports.map(({ exportId, recordingsDone }) => [exportId, recordingsDone])).toEqual([
      ['X1', 2],
      ['X2', 0],
    ])
    state().dismiss('X1')
    bridge.emit('export.changed', exportState({ status: 'done' }))
    expect(state().exports.map(({ exportId }) => exportId)).toEqual(['X2'])
  })

  it('keep what was told before the answer', async () => {
    const { bridge, state } = setUp()
    const starting = state().start(INPUT)
    bridge.emit('export.changed', exportState({ status: 'done', recordingsDone: 3 }))
    await starting
    expect(state().exports).toEqual([exportState({ status: 'done', recordingsDone: 3 })])
  })

  it('are not there when the user thought better of it, or it failed', async () => {
    const { bridge, state } = setUp()
    bridge.exported = null
    expect(await state().start(INPUT)).toEqual({ ok: true, value: null })
    bridge.refusal = failure('disk-full')
    expect(await state().start(INPUT)).toMatchObject({ ok: false })
    expect(state().exports).toEqual([])
  })
})

describe('rules', () => {
  it('tell only what the newest would do', async () => {
    const bridge = new MemoryBridge()
    const { ask, preview } = createRulesStore(bridge).getState()
    expect(await ask('demo')).toEqual({ ok: true, value: NO_RULES })
    const old = preview('demo', NO_RULES)
    const current = preview('demo', { ...NO_RULES, removeWatchedAfterDays: 14 })
    const value = {
      keep: { recordings: 1, bytes: 2, unknown: 0 },
      remove: { recordings: 0, bytes: 0 },
      complete: true,
    }
    for (const { answer } of bridge.previews) answer({ ok: true, value })
    expect(await old).toBeNull()
    expect(await current).toEqual({ ok: true, value })
  })
})

describe('dialogs', () => {
  it('are one at a time', () => {
    const dialogs = createDialogsStore()
    dialogs.getState().open({ kind: 'free-up' })
    dialogs.getState().open({ kind: 'remove', recordIds: ['R1'] })
    expect(dialogs.getState().shown).toEqual({ kind: 'remove', recordIds: ['R1'] })
  })
})

describe('toasts', () => {
  it('say the newest, and leave what offers a way back', () => {
    const toasts = createToastsStore()
    const texts = (): string[] => toasts.getState().toasts.map(({ text }) => text)
    const action = { label: 'Undo', run: () => undefined }
    toasts.getState().say('one')
    toasts.getState().say('two', { action, ms: 30_000 })
    expect(texts()).toEqual(['two'])
    toasts.getState().say('three')
    toasts.getState().say('four')
    expect(texts()).toEqual(['two', 'four'])
    toasts.getState().say('five', { action })
    toasts.getState().say('six', { action })
    toasts.getState().say('seven', { action })
    expect(texts()).toEqual(['five', 'six', 'seven'])
    const [, six] = toasts.getState().toasts
    if (six !== undefined) toasts.getState().dismiss(six)
    expect(texts()).toEqual(['five', 'seven'])
  })
})

describe('another server on screen', () => {
  it('has its own downloads and storage, and no dialog of the one before', async () => {
    const bridge = new MemoryBridge()
    bridge.start.opened = opened(NORTH)
    bridge.lists.set('north', downloadList({ profileId: 'north', items: [downloadItem('R1', { profileId: 'north' })] }))
    const stores = createStores(bridge, new MemoryWindow())
    await stores.session.getState().start()
    await settle()
    expect(stores.downloads.getState().media.size).toBe(1)
    stores.dialogs.getState().open({ kind: 'storage' })
    await stores.session.getState().openDemo()
    expect(stores.downloads.getState()).toMatchObject({ profileId: 'demo' })
    expect(stores.downloads.getState().media.size).toBe(0)
    expect(stores.storage.getState().profileId).toBe('demo')
    expect(stores.dialogs.getState().shown).toBeNull()
  })

  it('is come back to on the downloads, where it was left there', async () => {
    const bridge = new MemoryBridge()
    bridge.start.opened = opened(NORTH)
    const { session, route } = createStores(bridge, new MemoryWindow())
    await session.getState().start()
    route.getState().go({ screen: 'downloads' })
    await session.getState().openDemo()
    expect(route.getState().route).toEqual({ screen: 'library' })
    await session.getState().open('north')
    expect(route.getState().route).toEqual({ screen: 'downloads' })
  })
})

describe('download settings', () => {
  it('come from main, and go back to it', async () => {
    const bridge = new MemoryBridge()
    const { settings } = createStores(bridge, new MemoryWindow())
    settings.getState().load({ ...bridge.start, downloads: { ...DEFAULT_DOWNLOAD_SETTINGS, atOnce: 5 } })
    settings.getState().changeDownloads({ notify: false })
    await settle()
    expect(bridge.savedDownloads).toEqual([{ ...DEFAULT_DOWNLOAD_SETTINGS, atOnce: 5, notify: false }])
  })
})
