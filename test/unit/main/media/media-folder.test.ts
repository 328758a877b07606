import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MediaFolder, recordKey } from '../../../../src/main/media/media-folder.ts'
import { mediaTest } from './media-fixture.ts'

const KEY = recordKey('one')

const { folder } = mediaTest()

/** The folder that files are moved into, and the one that they come from. */
async function twoFolders() {
  const to = join(folder(), 'to')
  const from = join(folder(), 'from')
  for (const directory of [to, from]) await mkdir(directory)
  return { to, from, media: new MediaFolder(() => [to, from]) }
}

describe('while a file is moved to another disk', () => {
  test('it is complete in both folders, neither goes, and the one where it belongs counts', async () => {
    const { to, from, media } = await twoFolders()
    const name = `${KEY}-1-4.kept`
    for (const directory of [to, from]) await writeFile(join(directory, name), 'file')
    for (const look of [() => media.complete(), () => media.scan()])
      expect([...(await look()).values()]).toMatchObject([{ path: join(to, name), kept: true }])
    expect([await readdir(to), await readdir(from)]).toEqual([[name], [name]])
  })

  test('an older copy in the other folder goes all the same', async () => {
    const { to, from, media } = await twoFolders()
    await writeFile(join(from, `${KEY}-2-4.kept`), 'file')
    await writeFile(join(to, `${KEY}-1-4.kept`), 'file')
    expect([...(await media.complete()).values()]).toMatchObject([{ startedAt: 2 }])
    expect(await readdir(to)).toEqual([])
  })

  test.each([
    ['to', 'from'],
    ['from', 'to'],
  ] as const)(
    'its part is in both folders, neither goes, and the one that has its map counts: %s',
    async (one, other) => {
      const { media, ...folders } = await twoFolders()
      for (const directory of [folders.to, folders.from]) await writeFile(join(directory, `${KEY}-5.part`), 'bytes')
      await writeFile(join(folders[one], `${KEY}-5.map`), 'map')
      expect(await media.part(KEY)).toMatchObject({ part: join(folders[one], `${KEY}-5.part`), startedAt: 5 })
      expect(await readdir(folders[other])).toEqual([`${KEY}-5.part`])
      expect(await readdir(folders[one])).toHaveLength(2)
    },
  )
})
