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

/** The end of the buffered stretch that holds a position, in seconds; the position itself when it is not buffered. */
export function bufferedEnd(ranges: ReadonlyArray<readonly [start: number, end: number]>, position: number): number {
  // Chromium's ranges may begin a few frames after the position that was asked for.
  const SLACK = 0.25
  const range = ranges.find(([start, end]) => start - SLACK <= position && position <= end + SLACK)
  return range === undefined ? position : Math.max(position, range[1])
}
