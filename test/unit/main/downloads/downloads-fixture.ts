import type { DownloadSession } from '../../../../src/main/downloads/downloads.ts'
import type { AppFailure } from '../../../../src/shared/app-error.ts'
import type { MediaState } from '../../../../src/shared/media.ts'
import type { Recording } from '../../../../src/shared/recording.ts'

const recordingOf = (recordId: string): Recording => ({
  recordId,
  roomId: 'room',
  roomSid: 'sid',
  roomTitle: null,
  title: `About ${recordId}`,
  description: null,
  sizeBytes: 100,
  createdAt: 1,
  startedAt: null,
  endedAt: null,
  filePath: `${recordId}.mp4`,
  subtitles: [],
  extraData: {},
  onDevice: false,
  onServer: true,
  watched: null,
  file: null,
  posterAt: null,
})

interface HeldFile {
  bytes: number
  isComplete: boolean
  kept: boolean
  isOnlyCopy: boolean
}

/** A profile's files, in memory. */
export class Shelf implements DownloadSession {
  readonly held = new Map<string, HeldFile>()
  readonly aside = new Map<string, HeldFile>()
  readonly unknown = new Set<string>()
  dropped: string[] = []
  /** What the next step on the disk fails with. */
  failure: AppFailure | null = null

  put(recordId: string, about: Partial<HeldFile> = {}): void {
    this.held.set(recordId, { bytes: 100, isComplete: true, kept: true, isOnlyCopy: false, ...about })
  }

  recordings(recordIds: readonly string[]): Recording[] {
    return recordIds
      .filter((recordId) => !this.unknown.has(recordId))
      .toReversed()
      .map(recordingOf)
  }

  async mediaState(recordId: string): Promise<MediaState> {
    const file = this.held.get(recordId)
    const status = file === undefined ? 'absent' : file.isComplete ? 'complete' : 'partial'
    return {
      profileId: 'a',
      recordId,
      status,
      kept: file?.kept ?? false,
      bytesDone: file?.bytes ?? 0,
      bytesTotal: null,
      bytesPerSecond: null,
      ranges: [],
      seekable: null,
      waitingFor: null,
      retryAt: null,
      note: null,
      error: null,
    }
  }

  async keepHere(recordIds: readonly string[]): Promise<string[]> {
    const missing = recordIds.filter((recordId) => !this.held.get(recordId)?.isComplete)
    for (const recordId of recordIds) {
      const file = this.held.get(recordId)
      if (file?.isComplete) file.kept = true
    }
    return missing
  }

  keptCount(): number {
    return [...this.held.values()].filter(({ isComplete, kept }) => isComplete && kept).length
  }

  async files(): Promise<{ recordId: string | null; bytes: number; kept: boolean }[]> {
    const complete = [...this.held].filter(([, { isComplete }]) => isComplete)
    return complete.map(([recordId, { bytes, kept }]) => ({ recordId, bytes, kept }))
  }

  async setAside(recordIds: readonly string[], onlyCopies: boolean) {
    this.#fail()
    const here = recordIds.flatMap((recordId) => {
      const file = this.held.get(recordId)
      return file === undefined ? [] : [{ recordId, file }]
    })
    const going = here.filter(({ file }) => onlyCopies || !file.isOnlyCopy)
    for (const { recordId, file } of going) {
      this.held.delete(recordId)
      this.aside.set(recordId, file)
    }
    const aside = going.map(({ recordId, file }) => ({ recordId, bytes: file.bytes }))
    return { aside, onlyCopiesLeft: here.length - going.length }
  }

  async bringBack(recordIds: readonly string[]): Promise<void> {
    this.#fail()
    for (const recordId of recordIds) {
      const file = this.aside.get(recordId)
      if (file !== undefined) this.held.set(recordId, file)
      this.aside.delete(recordId)
    }
  }

  async dropAside(recordIds: readonly string[]): Promise<void> {
    this.#fail()
    for (const recordId of recordIds) if (this.aside.delete(recordId)) this.dropped.push(recordId)
  }

  async dropPart(recordId: string): Promise<void> {
    const file = this.held.get(recordId)
    if (file?.isComplete) throw new Error('that is no part')
    if (file !== undefined) this.dropped.push(recordId)
    this.held.delete(recordId)
  }

  #fail(): void {
    const { failure } = this
    this.failure = null
    if (failure !== null) throw failure
  }
}
