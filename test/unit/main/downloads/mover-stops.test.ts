import { mkdir, readdir, rename } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import { moverFixture, PIECE, putFacts, untilMoved, untilStopped } from './mover-fixture.ts'
import { bytesOfRecording, contents, noRename, putFile, temporaryFolder } from './storage-fixture.ts'

describe('a move that stops', () => {
  test('on a full disk says so, keeps all files whole, and goes on when asked', async () => {
    const { source, target, mover, done } = await moverFixture()
    for (const id of ['R1', 'R2', 'R3']) await putFile(source, id, 'kept')
    const before = await contents(source)
    let left = 1
    const made = mover({
      rename: async (from, to) => {
        if (left === 0) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
        left -= 1
        await rename(from, to)
      },
    })
    made.start()
    expect(await untilStopped(made)).toMatchObject({ code: 'disk-full', raw: 'ENOSPC' })
    expect(made.state()?.error?.message).toContain('still where it was')
    expect({ ...(await contents(source)), ...(await contents(target)) }).toEqual(before)
    expect(done.filter((path) => path === null).length).toBe(1)
    left = 9
    made.retry()
    await untilMoved(made)
    expect(await contents(target)).toEqual(before)
  })

  test('because the new disk is pulled out makes no folder in its place', async () => {
    const { to, source, mover } = await moverFixture()
    for (const id of ['R1', 'R2', 'R3']) await putFile(source, id, 'kept')
    let pulled = false
    const made = mover({
      begin: async () => {
        return {
          done: async () => {
            if (!pulled) await rename(join(to, 'Roomreel'), join(to, 'away'))
            pulled = true
          },
        }
      },
    })
    made.start()
    expect(await untilStopped(made)).toMatchObject({ code: 'location-missing' })
    expect(await readdir(to)).toEqual(['away'])
    expect((await readdir(source)).length).toBe(2)
    await rename(join(to, 'away'), join(to, 'Roomreel'))
    made.retry()
    await untilMoved(made)
    expect((await readdir(join(to, 'Roomreel', 'north'))).length).toBe(3)
  })

  test('also when there is nothing but facts left to be moved', async () => {
    const { to, source, mover } = await moverFixture()
    await mkdir(source, { recursive: true })
    await putFacts(source, 'R9', 'facts of what was removed')
    await rename(join(to, 'Roomreel'), join(to, 'away'))
    const made = mover()
    made.start()
    expect(await untilStopped(made)).toMatchObject({ code: 'location-missing' })
    expect(await readdir(to)).toEqual(['away'])
  })

  test('because an old disk is not connected moves the rest, and forgets nothing', async () => {
    const { to, source, target, location, mover } = await moverFixture()
    const kept = await putFile(target, 'R1', 'kept')
    await putFile(source, 'R2', 'kept')
    const newest = await temporaryFolder()
    await location.choose(newest)
    await rename(join(to, 'Roomreel'), join(to, 'away'))
    const made = mover()
    made.start()
    expect(await untilStopped(made)).toMatchObject({ code: 'location-missing' })
    expect(location.from).toEqual([to])
    expect((await readdir(join(newest, 'Roomreel', 'north'))).length).toBe(1)
    await rename(join(to, 'away'), join(to, 'Roomreel'))
    made.retry()
    await untilMoved(made)
    expect(await readdir(join(newest, 'Roomreel', 'north'))).toContain(basename(kept))
  })

  test('because the app quits does so in the middle of a file, and the next run moves it', async () => {
    const { source, target, mover } = await moverFixture()
    await putFile(source, 'R1', 'kept', { bytes: bytesOfRecording('R1', 4 * PIECE) })
    const before = await contents(source)
    let closing: Promise<void> | null = null
    const first = mover({
      rename: noRename,
      onChange: () => {
        if (first.state()?.bytesDone === PIECE) closing = first.close()
      },
    })
    first.start()
    await vi.waitFor(() => expect(closing).not.toBe(null))
    await closing
    expect([await contents(source), await contents(target)]).toEqual([before, {}])
    const next = mover({ rename: noRename })
    next.start()
    await untilMoved(next)
    expect(await contents(target)).toEqual(before)
  })

  test('because of a mistake of ours says so, too', async () => {
    const { source, mover } = await moverFixture()
    await putFile(source, 'R1', 'kept')
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => said.mockRestore())
    const made = mover({ begin: () => Promise.reject(new TypeError('a mistake')) })
    made.start()
    expect(await untilStopped(made)).toMatchObject({ code: 'internal' })
    expect(said).toHaveBeenCalledOnce()
    expect((await readdir(source)).length).toBe(1)
  })

  test('at a file that nobody can let go of keeps its reason', async () => {
    const { source, mover } = await moverFixture()
    await putFile(source, 'R1', 'kept')
    const made = mover({ begin: () => Promise.reject(new AppFailure('disk', 'it is held', { raw: 'EBUSY' })) })
    made.start()
    expect(await untilStopped(made)).toMatchObject({ code: 'disk', raw: 'EBUSY' })
  })
})
