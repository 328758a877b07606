import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Downloads } from '../../../../src/main/downloads/downloads.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import type { Recording } from '../../../../src/shared/recording.ts'
import { Shelf } from './downloads-fixture.ts'
import { heard, QueueFixture } from './queue-fixture.ts'

let it: QueueFixture
let shelf: Shelf
let downloads: Downloads
let changes: string[]
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  it = await QueueFixture.make()
  shelf = new Shelf()
  changes = []
  downloads = new Downloads({
    queue: it.queue,
    use: async (_, work) => work(shelf),
    onChange: (profileId) => changes.push(profileId),
  })
})
afterEach(async () => {
  await downloads.close()
  await it.close()
  vi.useRealTimers()
})

const titles = (items: readonly { recording: Recording }[]): string[] =>
  items.map(({ recording }) => recording.recordId)

describe('the list', () => {
  test('has the queue in its order with what is known of the files, and what has arrived', async () => {
    it.settings = { atOnce: 1, perServer: 1 }
    shelf.put('a2', { isComplete: false, bytes: 40 })
    await downloads.keep('a', ['a1', 'a2', 'a3', 'a4'])
    shelf.put('a1')
    await it.job('a1').complete()
    await it.job('a2').fail('disk-full')
    downloads.pause('a', ['a4'])
    const list = await downloads.list('a')
    expect(list).toMatchObject({
      profileId: 'a',
      total: 3,
      kept: 1,
      finished: [{ recording: { recordId: 'a1' }, bytes: 100, finishedAt: 1000 }],
      items: [
        { recording: { title: 'About a2' }, by: 'user', media: { status: 'waiting', waitingFor: 'disk-space' } },
        { recording: { title: 'About a3' }, by: 'user', media: { status: 'downloading', waitingFor: null } },
        { recording: { title: 'About a4' }, by: 'user', media: { status: 'paused', kept: true } },
      ],
    })
    expect(list.items[0]?.media.bytesDone).toBe(40)
    expect(await downloads.list('b')).toMatchObject({ items: [], total: 0, finished: [] })
  })

  test('leaves out recordings that nobody knows any more, and files that are gone or only here because watched', async () => {
    await downloads.keep('a', ['a1', 'a2', 'a3', 'a4', 'a5'])
    for (const recordId of ['a1', 'a2', 'a3']) {
      shelf.put(recordId, { kept: recordId !== 'a2' })
      await it.job(recordId).complete()
    }
    shelf.unknown.add('a4')
    shelf.held.delete('a3')
    const list = await downloads.list('a')
    expect(titles(list.items)).toEqual(['a5'])
    expect(list.total).toBe(1)
    expect(titles(list.finished)).toEqual(['a1'])
    downloads.clearFinished('a')
    expect((await downloads.list('a')).finished).toEqual([])
  })

  test('shows the first 500, and says how many there are', async () => {
    const recordIds = Array.from({ length: 700 }, (_, index) => `a${index}`)
    shelf.unknown.add('a10')
    expect(await downloads.keep('a', recordIds)).toEqual({ queued: 700 })
    const list = await downloads.list('a')
    expect(list.items).toHaveLength(499)
    expect(list.total).toBe(699)
  })

  test('shows what a download has failed with, and a running one that waits for its next attempt as it is', async () => {
    await downloads.keep('a', ['a1', 'a2'])
    await it.job('a1').fail('not-found', '404')
    const waiting = { ...(await shelf.mediaState('a2')), status: 'waiting', waitingFor: 'server', retryAt: 5 } as const
    vi.spyOn(shelf, 'mediaState').mockImplementation(async (recordId) => ({ ...waiting, recordId }))
    expect((await downloads.list('a')).items).toMatchObject([
      { media: { status: 'failed', waitingFor: null, retryAt: null, error: { code: 'not-found', raw: '404' } } },
      { media: { status: 'waiting', waitingFor: 'server', retryAt: 5, kept: true } },
    ])
  })
})

describe('keeping', () => {
  test('what is here stays, the rest is queued', async () => {
    shelf.put('a1', { kept: false })
    shelf.put('a2', { isComplete: false })
    expect(await downloads.keep('a', ['a1', 'a2', 'a3'])).toEqual({ queued: 2 })
    expect(shelf.held.get('a1')?.kept).toBe(true)
    expect(it.states()).toEqual(['a2 running', 'a3 running'])
    expect(changes).toEqual(['a'])
  })

  test('what was removed a moment ago comes back, and is not downloaded', async () => {
    shelf.put('a1')
    await downloads.remove('a', ['a1'], false)
    expect(await downloads.keep('a', ['a1'])).toEqual({ queued: 0 })
    vi.advanceTimersByTime(60_000)
    await heard()
    expect(shelf.held.has('a1')).toBe(true)
    expect(shelf.dropped).toEqual([])
  })
})

describe('keeping what was removed a moment ago', () => {
  beforeEach(async () => {
    shelf.put('a1')
    await downloads.remove('a', ['a1'], false)
  })

  test('downloads it when it is gone already', async () => {
    shelf.failure = new AppFailure('not-found', 'what was out of sight was swept')
    expect(await downloads.keep('a', ['a1'])).toEqual({ queued: 1 })
    expect(it.states()).toEqual(['a1 running'])
  })

  test('fails as the disk does', async () => {
    shelf.failure = new AppFailure('disk', 'the folder is read-only')
    await expect(downloads.keep('a', ['a1'])).rejects.toThrow('read-only')
    expect(it.states()).toEqual([])
  })
})

describe('pausing, going on and moving', () => {
  test('are the queue’s', async () => {
    it.settings = { atOnce: 1, perServer: 1 }
    await downloads.keep('a', ['a1', 'a2', 'a3'])
    downloads.move('a', 'a3', 'a2')
    downloads.pause('a', null)
    downloads.resume('a', ['a2'])
    await heard()
    expect(it.states()).toEqual(['a1 paused', 'a3 paused', 'a2 running'])
  })
})

describe('cancelling', () => {
  test('takes recordings out of the queue, with what has come of them', async () => {
    shelf.put('a1', { isComplete: false })
    shelf.put('other', { isComplete: false })
    await downloads.keep('a', ['a1', 'a2'])
    await downloads.cancel('a', ['a1', 'other'])
    expect(it.states()).toEqual(['a2 running'])
    expect(shelf.dropped).toEqual(['a1'])
    expect(shelf.held.has('other')).toBe(true)
  })

  test('what was complete in that moment goes, too, unless it is the only copy', async () => {
    it.stopsAtOnce = false
    await downloads.keep('a', ['a1', 'a2'])
    const cancelled = downloads.cancel('a', ['a1', 'a2'])
    await heard()
    shelf.put('a1')
    shelf.put('a2', { isOnlyCopy: true })
    await it.job('a1').complete()
    await it.job('a2').complete()
    await cancelled
    expect(shelf.dropped).toEqual(['a1'])
    expect([...shelf.held.keys()]).toEqual(['a2'])
  })

  test('makes room for those that wait for it', async () => {
    await downloads.keep('a', ['a1', 'a2'])
    await it.job('a2').fail('storage-limit')
    expect(it.states()).toEqual(['a1 running', 'a2 limit'])
    await downloads.cancel('a', ['a1'])
    expect(it.states()).toEqual(['a2 running'])
  })

  test('and keeping again at the same time: the new download begins after the old one’s bytes have gone', async () => {
    it.stopsAtOnce = false
    shelf.put('a1', { isComplete: false })
    await downloads.keep('a', ['a1'])
    const cancelled = downloads.cancel('a', ['a1'])
    const kept = downloads.keep('a', ['a1'])
    await heard()
    expect(it.jobs).toHaveLength(1)
    await it.job('a1').end({ kind: 'stopped' })
    await cancelled
    expect(shelf.dropped).toEqual(['a1'])
    expect(await kept).toEqual({ queued: 1 })
    expect(it.jobs).toHaveLength(2)
  })
})

describe('removing', () => {
  test('can be undone for half a minute: files, and places in the queue', async () => {
    shelf.put('a1')
    shelf.put('a2', { isComplete: false, bytes: 7 })
    await downloads.keep('a', ['a2', 'a3'])
    downloads.pause('a', ['a3'])
    const { undoId, ...said } = await downloads.remove('a', ['a1', 'a2', 'a3', 'never'], false)
    expect(said).toEqual({ removed: 2, bytes: 107, onlyCopiesLeft: 0 })
    expect(it.states()).toEqual([])
    vi.advanceTimersByTime(29_999)
    await downloads.undoRemove('a', undoId)
    expect([...shelf.held.keys()]).toEqual(['a1', 'a2'])
    expect(it.states()).toEqual(['a2 running', 'a3 paused'])
    await expect(downloads.undoRemove('a', undoId)).rejects.toMatchObject({ error: { code: 'not-found' } })
  })

  test('is for good after that, and makes room', async () => {
    shelf.put('a1')
    await downloads.keep('a', ['a2'])
    await it.job('a2').fail('disk-full')
    const { undoId } = await downloads.remove('a', ['a1'], false)
    await expect(downloads.undoRemove('b', undoId)).rejects.toThrow('too late')
    vi.advanceTimersByTime(30_000)
    await heard()
    expect(shelf.dropped).toEqual(['a1'])
    expect(it.states()).toEqual(['a2 running'])
    await expect(downloads.undoRemove('a', undoId)).rejects.toThrow('too late')
  })

  test('only copies stay unless the user was asked', async () => {
    shelf.put('a1')
    shelf.put('a2', { isOnlyCopy: true })
    expect(await downloads.remove('a', ['a1', 'a2'], false)).toMatchObject({ removed: 1, onlyCopiesLeft: 1 })
    expect(shelf.held.has('a2')).toBe(true)
    expect(await downloads.remove('a', ['a1', 'a2'], true)).toMatchObject({ removed: 1, onlyCopiesLeft: 0 })
  })

  test('twice the same: the first can still be undone', async () => {
    shelf.put('a1')
    const first = await downloads.remove('a', ['a1'], false)
    expect(await downloads.remove('a', ['a1'], false)).toMatchObject({ removed: 0 })
    await downloads.undoRemove('a', first.undoId)
    expect(shelf.held.has('a1')).toBe(true)
  })

  test('one that came anew after it had been removed goes with the later removal', async () => {
    shelf.put('a1')
    await downloads.remove('a', ['a1'], false)
    shelf.put('a1', { kept: false })
    vi.advanceTimersByTime(20_000)
    const { undoId } = await downloads.remove('a', ['a1'], false)
    vi.advanceTimersByTime(20_000)
    await heard()
    expect(shelf.dropped).toEqual([])
    await downloads.undoRemove('a', undoId)
    expect(shelf.held.has('a1')).toBe(true)
  })

  test('a disk that fails leaves the queue as it was, and an undo that can be tried again', async () => {
    shelf.put('a1')
    await downloads.keep('a', ['a2'])
    shelf.failure = new AppFailure('disk', 'the folder is read-only')
    await expect(downloads.remove('a', ['a1', 'a2'], false)).rejects.toThrow('read-only')
    expect(it.states()).toEqual(['a2 running'])
    const { undoId } = await downloads.remove('a', ['a1'], false)
    shelf.failure = new AppFailure('disk', 'the folder is read-only')
    vi.advanceTimersByTime(29_000)
    await expect(downloads.undoRemove('a', undoId)).rejects.toThrow('read-only')
    vi.advanceTimersByTime(29_000)
    await downloads.undoRemove('a', undoId)
    expect(shelf.held.has('a1')).toBe(true)
  })

  test('is finished when the app quits; what fails then is said', async () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
    shelf.put('a1')
    shelf.put('a2')
    await downloads.remove('a', ['a1'], false)
    const removing = downloads.remove('a', ['a2'], false)
    const closed = downloads.close()
    await removing
    shelf.failure = new AppFailure('disk', 'the folder is read-only')
    await closed
    expect(shelf.dropped).toEqual(['a2'])
    expect(complaints).toHaveBeenCalledOnce()
    complaints.mockRestore()
  })

  test('a profile that was removed is left alone', async () => {
    shelf.put('a1')
    await downloads.keep('a', ['a2'])
    await downloads.remove('a', ['a1'], false)
    await downloads.forget('a')
    vi.advanceTimersByTime(60_000)
    await heard()
    expect(shelf.dropped).toEqual([])
    expect(it.states()).toEqual([])
  })
})
