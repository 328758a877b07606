import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { onDisk } from './on-disk.ts'

/** A recording's file as a folder shows it. */
export interface FileOnDisk {
  /** Which recording: `recordKey` of its ID. */
  key: string
  path: string
  /** What it takes on the disk. Of a part with holes: only what is written. */
  bytes: number
  /** `watched`: a complete file that is here because it was watched. */
  kind: 'kept' | 'watched' | 'part'
  /** When its download began, in ms since 1970. */
  startedAt: number
  /** When it was last played or written, in ms since 1970. */
  usedAt: number
}

const NAME = /^([0-9a-f]{64})-(\d{1,15})(?:-\d{1,15}\.(kept|media)|\.part)$/
/** Of `stat.blocks`, on every system. */
const BLOCK_BYTES = 512

/**
 * The recordings' files in a folder, but for those that were removed; a missing folder has none. Reads only. Fails with
 * `disk` when it cannot be read: that is not the same as empty.
 */
export async function listFiles(directory: string): Promise<FileOnDisk[]> {
  const names = await namesIn(directory)
  const files = await onDisk(() => Promise.all(names.map((name) => fileAt(directory, name))))
  return files.filter((file) => file !== null)
}

/** Everything that is in a folder; a missing one has nothing. Fails with `disk` when it cannot be read. */
export async function namesIn(directory: string): Promise<string[]> {
  return await onDisk(async () => {
    try {
      return await readdir(directory)
    } catch (error) {
      if (isMissing(error)) return []
      throw error
    }
  })
}

/** What the file system says of a file that is not there. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

async function fileAt(directory: string, name: string): Promise<FileOnDisk | null> {
  const [, key, startedAt, ending] = NAME.exec(name) ?? []
  if (key === undefined) return null
  const path = join(directory, name)
  try {
    const { size, blocks, mtimeMs } = await stat(path)
    const kind = ending === undefined ? 'part' : ending === 'kept' ? 'kept' : 'watched'
    const bytes = kind === 'part' ? blocks * BLOCK_BYTES : size
    return { key, path, bytes, kind, startedAt: Number(startedAt), usedAt: mtimeMs }
  } catch (error) {
    // Removed while the folder was read.
    if (isMissing(error)) return null
    throw error
  }
}
