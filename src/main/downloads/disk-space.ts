import type { Stats } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What a disk has, in bytes. */
export interface DiskSpace {
  /** For this user. */
  freeBytes: number
  totalBytes: number
}

/** Of the disk that a folder is on, or would be on once it is made; null: the system does not say. */
export async function freeSpace(folder: string): Promise<DiskSpace | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(await nearestFolder(folder))
    // Some network drives know no size, and answer with nothing.
    return blocks > 0 ? { freeBytes: bavail * bsize, totalBytes: blocks * bsize } : null
  } catch {
    // Nobody is kept from trying: a disk that is really full says so when it is written to.
    return null
  }
}

/** Whether two folders, made or not, are on one disk; false when the system does not say. */
export async function isSameDisk(one: string, other: string): Promise<boolean> {
  try {
    return (await nearestStats(one)).dev === (await nearestStats(other)).dev
  } catch {
    return false
  }
}

const nearestStats = async (folder: string): Promise<Stats> => await stat(await nearestFolder(folder))

async function nearestFolder(folder: string): Promise<string> {
  let nearest = folder
  while (!(await isThere(nearest)) && dirname(nearest) !== nearest) nearest = dirname(nearest)
  return nearest
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
