import { useEffect, useState } from 'react'
import { bufferedEnd } from './progress.ts'

/** What the control bar shows of a media element; seconds, rates and 0-to-1 volumes. */
export interface MediaSnapshot {
  paused: boolean
  ended: boolean
  position: number
  /** 0 while unknown. */
  duration: number
  bufferedTo: number
  /** Nothing to play or show at this position: a wait, or the end of what there is. */
  starving: boolean
  speed: number
  volume: number
  muted: boolean
  error: { code: number; message: string } | null
  /** Both 0 for a recording that is sound only, and before the metadata is there. */
  width: number
  height: number
  ready: boolean
  inPictureInPicture: boolean
}

const EVENTS = [
  'play',
  'pause',
  'ended',
  'timeupdate',
  'durationchange',
  'loadedmetadata',
  'loadeddata',
  'progress',
  'waiting',
  'stalled',
  'playing',
  'canplay',
  'seeking',
  'seeked',
  'ratechange',
  'volumechange',
  'error',
  'emptied',
  'resize',
  'enterpictureinpicture',
  'leavepictureinpicture',
] as const

const NOTHING: MediaSnapshot = {
  paused: true,
  ended: false,
  position: 0,
  duration: 0,
  bufferedTo: 0,
  starving: true,
  speed: 1,
  volume: 1,
  muted: false,
  error: null,
  width: 0,
  height: 0,
  ready: false,
  inPictureInPicture: false,
}

function readMedia(element: HTMLVideoElement): MediaSnapshot {
  const { buffered, currentTime, error } = element
  const ranges = Array.from({ length: buffered.length }, (_, i) => [buffered.start(i), buffered.end(i)] as const)
  const enough = element.paused ? HTMLMediaElement.HAVE_CURRENT_DATA : HTMLMediaElement.HAVE_FUTURE_DATA
  return {
    paused: element.paused,
    ended: element.ended,
    position: currentTime,
    duration: Number.isFinite(element.duration) ? element.duration : 0,
    bufferedTo: bufferedEnd(ranges, currentTime),
    starving: !element.ended && element.readyState < enough,
    speed: element.playbackRate,
    volume: element.volume,
    muted: element.muted,
    error: error === null ? null : { code: error.code, message: error.message },
    width: element.videoWidth,
    height: element.videoHeight,
    ready: element.readyState >= HTMLMediaElement.HAVE_METADATA,
    inPictureInPicture: document.pictureInPictureElement === element,
  }
}

/** Follows a media element; renders again at each of its events. */
export function useMediaSnapshot(element: HTMLVideoElement | null): MediaSnapshot {
  const [snapshot, setSnapshot] = useState(NOTHING)
  useEffect(() => {
    if (element === null) return
    const update = (): void => setSnapshot(readMedia(element))
    for (const name of EVENTS) element.addEventListener(name, update)
    update()
    return () => {
      for (const name of EVENTS) element.removeEventListener(name, update)
    }
  }, [element])
  return snapshot
}
