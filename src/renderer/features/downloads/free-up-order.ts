import type { StorageItem } from '../../../shared/download.ts'
import { recordingTitle, roomOf } from '../../recording-words.ts'

export type FreeUpSort = 'size' | 'watched' | 'room'

/** The files that could go: the largest first, those first that were not watched for longest, or room by room. */
export function sortedFiles(items: readonly StorageItem[], sort: FreeUpSort): StorageItem[] {
  switch (sort) {
    case 'size':
      return items.toSorted((one, other) => other.bytes - one.bytes)
    case 'watched':
      return items.toSorted((one, other) => (one.watchedAt ?? 0) - (other.watchedAt ?? 0) || other.bytes - one.bytes)
    case 'room': {
      const names = new Map(items.map(({ recording }) => [recording.roomId, roomOf(recording)]))
      const name = ({ recording }: StorageItem): string => names.get(recording.roomId) ?? ''
      return items.toSorted(
        (one, other) =>
          name(one).localeCompare(name(other)) ||
          recordingTitle(one.recording).localeCompare(recordingTitle(other.recording)),
      )
    }
  }
}

export const bytesOf = (items: readonly StorageItem[], chosen: ReadonlySet<string>): number =>
  items.reduce((sum, { recording, bytes }) => (chosen.has(recording.recordId) ? sum + bytes : sum), 0)
