import { open, readFile, rename } from 'node:fs/promises'
import { z } from 'zod'
import { isMissing, onDisk } from './on-disk.ts'

/** A stretch of a part file and the CRC-32 of its bytes. */
export interface Segment {
  start: number
  /** Exclusive. */
  end: number
  crc: number
}

/** What tells whether a server still has the same file. */
export interface Validator {
  /** Strong ones only. */
  etag: string | null
  lastModified: string | null
}

/** What is written beside a part file: what of it is there, and of which file. */
export interface PartMap {
  recordId: string
  /** The whole file's length in bytes; null: the server has not said. */
  total: number | null
  validator: Validator
  segments: Segment[]
  /** Size and time of the part file when it was last let go of in order; null: it is being written. */
  closed: { bytes: number; mtimeMs: number } | null
}

const bytes = z.int().min(0)
const partMap = z
  .object({
    version: z.literal(1),
    recordId: z.string().min(1).max(512),
    total: bytes.nullable(),
    validator: z.object({ etag: z.string().nullable(), lastModified: z.string().nullable() }),
    segments: z.array(z.tuple([bytes, bytes, bytes])),
    closed: z.object({ bytes, mtimeMs: z.number() }).nullable(),
  })
  .refine(({ segments, total }) => segments.every(([start, end]) => start <= end && end <= (total ?? end)))

/** Null: there is none, or it is none. Fails with `disk` when the disk does not say. */
export async function readPartMap(path: string): Promise<PartMap | null> {
  const text = await onDisk(() => readFile(path, 'utf8')).catch((error: unknown) => {
    if (isMissing(error)) return ''
    throw error
  })
  try {
    const { segments, ...map } = partMap.parse(JSON.parse(text))
    return { ...map, segments: segments.map(([start, end, crc]) => ({ start, end, crc })) }
  } catch {
    // Without its map a part file is worth nothing: whoever asks starts over.
    return null
  }
}

/** Writes it so that a power failure leaves the old one or the new one. Fails with the file system's error. */
export async function writePartMap(path: string, { segments, ...map }: PartMap): Promise<void> {
  const text = JSON.stringify({
    version: 1,
    ...map,
    segments: segments.map(({ start, end, crc }) => [start, end, crc]),
  })
  const handle = await open(`${path}.new`, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${path}.new`, path)
}
