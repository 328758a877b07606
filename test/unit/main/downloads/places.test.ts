import { rename } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { Places, type PlacesParts } from '../../../../src/main/downloads/places.ts'
import { KeptFiles } from '../../../../src/main/media/kept-files.ts'
import { MediaFolder } from '../../../../src/main/media/media-folder.ts'
import { putFile, temporaryFolder } from './storage-fixture.ts'

async function setUp(parts: Partial<PlacesParts> = {}) {
  const places = new Places({
    userData: await temporaryFolder(),
    settings: { location: undefined },
    filesOf: () => null,
    isEnding: () => false,
    clock: Date.now,
    onDisk: () => {},
    onMove: () => {},
    ...parts,
  })
  onTestFinished(async () => {
    places.stopWatching()
    await places.mover.close()
  })
  const to = await temporaryFolder()
  const moved = (): Promise<void> => vi.waitFor(() => expect(places.mover.state()).toBeNull(), { timeout: 8000 })
  return { places, to, moved }
}

describe('a move of files', () => {
  test('is heard by a profile that is opened while one of its files is on its way', async () => {
    let asked = 0
    // It is open, and knows where its files were, from the second question on.
    const filesOf = () => {
      asked += 1
      return asked === 1 ? null : { letGo: (path: string) => kept.relocate(path) }
    }
    const { places, to, moved } = await setUp({ filesOf })
    const path = await putFile(places.location.directories('north')[0], 'R1', 'kept')
    const folder = new MediaFolder(() => places.location.directories('north'))
    const kept = new KeptFiles({ folder, clock: Date.now, handleIdleMs: 0 })
    expect(await kept.find('R1')).toMatchObject({ path })
    await places.choose(to)
    await moved()
    expect(await kept.find('R1')).toMatchObject({ path: join(to, 'Roomreel', 'north', basename(path)), kept: true })
  })

  test('waits for a session that is being closed', async () => {
    let isEnding = true
    const { places, to, moved } = await setUp({ isEnding: () => isEnding })
    await putFile(places.location.directories('north')[0], 'R1', 'kept')
    const looked = vi.spyOn(places.location, 'isThere')
    await places.choose(to)
    await vi.waitFor(() => expect(looked.mock.calls.length).toBeGreaterThan(2))
    expect(places.mover.state()).toMatchObject({ filesDone: 0, error: null })
    isEnding = false
    // It may have to be looked at again.
    await vi.waitFor(() => {
      places.mover.look()
      expect(places.mover.state()).toBeNull()
    })
    await moved()
  })

  test('goes on by itself once its disk is there again', async () => {
    const told: boolean[] = []
    const { places, to, moved } = await setUp({ onDisk: (isThere) => told.push(isThere) })
    await putFile(places.location.directories('north')[0], 'R1', 'kept')
    await places.location.choose(to)
    await rename(join(to, 'Roomreel'), join(to, 'away'))
    await places.start()
    await vi.waitFor(() => expect(places.mover.state()?.error).toMatchObject({ code: 'location-missing' }))
    expect([await places.areThere(), told]).toEqual([false, [false]])
    await rename(join(to, 'away'), join(to, 'Roomreel'))
    await moved()
    expect(told).toEqual([false, true])
  })
})
