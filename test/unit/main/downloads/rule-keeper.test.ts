import { rmSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { RuleKeeper, type RuleLibrary } from '../../../../src/main/downloads/rule-keeper.ts'
import type { RuleRecording } from '../../../../src/main/downloads/rules.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import { NO_RULES, type Rules } from '../../../../src/shared/download.ts'
import { failureOf, temporaryFolder } from './storage-fixture.ts'

const DAY = 86_400_000
const NOW = 1_800_000_000_000

let folder = ''
beforeEach(async () => {
  folder = await temporaryFolder()
})

const rules = (rooms: Rules['rooms'], removeWatchedAfterDays: number | null = null): Rules => ({
  rooms,
  removeWatchedAfterDays,
})
const KEEP_ALL_OF_A = rules([{ roomId: 'a', newest: null }])

/** A library of room `a`; what rules keep is here at once. */
function setUp(recordIds: string[] = ['R2', 'R1']) {
  const recordings = new Map<string, RuleRecording>()
  const add = (recordId: string, more: Partial<RuleRecording> = {}): void => {
    const fresh = {
      sizeBytes: 100,
      onDevice: false,
      kept: false,
      queued: false,
      watchedFinishedAt: null,
      onServer: true,
    }
    recordings.set(recordId, { recordId, ...fresh, ...more })
  }
  for (const recordId of recordIds) add(recordId)
  const change = (recordId: string, more: Partial<RuleRecording>): void => {
    const known = recordings.get(recordId)
    if (known !== undefined) recordings.set(recordId, { ...known, ...more })
  }
  const did: string[] = []
  const state = { complete: true, looks: 0, isOpen: true, now: NOW }
  const library: RuleLibrary = {
    newestOfRoom: (roomId, limit) => (roomId === 'a' ? [...recordings.values()].slice(0, limit ?? undefined) : []),
    keptFinishedBefore: (at) =>
      [...recordings.values()].filter((it) => it.kept && it.watchedFinishedAt !== null && it.watchedFinishedAt < at),
    get complete() {
      return state.complete
    },
  }
  const open = (): RuleKeeper =>
    new RuleKeeper({
      directory: (profileId) => join(folder, profileId),
      use: async (_, work) => {
        if (!state.isOpen) throw new AppFailure('no-profile', 'it is not open')
        state.looks += 1
        return await work(library)
      },
      keep: async (_, ids) => {
        for (const id of ids) change(id, { kept: true, onDevice: true })
        did.push(`keep ${ids.join(' ')}`)
      },
      remove: async (_, ids) => {
        for (const id of ids) change(id, { kept: false, onDevice: false })
        did.push(`remove ${ids.join(' ')}`)
      },
      clock: () => state.now,
    })
  return { keeper: open(), open, add, change, did, state }
}

test('without rules nothing is done, and the library is left alone', async () => {
  const { keeper, did, state } = setUp()
  expect(await keeper.get('north')).toEqual(NO_RULES)
  await keeper.apply('north')
  expect([did, state.looks, await readdir(folder)]).toEqual([[], 0, []])
})

test('saved rules are known after a restart, and only to their profile', async () => {
  const { keeper, open } = setUp()
  await keeper.save('north', KEEP_ALL_OF_A)
  for (const one of [keeper, open()]) expect(await one.get('north')).toEqual(KEEP_ALL_OF_A)
  expect(await open().get('south')).toEqual(NO_RULES)
})

test('what a preview says is what saving and applying does', async () => {
  const { keeper, change, did, state } = setUp(['R3', 'R2', 'R1'])
  change('R3', { kept: true, onDevice: true, watchedFinishedAt: NOW - 8 * DAY })
  state.complete = false
  const both = rules([{ roomId: 'a', newest: 2 }], 7)
  expect(await keeper.preview('north', both)).toEqual({
    keep: { recordings: 1, bytes: 100, unknown: 0 },
    remove: { recordings: 1, bytes: 100 },
    complete: false,
  })
  expect([did, await keeper.get('north')]).toEqual([[], NO_RULES])
  await keeper.save('north', both)
  await keeper.apply('north')
  expect(did).toEqual(['keep R2', 'remove R3'])
  await keeper.apply('north')
  expect(did.length).toBe(2)
})

test('what the user has removed is not kept again, also after a restart, until the room gets a new rule', async () => {
  const { keeper, open, add, change, did } = setUp()
  await keeper.save('north', KEEP_ALL_OF_A)
  await keeper.apply('north')
  change('R2', { kept: false, onDevice: false })
  add('R3')
  const later = open()
  await later.apply('north')
  expect(did).toEqual(['keep R2 R1', 'keep R3'])
  await later.save('north', rules([{ roomId: 'a', newest: 10 }]))
  await later.apply('north')
  expect(did.length).toBe(2)
  await later.save('north', NO_RULES)
  expect((await later.preview('north', KEEP_ALL_OF_A)).keep.recordings).toBe(1)
  await later.save('north', KEEP_ALL_OF_A)
  await later.apply('north')
  expect(did[2]).toBe('keep R2')
})

test('what the user had kept before there was a rule, and has removed since, is not kept again', async () => {
  const { keeper, change, did } = setUp(['R1'])
  change('R1', { kept: true, onDevice: true })
  await keeper.save('north', KEEP_ALL_OF_A)
  await keeper.apply('north')
  change('R1', { kept: false, onDevice: false })
  await keeper.apply('north')
  expect(did).toEqual([])
})

test('a copy goes on its day, and is not fetched again', async () => {
  const { keeper, change, did, state } = setUp(['R1'])
  await keeper.save('north', rules([{ roomId: 'a', newest: null }], 7))
  await keeper.apply('north')
  change('R1', { watchedFinishedAt: NOW })
  state.now = NOW + 7 * DAY - 1
  await keeper.apply('north')
  expect(did).toEqual(['keep R1'])
  state.now += 1
  await keeper.apply('north')
  await keeper.apply('north')
  expect(did).toEqual(['keep R1', 'remove R1'])
})

test('a profile that is removed meanwhile leaves no folder', async () => {
  const { keeper, did } = setUp()
  await keeper.save('north', KEEP_ALL_OF_A)
  // In the moment in which something was kept, and is not noted yet.
  did.push = () => {
    keeper.forget('north')
    rmSync(join(folder, 'north'), { recursive: true })
    return 0
  }
  await keeper.apply('north')
  expect(await readdir(folder)).toEqual([])
})

test('asking many times at once looks twice: once, and once more for what is newer', async () => {
  const { keeper, add, did, state } = setUp(['R1'])
  await keeper.save('north', KEEP_ALL_OF_A)
  state.looks = 0
  const asked = Array.from({ length: 20 }, () => keeper.apply('north'))
  await asked[0]
  add('R2')
  await Promise.all(asked)
  expect([state.looks, did]).toEqual([2, ['keep R1', 'keep R2']])
})

test('a profile that is not open says so, and can be asked again', async () => {
  const { keeper, did, state } = setUp(['R1'])
  await keeper.save('north', KEEP_ALL_OF_A)
  state.isOpen = false
  const asked = [keeper.apply('north'), keeper.apply('north')]
  for (const attempt of asked) expect((await failureOf(attempt)).code).toBe('no-profile')
  expect((await failureOf(keeper.save('north', NO_RULES))).code).toBe('no-profile')
  expect(await keeper.get('north')).toEqual(KEEP_ALL_OF_A)
  state.isOpen = true
  await keeper.apply('north')
  expect(did).toEqual(['keep R1'])
})

test.each([
  ['no JSON', '{"version":1,'],
  ['another form', '{"version":1,"rules":{"rooms":"all"},"handled":[]}'],
  ['a newer version', '{"version":2}'],
])('a file that cannot be understood is set aside: %s', async (_, text) => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => said.mockRestore())
  await mkdir(join(folder, 'north'))
  await writeFile(join(folder, 'north', 'rules.json'), text)
  const { keeper } = setUp()
  expect(await keeper.get('north')).toEqual(NO_RULES)
  const [name, ...others] = await readdir(join(folder, 'north'))
  expect([name, others]).toEqual(['rules.json.unreadable-2027-01-15T08-00-00.000Z', []])
  expect(await readFile(join(folder, 'north', name ?? ''), 'utf8')).toBe(text)
  expect(said).toHaveBeenCalledOnce()
})

test('a disk that does not read or write says so, and nothing is taken for no rules', async () => {
  const { keeper, open } = setUp()
  const file = join(folder, 'north', 'rules.json')
  await mkdir(file, { recursive: true })
  expect(await failureOf(keeper.get('north'))).toMatchObject({ code: 'disk', raw: 'EISDIR' })
  await rm(file, { recursive: true })
  await keeper.save('north', KEEP_ALL_OF_A)
  await rm(join(folder, 'north'), { recursive: true })
  await writeFile(join(folder, 'north'), 'in the way')
  expect((await failureOf(keeper.save('north', NO_RULES))).code).toBe('disk')
  expect(await keeper.get('north')).toEqual(KEEP_ALL_OF_A)
  await rm(join(folder, 'north'))
  await keeper.save('north', KEEP_ALL_OF_A)
  keeper.forget('north')
  expect(await keeper.get('north')).toEqual(KEEP_ALL_OF_A)
  expect(await open().get('north')).toEqual(KEEP_ALL_OF_A)
})
