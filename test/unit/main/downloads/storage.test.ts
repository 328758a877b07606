import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Storage, type StorageParts } from '../../../../src/main/downloads/storage.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { failureOf, locationFixture, putFile, temporaryFolder } from './storage-fixture.ts'

const MB = 1_000_000
const SPARE = 500 * MB
const TB = 1e12

/** A user's folder with files that take no room (they are all hole), and a disk that fills up with them. */
async function setUp({ limitMb = 1000 as number | null, freeMb = 1e6, parts = {} as Partial<StorageParts> } = {}) {
  const { userData, location } = await locationFixture()
  const disk = { free: freeMb * MB }
  const evicted: string[] = []
  const stays = new Set<string>()
  let changes = 0
  const put = async (recordId: string, kind: 'kept' | 'media', mb: number, usedAt: number, profileId = 'north') => {
    const directory = location.directories(profileId)[0]
    const path = join(directory, `${recordKey(recordId)}-1-${mb * MB}.${kind}`)
    await mkdir(directory, { recursive: true })
    await using file = await open(path, 'w')
    await file.truncate(mb * MB)
    await file.utimes(usedAt, usedAt)
    storage.changed(profileId)
    return path
  }
  const storage: Storage = new Storage({
    profileIds: () => ['north', 'south'],
    location,
    settings: () => ({ limitBytes: limitMb === null ? null : limitMb * MB }),
    evict: async (_, file) => {
      if (stays.has(file.path)) return false
      await rm(file.path)
      evicted.push(file.path)
      disk.free += file.bytes
      return true
    },
    moving: () => null,
    onChange: () => {
      changes += 1
    },
    freeSpace: async () => ({ freeBytes: disk.free, totalBytes: TB }),
    ...parts,
  })
  return { userData, location, storage, disk, evicted, stays, put, changes: () => changes }
}

describe('the state', () => {
  test('says what files take, by room, and of which kind', async () => {
    const { storage, put, userData } = await setUp()
    await put('R1', 'kept', 10, 1)
    await put('R2', 'media', 20, 2)
    await put('R3', 'kept', 5, 3)
    await put('R4', 'kept', 1, 4)
    await put('R1', 'media', 7, 5, 'south')
    const rooms = new Map([
      [recordKey('R1'), { roomId: 'a', name: 'Algebra' }],
      [recordKey('R2'), { roomId: 'b', name: null }],
      [recordKey('R3'), { roomId: 'a', name: 'Algebra' }],
    ])
    expect(await storage.state('north', (key) => rooms.get(key) ?? null)).toEqual({
      usedBytes: 43 * MB,
      limitBytes: 1000 * MB,
      isDefaultLimit: false,
      freeBytes: TB,
      rooms: [
        { roomId: 'b', name: null, bytes: 20 * MB },
        { roomId: 'a', name: 'Algebra', bytes: 15 * MB },
        { roomId: null, name: null, bytes: 1 * MB },
      ],
      otherServersBytes: 7 * MB,
      watchedBytes: 27 * MB,
      location: join(userData, 'profiles'),
      locationMissing: false,
      moving: null,
    })
  })

  test('looks again only at folders that have changed', async () => {
    const { storage, put, location } = await setUp()
    await put('R1', 'kept', 10, 1)
    const used = async () => (await storage.state('north', () => null)).usedBytes / MB
    expect(await used()).toBe(10)
    await putFile(location.directories('south')[0], 'R2', 'kept', { bytes: new Uint8Array(MB) })
    storage.changed('north')
    expect(await used()).toBe(10)
    storage.changed('south')
    expect(await used()).toBe(11)
  })

  test('counts files of the place that is being emptied, and says when the disk is not there', async () => {
    const { storage, put, location } = await setUp()
    await put('R1', 'kept', 10, 1)
    const chosen = await temporaryFolder()
    await location.choose(chosen)
    storage.changed('north')
    await rm(join(chosen, 'Roomreel'), { recursive: true })
    const state = await storage.state('north', () => null)
    expect(state).toMatchObject({ usedBytes: 10 * MB, locationMissing: true, location: join(chosen, 'Roomreel') })
  })
})

test.each([
  ['20 GB', { freeBytes: 1, totalBytes: TB }, 20_000_000_000],
  ['a tenth of a smaller disk', { freeBytes: 1, totalBytes: 64_000_000_005 }, 6_400_000_000],
  ['20 GB on a disk that does not say', null, 20_000_000_000],
])('the limit that nobody has set is %s', async (_, space, bytes) => {
  const { storage } = await setUp({ limitMb: null, parts: { freeSpace: async () => space } })
  expect(await storage.limitBytes()).toBe(bytes)
  expect(await storage.state('north', () => null)).toMatchObject({ isDefaultLimit: true, limitBytes: bytes })
})

describe('room below the limit', () => {
  test('is made from what was watched longest ago, whosever it is; kept files stay', async () => {
    const { storage, put, evicted, changes } = await setUp({ limitMb: 100 })
    await put('R1', 'kept', 30, 1)
    await put('R2', 'media', 20, 30)
    const second = await put('R3', 'media', 20, 20)
    const first = await put('R4', 'media', 20, 10, 'south')
    await storage.admit(10 * MB, 'keep')
    expect(evicted).toEqual([])
    await storage.admit(21 * MB, 'keep')
    expect([evicted, changes()]).toEqual([[first, second], 1])
  })

  test('is not made in vain: what does not fit is not kept, and nothing goes', async () => {
    const { storage, put, evicted } = await setUp({ limitMb: 100 })
    await put('R1', 'kept', 70, 1)
    await put('R2', 'media', 20, 2)
    const failure = await failureOf(storage.admit(31 * MB, 'keep'))
    expect(failure).toMatchObject({
      code: 'storage-limit',
      message: '31 MB do not fit below the storage limit of 100 MB',
    })
    expect(evicted).toEqual([])
  })

  test('is not needed by what is watched: it plays all the same', async () => {
    const { storage, put, evicted } = await setUp({ limitMb: 100 })
    await put('R1', 'kept', 90, 1)
    const watched = await put('R2', 'media', 10, 2)
    await storage.admit(50 * MB, 'watch')
    expect(evicted).toEqual([watched])
  })

  test('is made again once a watched file is here, but not by removing that one', async () => {
    const { storage, put, evicted } = await setUp({ limitMb: 100 })
    await put('R1', 'kept', 60, 1)
    const older = await put('R2', 'media', 20, 20)
    const newest = await put('R3', 'media', 30, 10)
    await storage.makeRoom(newest)
    expect(evicted).toEqual([older])
    await storage.makeRoom(null)
    expect(evicted).toEqual([older])
  })

  test('is not made of parts that somebody wants here, nor of anything in vain because of them', async () => {
    const wanted = new Set([recordKey('R2')])
    const wantedKeys = (profileId: string) => (profileId === 'north' ? wanted : new Set<string>())
    const { storage, put, evicted, location } = await setUp({ limitMb: 100, parts: { wantedKeys } })
    await put('R1', 'media', 50, 2)
    const bytes = new Uint8Array(40 * MB).fill(1)
    const part = await putFile(location.directories('north')[0], 'R2', 'part', { bytes, usedAt: 1000 })
    storage.changed('north')
    expect((await failureOf(storage.admit(70 * MB, 'keep'))).code).toBe('storage-limit')
    expect(evicted).toEqual([])
    wanted.clear()
    await storage.admit(50 * MB, 'keep')
    expect(evicted).toEqual([part])
  })

  test('is looked for elsewhere when a file cannot go', async () => {
    const { storage, put, evicted, stays } = await setUp({ limitMb: 100 })
    stays.add(await put('R1', 'media', 50, 1))
    const next = await put('R2', 'media', 50, 2)
    await storage.admit(40 * MB, 'keep')
    expect(evicted).toEqual([next])
    expect((await failureOf(storage.admit(40 * MB, 'keep'))).code).toBe('storage-limit')
  })
})

describe('room on the disk', () => {
  test('is the file and 500 MB, and is made from what was watched', async () => {
    const { storage, put, evicted } = await setUp({ freeMb: 510 })
    const older = await put('R1', 'media', 20, 1)
    await put('R2', 'media', 20, 2)
    await storage.admit(10 * MB, 'keep')
    expect(evicted).toEqual([])
    await storage.admit(15 * MB, 'watch')
    expect(evicted).toEqual([older])
  })

  test('that cannot be made is a full disk, and nothing goes in vain', async () => {
    const { storage, put, evicted } = await setUp({ freeMb: 510 })
    await put('R1', 'media', 20, 1)
    const failure = await failureOf(storage.admit(31 * MB, 'watch'))
    const raw = `${31 * MB + SPARE} bytes needed · ${510 * MB} bytes free`
    expect(failure).toMatchObject({ code: 'disk-full', raw })
    expect(failure.message).toBe('531 MB are needed on the disk, and 510 MB are free')
    expect(evicted).toEqual([])
  })

  test('is not made on the disk that files are moving away from', async () => {
    const { storage, put, evicted, location } = await setUp({ freeMb: 510 })
    await put('R1', 'media', 200, 1)
    await location.choose(await temporaryFolder())
    storage.changed(null)
    expect((await failureOf(storage.admit(31 * MB, 'keep'))).code).toBe('disk-full')
    expect(evicted).toEqual([])
  })

  test('is taken for granted where the disk does not say', async () => {
    const { storage } = await setUp({ parts: { freeSpace: async () => null } })
    await storage.admit(900 * MB, 'keep')
  })
})

test('nothing is written where the disk is not connected', async () => {
  const { storage, location } = await setUp()
  const chosen = await temporaryFolder()
  await location.choose(chosen)
  await rm(join(chosen, 'Roomreel'), { recursive: true })
  for (const why of ['keep', 'watch'] as const)
    expect((await failureOf(storage.admit(1, why))).code).toBe('location-missing')
})

describe('reservations', () => {
  test('no two downloads count on the same bytes', async () => {
    const { storage } = await setUp({ freeMb: 560 })
    const asked = await Promise.allSettled([1, 2, 3].map(() => storage.admit(25 * MB, 'keep')))
    expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  })

  test('what is on disk is counted there, and what is given back is free', async () => {
    const { storage, disk, put } = await setUp({ freeMb: 550, limitMb: 60 })
    const first = await storage.admit(50 * MB, 'keep')
    expect((await failureOf(storage.admit(5 * MB, 'keep'))).code).toBe('disk-full')
    await put('R1', 'kept', 40, 1)
    disk.free -= 40 * MB
    first.used(40 * MB)
    expect((await failureOf(storage.admit(1 * MB, 'keep'))).code).toBe('disk-full')
    first.release()
    const second = await storage.admit(10 * MB, 'keep')
    second.release()
    second.release()
    first.used(0)
    await storage.admit(10 * MB, 'keep')
    expect((await failureOf(storage.admit(1, 'keep'))).code).toBe('disk-full')
  })

  test('growing files are looked at again', async () => {
    const { storage, location } = await setUp()
    const reservation = await storage.admit(10 * MB, 'keep', 'south')
    await putFile(location.directories('south')[0], 'R1', 'kept', { bytes: new Uint8Array(MB) })
    expect((await storage.state('north', () => null)).usedBytes).toBe(0)
    reservation.used(MB)
    expect((await storage.state('north', () => null)).usedBytes).toBe(MB)
  })
})
