import type { Growing } from './holding.ts'
import { indexPlace } from './index-place.ts'

/** Enough of a file's beginning to see where its index is. */
export const INDEX_HEAD_BYTES = 64 * 1024
const MOST_INDEX_BYTES = 64 * 1024 * 1024

/**
 * Where the index of a file begins that has it at its end, by the file's beginning, which is here; null: it has not, or
 * nobody can tell. Fails as reading does.
 */
export async function lateIndex({ part: { total }, file }: Growing): Promise<number | null> {
  if (total === null) return null
  const head = new Uint8Array(Math.min(INDEX_HEAD_BYTES, total))
  const lease = await file.lease()
  try {
    await lease.read(head, 0)
  } finally {
    lease.release()
  }
  const place = indexPlace(head, total)
  return typeof place === 'string' || total - place.start > MOST_INDEX_BYTES ? null : place.start
}
