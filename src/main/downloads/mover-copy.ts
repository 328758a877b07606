import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import { isMissing } from '../media/files-on-disk.ts'
import { onDisk, syncFolder } from '../media/on-disk.ts'

/** Ends the name of a file that is being copied. */
export const MOVING = '.moving'

/** Small enough to stop soon and to show progress, large enough to be as fast as the disks are. */
const PIECE_BYTES = 1024 * 1024
const NOTHING = Buffer.alloc(PIECE_BYTES)

export interface Bringing {
  signal: AbortSignal
  /** Hears of each piece that was copied. */
  onBytes: (bytes: number) => void
  /** The file system's; fails with EXDEV when the target is on another disk. */
  rename: (source: string, target: string) => Promise<void>
}

/**
 * Brings a file to another folder, over what is there under its name. On another disk it is a copy, and the source is
 * still there. Fails with `disk`, `disk-full` or `aborted`, and then the target is as it was.
 */
export async function bring(source: string, target: string, bringing: Bringing): Promise<void> {
  try {
    await bringing.rename(source, target)
    await syncFolder(dirname(target))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    await copy(source, target, bringing)
  }
}

/** Copies a file: the target is there when all of it is on disk. Fails with `disk`, `disk-full` or `aborted`. */
export async function copy(source: string, target: string, bringing: Omit<Bringing, 'rename'>): Promise<void> {
  const moving = `${target}${MOVING}`
  try {
    await onDisk(async () => {
      await copyBytes(source, moving, bringing)
      await rename(moving, target)
      await syncFolder(dirname(target))
    })
  } catch (error) {
    // What cannot be removed now is found at the next start.
    await rm(moving, { force: true }).catch(() => {})
    throw error
  }
}

/** Bytes of a file; null: it is not there. Fails with `disk`. */
export async function sizeOf(path: string): Promise<number | null> {
  return await onDisk(async () => {
    try {
      return (await stat(path)).size
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  })
}

async function copyBytes(source: string, target: string, bringing: Omit<Bringing, 'rename'>): Promise<void> {
  await using from = await open(source, 'r')
  await using to = await open(target, 'w')
  const { size, atimeMs, mtimeMs } = await from.stat()
  const buffer = Buffer.allocUnsafe(PIECE_BYTES)
  for (let at = 0; at < size; ) {
    if (bringing.signal.aborted) throw new AppFailure('aborted', 'moving files was stopped')
    const { bytesRead } = await from.read(buffer, 0, PIECE_BYTES, at)
    if (bytesRead === 0) throw new AppFailure('disk', 'a file became shorter while it was being moved')
    const piece = buffer.subarray(0, bytesRead)
    // A part file is full of holes, which take no room as long as nothing is written there.
    if (!piece.equals(NOTHING.subarray(0, bytesRead))) {
      await writeAll(to, piece, at)
      bringing.onBytes(bytesRead)
    }
    at += bytesRead
  }
  await to.truncate(size)
  // Its time says when it was last played.
  await to.utimes(atimeMs / 1000, mtimeMs / 1000)
  await to.sync()
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.byteLength; ) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.byteLength - at, position + at)
    at += bytesWritten
  }
}
