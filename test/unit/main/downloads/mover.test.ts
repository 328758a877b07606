import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { dragPath } from '../../../../src/main/export/drag-file.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { moverFixture, PIECE, putFacts, putPart, untilMoved } from './mover-fixture.ts'
import { bytesOfRecording, contents, noRename, otherDisk, putFile, sha256, temporaryFolder } from './storage-fixture.ts'

test.each(['the same disk', 'another disk'])(
  'moves all files of all profiles to %s, and leaves nothing',
  async (disk) => {
    const other = disk === 'another disk' ? await otherDisk() : null
    const { location, source, target, done, mover } = await moverFixture(other?.folder)
    const paths = [
      await putFile(source, 'R1', 'kept', { bytes: bytesOfRecording('R1', PIECE + 7) }),
      await putFile(source, 'R2', 'media', { usedAt: 1_600_000_000_000 }),
      await putPart(source, 'R3', bytesOfRecording('R3', 5000), 'its map'),
      await putFile(source.replace('north', 'south'), 'R1', 'kept'),
    ]
    await putFacts(source, 'R1', 'facts of R1')
    await putFacts(source, 'R9', 'facts of what was removed')
    const before = { ...(await contents(source)) }
    // What a kill in the middle of a write has left of others.
    for (const ending of ['facts.new', 'map.new']) await writeFile(join(source, `${recordKey('R8')}.${ending}`), '{"ha')
    const made = mover(other === null ? {} : { rename: other.rename })
    expect(made.state()).toMatchObject({ error: null })
    made.start()
    await untilMoved(made)
    expect(await contents(target)).toEqual(before)
    expect((await stat(join(target, basename(paths[1] ?? '')))).mtimeMs).toBe(1_600_000_000_000)
    expect(await readdir(target.replace('north', 'south'))).toEqual([basename(paths[3] ?? '')])
    await expect(readdir(source)).rejects.toThrow('ENOENT')
    expect(location.from).toEqual([])
    expect(done.map((path) => basename(path ?? '')).toSorted()).toEqual(paths.map((path) => basename(path)).toSorted())
  },
)

test('the folder of a place that was left goes when nothing else is in it', async () => {
  const { to, target, location, mover } = await moverFixture()
  const made = mover()
  made.start()
  await untilMoved(made)
  await putFile(target, 'R1', 'kept')
  await mkdir(join(to, 'of somebody else'))
  await location.choose(await temporaryFolder())
  made.start()
  await untilMoved(made)
  await vi.waitFor(async () => expect(await readdir(to)).toEqual(['of somebody else']))
})

test('a file that is in both places for a moment outlives a look at them that takes one for an older copy', async () => {
  const { source, target, mover } = await moverFixture()
  const bytes = bytesOfRecording('R1', 5000)
  const path = await putFile(source, 'R1', 'kept', { bytes })
  let looks = 0
  const copyAndLook = async (from: string, to: string): Promise<void> => {
    await copyFile(from, to)
    looks += 1
    if (looks === 1) await rm(to)
  }
  const made = mover({ rename: copyAndLook, againMs: 1 })
  made.start()
  await untilMoved(made)
  expect(sha256(await readFile(join(target, basename(path))))).toBe(sha256(bytes))
})

test('what was dragged out of the window from the old place holds no room there', async () => {
  const { userData, source, mover } = await moverFixture()
  const path = await putFile(source, 'R1', 'kept')
  await dragPath(join(userData, 'profiles'), { path, bytes: 1 }, 'A talk')
  expect(await readdir(join(userData, 'profiles'))).toContain('.drag')
  const made = mover()
  made.start()
  await untilMoved(made)
  await vi.waitFor(async () => expect(await readdir(join(userData, 'profiles'))).not.toContain('.drag'))
})

test('says how far it is', async () => {
  const { source, mover } = await moverFixture()
  await putFile(source, 'R1', 'kept', { bytes: bytesOfRecording('R1', 3 * PIECE) })
  await putFile(source, 'R2', 'kept', { bytes: bytesOfRecording('R2', PIECE) })
  const seen: unknown[] = []
  const made = mover({
    rename: noRename,
    onChange: () => {
      const state = made.state()
      if (state !== null) seen.push([state.filesDone, state.bytesDone / PIECE])
      if (state !== null) expect([state.files, state.bytes]).toEqual([2, 4 * PIECE])
    },
  })
  made.start()
  await untilMoved(made)
  const amounts = seen.map((state) => (state as [number, number])[1])
  expect(amounts).toEqual(amounts.toSorted((a, b) => a - b))
  expect(new Set(amounts)).toEqual(new Set([0, 1, 2, 3, 4]))
})

test('holes of a part stay holes', async () => {
  const { source, target, mover } = await moverFixture()
  const path = await putPart(source, 'R1', new Uint8Array(), 'its map')
  const handle = await open(path, 'r+')
  await handle.truncate(50 * PIECE)
  await handle.write(Buffer.from('in the middle'), 0, 13, 20 * PIECE)
  await handle.close()
  const before = await contents(source)
  const made = mover({ rename: noRename })
  made.start()
  await untilMoved(made)
  expect(await contents(target)).toEqual(before)
  expect((await stat(join(target, basename(path)))).blocks * 512).toBeLessThan(5 * PIECE)
})

test('a file that is being written is moved later', async () => {
  const { source, target, location, mover } = await moverFixture()
  const path = await putPart(source, 'R1', bytesOfRecording('R1', 1000), 'its map')
  await putFile(source, 'R2', 'kept')
  let isBusy = true
  const made = mover({
    begin: async (_, asked) => (isBusy && asked === path ? null : { done: async () => {} }),
    againMs: 3_600_000,
  })
  made.start()
  await vi.waitFor(() => expect(made.state()).toMatchObject({ files: 2, filesDone: 1, error: null }))
  await vi.waitFor(async () => expect((await readdir(target)).length).toBe(1))
  expect(location.from).toEqual([null])
  isBusy = false
  await vi.waitFor(() => {
    made.look()
    expect(made.state()).toBe(null)
  })
  expect((await readdir(target)).length).toBe(3)
})

describe('a file that is in both places', () => {
  test('goes from the old one when it is the same, and replaces the other when that is not whole', async () => {
    const { source, target, mover, done } = await moverFixture()
    const same = basename(await putFile(source, 'R1', 'kept'))
    const cut = basename(await putFile(source, 'R2', 'kept'))
    const before = await contents(source)
    await putFile(target, 'R1', 'kept')
    await writeFile(join(target, cut), 'cut')
    const { ino } = await stat(join(target, same))
    const made = mover()
    made.start()
    await untilMoved(made)
    expect(await contents(target)).toEqual(before)
    expect((await stat(join(target, same))).ino).toBe(ino)
    expect(done.toSorted()).toEqual([join(target, same), join(target, cut)].toSorted())
  })

  const [older, newer] = [bytesOfRecording('older', 3000), bytesOfRecording('newer', 3000)]
  test.each([
    // In the old place · in the new one · what counts
    ['a part without its map does not count', newer, 'newer', older, null, newer, 'newer'],
    ['a map without its part does not count', newer, 'newer', null, 'older', newer, 'newer'],
    ['both together are the newer ones', older, 'older', newer, 'newer', newer, 'newer'],
    ['also when the old map has gone already', older, null, newer, 'newer', newer, 'newer'],
    ['an old part without a map gets none that is not its own', newer, null, null, 'older', newer, null],
  ])('%s', async (_, bytes, map, otherBytes, otherMap, wantedBytes, wantedMap) => {
    for (const moving of [rename, noRename]) {
      const { source, target, mover } = await moverFixture()
      const name = basename(await putPart(source, 'R1', bytes, map))
      if (otherBytes !== null) await putPart(target, 'R1', otherBytes, otherMap)
      else {
        await mkdir(target, { recursive: true })
        await writeFile(join(target, name.replace('.part', '.map')), otherMap ?? '')
      }
      const made = mover({ rename: moving })
      made.start()
      await untilMoved(made)
      const wanted: [string, string][] = [[name, sha256(wantedBytes)]]
      if (wantedMap !== null) wanted.push([name.replace('.part', '.map'), sha256(Buffer.from(wantedMap))])
      expect(await contents(target)).toEqual(Object.fromEntries(wanted))
    }
  })

  test('facts that were written in the new place stay', async () => {
    const { source, target, mover } = await moverFixture()
    await putFile(source, 'R1', 'kept')
    await putFacts(source, 'R1', 'older')
    await mkdir(target, { recursive: true })
    await putFacts(target, 'R1', 'newer')
    const made = mover()
    made.start()
    await untilMoved(made)
    const { [`${recordKey('R1')}.facts.json`]: facts } = await contents(target)
    expect(facts).toBe(sha256(Buffer.from('newer')))
  })
})

test('what was removed is not moved: it waits until it cannot be brought back, and goes', async () => {
  const { source, location, mover } = await moverFixture()
  const path = await putFile(source, 'R1', 'kept')
  await rename(path, `${path}.removed`)
  let now = Date.now()
  const made = mover({ clock: () => now, againMs: 3_600_000 })
  made.start()
  await vi.waitFor(() => {
    made.look()
    expect(made.state()).toMatchObject({ files: 0 })
  })
  expect([await readdir(source), location.from]).toEqual([[`${basename(path)}.removed`], [null]])
  now += 120_000
  await vi.waitFor(() => {
    made.look()
    expect(made.state()).toBe(null)
  })
  await expect(readdir(source)).rejects.toThrow('ENOENT')
})

test('removes what an interrupted move has left in the new place, and nothing else', async () => {
  const { location, target, mover } = await moverFixture()
  const kept = basename(await putFile(target, 'R1', 'kept'))
  const part = basename(await putPart(target, 'R2', bytesOfRecording('R2', 100), 'its map'))
  await writeFile(join(target, `${recordKey('R3')}-1-9.kept.moving`), 'half')
  await writeFile(join(target, `${recordKey('R4')}-1.map`), 'of no part')
  location.emptied(null)
  mover().start()
  const wanted = [kept, part, part.replace('.part', '.map')].toSorted()
  await vi.waitFor(async () => expect((await readdir(target)).toSorted()).toEqual(wanted))
})

test('takes along what belongs to a profile that is not known in this run', async () => {
  const { to, source, mover } = await moverFixture()
  await putFile(source.replace('north', 'of-a-command-line'), 'R1', 'kept')
  const made = mover()
  made.start()
  await untilMoved(made)
  expect((await readdir(join(to, 'Roomreel', 'of-a-command-line'))).length).toBe(1)
})

test('files of others stay, and so does their folder', async () => {
  const { source, target, mover } = await moverFixture()
  await putFile(source, 'R1', 'kept')
  await writeFile(join(source, 'notes.txt'), 'mine')
  const made = mover()
  made.start()
  await untilMoved(made)
  expect(await readdir(source)).toEqual(['notes.txt'])
  expect((await readdir(target)).length).toBe(1)
})

test('choosing the old place again in the middle of a move brings everything back', async () => {
  const { source, target, location, mover } = await moverFixture()
  for (const id of ['R1', 'R2', 'R3', 'R4']) await putFile(source, id, 'kept')
  const before = await contents(source)
  let chosen = false
  const made = mover({
    begin: async () => ({
      done: async () => {
        if (!chosen) await location.choose(null)
        chosen = true
      },
    }),
  })
  made.start()
  await vi.waitFor(() => expect(chosen).toBe(true))
  await untilMoved(made)
  expect(await contents(source)).toEqual(before)
  await expect(readdir(dirname(target))).rejects.toThrow('ENOENT')
})
