import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freeSpace, isSameDisk } from '../../../../src/main/downloads/disk-space.ts'
import { Location } from '../../../../src/main/downloads/location.ts'
import { failureOf, locationFixture, putFile, stateInMemory, temporaryFolder } from './storage-fixture.ts'

test('files are in the profiles own folders until another place is chosen', async () => {
  const { userData, location } = await locationFixture()
  expect(location.directories('north')).toEqual([join(userData, 'profiles', 'north', 'media')])
  expect(location.shown).toBe(join(userData, 'profiles'))
  expect(await location.isThere()).toBe(true)
  expect((await failureOf(Promise.reject(thrown(() => location.directories('../north'))))).code).toBe('no-profile')
})

test('a chosen folder holds new files, the one before is still looked at, and a restart knows both', async () => {
  const { userData, location, open } = await locationFixture()
  const chosen = await temporaryFolder()
  await location.choose(chosen)
  const directories = [join(chosen, 'Roomreel', 'north'), join(userData, 'profiles', 'north', 'media')]
  for (const known of [location, open()]) {
    expect(known.directories('north')).toEqual(directories)
    expect(known.shown).toBe(join(chosen, 'Roomreel'))
    expect(await known.isThere()).toBe(true)
  }
  expect(await readdir(join(chosen, 'Roomreel'))).toEqual(['.roomreel'])
  location.emptied(null)
  expect(open().directories('north')).toEqual([join(chosen, 'Roomreel', 'north')])
})

test('a place chosen again while it is being emptied is not emptied any more', async () => {
  const { userData, location } = await locationFixture()
  const [one, two] = [await temporaryFolder(), await temporaryFolder()]
  await location.choose(one)
  await location.choose(two)
  expect(location.from).toEqual([null, one])
  await location.choose(one)
  expect([location.current, location.from]).toEqual([one, [null, two]])
  await location.choose(userData)
  expect([location.current, location.from]).toEqual([null, [two, one]])
})

test.each([
  ['the user folder', ''],
  ['the folder of all profiles', 'profiles'],
])('%s means the profiles own folders', async (_, below) => {
  const { userData, location } = await locationFixture()
  await mkdir(join(userData, 'profiles'))
  await location.choose(await temporaryFolder())
  await location.choose(join(userData, below))
  expect(location.current).toBe(null)
})

test.each(['Roomreel', 'roomreel'])('the folder that holds the user folder %s means the same', async (name) => {
  const parent = await temporaryFolder()
  const userData = join(parent, name)
  await mkdir(userData)
  const location = new Location({ userData, state: stateInMemory() })
  await location.choose(await temporaryFolder())
  await location.choose(parent)
  expect(location.current).toBe(null)
  expect(await readdir(parent)).toEqual([name])
})

test('without its marker a folder is on a disk that is not connected; choosing it again marks it', async () => {
  const { location } = await locationFixture()
  const disk = await temporaryFolder()
  await location.choose(disk)
  await rename(join(disk, 'Roomreel'), join(disk, 'elsewhere'))
  expect(await location.isThere()).toBe(false)
  await rename(join(disk, 'elsewhere'), join(disk, 'Roomreel'))
  expect(await location.isThere()).toBe(true)
  await rm(join(disk, 'Roomreel'), { recursive: true })
  await location.choose(disk)
  expect([await location.isThere(), location.from]).toEqual([true, [null]])
})

describe('what cannot be chosen leaves everything as it was', () => {
  const unchanged = async (choose: (fixture: Awaited<ReturnType<typeof locationFixture>>) => Promise<unknown>) => {
    const fixture = await locationFixture()
    const before = fixture.location.current
    const failure = await failureOf(choose(fixture))
    expect(fixture.location.current).toBe(before)
    return failure
  }

  test('a folder that is not there', async () => {
    const folder = join(await temporaryFolder(), 'missing')
    const failure = await unchanged(({ location }) => location.choose(folder))
    expect(failure).toMatchObject({ code: 'disk', message: `${folder} is not there` })
  })

  test('a folder inside a server folder', async () => {
    const failure = await unchanged(async ({ userData, location }) => {
      await mkdir(join(userData, 'profiles', 'north'), { recursive: true })
      await location.choose(join(userData, 'profiles', 'north'))
    })
    expect(failure).toMatchObject({ code: 'disk', message: expect.stringContaining('inside a server') })
  })

  test('a folder that takes no files', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'Roomreel'), 'a file of somebody else')
    const failure = await unchanged(({ location }) => location.choose(folder))
    expect(failure).toMatchObject({ code: 'disk', message: expect.stringContaining(`${folder} takes no files`) })
  })

  test('the place that files are in, under each of its names', async () => {
    const { userData, location } = await locationFixture()
    expect(await failureOf(location.choose(userData))).toMatchObject({ code: 'disk' })
    const chosen = await temporaryFolder()
    await location.choose(chosen)
    const link = join(await temporaryFolder(), 'link')
    await symlink(chosen, link)
    for (const name of [chosen, join(chosen, 'Roomreel'), link]) {
      const { code, message } = await failureOf(location.choose(name))
      expect([code, message]).toEqual(['disk', `recordings are in ${join(chosen, 'Roomreel')} already`])
    }
    await mkdir(join(chosen, 'Roomreel', 'north'))
    const inside = await failureOf(location.choose(join(chosen, 'Roomreel', 'north')))
    expect(inside).toMatchObject({ code: 'disk', message: expect.stringContaining('inside the folder') })
    expect([location.current, location.from]).toEqual([chosen, [null]])
  })

  test('a choice that cannot be written down', async () => {
    const { parts } = await locationFixture()
    const set = (): void => {
      throw new Error('full')
    }
    const location = new Location({ ...parts, state: { get: () => undefined, set } })
    await expect(location.choose(await temporaryFolder())).rejects.toThrow('full')
    expect(location.current).toBe(null)
  })
})

test('a full disk is not chosen for files of another one, and is for files of its own', async () => {
  const { userData, parts } = await locationFixture()
  await putFile(join(userData, 'profiles', 'north', 'media'), 'R1', 'kept', { bytes: new Uint8Array(5000) })
  const space = { freeBytes: 500_004_999, totalBytes: 1e12 }
  const near = new Location({ ...parts, state: stateInMemory(), freeSpace: async () => space })
  await near.choose(await temporaryFolder())
  expect(near.from).toEqual([null])
  const far = new Location({ ...parts, freeSpace: async () => space, isSameDisk: async () => false })
  const other = await temporaryFolder()
  const failure = await failureOf(far.choose(other))
  expect(failure).toMatchObject({ code: 'disk-full', raw: '500005000 bytes needed · 500004999 bytes free' })
  expect(await readdir(other)).toEqual([])
  space.freeBytes += 1
  await far.choose(other)
  expect(far.current).toBe(other)
})

test.each([[undefined], ['nonsense'], [{ folder: 7, from: [] }], [{ folder: null, from: ['x', 3] }]])(
  'a state that cannot be understood is the default: %j',
  async (value) => {
    const { parts } = await locationFixture()
    const location = new Location({ ...parts, state: stateInMemory(value) })
    expect([location.current, location.from]).toEqual([null, []])
  },
)

test('folders of one temporary folder are on one disk, also when they are not made yet', async () => {
  const folder = await temporaryFolder()
  expect(await isSameDisk(join(folder, 'a'), join(folder, 'b', 'c'))).toBe(true)
})

test('the disk says what is free, also for a folder that is not made yet', async () => {
  const folder = await temporaryFolder()
  const [there, notYet] = [await freeSpace(folder), await freeSpace(join(folder, 'a', 'b'))]
  expect(there?.totalBytes).toBeGreaterThan(0)
  expect(there?.freeBytes).toBeLessThanOrEqual(there?.totalBytes ?? 0)
  expect(notYet?.totalBytes).toBe(there?.totalBytes)
})

function thrown(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return null
}
