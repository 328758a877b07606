import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import { Mover, type MoverParts } from '../../../../src/main/downloads/mover.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { locationFixture, putFile, temporaryFolder } from './storage-fixture.ts'

export const PIECE = 1024 * 1024

/** Files of one profile that are to be moved from the default place to `chosen`. */
export async function moverFixture(chosen?: string) {
  const fixture = await locationFixture()
  const { location } = fixture
  const to = chosen ?? (await temporaryFolder())
  const source = location.directories('north')[0]
  const target = join(to, 'Roomreel', 'north')
  await location.choose(to)
  const done: (string | null)[] = []
  const mover = (parts: Partial<MoverParts> = {}): Mover => {
    const made = new Mover({
      location,
      begin: async () => ({ done: async (path) => void done.push(path) }),
      onChange: () => {},
      clock: Date.now,
      ...parts,
    })
    onTestFinished(() => made.close())
    return made
  }
  return { ...fixture, to, source, target, done, mover }
}

export async function putPart(
  directory: string,
  recordId: string,
  bytes: Uint8Array,
  map: string | null,
): Promise<string> {
  const path = await putFile(directory, recordId, 'part', { bytes })
  if (map !== null) await writeFile(path.replace('.part', '.map'), map)
  return path
}

export const putFacts = (directory: string, recordId: string, text: string): Promise<void> =>
  writeFile(join(directory, `${recordKey(recordId)}.facts.json`), text)

export const untilMoved = (mover: Mover): Promise<void> => vi.waitFor(() => expect(mover.state()).toBe(null))
export const untilStopped = async (mover: Mover) => {
  await vi.waitFor(() => expect(mover.state()?.error).toBeTruthy())
  return mover.state()?.error
}
