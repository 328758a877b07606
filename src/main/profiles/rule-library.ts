import type { RuleLibrary } from '../downloads/rule-keeper.ts'
import type { RuleRecording } from '../downloads/rules.ts'
import type { Library } from '../library/library.ts'
import type { KeepFacts } from '../library/library-reader.ts'
import { type KeptFile, recordKey } from '../media/media-folder.ts'

export interface RuleLibraryParts {
  library: Pick<Library, 'newestOfRoom' | 'finishedOnDevice' | 'state'>
  /** The profile's complete files. */
  files: readonly KeptFile[]
  isQueued: (recordId: string) => boolean
}

/** A profile's library and its files, as rules look at them. */
export function ruleLibraryOf({ library, files, isQueued }: RuleLibraryParts): RuleLibrary {
  const kept = new Map(
    files.flatMap((file) => (file.kept ? [[file.key, Math.max(file.startedAt, file.usedAt)] as const] : [])),
  )
  const seen = (recordings: readonly KeepFacts[]): RuleRecording[] =>
    recordings.map(({ finishedAt, ...facts }) => ({
      ...facts,
      kept: kept.has(recordKey(facts.recordId)),
      queued: isQueued(facts.recordId),
      // One that was kept, or played, after it was watched to the end is to be watched again.
      watchedFinishedAt: finishedAt === null ? null : Math.max(finishedAt, kept.get(recordKey(facts.recordId)) ?? 0),
    }))
  return {
    newestOfRoom: (roomId, limit) => seen(library.newestOfRoom(roomId, limit)),
    keptFinishedBefore: (atMs) => seen(library.finishedOnDevice(atMs)).filter((recording) => recording.kept),
    complete: library.state().complete,
  }
}
