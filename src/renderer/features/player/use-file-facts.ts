import { useEffect, useState } from 'react'
import type { FileFacts } from './details.ts'

const UNKNOWN: FileFacts = { durationSeconds: 0, width: 0, height: 0 }
const EVENTS = ['loadedmetadata', 'durationchange', 'resize', 'emptied'] as const

/** Length and picture size of the loaded file; renders again only when they change. */
export function useFileFacts(video: HTMLVideoElement | null): FileFacts {
  const [facts, setFacts] = useState(UNKNOWN)
  useEffect(() => {
    if (video === null) return
    const update = (): void => {
      const durationSeconds = Number.isFinite(video.duration) ? video.duration : 0
      setFacts({ durationSeconds, width: video.videoWidth, height: video.videoHeight })
    }
    for (const name of EVENTS) video.addEventListener(name, update)
    update()
    return () => {
      for (const name of EVENTS) video.removeEventListener(name, update)
    }
  }, [video])
  return facts
}
