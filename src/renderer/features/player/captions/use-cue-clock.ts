import { useEffect, useState } from 'react'
import { activeAt, lastBegun, nextChange, type TimedCues } from './cue-times.ts'

/** What is said now: cues by their places. */
export interface CueMoment {
  active: readonly number[]
  /** The last one that has begun, said any more or not; -1: none yet. */
  latest: number
}

const SILENCE: CueMoment = { active: [], latest: -1 }
const EVENTS = ['play', 'pause', 'playing', 'seeking', 'seeked', 'ratechange', 'loadedmetadata', 'emptied'] as const
/** A timer that fires a moment early would find nothing changed. */
const LATE_MS = 8

/**
 * Follows what is said while a recording plays. It wakes when a cue begins or ends, and not in between: nothing is
 * rendered that has not changed. `offsetMs`: how much later cues are shown than they say.
 */
export function useCueClock(video: HTMLVideoElement | null, timed: TimedCues | null, offsetMs: number): CueMoment {
  const [moment, setMoment] = useState(SILENCE)
  useEffect(() => {
    if (video === null || timed === null) {
      setMoment(SILENCE)
      return
    }
    let timer = 0
    const look = (): void => {
      window.clearTimeout(timer)
      const ms = video.currentTime * 1000 - offsetMs
      const next: CueMoment = { active: activeAt(timed, ms), latest: lastBegun(timed, ms) }
      setMoment((before) => (isSame(before, next) ? before : next))
      const changesAt = video.paused ? null : nextChange(timed, ms)
      if (changesAt !== null) timer = window.setTimeout(look, (changesAt - ms) / video.playbackRate + LATE_MS)
    }
    look()
    for (const name of EVENTS) video.addEventListener(name, look)
    return () => {
      window.clearTimeout(timer)
      for (const name of EVENTS) video.removeEventListener(name, look)
    }
  }, [video, timed, offsetMs])
  return moment
}

const isSame = (one: CueMoment, other: CueMoment): boolean =>
  one.latest === other.latest && one.active.join() === other.active.join()
