import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { Holdings } from '../../../../src/main/media/holdings.ts'
import { KeptFiles } from '../../../../src/main/media/kept-files.ts'
import { MediaFolder } from '../../../../src/main/media/media-folder.ts'
import { mediaTest } from './media-fixture.ts'

const { folder, atEnd } = mediaTest()

test('whoever asks for a part while it is being let go of finds it where it is then', async () => {
  const directories = [join(folder(), 'media')]
  const media = new MediaFolder(() => directories)
  const parts = { folder: media, clock: Date.now, handleIdleMs: 0 }
  const holdings = new Holdings({
    ...parts,
    kept: new KeptFiles(parts),
    signal: new AbortController().signal,
    isBusy: () => false,
    onRelease: () => {},
  })
  atEnd(() => holdings.close())
  const opening = holdings.get('one')
  const { part } = await (await opening).begin({ total: 100, validator: { etag: '"one"', lastModified: null } })
  await part.write(0, [Buffer.alloc(10, 7)])
  await part.save()

  const letting = holdings.letGo(part.paths.part)
  let again = holdings.get('one')
  for (; again === opening; again = holdings.get('one')) await null
  const going = await letting
  const to = join(folder(), 'elsewhere')
  await mkdir(to)
  for (const path of Object.values(part.paths)) await rename(path, join(to, path.slice(dirname(path).length)))
  directories.unshift(to)
  await going?.done()
  const moved = await again
  expect(dirname(moved.growing?.part.paths.part ?? '')).toBe(to)
  expect(moved.growing?.part.ranges.bytes).toBe(10)
})
