import { constants, copyFile, link, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { onDisk } from '../media/on-disk.ts'
import { endingOf } from './ending.ts'

const DRAGS = '.drag'
/** More than this takes too long while the user holds the file. */
const MOST_COPIED_BYTES = 50_000_000

/**
 * A path under which a kept file has a readable name, for dragging it out of the window: a link, so that the file stays
 * here when the system moves what was dragged; else a copy, else (for large ones) the file itself.
 * @param name without its ending, safe for file systems.
 * Fails with `disk` when the file cannot be read.
 */
export async function dragPath(folder: string, file: { path: string; bytes: number }, name: string): Promise<string> {
  return onDisk(async () => {
    const ending = await endingOf(file.path)
    await mkdir(join(folder, DRAGS), { recursive: true })
    const path = join(await mkdtemp(join(folder, DRAGS, '/')), `${name}.${ending}`)
    if (await succeeds(link(file.path, path))) return path
    const isSmall = (await stat(file.path)).size <= MOST_COPIED_BYTES
    const copies = isSmall && (await succeeds(copyFile(file.path, path, constants.COPYFILE_FICLONE)))
    return copies ? path : file.path
  })
}

/** Removes what earlier drags have left in a folder; at start, for nobody knows when a drag has ended. */
export async function sweepDrags(folder: string): Promise<void> {
  // What cannot be removed now is tried again at the next start.
  await rm(join(folder, DRAGS), { recursive: true, force: true }).catch(() => {})
}

const succeeds = (step: Promise<unknown>): Promise<boolean> =>
  step.then(
    () => true,
    () => false,
  )
