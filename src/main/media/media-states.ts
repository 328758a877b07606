import type { AppError } from '../../shared/app-error.ts'
import type { MediaState, WaitReason } from '../../shared/media.ts'
import type { ActiveDownload } from './active-download.ts'
import type { KeptFile } from './media-folder.ts'
import type { ByteRange } from './range-map.ts'

/** How a recording stands in the queue. */
export interface Queued {
  state: 'waiting' | 'running' | 'paused' | 'failed'
  waitingFor: WaitReason | null
  error: AppError | null
}

/** What is here of a file that nobody fetches now. */
export interface LeftBytes {
  ranges: readonly ByteRange[]
  total: number | null
}

const MOST_RANGES = 100

const about = (profileId: string, recordId: string) => ({
  profileId,
  recordId,
  bytesPerSecond: null,
  seekable: null,
  waitingFor: null,
  retryAt: null,
  note: null,
  error: null,
})

export function completeState(profileId: string, recordId: string, { bytes, kept }: KeptFile): MediaState {
  const ranges: [number, number][] = [[0, bytes]]
  return { ...about(profileId, recordId), status: 'complete', kept, bytesDone: bytes, bytesTotal: bytes, ranges }
}

export function activeState(profileId: string, recordId: string, active: ActiveDownload): MediaState {
  const { download, holding } = active
  const left = { ranges: holding.growing?.part.ranges.ranges ?? [], total: holding.growing?.part.total ?? null }
  const retries = download.retryAt !== null
  return {
    ...about(profileId, recordId),
    ...bytesOf(left),
    status: retries ? 'waiting' : 'downloading',
    kept: active.stays,
    bytesPerSecond: retries ? null : active.bytesPerSecond,
    seekable: download.seekable,
    waitingFor: retries ? 'server' : null,
    retryAt: download.retryAt,
    note: download.note,
    error: retries ? (download.lastFailure?.error ?? null) : null,
  }
}

export function restingState(
  profileId: string,
  recordId: string,
  left: LeftBytes | null,
  queued: Queued | null,
  failure: AppError | null,
): MediaState {
  const bytes = bytesOf(left ?? { ranges: [], total: null })
  const base = { ...about(profileId, recordId), ...bytes, kept: queued !== null }
  if (queued !== null && queued.state !== 'failed') {
    const { state, waitingFor, error } = queued
    if (state === 'paused') return { ...base, status: 'paused' }
    return { ...base, status: state === 'running' ? 'downloading' : 'waiting', waitingFor: waitingFor ?? 'turn', error }
  }
  const error = queued?.error ?? failure
  if (error !== null || queued !== null) return { ...base, status: 'failed', error }
  return { ...base, status: bytes.bytesDone > 0 ? 'partial' : 'absent' }
}

function bytesOf({ ranges, total }: LeftBytes): Pick<MediaState, 'bytesDone' | 'bytesTotal' | 'ranges'> {
  return {
    bytesDone: ranges.reduce((sum, [start, end]) => sum + end - start, 0),
    bytesTotal: total,
    ranges: ranges.slice(0, MOST_RANGES).map(([start, end]): [number, number] => [start, end]),
  }
}
