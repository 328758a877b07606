import type { MediaState } from '../../../shared/media.ts'

/** How much of the file is on this device, 0 to 1; null while its length is unknown. */
export function shareOnDevice(media: MediaState | null): number | null {
  if (media === null) return null
  if (media.status === 'complete') return 1
  if (media.bytesTotal === null || media.bytesTotal <= 0) return null
  return Math.min(1, media.bytesDone / media.bytesTotal)
}

/** Seconds until the file is complete at the present speed; null when that cannot be said. */
export function secondsLeft(media: MediaState): number | null {
  if (media.status !== 'downloading' || media.bytesTotal === null) return null
  if (media.bytesPerSecond === null || media.bytesPerSecond <= 0) return null
  return Math.max(0, (media.bytesTotal - media.bytesDone) / media.bytesPerSecond)
}

/** What is on this device as shares of the file, [from, to) of 0 to 1; a place in the file stands for a time in the recording. */
export function stretchesOnDevice(media: MediaState | null): [from: number, to: number][] {
  if (media === null) return []
  if (media.status === 'complete') return [[0, 1]]
  const total = media.bytesTotal
  if (total === null || total <= 0) return []
  return media.ranges.map(([from, to]) => [Math.min(1, from / total), Math.min(1, to / total)])
}

/**
 * Seconds until a place in the recording (0 to 1) has come, where the file comes in order; null when it is here, when
 * it can be fetched at once, and when nothing can be said.
 */
export function secondsUntil(media: MediaState, share: number): number | null {
  const { status, seekable, note, ranges, bytesTotal, bytesPerSecond } = media
  // What comes a second time says nothing about how far the server has got.
  if (status !== 'downloading' || seekable === true || note === 'again') return null
  if (bytesTotal === null || bytesPerSecond === null || bytesPerSecond <= 0) return null
  const wanted = share * bytesTotal
  if (ranges.some(([from, to]) => from <= wanted && wanted < to)) return null
  const [from, to] = ranges[0] ?? [0, 0]
  const ahead = wanted - (from === 0 ? to : 0)
  return ahead > 0 ? ahead / bytesPerSecond : null
}

/** The end of the buffered stretch that holds a position, in seconds; the position itself when it is not buffered. */
export function bufferedEnd(ranges: ReadonlyArray<readonly [start: number, end: number]>, position: number): number {
  // Chromium's ranges may begin a few frames after the position that was asked for.
  const SLACK = 0.25
  const range = ranges.find(([start, end]) => start - SLACK <= position && position <= end + SLACK)
  return range === undefined ? position : Math.max(position, range[1])
}
