import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import { heard, QueueFixture } from './queue-fixture.ts'

let it: QueueFixture
beforeEach(async () => {
  it = await QueueFixture.make()
})
afterEach(() => it.close())

describe('keeping', () => {
  test('runs the first ones in order, as many as there are places, and the next one when one has arrived', async () => {
    it.settings = { atOnce: 3, perServer: 2 }
    expect(it.queue.keep('a', ['a1', 'a2', 'a3'], 'user')).toBe(3)
    expect(it.queue.keep('b', ['b1', 'b2'], 'rule')).toBe(2)
    expect(it.states()).toEqual(['a1 running', 'a2 running', 'a3 turn', 'b1 running', 'b2 turn'])
    expect(it.queue.running).toBe(3)
    await it.job('a1').complete()
    expect(it.states()).toEqual(['a2 running', 'a3 running', 'b1 running', 'b2 turn'])
    expect(it.queue.finished('a')).toEqual([{ profileId: 'a', recordId: 'a1', at: 1000 }])
    expect(it.queue.finished('b')).toEqual([])
  })

  test('says who asked and when, and each recording once', () => {
    expect(it.queue.keep('a', ['a1', 'a1'], 'rule')).toBe(1)
    expect(it.queue.entry('a', 'a1')).toMatchObject({ by: 'rule', addedAt: 1000, error: null, retryAt: null })
    it.queue.keep('a', ['a1'], 'user')
    expect(it.queue.entry('a', 'a1')).toMatchObject({ by: 'user' })
    it.queue.keep('a', ['a1'], 'rule')
    expect(it.queue.entry('a', 'a1')).toMatchObject({ by: 'user' })
    expect(it.queue.entry('b', 'a1')).toBeNull()
  })

  test('leaves the others where they are; a user has paused and failed ones go on, a rule does not', async () => {
    it.settings = { atOnce: 1, perServer: 1 }
    it.queue.keep('a', ['a1', 'a2', 'a3'], 'user')
    await it.job('a1').fail('not-found')
    it.queue.pause('a', ['a2'])
    await heard()
    await it.job('a3').complete()
    expect(it.states()).toEqual(['a1 failed', 'a2 paused'])
    expect(it.queue.entry('a', 'a1')?.error?.code).toBe('not-found')
    expect(it.queue.keep('a', ['a1', 'a2', 'a3'], 'rule')).toBe(1)
    expect(it.states()).toEqual(['a1 failed', 'a2 paused', 'a3 running'])
    expect(it.queue.finished('a')).toEqual([])
    expect(it.queue.keep('a', ['a3', 'a2', 'a1', 'a1'], 'user')).toBe(2)
    expect(it.states()).toEqual(['a1 turn', 'a2 turn', 'a3 running'])
    expect(it.queue.entry('a', 'a1')?.error).toBeNull()
  })

  test('a job that cannot begin has failed', async () => {
    const queue = it.another({
      run: () => {
        throw new AppFailure('no-profile', 'the profile is not open')
      },
    })
    queue.keep('a', ['a1'], 'user')
    await expect.poll(() => queue.entry('a', 'a1')?.error?.code).toBe('no-profile')
    await queue.close()
  })

  test('says what has changed: one entry, or several of a profile', async () => {
    it.queue.keep('a', ['a1', 'a2', 'a3', 'a4'], 'user')
    expect(it.changes).toEqual([['a', null], ...['a1', 'a2', 'a3'].map((recordId) => ['a', recordId])])
    it.changes = []
    await it.job('a2').complete()
    it.queue.move('a', 'a4', 'a1')
    it.queue.pause('a', ['a3'])
    expect(it.changes).toEqual([
      ['a', 'a2'],
      ['a', 'a4'],
      ['a', null],
      ['a', 'a3'],
    ])
  })
})

describe('pausing and cancelling', () => {
  test('a paused one stops, and makes place for the next one once it has', async () => {
    it.stopsAtOnce = false
    it.settings = { atOnce: 1, perServer: 1 }
    it.queue.keep('a', ['a1', 'a2'], 'user')
    it.queue.pause('a', ['a1'])
    expect(it.job('a1').isStopped).toBe(true)
    expect(it.states()).toEqual(['a1 paused', 'a2 turn'])
    await it.job('a1').end({ kind: 'stopped' })
    expect(it.states()).toEqual(['a1 paused', 'a2 running'])
    expect(it.queue.resume('a', null)).toBe(1)
    expect(it.states()).toEqual(['a1 turn', 'a2 running'])
  })

  test('one that goes on while it is still stopping has never two jobs', async () => {
    it.stopsAtOnce = false
    it.queue.keep('a', ['a1'], 'user')
    it.queue.pause('a', null)
    it.queue.resume('a', ['a1'])
    expect(it.states()).toEqual(['a1 turn'])
    expect(it.jobs).toHaveLength(1)
    await it.job('a1').end({ kind: 'stopped' })
    expect(it.states()).toEqual(['a1 running'])
    expect(it.jobs).toHaveLength(2)
  })

  test('one that is complete in the moment it is paused has arrived; one that fails then stays paused', async () => {
    it.stopsAtOnce = false
    it.queue.keep('a', ['a1', 'a2'], 'user')
    it.queue.pause('a', null)
    await it.job('a1').complete()
    await it.job('a2').fail('cut-off')
    expect(it.states()).toEqual(['a2 paused'])
    expect(it.queue.entry('a', 'a2')?.error).toBeNull()
    expect(it.queue.finished('a')).toMatchObject([{ recordId: 'a1' }])
  })

  test('cancelling waits for the jobs to end, and says which were complete by then', async () => {
    it.stopsAtOnce = false
    it.queue.keep('a', ['a1', 'a2', 'a3', 'a4'], 'user')
    let completed: string[] | null = null
    const cancelled = it.queue.cancel('a', ['a1', 'a2', 'a4', 'never']).then((ids) => {
      completed = ids
    })
    expect(it.states()).toEqual(['a3 running'])
    await it.job('a1').complete()
    expect(completed).toBeNull()
    await it.job('a2').end({ kind: 'stopped' })
    await cancelled
    expect(completed).toEqual(['a1'])
    expect(it.queue.finished('a')).toEqual([])
  })

  test('one that is kept again while its job is being cancelled begins anew after that', async () => {
    it.stopsAtOnce = false
    it.queue.keep('a', ['a1'], 'user')
    const cancelled = it.queue.cancel('a', ['a1'])
    it.queue.keep('a', ['a1'], 'user')
    expect(it.jobs).toHaveLength(1)
    await it.job('a1').complete()
    expect(await cancelled).toEqual(['a1'])
    expect(it.states()).toEqual(['a1 running'])
    expect(it.jobs).toHaveLength(2)
  })

  test('a profile that was removed leaves nothing, and the others as they were', async () => {
    it.queue.keep('a', ['a1', 'a2'], 'user')
    it.queue.keep('b', ['b1', 'b2'], 'user')
    await it.job('a1').complete()
    await it.queue.forget('a')
    expect(it.job('a2').isStopped).toBe(true)
    expect(it.states()).toEqual(['b1 running', 'b2 running'])
    expect(it.queue.finished('a')).toEqual([])
  })
})

describe('the order', () => {
  test('is moved within a profile, and stays as it is for all others', () => {
    it.settings = { atOnce: 1, perServer: 1 }
    it.queue.keep('b', ['b1'], 'user')
    it.queue.keep('a', ['a1', 'a2'], 'user')
    it.queue.keep('b', ['b2'], 'user')
    it.queue.keep('a', ['a3'], 'user')
    const order = () => it.queue.all().map(({ recordId }) => recordId)
    it.queue.move('a', 'a3', 'a1')
    expect(order()).toEqual(['b1', 'a3', 'a1', 'a2', 'b2'])
    it.queue.move('a', 'a1', null)
    expect(order()).toEqual(['b1', 'a3', 'a2', 'b2', 'a1'])
    it.queue.move('a', 'a1', 'has left')
    expect(order()).toEqual(['b1', 'a1', 'a3', 'a2', 'b2'])
    it.queue.move('a', 'a1', 'a1')
    it.queue.move('a', 'has left', 'a1')
    expect(order()).toEqual(['b1', 'a1', 'a3', 'a2', 'b2'])
    expect(it.queue.entries('a').map(({ recordId }) => recordId)).toEqual(['a1', 'a3', 'a2'])
    expect(it.queue.running).toBe(1)
  })

  test('one that was moved to the front runs next, and stops nobody', async () => {
    it.settings = { atOnce: 1, perServer: 1 }
    it.queue.keep('a', ['a1', 'a2', 'a3'], 'user')
    it.queue.move('a', 'a3', 'a1')
    expect(it.states()).toEqual(['a3 turn', 'a1 running', 'a2 turn'])
    await it.job('a1').complete()
    expect(it.states()).toEqual(['a3 running', 'a2 turn'])
  })
})

describe('settings', () => {
  test('fewer places: those that began last stop and wait; more: they go on', async () => {
    it.queue.keep('a', ['a1', 'a2', 'a3'], 'user')
    it.settings = { atOnce: 1, perServer: 3 }
    it.queue.settingsChanged()
    expect(it.states()).toEqual(['a1 running', 'a2 turn', 'a3 turn'])
    await it.job('a3').end({ kind: 'stopped' })
    expect(it.states()).toEqual(['a1 running', 'a2 turn', 'a3 turn'])
    it.settings = { atOnce: 3, perServer: 2 }
    it.queue.settingsChanged()
    expect(it.states()).toEqual(['a1 running', 'a2 running', 'a3 turn'])
  })
})

describe('what has arrived', () => {
  test('is listed with the newest first, 200 of a profile, until it is cleared', async () => {
    it.settings = { atOnce: 10, perServer: 10 }
    const recordIds = Array.from({ length: 203 }, (_, index) => `a${index}`)
    it.queue.keep('a', recordIds, 'user')
    it.queue.keep('b', ['b1'], 'user')
    for (const recordId of [...recordIds, 'b1']) {
      it.now += 1
      await it.job(recordId).complete()
    }
    const finished = it.queue.finished('a')
    expect(finished).toHaveLength(200)
    expect(finished[0]).toEqual({ profileId: 'a', recordId: 'a202', at: 1203 })
    it.queue.keep('a', ['a202'], 'user')
    expect(it.queue.finished('a')[0]).toMatchObject({ recordId: 'a201' })
    it.queue.clearFinished('a')
    expect(it.queue.finished('a')).toEqual([])
    expect(it.queue.finished('b')).toHaveLength(1)
  })
})

describe('a queue that is held', () => {
  test('knows what was left, takes more, and runs nothing until it may go', async () => {
    it.queue.keep('a', ['a1'], 'user')
    await it.queue.close()
    const again = it.another()
    await again.load({ held: true })
    again.keep('a', ['a2'], 'user')
    expect(again.entries('a').map(({ state }) => state)).toEqual(['waiting', 'waiting'])
    expect(again.running).toBe(0)
    again.go()
    expect(again.running).toBe(2)
  })
})
