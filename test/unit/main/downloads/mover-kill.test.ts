import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { bytesOfRecording, contents, locationFixture, putFile, sha256, temporaryFolder } from './storage-fixture.ts'

const CHILD = fileURLToPath(new URL('../../../fixtures/downloads/move-child.ts', import.meta.url))
const FILES = 20
const FILE_BYTES = 2 * 1024 * 1024
const KILLS = 20

/** What was written, by file name. */
async function fill(directory: string): Promise<Map<string, string>> {
  const kinds = ['kept', 'media', 'part'] as const
  for (let at = 0; at < FILES; at += 1) {
    const recordId = `R${at}`
    const kind = kinds[at % 3] ?? 'kept'
    await putFile(directory, recordId, kind, { bytes: bytesOfRecording(recordId, FILE_BYTES), startedAt: at })
    await writeFile(join(directory, `${recordKey(recordId)}.facts.json`), `{"of":"${recordId}"}`)
    if (kind === 'part') await writeFile(join(directory, `${recordKey(recordId)}-${at}.map`), `the map of ${recordId}`)
  }
  return new Map(Object.entries(await contents(directory)))
}

/** Runs the program until it kills itself: so many turns of its loop after a step. */
async function killed(args: readonly string[], step: number, turns: number): Promise<void> {
  expect(await running(args, step, turns)).toEqual([null, 'SIGKILL'])
}

async function running(args: readonly string[], step: number, turns: number): Promise<unknown[]> {
  const child = spawn(process.execPath, [CHILD, ...args, String(step), String(turns)], { stdio: 'ignore' })
  return await once(child, 'exit')
}

/** The names that count in a folder: a part only beside its map. Whatever has its final name has to be whole. */
async function countingIn(folder: string, written: Map<string, string>): Promise<Set<string>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.endsWith('.moving'))
  for (const name of names)
    expect([name, sha256(await readFile(join(folder, name)))]).toEqual([name, written.get(name)])
  const isLone = (name: string, one: string, other: string): boolean =>
    name.endsWith(one) && !names.includes(name.replace(one, other))
  return new Set(names.filter((name) => !isLone(name, '.part', '.map') && !isLone(name, '.map', '.part')))
}

async function setUp() {
  const { userData, location, state } = await locationFixture()
  const [source] = location.directories('north')
  const written = await fill(source)
  const chosen = await temporaryFolder()
  await location.choose(chosen)
  const stateFile = join(userData, 'location.json')
  await writeFile(stateFile, JSON.stringify(state.value))
  return { userData, stateFile, source, target: join(chosen, 'Roomreel', 'north'), written }
}

test.each([
  ['copy', 6],
  ['rename', 3],
])(
  'a move by %s that is killed twenty times loses nothing, and is finished by the next',
  async (how, steps) => {
    const { userData, stateFile, source, target, written } = await setUp()
    const args = [userData, stateFile, how]
    for (let kill = 0; kill < KILLS; kill += 1) {
      await killed(args, 2 + (kill % steps), kill % 5)
      const [old, moved] = [await countingIn(source, written), await countingIn(target, written)]
      expect([...written.keys()].filter((name) => !old.has(name) && !moved.has(name))).toEqual([])
    }
    expect((await readdir(source)).length).toBeGreaterThan(0)
    expect((await readdir(target)).length).toBeGreaterThan(0)
    expect(await running(args, 0, 0)).toEqual([0, null])
    expect(await contents(target)).toEqual(Object.fromEntries(written))
    expect(await contents(source)).toEqual({})
  },
  120_000,
)
