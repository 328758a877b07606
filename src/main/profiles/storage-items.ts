import type { StorageItem } from '../../shared/download.ts'
import type { Library } from '../library/library.ts'

const MOST_ITEMS = 5000

/** The files of recordings that the library knows, as things that could go; at most 5 000. */
export function storageItems(
  library: Pick<Library, 'recordings' | 'lastWatched'>,
  files: readonly { recordId: string | null; bytes: number; kept: boolean }[],
): StorageItem[] {
  const known = files.flatMap(({ recordId, ...file }) => (recordId === null ? [] : [{ ...file, recordId }]))
  const shown = known.slice(0, MOST_ITEMS)
  const ids = shown.map(({ recordId }) => recordId)
  const recordings = new Map(library.recordings(ids).map((recording) => [recording.recordId, recording]))
  const watched = library.lastWatched(ids)
  return shown.flatMap(({ recordId, bytes, kept }) => {
    const recording = recordings.get(recordId)
    return recording === undefined ? [] : [{ recording, bytes, kept, watchedAt: watched.get(recordId) ?? null }]
  })
}
