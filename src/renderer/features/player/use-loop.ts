import { useEffect, useState } from 'react'
import { startPlaying } from './playback.ts'

/** A stretch that is played over and over; seconds. `to` null: its end is not set yet. */
export interface Loop {
  from: number
  to: number | null
}

/** Shorter would be a stutter. */
const SHORTEST_SECONDS = 0.5

/** The next step of A–B: set the beginning, set the end, play on. */
export function nextLoop(loop: Loop | null, seconds: number): Loop | null {
  if (loop === null) return { from: seconds, to: null }
  if (loop.to !== null) return null
  const [from, to] = loop.from <= seconds ? [loop.from, seconds] : [seconds, loop.from]
  return to - from < SHORTEST_SECONDS ? loop : { from, to }
}

/** Plays a stretch over and over; `step` answers what is set then. */
export function useLoop(video: HTMLVideoElement | null): { loop: Loop | null; step: () => Loop | null } {
  const [loop, setLoop] = useState<Loop | null>(null)
  const to = loop?.to ?? null
  const from = loop?.from ?? 0
  useEffect(() => {
    if (video === null || to === null) return
    const back = (): void => {
      if (video.currentTime < to && !video.ended) return
      // At the end of the file the element pauses by itself, and would after one round.
      const { ended } = video
      video.currentTime = from
      if (ended) void startPlaying(video)
    }
    back()
    video.addEventListener('timeupdate', back)
    return () => video.removeEventListener('timeupdate', back)
  }, [video, from, to])
  return {
    loop,
    step: () => {
      const next = nextLoop(loop, video?.currentTime ?? 0)
      setLoop(next)
      return next
    },
  }
}
