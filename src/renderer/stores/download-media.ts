import type { DownloadItem } from '../../shared/download.ts'
import type { MediaState, MediaStatus } from '../../shared/media.ts'
import type { Recording } from '../../shared/recording.ts'

/** What can be said of files without asking: by recording ID. */
export type MediaById = ReadonlyMap<string, MediaState>

/** How far all downloads together are. */
export interface DownloadProgress {
  /** Those that run, or wait for something. */
  running: number
  /** 0 to 1; null while no length is known. */
  share: number | null
}

const ON_ITS_WAY: readonly MediaStatus[] = ['waiting', 'downloading']
const IN_QUEUE: readonly MediaStatus[] = ['waiting', 'downloading', 'paused', 'failed']

/** The length of a recording's file, else what the server says of it; null: neither is known. */
export const bytesTotalOf = (media: MediaState | null, recording: Recording): number | null =>
  media?.bytesTotal ?? recording.sizeBytes

/** What runs and what is paused or has failed are two things: only the first moves. */
export function overallProgress(items: readonly DownloadItem[], media: MediaById, total: number): DownloadProgress {
  let running = Math.max(0, total - items.length)
  let done = 0
  let all = 0
  for (const item of items) {
    const state = media.get(item.recording.recordId) ?? item.media
    if (!ON_ITS_WAY.includes(state.status)) continue
    running++
    const bytes = bytesTotalOf(state, item.recording)
    if (bytes === null) continue
    done += Math.min(state.bytesDone, bytes)
    all += bytes
  }
  return { running, share: all === 0 ? null : done / all }
}

/**
 * What is known of files after a new list: the list's word, but for what has been heard since it was asked for
 * (`heard`). What has left the queue and was not heard of is not known any more.
 */
export function mediaAfter(before: MediaById, items: readonly DownloadItem[], heard: ReadonlySet<string>): MediaById {
  const after = new Map<string, MediaState>()
  const listed = new Set(items.map(({ recording }) => recording.recordId))
  for (const [recordId, state] of before) {
    if (heard.has(recordId) || listed.has(recordId) || !IN_QUEUE.includes(state.status)) after.set(recordId, state)
  }
  for (const { recording, media } of items) {
    const known = after.get(recording.recordId)
    if (known !== undefined && (heard.has(recording.recordId) || sameState(known, media))) continue
    after.set(recording.recordId, media)
  }
  return after
}

/** The items, each as the object that is on screen already where nothing about it has changed. */
export function sameItems(items: DownloadItem[], before: readonly DownloadItem[]): DownloadItem[] {
  const known = new Map(before.map((item) => [item.recording.recordId, item]))
  return items.map((item) => {
    const old = known.get(item.recording.recordId)
    return old !== undefined && JSON.stringify(old) === JSON.stringify(item) ? old : item
  })
}

/** The items with one of them before another, or (null) at the end; unchanged when either is not there. */
export function movedItem(items: readonly DownloadItem[], recordId: string, before: string | null): DownloadItem[] {
  const item = items.find(({ recording }) => recording.recordId === recordId)
  if (item === undefined || before === recordId) return [...items]
  const rest = items.filter((each) => each !== item)
  const at = before === null ? rest.length : rest.findIndex(({ recording }) => recording.recordId === before)
  if (at === -1) return [...items]
  return [...rest.slice(0, at), item, ...rest.slice(at)]
}

const sameState = (one: MediaState, other: MediaState): boolean => JSON.stringify(one) === JSON.stringify(other)
