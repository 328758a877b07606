import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EarlyLook } from '../../../../src/main/media/early-look.ts'
import { MediaFile } from '../../../../src/main/media/media-file.ts'
import { Prober } from '../../../../src/main/media/probe.ts'
import { RangeMap } from '../../../../src/main/media/range-map.ts'
import type { FileFacts } from '../../../../src/shared/media.ts'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { makeFolder } from './media-fixture.ts'
import { PROBE_THREAD } from './probe-fixture.ts'

const SIZE = 6 * 1024 * 1024
const LOOK_AT = 4 * 1024 * 1024

let made: Awaited<ReturnType<typeof makeFolder>>
let told: FileFacts[]
let look: EarlyLook
beforeEach(async () => {
  made = await makeFolder()
  told = []
  look = new EarlyLook(new Prober({ script: PROBE_THREAD }), (facts) => told.push(facts))
})
afterEach(() => made.remove())

/** A file of which only so many bytes can be read yet. */
async function growing(bytes: Uint8Array, here: number): Promise<MediaFile> {
  const path = join(made.folder, 'one.part')
  await writeFile(path, bytes)
  return new MediaFile({ path, startedAt: 1, ranges: new RangeMap([[0, here]]), total: bytes.byteLength, idleMs: 0 })
}

test('a file says of itself what it has in its index long before all of it is here', async () => {
  const file = await growing(mp4Bytes(SIZE), LOOK_AT)
  look.look(file)
  expect(await look.found(file)).toMatchObject({ durationSeconds: 10, width: 160, height: 90 })
  expect(told).toHaveLength(1)
})

test('nobody looks before a player has had what it begins with', async () => {
  const file = await growing(mp4Bytes(SIZE), LOOK_AT - 1)
  look.look(file)
  expect(await look.found(file)).toBeNull()
  file.ranges.add(LOOK_AT - 1, LOOK_AT)
  look.look(file)
  expect(await look.found(file)).not.toBeNull()
})

test('what one file has said is not said of the one that is begun anew in its place', async () => {
  const file = await growing(mp4Bytes(SIZE), LOOK_AT)
  look.look(file)
  await look.found(file)
  expect(await look.found(await growing(mp4Bytes(SIZE, { seed: 2 }), LOOK_AT))).toBeNull()
})
