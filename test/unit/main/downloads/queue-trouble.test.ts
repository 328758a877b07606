import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ErrorCode } from '../../../../src/shared/app-error.ts'
import { QueueFixture } from './queue-fixture.ts'

let it: QueueFixture
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  it = await QueueFixture.make()
})
afterEach(async () => {
  await it.close()
  vi.useRealTimers()
})

const begun = () => it.jobs.map(({ recordId }) => recordId)

describe('waiting for room', () => {
  test.each<[ErrorCode, string]>([
    ['disk-full', 'disk-space'],
    ['storage-limit', 'limit'],
  ])('%s: waits without a place, and looks again when there is room', async (code, waitingFor) => {
    it.settings = { atOnce: 1, perServer: 1 }
    it.queue.keep('a', ['a1', 'a2'], 'user')
    await it.job('a1').fail(code)
    expect(it.states()).toEqual([`a1 ${waitingFor}`, 'a2 running'])
    it.queue.roomFreed()
    expect(it.states()).toEqual(['a1 turn', 'a2 running'])
    await it.job('a2').complete()
    expect(it.states()).toEqual(['a1 running'])
  })

  test('looks again every 30 s, those first that looked longest ago', async () => {
    it.settings = { atOnce: 2, perServer: 2 }
    it.queue.keep('a', ['a1', 'a2', 'a3'], 'user')
    for (const recordId of ['a1', 'a2', 'a3']) await it.job(recordId).fail('disk-full')
    vi.advanceTimersByTime(29_999)
    expect(begun()).toHaveLength(3)
    vi.advanceTimersByTime(1)
    expect(begun().slice(3)).toEqual(['a1', 'a2'])
    await it.job('a1').fail('disk-full')
    await it.job('a2').fail('storage-limit')
    vi.advanceTimersByTime(30_000)
    expect(begun().slice(5)).toEqual(['a1', 'a3'])
    expect(it.states()).toEqual(['a1 running', 'a2 limit', 'a3 running'])
  })

  test('for the folder: no other one begins meanwhile, for it has no place to go to either', async () => {
    it.settings = { atOnce: 2, perServer: 2 }
    it.queue.keep('a', ['a1', 'a2', 'a3', 'a4'], 'user')
    await it.job('a1').fail('location-missing')
    await it.job('a2').fail('location-missing')
    expect(it.states()).toEqual(['a1 location', 'a2 location', 'a3 turn', 'a4 turn'])
    expect(it.rests).toEqual([{ finished: 0, failed: 0, waiting: 4 }])
    it.settings = { atOnce: 1, perServer: 1 }
    vi.advanceTimersByTime(30_000)
    expect(it.states()).toEqual(['a1 running', 'a2 turn', 'a3 turn', 'a4 turn'])
    await it.job('a1').fail('location-missing')
    expect(begun()).toEqual(['a1', 'a2', 'a1'])
    it.queue.roomFreed()
    await it.job('a1').complete()
    expect(it.states()).toEqual(['a2 running', 'a3 turn', 'a4 turn'])
  })

  test('looks at no clock when nothing waits for room', async () => {
    it.queue.keep('a', ['a1', 'a2'], 'user')
    await it.queue.close()
    const queue = it.another()
    await queue.load()
    const idle = vi.getTimerCount()
    await it.job('a1').fail('disk-full')
    expect(vi.getTimerCount()).toBe(idle + 1)
    queue.pause('a', ['a1'])
    expect(vi.getTimerCount()).toBe(idle)
    await queue.close()
  })

  test('is over when the user says so, or pauses it', async () => {
    it.queue.keep('a', ['a1', 'a2'], 'user')
    await it.job('a1').fail('disk-full')
    await it.job('a2').fail('disk-full')
    it.queue.pause('a', ['a1'])
    it.queue.resume('a', ['a2'])
    expect(it.states()).toEqual(['a1 paused', 'a2 running'])
  })
})

describe('a failure', () => {
  test.each<[ErrorCode, string | null, boolean]>([
    ['unknown-host', null, true],
    ['refused', null, true],
    ['unreachable', null, true],
    ['timeout', null, true],
    ['proxy', null, true],
    ['cut-off', null, true],
    ['server-error', '503 · busy', true],
    ['server-error', '429 · slow down', true],
    ['server-error', '403 · no', false],
    ['server-error', null, false],
    ['not-found', '500', false],
    ['bad-key', null, false],
    ['not-a-video', null, false],
  ])('%s (%s) waits again when the server answers: %s', async (code, raw, again) => {
    it.queue.keep('a', ['a1'], 'user')
    it.queue.keep('b', ['b1'], 'user')
    await it.job('a1').fail(code, raw)
    await it.job('b1').fail(code, raw)
    expect(it.states()).toEqual(['a1 failed', 'b1 failed'])
    it.queue.serverAnswers('a')
    expect(it.states()).toEqual([again ? 'a1 running' : 'a1 failed', 'b1 failed'])
  })

  test('one that somebody else has stopped goes on after a moment, and not in a circle', async () => {
    it.queue.keep('a', ['a1', 'a2'], 'user')
    await it.job('a1').fail('aborted')
    await it.job('a2').end({ kind: 'stopped' })
    expect(it.states()).toEqual(['a1 turn', 'a2 turn'])
    vi.advanceTimersByTime(999)
    expect(begun()).toHaveLength(2)
    vi.advanceTimersByTime(1)
    expect(it.states()).toEqual(['a1 running', 'a2 running'])
  })
})

describe('at rest', () => {
  test('says once what has come of it, when nothing runs and nothing could', async () => {
    it.queue.keep('a', ['a1', 'a2', 'a3'], 'user')
    it.queue.keep('b', ['b1'], 'user')
    await it.job('a1').complete()
    await it.job('a2').fail('not-found')
    await it.job('a3').fail('disk-full')
    expect(it.rests).toEqual([])
    await it.job('b1').complete()
    expect(it.rests).toEqual([{ finished: 2, failed: 1, waiting: 1 }])
    it.queue.keep('a', ['a4'], 'user')
    await it.job('a4').complete()
    expect(it.rests.slice(1)).toEqual([{ finished: 1, failed: 0, waiting: 1 }])
  })

  test('one that looks again by itself and finds the same is no news; what the user tried again is', async () => {
    it.queue.keep('a', ['a1', 'a2'], 'user')
    await it.job('a1').fail('disk-full')
    await it.job('a2').fail('refused')
    expect(it.rests).toHaveLength(1)
    vi.advanceTimersByTime(30_000)
    await it.job('a1').fail('disk-full')
    it.queue.serverAnswers('a')
    await it.job('a2').fail('refused')
    expect(it.jobs).toHaveLength(4)
    expect(it.rests).toHaveLength(1)
    it.queue.resume('a', ['a2'])
    await it.job('a2').fail('refused')
    expect(it.rests.slice(1)).toEqual([{ finished: 0, failed: 1, waiting: 1 }])
  })

  test('one that was stopped by somebody else is about to go on: that is no rest', async () => {
    it.queue.keep('a', ['a1', 'a2'], 'user')
    await it.job('a1').complete()
    await it.job('a2').fail('aborted')
    expect(it.rests).toEqual([])
    vi.advanceTimersByTime(1000)
    await it.job('a2').complete()
    expect(it.rests).toEqual([{ finished: 2, failed: 0, waiting: 0 }])
  })

  test('nothing to tell when everything was paused or cancelled', async () => {
    it.queue.keep('a', ['a1', 'a2'], 'user')
    it.queue.pause('a', ['a1'])
    await it.queue.cancel('a', ['a2'])
    expect(it.queue.running).toBe(0)
    expect(it.rests).toEqual([])
  })
})
