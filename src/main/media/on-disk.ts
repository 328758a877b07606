import { open } from 'node:fs/promises'
import { AppFailure } from '../../shared/app-error.ts'

const FULL = new Set(['ENOSPC', 'EDQUOT'])

/**
 * Runs a step on the file system; what goes wrong there becomes `disk-full`, or `disk` with the system's code.
 */
export async function onDisk<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (cause) {
    if (cause instanceof AppFailure) throw cause
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null
    const about = { raw: code, cause }
    if (code !== null && FULL.has(code)) throw new AppFailure('disk-full', 'the disk is full', about)
    throw new AppFailure('disk', `a file could not be written on this device: ${code ?? 'unknown error'}`, about)
  }
}

/** A file, or the folder that it was in, is not there (any more): one of `onDisk`'s failures. */
export const isMissing = (error: unknown): boolean =>
  error instanceof AppFailure && error.error.code === 'disk' && error.error.raw === 'ENOENT'

/** Brings a folder's entries to disk, where the system can: a rename is safe only then. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  // Windows opens no folders; there the file system's own journal has to do.
  await handle?.sync().catch(() => {})
  await handle?.close()
}
