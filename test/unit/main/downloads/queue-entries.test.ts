import { expect, test } from 'vitest'
import { newEntry, type QueueEntry, queuedState } from '../../../../src/main/downloads/queue-entries.ts'
import type { MediaState } from '../../../../src/shared/media.ts'
import { failureOf } from './queue-fixture.ts'

const media = (change: Partial<MediaState>): MediaState => ({
  profileId: 'a',
  recordId: 'a1',
  status: 'partial',
  kept: false,
  bytesDone: 40,
  bytesTotal: 100,
  bytesPerSecond: 7,
  ranges: [[0, 40]],
  seekable: true,
  waitingFor: null,
  retryAt: null,
  note: null,
  error: null,
  ...change,
})
const waiting = newEntry({ profileId: 'a', recordId: 'a1', by: 'user', addedAt: 1 })
const running: QueueEntry = { ...waiting, state: 'running', waitingFor: null }

test('what is not in the queue, or is here, is as its file is', () => {
  const state = media({})
  expect(queuedState(state, null)).toBe(state)
  const complete = media({ status: 'complete' })
  for (const entry of [waiting, running]) expect(queuedState(complete, entry)).toBe(complete)
})

test('what waits, is paused or has failed says so, with how far it is', () => {
  const error = failureOf('not-found')
  expect(queuedState(media({}), waiting)).toMatchObject({
    status: 'waiting',
    waitingFor: 'turn',
    kept: true,
    bytesDone: 40,
  })
  expect(queuedState(media({}), { ...waiting, waitingFor: 'limit' })).toMatchObject({ waitingFor: 'limit' })
  const paused: QueueEntry = { ...running, state: 'paused' }
  expect(queuedState(media({ status: 'downloading' }), paused)).toMatchObject({
    status: 'paused',
    bytesPerSecond: null,
  })
  expect(queuedState(media({}), { ...running, state: 'failed', error })).toMatchObject({ status: 'failed', error })
})

test('what runs is downloading, or waits for its next attempt', () => {
  expect(queuedState(media({}), running)).toMatchObject({ status: 'downloading', kept: true, bytesPerSecond: 7 })
  const between = media({ status: 'waiting', waitingFor: 'server', retryAt: 9 })
  expect(queuedState(between, running)).toEqual({ ...between, kept: true })
})

test('what is being watched while it waits for its turn is downloading', () => {
  const watched = media({ status: 'downloading' })
  expect(queuedState(watched, waiting)).toEqual({ ...watched, kept: true })
})
