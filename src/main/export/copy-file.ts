import { constants, copyFile, type FileHandle, open, rm, statfs } from 'node:fs/promises'
import { AppFailure } from '../../shared/app-error.ts'
import { onDisk } from '../media/on-disk.ts'
import { throwIfStopped } from './or-aborted.ts'

const PIECE_BYTES = 1024 * 1024

export interface CopyParts {
  from: { path: string; bytes: number }
  /** A file that is not there yet. */
  to: string
  signal: AbortSignal
  /** Asked before bytes are written one by one; a clone takes no room. Throws when there is none. */
  checkRoom: () => Promise<void>
  /** How many bytes of this file are there by now. */
  onBytes: (bytes: number) => void
}

/**
 * Copies a file so that it is safely on disk: as a clone where the file system can, else piece by piece.
 * Fails with `disk`, `disk-full` or `aborted`; the unfinished copy is the caller's to remove.
 */
export async function copyMedia(parts: CopyParts): Promise<void> {
  throwIfStopped(parts.signal)
  if (await cloned(parts)) {
    parts.onBytes(parts.from.bytes)
    return
  }
  await parts.checkRoom()
  await onDisk(async () => {
    const source = await open(parts.from.path)
    try {
      const target = await open(parts.to, 'wx')
      try {
        await copyPieces(source, target, parts)
        await target.sync()
      } finally {
        await target.close()
      }
    } finally {
      await source.close()
    }
  })
}

/** Free on the disk of this folder; null: it does not say. */
export async function freeBytesIn(folder: string): Promise<number | null> {
  const found = await statfs(folder).catch(() => null)
  return found === null ? null : found.bavail * found.bsize
}

/** False where the file system cannot clone; whatever else was wrong will be so for a plain copy too. */
async function cloned({ from, to }: CopyParts): Promise<boolean> {
  try {
    await copyFile(from.path, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE)
    const clone = await open(to, 'r+')
    await clone.sync().finally(() => clone.close())
    return true
  } catch {
    // Some systems leave a beginning behind.
    await rm(to, { force: true }).catch(() => {})
    return false
  }
}

async function copyPieces(source: FileHandle, target: FileHandle, parts: CopyParts): Promise<void> {
  const piece = Buffer.allocUnsafe(PIECE_BYTES)
  for (let at = 0; at < parts.from.bytes; ) {
    throwIfStopped(parts.signal)
    const { bytesRead } = await source.read(piece, 0, Math.min(PIECE_BYTES, parts.from.bytes - at), at)
    if (bytesRead === 0) throw new AppFailure('disk', 'the file on this device is shorter than it was')
    await target.writeFile(piece.subarray(0, bytesRead))
    at += bytesRead
    parts.onBytes(at)
  }
}
