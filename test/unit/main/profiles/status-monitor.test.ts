import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Glance, StatusMonitor, type Watched } from '../../../../src/main/profiles/status-monitor.ts'
import { AppFailure, type ErrorCode } from '../../../../src/shared/app-error.ts'
import type { ProfileStatus } from '../../../../src/shared/profile.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

let answer: (profileId: string) => Glance | ErrorCode
let asked: { profileId: string; at: number }[]
let told: ProfileStatus[]
let changed: string[]
let monitor: StatusMonitor

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  answer = () => ({ total: 3, newest: 'R3' })
  asked = []
  told = []
  changed = []
  monitor = new StatusMonitor({
    glance: async (profileId) => {
      asked.push({ profileId, at: Date.now() })
      const given = answer(profileId)
      if (typeof given === 'string') throw new AppFailure(given, `it was ${given}`)
      return given
    },
    onStatus: (status) => told.push(status),
    onRecordings: (profileId) => changed.push(profileId),
    clock: Date.now,
  })
})
afterEach(() => {
  monitor.close()
  vi.useRealTimers()
})

const server = (profileId: string, checkMinutes = 5): Watched => ({ profileId, checkMinutes, asked: true })
const times = (): number[] => asked.map(({ at }) => at / SECOND)
const online = (profileId: string) => monitor.statuses().find((status) => status.profileId === profileId)?.online

test('asks every server once soon after the start, then at its own interval', async () => {
  monitor.watch([server('a', 5), server('b', 1), server('c', 0), { ...server('demo'), asked: false }])
  expect(online('a')).toBe('unknown')
  expect(online('demo')).toBe('online')
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  const of = (id: string) => asked.filter(({ profileId }) => profileId === id).length
  expect([of('a'), of('b'), of('c'), of('demo')]).toEqual([2, 10, 1, 0])
  expect(monitor.statuses().map((status) => status.online)).toEqual(['online', 'online', 'online', 'online'])
})

test('a server that fails is asked after 5 s, then twice as long each time, at most every 5 min', async () => {
  answer = () => 'refused'
  monitor.watch([server('a')])
  await vi.advanceTimersByTimeAsync(20 * MINUTE)
  expect(times()).toEqual([2, 7, 17, 37, 77, 157, 317, 617, 917])
  expect(online('a')).toBe('unreachable')
  answer = () => ({ total: 1, newest: 'R1' })
  await vi.advanceTimersByTimeAsync(5 * MINUTE)
  expect(online('a')).toBe('online')
})

test('all that have failed are asked at once when the network or the user comes back; the others are left alone', async () => {
  answer = (id) => (id === 'down' ? 'unreachable' : { total: 1, newest: 'R1' })
  monitor.watch([server('up', 60), server('down')])
  await vi.advanceTimersByTimeAsync(4 * MINUTE)
  const before = asked.length
  answer = () => ({ total: 1, newest: 'R1' })
  monitor.retryNow()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked.slice(before).map(({ profileId }) => profileId)).toEqual(['down'])
  expect(online('down')).toBe('online')
})

test('tells a server that does not let us in from one that does not answer', async () => {
  answer = (id) => (id === 'key' ? 'bad-key' : id === 'secret' ? 'no-secret' : 'timeout')
  monitor.watch([server('key'), server('secret'), server('slow')])
  await vi.advanceTimersByTimeAsync(3 * SECOND)
  expect([online('key'), online('secret'), online('slow')]).toEqual(['refused', 'refused', 'unreachable'])
})

test('takes the requests of others for its own: a report sets the state and the next time', async () => {
  monitor.watch([server('a', 5)])
  monitor.report('a', new AppFailure('timeout', 'slow'))
  expect(online('a')).toBe('unreachable')
  await vi.advanceTimersByTimeAsync(5 * SECOND)
  expect(times()).toEqual([5])
  expect(online('a')).toBe('online')
  monitor.report('nobody', null)
  expect(monitor.statuses()).toHaveLength(1)
})

test('several failures at once, or an impatient user, do not make the pauses longer', async () => {
  monitor.watch([server('a', 5)])
  for (let times = 0; times < 10; times += 1) monitor.report('a', new AppFailure('timeout', 'slow'))
  await vi.advanceTimersByTimeAsync(5 * SECOND)
  expect(times()).toEqual([5])
})

test('the pauses begin anew when the network or the user comes back', async () => {
  answer = () => 'refused'
  monitor.watch([server('a')])
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  asked = []
  monitor.retryNow()
  await vi.advanceTimersByTimeAsync(11 * SECOND)
  expect(times()).toEqual([600, 610])
})

test('says when a server has other recordings than at the last glance, and only then', async () => {
  monitor.watch([server('a', 1)])
  await vi.advanceTimersByTimeAsync(2 * MINUTE)
  expect(changed).toEqual([])
  answer = () => ({ total: 3, newest: 'R4' })
  await vi.advanceTimersByTimeAsync(3 * MINUTE)
  expect(changed).toEqual(['a'])
})

test('asks no more than four at once, and all in the end', async () => {
  const waiting: ((glance: Glance) => void)[] = []
  const busy = new StatusMonitor({
    glance: () => new Promise((answerIt) => waiting.push(answerIt)),
    onStatus: (status) => told.push(status),
    onRecordings: () => {},
    clock: Date.now,
  })
  busy.watch(Array.from({ length: 40 }, (_, at) => server(`p${at}`)))
  await vi.advanceTimersByTimeAsync(3 * SECOND)
  for (let answered = 0; answered < 40; answered += 4) {
    expect(waiting).toHaveLength(4)
    for (const answerIt of waiting.splice(0)) answerIt({ total: 0, newest: null })
    await vi.advanceTimersByTimeAsync(0)
  }
  busy.close()
  expect(busy.statuses().every((status) => status.online === 'online')).toBe(true)
})

test('a server that is forgotten or gone is not told of, even when its answer is on its way', async () => {
  const { promise, resolve } = Promise.withResolvers<Glance>()
  const late = new StatusMonitor({
    glance: () => promise,
    onStatus: (status) => told.push(status),
    onRecordings: () => {},
    clock: Date.now,
  })
  late.watch([server('a')])
  await vi.advanceTimersByTimeAsync(3 * SECOND)
  late.watch([])
  resolve({ total: 1, newest: 'R' })
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(told).toEqual([])
  late.close()
})

test('counts downloads, tells each change once, and is quiet when closed', async () => {
  monitor.watch([server('a', 1)])
  monitor.setDownloads('a', 2)
  monitor.setDownloads('a', 2)
  expect(told).toMatchObject([{ downloads: 2 }])
  monitor.close()
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(asked).toEqual([])
})
