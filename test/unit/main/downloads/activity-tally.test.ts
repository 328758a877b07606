import { afterEach, beforeEach, expect, test } from 'vitest'
import { ActivityTally } from '../../../../src/main/downloads/activity-tally.ts'
import type { MediaState } from '../../../../src/shared/media.ts'
import { QueueFixture } from './queue-fixture.ts'

let it: QueueFixture
beforeEach(async () => {
  it = await QueueFixture.make()
})
afterEach(() => it.close())

const told = (recordId: string, bytesDone: number, bytesTotal: number | null): MediaState => ({
  profileId: 'a',
  recordId,
  status: 'downloading',
  kept: true,
  bytesDone,
  bytesTotal,
  bytesPerSecond: null,
  ranges: [],
  seekable: null,
  waitingFor: null,
  retryAt: null,
  note: null,
  error: null,
})

test('counts what runs and waits, with the bytes of those whose length is known', async () => {
  const tally = new ActivityTally(it.queue)
  it.queue.keep('a', ['a1', 'a2', 'a3', 'a4'], 'user')
  tally.heard(told('a1', 10, 100))
  tally.heard(told('a2', 20, 200))
  tally.heard(told('a3', 30, null))
  tally.heard(told('watched', 5, 7))
  expect(tally.activity).toEqual({ running: 3, waiting: 1, failed: 0, bytesDone: 30, bytesTotal: 300 })
  await it.job('a2').fail('not-found')
  expect(tally.activity).toEqual({ running: 3, waiting: 0, failed: 1, bytesDone: 10, bytesTotal: 100 })
  it.queue.pause('a', ['a1'])
  expect(tally.activity).toMatchObject({ bytesDone: 0, bytesTotal: 0 })
  it.queue.resume('a', ['a1', 'a2'])
  expect(tally.activity).toMatchObject({ bytesDone: 30, bytesTotal: 300 })
  await it.queue.cancel('a', ['a2'])
  expect(tally.activity).toMatchObject({ bytesDone: 10, bytesTotal: 100 })
})
