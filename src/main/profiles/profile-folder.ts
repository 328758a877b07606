import { readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'

/** No profile's ID begins with a dot. */
const LEAVING = '.removed-'
const THOROUGHLY = { recursive: true, force: true, maxRetries: 5 } as const

/** A profile's own folder; IDs are ours, and are checked all the same. */
export function folderOf(directory: string, profileId: string): string {
  if (!/^[\w-]{1,64}$/.test(profileId)) throw new AppFailure('no-profile', 'this is no profile')
  return join(directory, profileId)
}

/** Removes a profile's folder: out of sight in one step, then file by file. Fails with `disk`. */
export async function removeFolder(folder: string): Promise<void> {
  const leaving = join(dirname(folder), `${LEAVING}${basename(folder)}-${Date.now()}`)
  try {
    await rename(folder, leaving)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return
    throw new AppFailure('disk', `${folder} could not be removed`, { cause })
  }
  await rm(leaving, THOROUGHLY).catch(() => {
    // What is left is removed at the next start.
  })
}

/** Finishes what an interrupted removal has left; what cannot be removed now waits for the next start. */
export async function sweepFolders(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => [])
  for (const name of names) {
    if (name.startsWith(LEAVING)) await rm(join(directory, name), THOROUGHLY).catch(() => {})
  }
}
