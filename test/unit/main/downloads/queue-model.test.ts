import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heard, type PlayedJob, QueueFixture } from './queue-fixture.ts'

const PROFILES = ['a', 'b']
const profile = fc.constantFrom(...PROFILES)
const record = fc.constantFrom('1', '2', '3', '4', '5', '6')
const some = fc.uniqueArray(record, { minLength: 1, maxLength: 4 })
const place = fc.integer({ min: 1, max: 4 })
/** Which of the jobs that have not ended: counted around. */
const which = fc.nat(20)

type Step = (it: QueueFixture, open: PlayedJob[]) => unknown
const steps: fc.Arbitrary<Step>[] = [
  fc
    .tuple(profile, some, fc.constantFrom('user' as const, 'rule' as const))
    .map((args) => (it) => it.queue.keep(...args)),
  fc.tuple(profile, fc.option(some)).map((args) => (it) => it.queue.pause(...args)),
  fc.tuple(profile, fc.option(some)).map((args) => (it) => it.queue.resume(...args)),
  fc.tuple(profile, some).map((args) => (it) => void it.queue.cancel(...args)),
  fc.tuple(profile, record, fc.option(record)).map((args) => (it) => it.queue.move(...args)),
  fc.record({ atOnce: place, perServer: place }).map((settings) => (it) => {
    it.settings = settings
    it.queue.settingsChanged()
  }),
  fc.constant((it) => it.queue.roomFreed()),
  profile.map((profileId) => (it) => it.queue.serverAnswers(profileId)),
  which.map((n) => (_, open) => open[n % open.length]?.complete()),
  which.map((n) => (_, open) => open.filter(({ isStopped }) => isStopped)[n % open.length]?.end({ kind: 'stopped' })),
  fc.tuple(which, fc.constantFrom('not-found' as const, 'refused' as const, 'disk-full' as const)).map(
    ([n, code]) =>
      (_, open) =>
        open[n % open.length]?.fail(code),
  ),
]

/** What holds at every moment, whatever was done. */
function expectSound(it: QueueFixture, open: readonly PlayedJob[]): void {
  const all = it.queue.all()
  const running = all.filter(({ state }) => state === 'running')
  const names = open.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(running.length).toBeLessThanOrEqual(it.settings.atOnce)
  for (const { profileId, recordId } of running) expect(names).toContain(`${profileId}/${recordId}`)
  for (const { name, isStopped } of open) {
    const isRunning = running.some(({ profileId, recordId }) => `${profileId}/${recordId}` === name)
    expect(isStopped).toBe(!isRunning)
  }
  for (const profileId of PROFILES) {
    const isOf = (name: string): boolean => name.startsWith(`${profileId}/`)
    expect(running.filter((entry) => entry.profileId === profileId).length).toBeLessThanOrEqual(it.settings.perServer)
    const hasPlace = names.length < it.settings.atOnce && names.filter(isOf).length < it.settings.perServer
    const startable = it.queue
      .entries(profileId)
      .filter(({ waitingFor, recordId }) => waitingFor === 'turn' && !names.includes(`${profileId}/${recordId}`))
    expect(hasPlace ? startable : []).toEqual([])
  }
}

test('whatever is done in whatever order: no two jobs for a recording, no more than there are places, no place unused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(...steps), { maxLength: 40 }), async (todo) => {
      const it = await QueueFixture.make()
      it.stopsAtOnce = false
      const ended = new Set<PlayedJob>()
      const open = () => {
        for (const job of it.jobs) if (!ended.has(job)) void job.ended.then(() => ended.add(job))
        return it.jobs.filter((job) => !ended.has(job))
      }
      for (const step of todo) {
        await step(it, open())
        await heard()
        expectSound(it, open())
      }
      const before = it.queue.all().map(({ profileId, recordId }) => ({ profileId, recordId }))
      const closed = it.queue.close()
      for (const job of it.jobs) await job.end({ kind: 'stopped' })
      await closed
      const next = it.another()
      await next.load()
      expect(next.all().map(({ profileId, recordId }) => ({ profileId, recordId }))).toEqual(before)
      it.queue = next
      await it.close()
    }),
    { numRuns: 150 },
  )
})
