import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isMissing, namesIn } from '../media/files-on-disk.ts'
import { onDisk } from '../media/on-disk.ts'
import { type Bringing, bring, MOVING, sizeOf } from './mover-copy.ts'

/** Undoing a removal is possible for half a minute; what is older is only still there. */
const UNDO_MS = 60_000

const RECORDINGS = ['.part', '.kept', '.media']
/** What somebody was writing. While the recording is still here, somebody may be writing it now. */
const LEFTOVERS = [MOVING, '.map.new', '.facts.new']

const keyOf = (name: string): string => name.slice(0, 64)
const endsWith = (name: string, endings: readonly string[]): boolean => endings.some((it) => name.endsWith(it))

/** The range map beside a part file. */
export const mapOf = (partPath: string): string => partPath.replace(/\.part$/, '.map')

/** Removes what an interrupted move has left in a folder that files are moved into. Fails with `disk`. */
export async function mend(directory: string): Promise<void> {
  const names = await namesIn(directory)
  for (const name of names.filter((it) => it.endsWith(MOVING))) await remove(join(directory, name))
  await removeLostMaps(directory, names)
}

/**
 * Takes along, or removes, what is left in a folder once its recordings have been moved. True: something is still to
 * come, look again later. Fails with `disk` or `disk-full`.
 */
export async function moveRest(directory: string, target: string, bringing: Bringing, now: number): Promise<boolean> {
  const names = await namesIn(directory)
  const busyKeys = new Set(names.filter((name) => endsWith(name, RECORDINGS)).map(keyOf))
  for (const name of names.filter((it) => !busyKeys.has(keyOf(it)))) {
    if (endsWith(name, LEFTOVERS)) await remove(join(directory, name))
    if (name.endsWith('.facts.json')) await moveFacts(join(directory, name), join(target, name), bringing)
  }
  await removeLostMaps(directory, names)
  let busy = false
  for (const name of names.filter((it) => it.endsWith('.removed'))) {
    if (await isForgotten(join(directory, name), now)) await remove(join(directory, name))
    else busy = true
  }
  return busy
}

/** Moves what is known of a recording; newer facts, written where files belong by now, stay. */
export async function moveFacts(source: string, target: string, bringing: Bringing): Promise<void> {
  if ((await sizeOf(source)) === null) return
  if ((await sizeOf(target)) === null) {
    await onDisk(async () => {
      await mkdir(dirname(target), { recursive: true })
      await bring(source, target, bringing)
    })
  }
  await remove(source)
}

/** Removes a folder if nothing is in it. */
export async function removeEmpty(folder: string): Promise<void> {
  // Something else is in it, or it is gone already: both are well.
  await rmdir(folder).catch(() => {})
}

/** Removes the folder of a place that has been left, when only its marker is still in it. */
export async function removeOwnFolder(folder: string, marker: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  if (names.length !== 1 || names[0] !== marker) return
  await rm(join(folder, marker), { force: true }).catch(() => {})
  await removeEmpty(folder)
}

/** Removes a file that may be gone already. Fails with `disk`. */
export const remove = (path: string): Promise<void> => onDisk(() => rm(path, { force: true }))

/** Maps without their part count nothing; a part is written before its map, so it is looked for once more. */
async function removeLostMaps(directory: string, names: readonly string[]): Promise<void> {
  const maps = names.filter((name) => name.endsWith('.map') && !names.includes(name.replace(/\.map$/, '.part')))
  for (const name of maps) {
    const part = join(directory, name.replace(/\.map$/, '.part'))
    if ((await sizeOf(part)) === null) await remove(join(directory, name))
  }
}

/** A rename sets the time of change, and with it the moment of the removal. */
async function isForgotten(path: string, now: number): Promise<boolean> {
  return await onDisk(async () => {
    try {
      return (await stat(path)).ctimeMs < now - UNDO_MS
    } catch (error) {
      if (isMissing(error)) return true
      throw error
    }
  })
}
