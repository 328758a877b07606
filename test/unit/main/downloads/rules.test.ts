import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyRules,
  newRooms,
  previewOf,
  type RuleRecording,
  type RulesInput,
} from '../../../../src/main/downloads/rules.ts'
import { NO_RULES } from '../../../../src/shared/download.ts'

const DAY = 86_400_000
const NOW = 1_800_000_000_000

const recording = (recordId: string, more: Partial<RuleRecording> = {}): RuleRecording => ({
  recordId,
  sizeBytes: 100,
  onDevice: false,
  kept: false,
  queued: false,
  watchedFinishedAt: null,
  onServer: true,
  ...more,
})
const keptOne = (recordId: string, more: Partial<RuleRecording> = {}): RuleRecording =>
  recording(recordId, { kept: true, onDevice: true, ...more })

const applied = (input: Partial<RulesInput>) => {
  const { keep, remove, handled } = applyRules({
    rules: NO_RULES,
    rooms: new Map(),
    finished: [],
    isHandled: () => false,
    now: NOW,
    ...input,
  })
  const ids = (recordings: RuleRecording[]) => recordings.map(({ recordId }) => recordId)
  return { keep: ids(keep), remove: ids(remove), handled }
}
const keeping = (newest: number | null, recordings: RuleRecording[], more: Partial<RulesInput> = {}) =>
  applied({
    rules: { rooms: [{ roomId: 'a', newest }], removeWatchedAfterDays: null },
    rooms: new Map([['a', recordings]]),
    ...more,
  })

describe('keeping', () => {
  test('the newest two, or all, of a room and of no other', () => {
    const list = ['R3', 'R2', 'R1'].map((id) => recording(id))
    const rooms = new Map([
      ['a', list],
      ['b', [recording('other')]],
    ])
    expect(keeping(2, list, { rooms }).keep).toEqual(['R3', 'R2'])
    expect(keeping(null, list, { rooms }).keep).toEqual(['R3', 'R2', 'R1'])
  })

  test('what is kept or on its way already is left alone, and has its place among the newest', () => {
    const list = [keptOne('R3'), recording('R2', { kept: true, queued: true }), recording('R1')]
    expect(keeping(2, list)).toEqual({ keep: [], remove: [], handled: ['R3', 'R2'] })
  })

  test('what is here because it was watched is kept; what is nowhere cannot be', () => {
    const list = [recording('R2', { onDevice: true, onServer: false }), recording('R1', { onServer: false })]
    expect(keeping(null, list).keep).toEqual(['R2'])
  })

  test('what rules have met as kept and the user has removed stays away', () => {
    const list = [recording('R2'), recording('R1')]
    expect(keeping(null, list, { isHandled: (id) => id === 'R2' })).toMatchObject({ keep: ['R1'], handled: ['R1'] })
  })

  test('what would go again at once is not kept', () => {
    const list = [
      recording('R2', { watchedFinishedAt: NOW - 7 * DAY }),
      recording('R1', { watchedFinishedAt: NOW - DAY }),
    ]
    const rules = { rooms: [{ roomId: 'a', newest: null }], removeWatchedAfterDays: 7 }
    expect(keeping(null, list, { rules }).keep).toEqual(['R1'])
    expect(keeping(null, list).keep).toEqual(['R2', 'R1'])
  })
})

describe('removing', () => {
  const removing = (days: number | null, finished: RuleRecording[]): string[] =>
    applied({ rules: { rooms: [], removeWatchedAfterDays: days }, finished }).remove

  test('copies so many days after they were watched to the end', () => {
    const finished = [
      keptOne('R1', { watchedFinishedAt: NOW - 7 * DAY }),
      keptOne('R2', { watchedFinishedAt: NOW - 7 * DAY + 1 }),
      keptOne('R3'),
    ]
    expect(removing(7, finished)).toEqual(['R1'])
    expect(removing(0, finished)).toEqual(['R1', 'R2'])
    expect(removing(null, finished)).toEqual([])
  })

  test('not one whose last minutes are still being watched', () => {
    const finished = [
      keptOne('R1', { watchedFinishedAt: NOW - 3_600_000 }),
      keptOne('R2', { watchedFinishedAt: NOW - 3_599_999 }),
    ]
    expect(removing(0, finished)).toEqual(['R1'])
  })

  test('never only copies, what is not kept or not here, or what is wanted once more', () => {
    const watchedFinishedAt = NOW - 30 * DAY
    const finished = [
      keptOne('R1', { watchedFinishedAt, onServer: false }),
      keptOne('R2', { watchedFinishedAt, kept: false }),
      keptOne('R3', { watchedFinishedAt, onDevice: false }),
      keptOne('R4', { watchedFinishedAt, queued: true }),
    ]
    expect(removing(7, finished)).toEqual([])
  })
})

test('a preview counts what comes and what goes', () => {
  const outcome = {
    keep: [recording('R1'), recording('R2', { sizeBytes: null }), recording('R3', { onDevice: true })],
    remove: [keptOne('R4', { sizeBytes: 30 }), keptOne('R5', { sizeBytes: null })],
    handled: [],
  }
  expect(previewOf(outcome, false)).toEqual({
    keep: { recordings: 3, bytes: 100, unknown: 1 },
    remove: { recordings: 2, bytes: 30 },
    complete: false,
  })
})

test('new rooms are those that had no rule before', () => {
  const before = { rooms: [{ roomId: 'a', newest: 2 }], removeWatchedAfterDays: null }
  const rooms = [
    { roomId: 'a', newest: null },
    { roomId: 'b', newest: 1 },
  ]
  expect(newRooms({ ...before, rooms }, before)).toEqual(['b'])
})

describe('whatever there is', () => {
  const finishedAt = fc.option(fc.integer({ min: NOW - 20 * DAY, max: NOW }))
  const some = fc.uniqueArray(
    fc.record({
      recordId: fc.integer({ min: 0, max: 40 }).map((number) => `R${number}`),
      sizeBytes: fc.option(fc.nat()),
      onDevice: fc.boolean(),
      kept: fc.boolean(),
      queued: fc.boolean(),
      watchedFinishedAt: finishedAt,
      onServer: fc.boolean(),
    }),
    { selector: ({ recordId }) => recordId, maxLength: 20 },
  )
  const days = fc.option(fc.integer({ min: 0, max: 20 }))
  const newest = fc.option(fc.integer({ min: 1, max: 10 }))

  test('applying rules twice does no more than once, and nothing that was removed comes back', () => {
    fc.assert(
      fc.property(
        some,
        days,
        newest,
        fc.subarray([...Array(41).keys()]),
        (list, removeWatchedAfterDays, most, known) => {
          const rules = { rooms: [{ roomId: 'a', newest: most }], removeWatchedAfterDays }
          const handled = new Set(known.map((number) => `R${number}`))
          const look = (recordings: RuleRecording[]) =>
            applied({
              rules,
              rooms: new Map([['a', recordings]]),
              finished: recordings.filter(({ kept, watchedFinishedAt }) => kept && watchedFinishedAt !== null),
              isHandled: (id) => handled.has(id),
            })
          const first = look(list)
          for (const id of first.handled) handled.add(id)
          expect(first.keep.filter((id) => first.remove.includes(id))).toEqual([])
          expect(first.keep.every((id) => handled.has(id))).toBe(true)
          const after = list.map((it) => {
            if (first.keep.includes(it.recordId)) return { ...it, kept: true, onDevice: true }
            return first.remove.includes(it.recordId) ? { ...it, kept: false, onDevice: false } : it
          })
          expect(look(after)).toEqual({ keep: [], remove: [], handled: [] })
          const allRemoved = after.map((it) => ({ ...it, kept: false, queued: false, onDevice: false }))
          const wasKept = new Set(after.filter((it) => it.kept || it.queued).map(({ recordId }) => recordId))
          expect(look(allRemoved).keep.filter((id) => wasKept.has(id))).toEqual([])
        },
      ),
    )
  })

  test('no only copy goes, and nobody loses what was not watched to the end', () => {
    fc.assert(
      fc.property(some, days, (finished, removeWatchedAfterDays) => {
        const { remove } = applied({ rules: { rooms: [], removeWatchedAfterDays }, finished })
        for (const id of remove) {
          const gone = finished.find(({ recordId }) => recordId === id)
          expect(gone).toMatchObject({ onServer: true, kept: true, onDevice: true })
          expect(gone?.watchedFinishedAt ?? NOW + 1).toBeLessThanOrEqual(NOW - (removeWatchedAfterDays ?? 99) * DAY)
        }
      }),
    )
  })
})
